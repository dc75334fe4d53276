"""The filters of a search, by the names of this house: who is "me", which topics there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from presszero.cases.fields import asked_value
from presszero.cases.models import Field, Tag
from presszero.ground.actors import Actor
from presszero.inbox.filter_codes import CHANNELS, HAS, IS, LANGUAGES, OUTCOMES, STATES
from presszero.inbox.keys import EVERY_DAY, field_keys, keys_since, quoted, tag_key
from presszero.inbox.sought import any_of
from presszero.organisation.models import Team, Topic, Worker
from presszero.pure.phone_numbers import number_begun
from presszero.pure.searching import Filter, name_words, plain
from presszero.pure.words import name_key

_MOST_NAMED = 8
_MOST_TAGS = 5_000
_ME = {"me", "moi"}
_DAYS_AGO = {"today": 0, "aujourd’hui": 0, "aujourd'hui": 0, "aujourdhui": 0, "yesterday": 1, "hier": 1}
_LAST_DAYS = re.compile(r"(?P<days>[1-9]\d{0,3})[dj]\Z")


@dataclass(frozen=True)
class FilterKey:
    """The tsquery of a filter, or the sentence that says why there is none."""

    query: str = ""
    problem: str = ""


def filter_key(asked: Filter, by: Actor, *, today_on: date | None = None) -> FilterKey:
    """Return what a filter looks for in the index of keys. today_on: the day that “today” means, None where nobody says."""
    if asked.key in ("since", "before"):
        return _days(asked, plain(asked.value), today_on)
    found = _WAYS[asked.key](plain(asked.value), by)
    if asked.excluded and found.query:
        return FilterKey(f"!({found.query})")
    return found


def _from(value: str, by: Actor) -> FilterKey:
    if "@" in value:
        return FilterKey(quoted(f"a/{value.rstrip('*')}") + (":*" if value.endswith("*") else ""))
    words = name_words(value)
    return (
        FilterKey(" & ".join(quoted(f"n/{word}") for word in words)) if words else _unknown("from", value, ())
    )


def _coded(letter: str, key: str, codes: Mapping[str, str]) -> Callable[[str, Actor], FilterKey]:
    def found(value: str, by: Actor) -> FilterKey:
        if value in codes:
            return FilterKey(quoted(f"{letter}/{codes[value]}"))
        return _unknown(key, value, dict.fromkeys(codes.values()))

    return found


def _phone(value: str, by: Actor) -> FilterKey:
    number = number_begun(value)
    if not number:
        said = _("“%(filter)s” is no phone number: give six of its digits or more.")
        return FilterKey(problem=said % {"filter": f"phone:{value[:40]}"})
    return FilterKey(f"{quoted(f'k/{number}')}:*")


def _is(value: str, by: Actor) -> FilterKey:
    if IS.get(value) == "followed":
        return FilterKey(quoted(f"w/{by.known_id}"))
    if value not in IS:
        return _unknown("is", value, ("overdue", "untaken", "incident", "followed"))
    return FilterKey(quoted(f"i/{IS[value]}"))


def _days(asked: Filter, value: str, today_on: date | None) -> FilterKey:
    """Cases opened on a day or later, or before it; of a month or a year its first day is meant.

    A case of which search knows no day, as before an upgrade, is neither.
    """
    day = _day(value, today_on)
    if day is None or not 1970 <= day.year < 2100:
        return FilterKey(
            problem=_(
                "“%(filter)s” names no day. Write it as 2026-11-26, a month as 2026-11, or today, yesterday, or 7d for the last seven days."
            )
            % {"filter": f"{asked.key}:{value[:40]}"}
        )
    since = any_of(keys_since(day))
    is_since = (asked.key == "since") != asked.excluded
    return FilterKey(since if is_since else f"({any_of(EVERY_DAY)} & !{since})")


def _day(value: str, today_on: date | None) -> date | None:
    """Return the day that is typed, None where it is none."""
    days_ago = _DAYS_AGO.get(value)
    if found := _LAST_DAYS.match(value):
        days_ago = int(found["days"]) - 1
    if days_ago is not None:
        return today_on - timedelta(days=days_ago) if today_on else None
    missing = {4: "-01-01", 7: "-01"}.get(len(value), "")
    try:
        return date.fromisoformat(value + missing)
    except ValueError:
        return None


def _topic(value: str, by: Actor) -> FilterKey:
    return _named("t", "topic", value, [(one.pk, one.name) for one in Topic.objects.all()])


def _team(value: str, by: Actor) -> FilterKey:
    return _named("m", "team", value, [(one.pk, one.name) for one in Team.objects.order_by("pk")])


def _owner(value: str, by: Actor) -> FilterKey:
    if value in _ME and by.id is not None:
        return FilterKey(quoted(f"o/{by.id}"))
    return _named("o", "owner", value, [(one.pk, one.name) for one in Worker.objects.order_by("pk")])


def _named(letter: str, key: str, value: str, rows: list[tuple[int, str]]) -> FilterKey:
    """Every row whose name holds all words of the value, each from a word's beginning."""
    wanted = name_words(value)
    ids = [pk for pk, name in rows if all(_begins_a_word(word, name) for word in wanted)]
    if not ids or not wanted:
        return _unknown(key, value, [name for _, name in rows])
    return FilterKey(f"({' | '.join(quoted(f'{letter}/{pk}') for pk in ids)})")


