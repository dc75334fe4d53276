"""Rules at work.

No rule can set off another, or itself: rules look at lines of the record that
people, customers and clocks make, and what they do is recorded in their own
name, at which none looks. Each acts once for a line, and once for a clock.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.clocks import escalate
from presszero.cases.line_words import keep_words
from presszero.cases.models import Case, News
from presszero.cases.notes import note_on, tell
from presszero.cases.routing import route_case, set_target
from presszero.cases.tags import tag_case
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.ground.record import record
from presszero.lines.actions import join_line, leave_line
from presszero.organisation.models import Team
from presszero.pure.conditions import holds
from presszero.replies.beginning import begin_with_macro
from presszero.rules.facts import facts_of, tag_names, told_by
from presszero.rules.keeping import conditions_of
from presszero.rules.looking import BY_TURN, when_of
from presszero.rules.models import Acted, Rule

# A rule acts once for a clock, even one it gave more time, and for a case's turns: else they could go on for ever.
ONCE_FOR_ALL = {"clock.warned", "clock.missed", BY_TURN}


def act_by_rules(line: RecordLine, *, at: datetime) -> int:
    """Let every rule that is on act on a line of the record, in their order; return how many did. Safe to run twice.

    Each looks at the case as the rules before it left it. Records rule.acted for each.
    """
    when = when_of(line)
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
    [(case, facts)] = facts_of(Case.objects.filter(pk=case.pk), at=line.at)
    tags = tag_names([line.facts["tag"]] if line.kind == "case.tagged" else [])
    if not holds(conditions_of(rule), replace(facts, **told_by(line, tags))):
        return False
    Acted.objects.create(rule=rule, position=line.position or 0, case=case, at=at)
    for does, value in rule.acts:
        _do(does, value, Case.objects.select_related("team", "owner").get(pk=case.pk), rule, line, at)
    acted = record("rule.acted", about=rule, by=rule.actor, at=at, case_id=case.pk, team_id=case.team_id)
    keep_words(acted, new=rule.name)
    return True


def _has_acted(rule: Rule, line: RecordLine, case: Case) -> bool:
    lines = Acted.objects.filter(rule=rule, case=case)
    if line.kind in ONCE_FOR_ALL:
        same = RecordLine.objects.filter(kind=line.kind, about_id=line.about_id, case_id=case.pk)
        return lines.filter(position__in=same.values("position")).exists()
    return lines.filter(position=line.position or 0).exists()


def _do(does: str, value: str, case: Case, rule: Rule, line: RecordLine, at: datetime) -> None:
    if does == Rule.Does.ROUTE:
        _route(case, int(value), rule.actor, at)
    elif does == Rule.Does.TAG:
        tag_case(case_id=case.pk, tag=value, by=rule.actor, at=at)
    elif does in (Rule.Does.FIRST, Rule.Does.NEXT, Rule.Does.SETTLE):
        set_target(case=case, kind=does, hours=int(value), by=rule.actor, at=at)
    elif does == Rule.Does.ESCALATE:
        escalate(case=case, by=rule.actor, at=at, rule=rule.pk)
    elif does == Rule.Does.TELL:
        _tell(case, int(value), rule, line, at)
    elif does == Rule.Does.MACRO:
        begin_with_macro(case_id=case.pk, macro_id=int(value), by=rule.actor, at=at)
    else:
        text = _("%(words)s (rule “%(rule)s”)") % {"words": value, "rule": rule.name}
        note_on(case=case, text=text, by=rule.actor, at=at)


def _tell(case: Case, worker_id: int, rule: Rule, line: RecordLine, at: datetime) -> None:
    """Only who may see a case is told of it, whatever a rule says."""
    if Case.objects.visible_to(Actor("worker", worker_id)).filter(pk=case.pk).exists():
        tell([worker_id], case=case, why=News.Why.RULE, by=rule.actor, at=at, line=line.pk)


def _route(case: Case, team_id: int, by: Actor, at: datetime) -> None:
    team = Team.objects.filter(pk=team_id).first()
    if team is None or team.pk == case.team_id or case.is_closed:
        return
    leave_line(case=case, by=by, at=at)
    route_case(case=case, team=team, by=by, at=at)
    join_line(case=case, by=by, at=at)
