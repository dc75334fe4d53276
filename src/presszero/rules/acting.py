"""Rules at work.

No rule can set off another, or itself: rules look at lines of the record that
people, customers and clocks make, and what they do is recorded under kinds no
rule looks at. Each acts once for a line, and once for a clock.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.clocks import escalate
from presszero.cases.models import Case, Clock, News
from presszero.cases.notes import note_on, tell
from presszero.cases.routing import route_case, set_target
from presszero.cases.tags import tag_case
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.models import RecordLine
from presszero.ground.record import record
from presszero.lines.actions import join_line, leave_line
from presszero.organisation.models import Team
from presszero.pure.conditions import holds
from presszero.replies.beginning import begin_with_macro
from presszero.rules.facts import facts_of
from presszero.rules.keeping import conditions_of
from presszero.rules.models import Acted, Rule

# The line of the record that each "when" looks at. Nothing a rule does is recorded under one of these.
LOOKS_AT = {
    "case.opened": Rule.When.OPENED,
    "contact.received": Rule.When.WROTE,
    "reply.sent": Rule.When.ANSWERED,
    "clock.warned": Rule.When.WARNED,
    "clock.missed": Rule.When.MISSED,
    "case.closed": Rule.When.CLOSED,
}


def act_by_rules(line: RecordLine, *, at: datetime) -> int:
    """Let every rule that is on act on a line of the record, in their order; return how many did. Safe to run twice.

    Each looks at the case as the rules before it left it. Records rule.acted for each.
    """
    when = LOOKS_AT.get(line.kind)
    rules = Rule.objects.filter(when=when, is_on=True) if when else Rule.objects.none()
    acted = 0
    for rule in rules:
        with transaction.atomic():
            acted += _act_once(rule, line, at)
    return acted


def _act_once(rule: Rule, line: RecordLine, at: datetime) -> bool:
    case = Case.objects.select_for_update(of=("self",)).filter(pk=line.case_id or 0).first()
    if case is None or case.imported or case.merged_into_id or _has_acted(rule, line, case):
        return False
    clock = Clock.objects.filter(pk=line.about_id).first() if line.kind.startswith("clock.") else None
    [(case, facts)] = facts_of(Case.objects.filter(pk=case.pk), at=line.at, clock=clock.kind if clock else "")
    if not holds(conditions_of(rule), facts):
        return False
    Acted.objects.create(rule=rule, position=line.position or 0, case=case, at=at)
    for does, value in rule.acts:
        _do(does, value, Case.objects.select_related("team", "owner").get(pk=case.pk), rule, line, at)
    record("rule.acted", about=rule, by=SYSTEM, at=at, case_id=case.pk, team_id=case.team_id)
    return True


def _has_acted(rule: Rule, line: RecordLine, case: Case) -> bool:
    lines = Acted.objects.filter(rule=rule, case=case)
    if line.kind.startswith("clock."):
        # A rule that gives a clock more time would meet it again when that runs out too.
        same = RecordLine.objects.filter(kind=line.kind, about_id=line.about_id, case_id=case.pk)
        return lines.filter(position__in=same.values("position")).exists()
    return lines.filter(position=line.position or 0).exists()


def _do(does: str, value: str, case: Case, rule: Rule, line: RecordLine, at: datetime) -> None:
    if does == Rule.Does.ROUTE:
        _route(case, int(value), at)
    elif does == Rule.Does.TAG:
        tag_case(case_id=case.pk, tag=value, by=SYSTEM, at=at)
    elif does in (Rule.Does.FIRST, Rule.Does.NEXT, Rule.Does.SETTLE):
        set_target(case=case, kind=does, hours=int(value), by=SYSTEM, at=at)
    elif does == Rule.Does.ESCALATE:
        escalate(case=case, by=SYSTEM, at=at, rule=rule.pk)
    elif does == Rule.Does.TELL:
        _tell(case, int(value), line, at)
    elif does == Rule.Does.MACRO:
        begin_with_macro(case_id=case.pk, macro_id=int(value), at=at)
    else:
        text = _("%(words)s (rule “%(rule)s”)") % {"words": value, "rule": rule.name}
        note_on(case=case, text=text, by=SYSTEM, at=at)


def _tell(case: Case, worker_id: int, line: RecordLine, at: datetime) -> None:
    """Only who may see a case is told of it, whatever a rule says."""
    if Case.objects.visible_to(Actor("worker", worker_id)).filter(pk=case.pk).exists():
        tell([worker_id], case=case, why=News.Why.RULE, by=SYSTEM, at=at, line=line.pk)


def _route(case: Case, team_id: int, at: datetime) -> None:
    team = Team.objects.filter(pk=team_id).first()
    if team is None or team.pk == case.team_id or case.is_closed:
        return
    leave_line(case=case, by=SYSTEM, at=at)
    route_case(case=case, team=team, by=SYSTEM, at=at)
    join_line(case=case, by=SYSTEM, at=at)
