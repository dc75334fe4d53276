"""Rules as sentences: when ..., if ... and ..., then ... and ..."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from presszero.cases.models import Field
from presszero.organisation.models import Team, Topic, Worker
from presszero.pure.conditions import Condition
from presszero.replies.models import Macro
from presszero.rules.keeping import conditions_of
from presszero.rules.models import Rule

# What may be asked, as the form offers it.
ASKS = {
    "words": lazy("the letter has one of the words"),
    "sender": lazy("the sender’s address ends in"),
    "topic": lazy("the topic is"),
    "team": lazy("the team is"),
    "language": lazy("the language is"),
    "channel": lazy("it came by"),
    "tag": lazy("it has the tag"),
    "field": lazy("the field reads"),
    "points": lazy("open points are at least"),
    "before": lazy("the customer’s earlier cases are at least"),
    "open_hours": lazy("the team is open"),
    "owner": lazy("who answers for it is"),
    "clock": lazy("the clock is"),
    "field_set": lazy("the field that was set reads"),
    "tag_added": lazy("the tag that was added is"),
}


@dataclass(frozen=True)
class Names:
    """The names that ids in rules stand for, read once for a page."""

    teams: Mapping[int, str]
    topics: Mapping[int, str]
    workers: Mapping[int, str]
    macros: Mapping[int, str]
    fields: Mapping[int, str]

    @classmethod
    def read(cls) -> Names:
        return cls(
            dict(Team.objects.values_list("id", "name")),
            dict(Topic.objects.values_list("id", "name")),
            dict(Worker.objects.values_list("id", "name")),
            dict(Macro.objects.values_list("id", "name")),
            dict(Field.objects.values_list("id", "name")),
        )

    def of_condition(self, one: Condition) -> str:
        """Return a condition's value as people read it."""
        if one.asks in ("field", "field_set"):
            field_id, _equals, wanted = one.value.partition("=")
            name = self.fields.get(int(field_id), _("(gone)"))
            return f"{name} = {wanted}" if wanted else name
        known = {"team": self.teams, "topic": self.topics, "owner": self.workers}.get(one.asks)
        return known.get(int(one.value), _("(gone)")) if known is not None else one.value

    def of_act(self, does: str, value: str) -> str:
        known = {
            Rule.Does.ROUTE.value: self.teams,
            Rule.Does.TELL.value: self.workers,
            Rule.Does.MACRO.value: self.macros,
        }.get(does)
        return known.get(int(value), _("(gone)")) if known is not None else value


def rule_sentence(rule: Rule, names: Names) -> str:
    """Return a rule as one sentence."""
    told = {"when": rule.get_when_display(), "then": _and([_act(one, names) for one in rule.acts])}
    conditions = [_condition(one, names) for one in conditions_of(rule)]
    if not conditions:
        return _("When %(when)s, then %(then)s.") % told
    return _("When %(when)s, if %(ifs)s, then %(then)s.") % (told | {"ifs": _and(conditions)})


def _and(parts: list[str]) -> str:
    return _(" and ").join(parts)


def _condition(one: Condition, names: Names) -> str:
    value = names.of_condition(one)
    said = _quoted(str(ASKS[one.asks]), value)
    return _("not: %(said)s") % {"said": said} if one.is_not else said


def _act(act: list[str], names: Names) -> str:
    does, value = act
    words = str(Rule.Does(does).label)
    return _quoted(words, names.of_act(does, value))


def _quoted(words: str, value: str) -> str:
    return _("%(words)s “%(value)s”") % {"words": words, "value": value} if value else words
