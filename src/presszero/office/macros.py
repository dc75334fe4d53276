"""Macros: the screens. Written, read as they would stand on a case, and retired."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from presszero.cases.field_keeping import all_fields
from presszero.cases.models import Field as CaseField
from presszero.ground import clock
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
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation
from presszero.organisation.shaping import all_teams
from presszero.pure.placeholders import filled, places_in
from presszero.replies.macros import (
    FIELDS,
    all_macros,
    change_macro,
    make_macro,
    retire_macro,
    seen_macro,
)
from presszero.replies.models import Macro

HERE = "office:macros"


@BOTH
def macros(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, _macros())
    made: list[Macro] = []

    def act() -> None:
        made.append(make_macro(**_facts(request), by=by(request), at=clock.now()))  # type: ignore[arg-type]

    answer = done_or_shown(request, act, then=reverse(HERE), page=_macros)
    return HttpResponseRedirect(reverse("office:macro", args=[made[0].pk])) if made else answer


def _facts(request: HttpRequest) -> dict[str, object]:
    return {
        "name": typed(request, "name"),
        "body": typed(request, "body"),
        "shortcut": typed(request, "shortcut"),
        "team_id": number_or_none(request, "team", _("Team")),
        "tags": typed(request, "tags").split(","),
    }


def _macros() -> OfficePage:
    rows = [
        Row(
            macro.name,
            " ".join(macro.body.split())[:110],
            reverse("office:macro", args=[macro.pk]),
            state="  ".join(
                filter(None, [f";{macro.shortcut}" if macro.shortcut else "", _team_name(macro)])
            ),
        )
        for macro in all_macros()
    ]
    return OfficePage(
        title=_("Macros"),
        lead=_("Words for replies that come again. A shortcut after “;” puts one in while you type."),
        here=HERE,
        sections=[
            Section(
                rows=rows, empty=_("There is no macro yet. Write down what your team types again and again.")
            ),
            Section(_("Write a macro"), form=_form(reverse(HERE), None), folded=bool(rows)),
        ],
    )


def _team_name(macro: Macro) -> str:
    return macro.team.name if macro.team else ""


def _form(action: str, macro: Macro | None) -> Form:
    known = ", ".join(f"{{{name}}}" for name in (*FIELDS, *_own_fields()))
    hint = _("Filled in on each case: %(fields)s.") % {"fields": known}
    fields = [
        Field("name", _("Name"), value=macro.name if macro else "", required=True),
        Field("body", _("Words"), "lines", macro.body if macro else "", hint=hint, required=True, rows=9),
        Field(
            "shortcut",
            _("Shortcut"),
            value=macro.shortcut if macro else "",
            hint=_("Typed after “;” in a reply. Empty: none."),
            short=True,
        ),
        Field(
            "team",
            _("Team"),
            "choice",
            str(macro.team_id or "") if macro else "",
            team_choices(),
            short=True,
        ),
        Field(
            "tags",
            _("Tags"),
            value=", ".join(macro.tags) if macro else "",
            hint=_("Put on the case when it is used; commas between them."),
        ),
    ]
    return Form(action, _("Keep"), fields, primary=True)


def team_choices() -> list[Choice]:
    return [("", _("All teams")), *((str(team.pk), team.name) for team in all_teams())]


def _own_fields() -> list[str]:
    return [field.name.casefold() for field in all_fields()[0]]


@BOTH
def macro(request: HttpRequest, macro_id: int) -> HttpResponse:
    here = reverse("office:macro", args=[macro_id])

    def act() -> None:
        change_macro(macro_id=macro_id, **_facts(request), by=by(request), at=clock.now())  # type: ignore[arg-type]

    if request.method != "POST":
        return show(request, _macro(request, macro_id))
    return done_or_shown(request, act, then=here, page=lambda: _macro(request, macro_id))


def _macro(request: HttpRequest, macro_id: int) -> OfficePage:
    macro = seen_macro(macro_id)
    retire = Form(reverse("office:macro_retire", args=[macro.pk]), _("Retire it"), grave=True)
    return OfficePage(
        title=macro.name,
        above=(_("Macros"), reverse(HERE)),
        here=HERE,
        sections=[
            _preview(request, macro),
            Section(_("Change it"), form=_form(reverse("office:macro", args=[macro.pk]), macro)),
            Section(
                _("Retire it"),
                _("It is offered no more. Replies that used it stay as they are."),
                form=retire,
                folded=True,
            ),
        ],
    )


def _preview(request: HttpRequest, macro: Macro) -> Section:
    known = _sample(macro, cast(Worker, request.user))
    used = places_in(macro.body)
    lines = [
        _("{%(field)s} becomes “%(words)s” here.") % {"field": field, "words": known[field]}
        if known.get(field)
        else _("{%(field)s} is no field yet: it stays in brackets, to be seen. Make one, or change the word.")
        % {"field": field}
        for field in used
    ]
    return Section(
        _("As it reads on a case"),
        "" if used else _("It uses no field: it reads the same for everybody."),
        letter=filled(macro.body, known),
        lines=lines,
    )


def _sample(macro: Macro, worker: Worker) -> dict[str, str]:
    """Return what the fields of a made-up case would hold, so that nobody's letter is shown here."""
    organisation = the_organisation()
    team = macro.team.name if macro.team else next((one.name for one in all_teams()), "")
    examples = {
        CaseField.Kind.TEXT: _("(words)"),
        CaseField.Kind.NUMBER: "1042",
        CaseField.Kind.DATE: "2025-09-05",
        CaseField.Kind.YES_NO: _("yes"),
    }
    own = {
        one.name.casefold(): one.choices[0] if one.choices else str(examples.get(CaseField.Kind(one.kind)))
        for one in all_fields()[0]
    }
    return own | {
        "customer": "Robin Vale",
        "reference": f"{organisation.reference_prefix}-1042",
        "me": worker.name,
        "team": team,
        "organisation": organisation.name,
        "phone": organisation.phone,
        "answer by": _("Friday 5 September, 16:00"),
    }


@require_POST
def retire(request: HttpRequest, macro_id: int) -> HttpResponse:
    retire_macro(macro_id=macro_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))
