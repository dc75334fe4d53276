"""Custom fields: the screens. What is asked of each case, in which order, and where it is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from presszero.cases.field_keeping import (
    FieldFacts,
    all_fields,
    bring_back_field,
    change_field,
    make_field,
    move_field_up,
    retire_field,
    seen_field,
)
from presszero.cases.models import Field as CaseField
from presszero.ground import clock
from presszero.office.macros import team_choices
from presszero.office.people import numbers
from presszero.office.shapes import (
    Choice,
    Field,
    Form,
    OfficePage,
    Row,
    Section,
    by,
    done_or_shown,
    number_or_none,
    show,
    typed,
)
from presszero.office.shaping import BOTH
from presszero.organisation.shaping import all_topics

HERE = "office:fields"


@BOTH
def fields(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        facts = _facts(request)
        make_field(
            name=facts.name,
            kind=typed(request, "kind"),
            choices=facts.choices,
            team_id=facts.team_id,
            needed_for=facts.needed_for,
            by=by(request),
            at=clock.now(),
        )

    if request.method != "POST":
        return show(request, _fields())
    return done_or_shown(request, act, then=reverse(HERE), page=_fields)


def _facts(request: HttpRequest) -> FieldFacts:
    return FieldFacts(
        name=typed(request, "name"),
        choices=typed(request, "choices").split("\n"),
        team_id=number_or_none(request, "team", _("Team")),
        needed_for=numbers(request, "needed_for"),
    )


def _fields() -> OfficePage:
    used, retired = all_fields()
    return OfficePage(
        title=_("Fields"),
        lead=_("Facts of your own that a case holds, such as a line or a meter number."),
        here=HERE,
        sections=[
            Section(
                rows=[_row(field, place) for place, field in enumerate(used, 1)],
                empty=_("There is no field yet. Ask only for what an answer needs."),
            ),
            Section(_("Make a field"), form=_form(reverse(HERE), None), folded=bool(used)),
            *([_retired(retired)] if retired else []),
        ],
    )


def _row(field: CaseField, place: int) -> Row:
    up = [Form(reverse("office:field_up", args=[field.pk]), _("Move up"))] if place > 1 else []
    topics = ", ".join(topic.name for topic in field.needed_for.all())
    words = [
        field.get_kind_display(),
        field.team.name if field.team else "",
        _("needed for %(topics)s") % {"topics": topics} if topics else "",
    ]
    return Row(
        field.name,
        "; ".join(filter(None, words)),
        reverse("office:field", args=[field.pk]),
        acts=up,
        number=str(place),
    )


def _retired(fields: list[CaseField]) -> Section:
    rows = [
        Row(
            field.name,
            field.get_kind_display(),
            acts=[Form(reverse("office:field_return", args=[field.pk]), _("Bring back"))],
        )
        for field in fields
    ]
    return Section(
        _("Retired"), _("Asked for no more. What cases hold in them is still there."), rows=rows, folded=True
    )


def _form(action: str, field: CaseField | None) -> Form:
    kinds: list[Choice] = [(value, str(words)) for value, words in CaseField.Kind.choices]
    topics = [(str(topic.pk), topic.name) for topic in all_topics()]
    needed = [str(topic.pk) for topic in field.needed_for.all()] if field else []
    asks_kind = [] if field else [Field("kind", _("What it holds"), "choice", "text", kinds, short=True)]
    chooses = field is None or field.kind == CaseField.Kind.CHOICE
    choices = Field(
        "choices",
        _("To choose from"),
        "lines",
        "\n".join(field.choices) if field else "",
        hint=_("One a line; only for “One of a list”."),
    )
    return Form(
        action,
        _("Keep") if field else _("Make it"),
        [
            Field("name", _("Name"), value=field.name if field else "", required=True),
            *asks_kind,
            *([choices] if chooses else []),
            Field(
                "team",
                _("Team"),
                "choice",
                str(field.team_id or "") if field else "",
                team_choices(),
                short=True,
            ),
            Field(
                "needed_for",
                _("Needed for"),
                "many",
                needed,
                topics,
                hint=_("A case about one of these is settled only once the field is filled."),
            ),
        ],
        primary=True,
    )


@BOTH
def field(request: HttpRequest, field_id: int) -> HttpResponse:
    def act() -> None:
        change_field(field_id=field_id, facts=_facts(request), by=by(request), at=clock.now())

    if request.method != "POST":
        return show(request, _field(field_id))
    return done_or_shown(request, act, then=reverse(HERE), page=lambda: _field(field_id))


def _field(field_id: int) -> OfficePage:
    field = seen_field(field_id)
    retire = Form(reverse("office:field_retire", args=[field.pk]), _("Retire it"), grave=True)
    return OfficePage(
        title=field.name,
        lead=_("It holds: %(kind)s.") % {"kind": field.get_kind_display()},
        above=(_("Fields"), reverse(HERE)),
        here=HERE,
        sections=[
            Section(form=_form(reverse("office:field", args=[field.pk]), field)),
            Section(
                _("Retire it"),
                _("It is asked for no more. What cases hold in it stays, and comes back with it."),
                form=retire,
                folded=True,
            ),
        ],
    )


@require_POST
def up(request: HttpRequest, field_id: int) -> HttpResponse:
    move_field_up(field_id=field_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def retire(request: HttpRequest, field_id: int) -> HttpResponse:
    retire_field(field_id=field_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def bring_back(request: HttpRequest, field_id: int) -> HttpResponse:
    bring_back_field(field_id=field_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))
