"""Writing rules: kept whole, in an order, switched on by a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from presszero.cases.fields import asked_value
from presszero.cases.models import Field
from presszero.cases.tags import tag_name
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Team, Topic, Worker
from presszero.pure.conditions import ASKED, Condition, listed
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.words import name_key
from presszero.replies.models import Macro
from presszero.rules.models import Rule

MOST = 8  # conditions, and acts, of one rule
CHANNELS = ("email", "webform", "page", "phone", "chat", "counter")
TARGETS = ("first", "next", "settle")
# What is asked of the very thing that happened, and when it can have happened.
OF_ITS_WHEN = {"field_set": Rule.When.FIELD, "tag_added": Rule.When.TAGGED}


def all_rules() -> list[Rule]:
    return list(Rule.objects.all())


def rule_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of these rules by their ids; one that was taken out has none."""
    return dict(Rule.objects.filter(pk__in=ids).values_list("pk", "name"))


def seen_rule(rule_id: int) -> Rule:
    """Return a rule. Raises NotFoundHere."""
    rule = Rule.objects.filter(pk=rule_id).first()
    if rule is None:
        raise NotFoundHere(_("There is no such rule; somebody took it out. Open the list again."))
    return rule


def conditions_of(rule: Rule) -> list[Condition]:
    return [Condition(asks, value, is_not) for asks, value, is_not in rule.conditions]


def keep_rule(
    *,
    rule_id: int | None,
    name: str,
    when: str,
    conditions: Sequence[Condition],
    acts: Sequence[tuple[str, str]],
    is_on: bool,
    by: Actor,
    at: datetime,
) -> Rule:
    """Write a new rule (rule_id None), at the end of the order, or change one.

    Raises BadInput naming the part, NotFoundHere. Records rule.kept.
    """
    if not name.strip():
        raise BadInput(_("Give the rule a name, so that it can be told from others."), "name")
    if Rule.objects.exclude(pk=rule_id or 0).filter(name=name.strip()).exists():
        raise BadInput(_("There is a rule %(name)s already.") % {"name": name.strip()}, "name")
    if when not in Rule.When.values:
        raise BadInput(_("Choose when the rule looks."), "when")
    if not acts:
        raise BadInput(_("A rule does something; choose what."), "does0")
    if max(len(conditions), len(acts)) > MOST:
        raise BadInput(_("A rule has at most %(most)s ifs and as many thens.") % {"most": MOST}, "name")
    _refuse_what_never_happens(when, conditions)
    ifs = [_kept_condition(place, one) for place, one in enumerate(conditions)]
    thens = [[does, _kept_act(place, does, value)] for place, (does, value) in enumerate(acts)]
    with transaction.atomic():
        rule = seen_rule(rule_id) if rule_id else Rule(order=Rule.objects.count() + 1)
        rule.name, rule.when, rule.is_on = name.strip()[:120], when, is_on
        rule.conditions, rule.acts = ifs, thens
        rule.save()
        record("rule.kept", about=rule, by=by, at=at, on=is_on)
    return rule


def _refuse_what_never_happens(when: str, conditions: Sequence[Condition]) -> None:
    for place, one in enumerate(conditions):
        needed = OF_ITS_WHEN.get(one.asks)
        if needed and when != needed:
            raise BadInput(
                _("This can be asked only when %(when)s; choose that above, or ask something else.")
                % {"when": needed.label},
                f"asks{place}",
            )


def _kept_condition(place: int, one: Condition) -> list[str | bool]:
    """Return a condition as it is kept: names as ids, codes known, numbers read."""
    field, value = f"value{place}", one.value.strip()
    if one.asks not in ASKED:
        raise BadInput(_("Choose what the rule asks."), f"asks{place}")
    if one.asks == "open_hours":
        return [one.asks, "", one.is_not]
    if one.asks == "team":
        return [one.asks, str(_named(Team, value, field)), one.is_not]
    if one.asks == "topic":
        return [one.asks, str(_named(Topic, value, field)), one.is_not]
    if one.asks == "owner":
        return [one.asks, str(_named(Worker, value, field)), one.is_not]
    if one.asks in ("field", "field_set"):
        return [one.asks, _field(value, field), one.is_not]
    if one.asks in ("points", "before"):
        return [one.asks, str(_number(value, field, most=1000)), one.is_not]
    codes = {"language": ("en", "fr"), "channel": CHANNELS, "clock": TARGETS}.get(one.asks)
    if codes and value.lower() not in codes:
        raise BadInput(_("Write one of: %(codes)s.") % {"codes": ", ".join(codes)}, field)
    if codes:
        return [one.asks, value.lower(), one.is_not]
    if not listed(value):
        raise BadInput(_("Write words, with commas between them."), field)
    return [one.asks, value[:500], one.is_not]


