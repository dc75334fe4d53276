"""What a rule asks of a case, decided on plain facts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Asked = Literal[
    "team",
    "topic",
    "language",
    "channel",
    "words",
    "sender",
    "tag",
    "field",
    "clock",
    "points",
    "before",
    "open_hours",
    "owner",
    "field_set",
    "tag_added",
]
ASKED: tuple[Asked, ...] = (
    "words",
    "sender",
    "topic",
    "team",
    "language",
    "channel",
    "tag",
    "field",
    "points",
    "before",
    "open_hours",
    "owner",
    "clock",
    "field_set",
    "tag_added",
)


@dataclass(frozen=True)
class Facts:
    """What is known of a case at one moment. points: still open. before: the customer's earlier cases.

    fields: what stands in the fields of the house, by the field's id.
    owner: who answers for it. clock, field_set, tag_added: what just happened to it, the id of the field, the tag.
    """

    team: int = 0
    topic: int = 0
    language: str = ""
    channel: str = ""
    text: str = ""
    sender: str = ""
    tags: frozenset[str] = frozenset()
    points: int = 0
    before: int = 0
    is_open_hours: bool = True
    owner: int = 0
    clock: str = ""
    field_set: int = 0
    tag_added: str = ""
    fields: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """One thing asked. is_not turns it round.

    value: an id as digits, a code, a number, words parted by commas, or a field's id with what stands in it: "4=tram, bus", "4=".
    """

    asks: Asked
    value: str
    is_not: bool = False


def holds(conditions: Sequence[Condition], facts: Facts) -> bool:
    """Return whether all conditions hold; none asked holds always.

    >>> holds([Condition("words", "lamp, light")], Facts(text="The Lamp is out."))
    True
    """
    return all(_holds(one, facts) != one.is_not for one in conditions)


def _holds(one: Condition, facts: Facts) -> bool:
    if one.asks in ("team", "topic", "owner"):
        return one.value == str(getattr(facts, one.asks))
    if one.asks == "words":
        text = plain(facts.text)
        return any(_stands_in(word, text) for word in listed(one.value))
    if one.asks == "sender":
        return plain(facts.sender).endswith(tuple(listed(one.value)))
    if one.asks in ("tag", "tag_added"):
        tags = facts.tags if one.asks == "tag" else {facts.tag_added}
        return bool({plain(tag).strip() for tag in tags} & set(listed(one.value)))
    if one.asks == "field":
        return _field_holds(one.value, facts.fields)
    if one.asks == "field_set":
        return _field_is(one.value, facts)
    if one.asks in ("points", "before"):
        return getattr(facts, one.asks) >= int(one.value)
    if one.asks == "open_hours":
        return facts.is_open_hours
    return getattr(facts, one.asks) == one.value


def _field_is(value: str, facts: Facts) -> bool:
    """Whether this field was just set, and reads as asked; with no value, whatever it was set to, nothing too."""
    field_id, _equals, wanted = value.partition("=")
    return int(field_id) == facts.field_set and (not listed(wanted) or _field_holds(value, facts.fields))


def _field_holds(value: str, fields: Mapping[int, str]) -> bool:
    """Whether one of the values stands in a field; with no value, whether anything does."""
    field_id, _equals, wanted = value.partition("=")
    stands = plain(fields.get(int(field_id), ""))
    if not listed(wanted):
        return bool(stands)
    return stands in (plain(wanted).strip(), *listed(wanted))  # a choice may have a comma of its own


def listed(value: str) -> list[str]:
    """Return the parts between commas, plain."""
    return [part for part in (plain(one).strip() for one in value.split(",")) if part]


def plain(words: str) -> str:
    """Return words without accents and case, and with one kind of apostrophe, so that Été finds ete."""
    parted = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
