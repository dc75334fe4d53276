"""Rules: read, written, tried, switched, ordered and taken out."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.codes import RuleDoes, RuleWhen
from presszero.api.schemas.words import Words
from presszero.ground import clock
from presszero.pure.conditions import ASKED, Condition
from presszero.rules.keeping import all_rules, conditions_of, keep_rule, move_up, remove_rule, seen_rule
from presszero.rules.models import Rule
from presszero.rules.phrases import Names, rule_sentence
from presszero.rules.trying import dry_run

routes = Routes(tags=["rules"])
ACT, RULE = "write rules", "/rules/{int:rule_id}/"
Value = Annotated[Words, Field(max_length=500)]


class ConditionShape(Schema):
    asks: str = Field(description=f"One of {', '.join(ASKED)}.", max_length=20)
    value: Value = Field(default="", description="A name or id, a code, a number, or words with commas.")
    is_not: bool = False


class ActShape(Schema):
    does: RuleDoes
    value: Value = ""


class RuleGiven(Schema):
    name: Annotated[Words, Field(max_length=120)]
    when: RuleWhen
    conditions: list[ConditionShape] = Field(default=[], max_length=8)
    acts: list[ActShape] = Field(max_length=8)
    on: bool = False


class RuleShape(RuleGiven):
    id: int
    order: int
    sentence: str

    @classmethod
    def of(cls, rule: Rule, names: Names) -> RuleShape:
        conditions = [
            ConditionShape(asks=one.asks, value=one.value, is_not=one.is_not) for one in conditions_of(rule)
        ]
        return cls(
            id=rule.pk,
            order=rule.order,
            sentence=rule_sentence(rule, names),
            name=rule.name,
            when=Rule.When(rule.when),
            conditions=conditions,
            acts=[ActShape(does=Rule.Does(does), value=value) for does, value in rule.acts],
            on=rule.is_on,
        )


class RuleList(Schema):
    rules: list[RuleShape]

    @classmethod
    def all(cls) -> RuleList:
        names = Names.read()
        return cls(rules=[RuleShape.of(rule, names) for rule in all_rules()])


class DryRunShape(Schema):
    looked_at: int = Field(description="Of the last 1,000 cases, those you may see.")
    happened: int = Field(
        description="On how many of these it happened, once or more, at which the rule looks."
    )
    would_act: int = Field(description="On how many it would have acted, each asked as it stood then.")
    unknown: int = Field(
        description="Of how many it cannot be said: how they stood then was not written down."
    )
    cases: list[int] = Field(description="The newest of those on which it would have acted, at most 20.")


class SwitchGiven(Schema):
    on: bool


@routes.reads("/rules/", act=ACT, answers=RuleList, name="list_rules")
def rules(request: HttpRequest) -> RuleList:
    """Every rule in its order, each as a sentence too."""
    return RuleList.all()


@routes.changes("/rules/", act=ACT, answers=RuleShape, name="write_rule", status=201)
def write(request: HttpRequest, given: RuleGiven) -> RuleShape:
    """Write a rule, at the end of the order."""
    return _keep(request, None, given)


@routes.reads(RULE, act=ACT, answers=RuleShape, name="show_rule")
def rule(request: HttpRequest, rule_id: int) -> RuleShape:
    """One rule."""
    return RuleShape.of(seen_rule(rule_id), Names.read())


@routes.changes(RULE, act=ACT, answers=RuleShape, name="change_rule")
def change(request: HttpRequest, rule_id: int, given: RuleGiven) -> RuleShape:
    """Change a rule; its place in the order stays."""
    return _keep(request, rule_id, given)


def _keep(request: HttpRequest, rule_id: int | None, given: RuleGiven) -> RuleShape:
    conditions = [Condition(one.asks, one.value, one.is_not) for one in given.conditions]  # type: ignore[arg-type]
    kept = keep_rule(
        rule_id=rule_id,
        name=given.name,
        when=given.when,
        conditions=conditions,
        acts=[(one.does, one.value) for one in given.acts],
        is_on=given.on,
        by=actor_of(request),
        at=clock.now(),
    )
    return RuleShape.of(kept, Names.read())


@routes.reads(RULE + "dry-run/", act=ACT, answers=DryRunShape, name="try_rule")
def try_it(request: HttpRequest, rule_id: int) -> DryRunShape:
    """On which of the last 1,000 cases you may see the rule would have acted; nothing is done."""
    tried = dry_run(rule=seen_rule(rule_id), by=actor_of(request))
    return DryRunShape(
        looked_at=tried.looked_at,
        happened=tried.happened,
        would_act=tried.would_act,
        unknown=tried.unknown,
        cases=[case.pk for case in tried.shown],
    )


@routes.changes(RULE + "switch/", act=ACT, answers=RuleShape, name="switch_rule")
def switch(request: HttpRequest, rule_id: int, given: SwitchGiven) -> RuleShape:
    """Switch a rule on or off."""
    rule = seen_rule(rule_id)
    kept = keep_rule(
        rule_id=rule.pk,
        name=rule.name,
        when=rule.when,
        conditions=conditions_of(rule),
        acts=[(does, value) for does, value in rule.acts],
        is_on=given.on,
        by=actor_of(request),
        at=clock.now(),
    )
    return RuleShape.of(kept, Names.read())


@routes.changes(RULE + "place/", act=ACT, answers=RuleList, name="move_rule_up")
def up(request: HttpRequest, rule_id: int) -> RuleList:
    """Let a rule act before the one above it."""
    move_up(rule_id=rule_id, by=actor_of(request), at=clock.now())
    return RuleList.all()


@routes.changes(RULE + "removal/", act=ACT, answers=RuleList, name="remove_rule")
def remove(request: HttpRequest, rule_id: int) -> RuleList:
    """Take a rule out; what it did stays done."""
    remove_rule(rule_id=rule_id, by=actor_of(request), at=clock.now())
    return RuleList.all()
