"""Trying a rule: on what really happened to the last cases, each asked as it stood at that moment."""

from __future__ import annotations

from dataclasses import dataclass

from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.pure.conditions import holds
from presszero.rules.facts import facts_of
from presszero.rules.keeping import conditions_of
from presszero.rules.looking import BY_TURN, INTO_LINE, LOOKS_AT, lines_for
from presszero.rules.models import Rule
from presszero.rules.past import Past

DRY_RUN_CASES = 1000
SHOWN = 20


@dataclass(frozen=True)
class DryRun:
    """What a rule would have done, in cases: how many were looked at, on how many its "when" happened, on how many it
    would have acted, about how many nobody can say, and the newest of those it would have acted on."""

    looked_at: int
    happened: int
    would_act: int
    unknown: int
    shown: list[Case]


def dry_run(*, rule: Rule, by: Actor) -> DryRun:
    """Return on which of the last 1,000 cases this actor may see a rule would have acted; nothing is done.

    Imported cases, on which no rule acts, and cases that stand in another by now are not among them.
    """
    newest = Case.objects.visible_to(by).filter(imported=False, merged_into=None)
    ids = list(newest.order_by("-opened_at", "-id").values_list("pk", flat=True)[:DRY_RUN_CASES])
    happened = _what_happened(rule, ids)
    conditions = conditions_of(rule)
    past = Past.of(list(happened), asks={one.asks for one in conditions})
    cases = Case.objects.filter(pk__in=happened).order_by("-opened_at", "-id")
    acted, unknown = [], 0
    for case, now in facts_of(cases, at=None):
        then = [past.facts(now, line) for line in happened[case.pk]]
        if any(facts and holds(conditions, facts) for facts in then):
            acted.append(case)
        elif not all(then):
            unknown += 1
    return DryRun(len(ids), len(happened), len(acted), unknown, acted[:SHOWN])


def _what_happened(rule: Rule, case_ids: list[int]) -> dict[int, list[RecordLine]]:
    """Return the lines of the record at which a rule looks, by case."""
    kinds = [kind for kind, when in LOOKS_AT.items() if when == rule.when]
    if BY_TURN in kinds:
        kinds.append(INTO_LINE)
    lines: dict[int, list[RecordLine]] = {}
    for line in RecordLine.objects.filter(case_id__in=case_ids, kind__in=kinds).order_by("id"):
        lines.setdefault(line.case_id or 0, []).append(line)
    looked_at = {case_id: lines_for(rule.when, of_case) for case_id, of_case in lines.items()}
    return {case_id: of_case for case_id, of_case in looked_at.items() if of_case}