def _begins_a_word(word: str, name: str) -> bool:
    return any(part.startswith(word) for part in name_words(name))


def _unknown(key: str, value: str, there_are: Iterable[str]) -> FilterKey:
    names = sorted(there_are, key=name_key)[:_MOST_NAMED]
    said = _("“%(filter)s” names nothing here.") % {"filter": f"{key}:{value[:40]}"}
    if names:
        said += " " + _("There are: %(names)s.") % {"names": ", ".join(names)}
    return FilterKey(problem=said)


def _tag(value: str, by: Actor) -> FilterKey:
    """A tag of several words is typed without spaces, or between quotation marks."""
    key = tag_key(value)
    names = list(Tag.objects.order_by("id").values_list("name", flat=True)[:_MOST_TAGS])
    if key not in map(tag_key, names):
        return _unknown("tag", value, names)
    return FilterKey(quoted(f"g/{key}"))


def _field(value: str, by: Actor) -> FilterKey:
    """A field alone, or with what stands in it: "claimno", "claim=kx44812"."""
    name, _equals, wanted = value.partition("=")
    fields = list(Field.objects.order_by("order", "id"))
    found = [one for one in fields if tag_key(one.name) == tag_key(name)] or [
        one for one in fields if tag_key(name) and tag_key(one.name).startswith(tag_key(name))
    ]
    if not found:
        return _unknown("field", name, [one.name for one in fields])
    if wanted.strip() and not name_words(wanted):
        return _unknown("field", value, ())
    return FilterKey(f"({' | '.join(_standing_in(one, wanted.strip()) for one in found)})")


def _standing_in(field: Field, wanted: str) -> str:
    """Return the tsquery of what stands in a field."""
    keys = field_keys(field.pk, asked_value(field, wanted))
    return f"({' & '.join(quoted(key) for key in keys)})"


_WAYS: dict[str, Callable[[str, Actor], FilterKey]] = {
    "from": _from,
    "topic": _topic,
    "team": _team,
    "owner": _owner,
    "state": _coded("s", "state", STATES),
    "language": _coded("l", "lang", LANGUAGES),
    "channel": _coded("c", "channel", CHANNELS),
    "has": _coded("h", "has", HAS),
    "is": _is,
    "phone": _phone,
    "outcome": _coded("u", "outcome", OUTCOMES),
    "tag": _tag,
    "field": _field,
}
