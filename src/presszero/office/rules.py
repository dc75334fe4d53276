"""Rules: the screens. Written, tried on the last thousand cases, then switched on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

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
    show,
    typed,
)
from presszero.office.shaping import BOTH
from presszero.organisation.queries import the_organisation
from presszero.pure.conditions import Condition
from presszero.rules.keeping import all_rules, conditions_of, keep_rule, move_up, remove_rule, seen_rule
from presszero.rules.models import Rule
from presszero.rules.phrases import ASKS, Names, rule_sentence
from presszero.rules.trying import DryRun, dry_run
from presszero.ui import times

HERE = "office:rules"
ROWS = 4  # ifs and thens that a form offers


@BOTH
def rules(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, _rules())
    return _keep(request, None)


def _keep(request: HttpRequest, rule_id: int | None) -> HttpResponse:
    kept: list[Rule] = []

    def act() -> None:
        kept.append(
            keep_rule(
                rule_id=rule_id,
                name=typed(request, "name"),
                when=typed(request, "when"),
                conditions=_conditions(request),
                acts=_acts(request),
                is_on=bool(rule_id) and seen_rule(rule_id or 0).is_on,
                by=by(request),
                at=clock.now(),
            )
        )

    page = (lambda: _rule(rule_id)) if rule_id else _rules
    answer = done_or_shown(request, act, then=reverse(HERE), page=page)
    return HttpResponseRedirect(reverse("office:rule_dry_run", args=[kept[0].pk])) if kept else answer


def _conditions(request: HttpRequest) -> list[Condition]:
    return [
        Condition(asks, typed(request, f"value{n}"), bool(typed(request, f"not{n}")))  # type: ignore[arg-type]
        for n in range(ROWS)
        if (asks := typed(request, f"asks{n}"))
    ]


def _acts(request: HttpRequest) -> list[tuple[str, str]]:
    return [(does, typed(request, f"act{n}")) for n in range(ROWS) if (does := typed(request, f"does{n}"))]


def _rules() -> OfficePage:
    names, rules = Names.read(), all_rules()
    return OfficePage(
        title=_("Rules"),
        lead=_("What happens by itself. Rules act in this order, each once for a thing that happened."),
        here=HERE,
        sections=[
            Section(
                rows=[_row(rule, place, names) for place, rule in enumerate(rules, 1)],
                empty=_(
                    "No rule is written yet. A new one does nothing until you have tried it and switched it on."
                ),
            ),
            Section(_("Write a rule"), form=_form(reverse(HERE), None, names), folded=bool(rules)),
        ],
    )


def _row(rule: Rule, place: int, names: Names) -> Row:
    up = [Form(reverse("office:rule_up", args=[rule.pk]), _("Move up"))] if place > 1 else []
    return Row(
        rule.name,
        rule_sentence(rule, names),
        reverse("office:rule", args=[rule.pk]),
        state=_("on") if rule.is_on else _("off"),
        tone="good" if rule.is_on else "",
        acts=up,
        number=str(place),
    )


def _form(action: str, rule: Rule | None, names: Names) -> Form:
    conditions, acts = (conditions_of(rule), rule.acts) if rule else ([], [])
    known = [
        *names.teams.values(),
        *names.topics.values(),
        *names.workers.values(),
        *(f"{name} = " for name in names.fields.values()),
    ]
    ifs = [_if(n, conditions[n] if n < len(conditions) else None, names, known) for n in range(ROWS)]
    thens = [_then(n, acts[n] if n < len(acts) else None, names) for n in range(ROWS)]
    when: list[Choice] = [(value, str(words)) for value, words in Rule.When.choices]
    return Form(
        action,
        _("Keep and try it"),
        [
            Field("name", _("Name"), value=rule.name if rule else "", required=True),
            Field("when", _("When"), "choice", rule.when if rule else "opened", when),
            *ifs,
            *thens,
        ],
        primary=True,
    )


def _if(n: int, one: Condition | None, names: Names, known: list[str]) -> Field:
    asks: list[Choice] = [("", _("nothing")), *((code, str(words)) for code, words in ASKS.items())]
    value = names.of_condition(one) if one else ""
    parts = [
        Field(f"asks{n}", _("What"), "choice", one.asks if one else "", asks),
        Field(f"value{n}", _("Which"), value=value, suggests=known),
        Field(f"not{n}", _("Not"), "yes", "on" if one and one.is_not else ""),
    ]
    return Field(f"if{n}", _("If") if n == 0 else _("and if"), "group", parts=parts)


def _then(n: int, act: list[str] | None, names: Names) -> Field:
    does: list[Choice] = [("", _("nothing more")), *((code, str(words)) for code, words in Rule.Does.choices)]
    known = [*names.teams.values(), *names.workers.values(), *names.macros.values()]
    parts = [
        Field(f"does{n}", _("What"), "choice", act[0] if act else "", does),
        Field(f"act{n}", _("Which"), value=names.of_act(*act) if act else "", suggests=known),
    ]
    return Field(f"then{n}", _("Then") if n == 0 else _("and then"), "group", parts=parts)


@BOTH
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    if request.method != "POST":
        return show(request, _rule(rule_id))
    return _keep(request, rule_id)


def _rule(rule_id: int) -> OfficePage:
    rule, names = seen_rule(rule_id), Names.read()
    remove = Form(reverse("office:rule_remove", args=[rule.pk]), _("Take it out"), grave=True)
    return OfficePage(
        title=rule.name,
        above=(_("Rules"), reverse(HERE)),
        here=HERE,
        sections=[
            _standing(rule, names),
            Section(_("Change it"), form=_form(reverse("office:rule", args=[rule.pk]), rule, names)),
            Section(_("Take it out"), _("What it did stays done."), form=remove, folded=True),
        ],
    )


def _standing(rule: Rule, names: Names) -> Section:
    switch = reverse("office:rule_switch", args=[rule.pk])
    form = Form(
        switch,
        _("Switch it off") if rule.is_on else _("Switch it on"),
        [Field("on", "", "hidden", "" if rule.is_on else "on")],
    )
    return Section(
        _("It is on") if rule.is_on else _("It is off"),
        rule_sentence(rule, names),
        form=form,
        links=[(_("Try it on the last cases"), reverse("office:rule_dry_run", args=[rule.pk]))],
    )


@require_GET
def try_it(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule, names = seen_rule(rule_id), Names.read()
    tried = dry_run(rule=rule, by=by(request))
    now, zone = clock.now(), the_organisation().time_zone
    rows = [
        Row(
            case.title,
            f"{case.reference}, {case.customer.name}, {times.clock_words(case.opened_at, now, zone)}",
            reverse("desk:case", args=[case.pk]),
        )
        for case in tried.shown
    ]
    looked = ngettext(
        "Of the last case you may see it would have acted on %(acts)s.",
        "Of the last %(n)s cases you may see it would have acted on %(acts)s.",
        tried.looked_at,
    ) % {"n": tried.looked_at, "acts": tried.would_act}
    page = OfficePage(
        title=_("Tried: %(name)s") % {"name": rule.name},
        above=(rule.name, reverse("office:rule", args=[rule.pk])),
        here=HERE,
        sections=[
            _standing(rule, names),
            Section(
                looked,
                _tried_words(rule, tried),
                rows=rows,
                empty=_("None of them fits. Loosen an if, or wait for such a case."),
            ),
        ],
    )
    return show(request, page)


def _tried_words(rule: Rule, tried: DryRun) -> str:
    """Return what was asked, and about how many cases it cannot be said."""
    said = ngettext(
        "Nothing was done. On %(n)s of them it happened that %(when)s, and it was asked as it stood then.",
        "Nothing was done. On %(n)s of them it happened that %(when)s, and each was asked as it stood then.",
        tried.happened,
    ) % {"n": tried.happened, "when": rule.get_when_display()}
    if not tried.unknown:
        return said
    unknown = ngettext(
        "Of %(n)s more it cannot be said: how it stood then was not written down.",
        "Of %(n)s more it cannot be said: how they stood then was not written down.",
        tried.unknown,
    )
    return f"{said} {unknown % {'n': tried.unknown}}"


@require_POST
def switch(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule = seen_rule(rule_id)
    keep_rule(
        rule_id=rule.pk,
        name=rule.name,
        when=rule.when,
        conditions=conditions_of(rule),
        acts=[(does, value) for does, value in rule.acts],
        is_on=bool(typed(request, "on")),
        by=by(request),
        at=clock.now(),
    )
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def up(request: HttpRequest, rule_id: int) -> HttpResponse:
    move_up(rule_id=rule_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def remove(request: HttpRequest, rule_id: int) -> HttpResponse:
    remove_rule(rule_id=rule_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))