def _kept_act(place: int, does: str, value: str) -> str:
    field, value = f"act{place}", value.strip()
    if does not in Rule.Does.values:
        raise BadInput(_("Choose what the rule does."), f"does{place}")
    if does == Rule.Does.ROUTE:
        return str(_named(Team, value, field))
    if does == Rule.Does.TELL:
        return str(_named(Worker, value, field))
    if does == Rule.Does.MACRO:
        return str(_named(Macro, value, field))
    if does == Rule.Does.TAG:
        try:
            return tag_name(value)
        except BadInput as error:
            raise BadInput(error.sentence, field) from None
    if does in TARGETS:
        return str(_number(value, field, most=2000))
    if does == Rule.Does.NOTE and not value:
        raise BadInput(_("Write the note."), field)
    return value[:500] if does == Rule.Does.NOTE else ""


def _field(value: str, field: str) -> str:
    """Return "4=tram, bus" for "Vehicle = tram, bus"; a field named alone asks whether anything stands in it."""
    name, _equals, wanted = value.partition("=")
    asked = Field.objects.get(pk=_named(Field, name.strip(), field))
    return f"{asked.pk}={_asked_values(asked, wanted.strip()[:400])}"


def _asked_values(asked: Field, wanted: str) -> str:
    """Return values as they would be kept, each after a comma and a space: "41,5" is one number."""
    parts = wanted.split(", " if asked.kind == Field.Kind.NUMBER else ",")
    return ", ".join(asked_value(asked, one.strip()) for one in parts)


def _named(
    model: type[Team] | type[Topic] | type[Worker] | type[Macro] | type[Field], value: str, field: str
) -> int:
    """Return the id of what is named, by name or by id."""
    every: QuerySet[Any] = model._default_manager.all()
    if model is Macro or model is Field:
        every = every.filter(retired_at=None)
    rows: list[Team | Topic | Worker | Macro | Field] = sorted(
        every, key=lambda row: (name_key(row.name), row.pk)
    )
    wanted, _capitals = name_key(value)
    found = next((row for row in rows if wanted and name_key(row.name)[0] == wanted), None)
    if found is None and value.isascii() and value.isdigit() and len(value) < 18:
        found = next((row for row in rows if row.pk == int(value)), None)
    if found is None:
        known = ", ".join(row.name for row in rows[:12])
        raise BadInput(
            _("There is no “%(name)s”. There are: %(known)s.") % {"name": value[:40], "known": known}, field
        )
    return int(found.pk)


def _number(value: str, field: str, *, most: int) -> int:
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value[:9] or 0) <= most or len(value) > 9:
        raise BadInput(_("Write a whole number from 1 to %(most)s.") % {"most": most}, field)
    return int(value)


def remove_rule(*, rule_id: int, by: Actor, at: datetime) -> None:
    """Take a rule out; what it did stays done. Raises NotFoundHere. Records rule.removed."""
    with transaction.atomic():
        rule = seen_rule(rule_id)
        record("rule.removed", about=rule, by=by, at=at)
        rule.delete()


def move_up(*, rule_id: int, by: Actor, at: datetime) -> None:
    """Let a rule act before the one that stands above it. Raises NotFoundHere. Records rule.moved."""
    with transaction.atomic():
        rules = list(Rule.objects.select_for_update())
        place = next((n for n, rule in enumerate(rules) if rule.pk == rule_id), None)
        if place is None:
            raise NotFoundHere(_("There is no such rule; somebody took it out. Open the list again."))
        if place:
            rules[place - 1], rules[place] = rules[place], rules[place - 1]
        for order, rule in enumerate(rules, 1):
            Rule.objects.filter(pk=rule.pk).update(order=order)
        record("rule.moved", about=Rule.objects.get(pk=rule_id), by=by, at=at, order=max(place, 1))
