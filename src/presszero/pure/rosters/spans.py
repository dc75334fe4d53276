"""Times, days and ranges as planners write them: 07:30, mon-fri, 3-5, 2026-07-06..2026-07-10."""

from __future__ import annotations

import re
from datetime import date, timedelta

from presszero.pure.errors import BadInput

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_RANGE_DAYS = 400


def minutes_of(words: str, place: str) -> int:
    """Return minutes after midnight; 25:30 is half past one the day after. Raises BadInput, naming place."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", words.strip())
    if not found or int(found[2]) > 59 or int(found[1]) > 47:
        raise BadInput(f"{place}: {words!r} is no time; write it like 07:30.", field=place)
    return int(found[1]) * 60 + int(found[2])


def hours_in_minutes(words: str, place: str) -> int:
    """Return a length of hours (8.5 or 8:30) in minutes."""
    if ":" in words:
        return minutes_of(words, place)
    try:
        return round(float(words) * 60)
    except ValueError:
        raise BadInput(f"{place}: {words!r} is no number of hours; write 8.5 or 8:30.", field=place) from None


def span_of(words: str, place: str) -> tuple[str, str]:
    """Return both ends of a span: "3-5" gives 3 and 5, "5" gives 5 twice."""
    low, _, high = words.strip().partition("-")
    if not low or (not high and words.strip().endswith("-")):
        raise BadInput(f"{place}: {words!r} is no span; write 5 or 3-5.", field=place)
    return low.strip(), (high or low).strip()


def whole_span(words: str, place: str) -> tuple[int, int]:
    """Return a span of whole numbers, the first not above the second."""
    low, high = span_of(words, place)
    if not (low.isdecimal() and high.isdecimal() and int(low) <= int(high)):
        raise BadInput(f"{place}: {words!r} is no span of whole numbers; write 5 or 3-5.", field=place)
    return int(low), int(high)


def starts_of(words: str, place: str) -> tuple[int, ...]:
    """Return starts in minutes: "07:00, 09:30" or "07:00-12:30 every 30"."""
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in words.split(","))):
        ranged = re.fullmatch(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})(?:\s+every\s+(\d+))?", part)
        if ranged:
            low, high = minutes_of(ranged[1], place), minutes_of(ranged[2], place)
            found |= set(range(low, high + 1, max(int(ranged[3] or 30), 1)))
        else:
            found.add(minutes_of(part, place))
    if not found or max(found) >= 24 * 60:
        raise BadInput(
            f"{place}: {words!r} gives no starts within a day; write 07:00-12:30 every 30.", field=place
        )
    return tuple(sorted(found))


def weekdays_of(words: str, place: str) -> frozenset[int]:
    """Return weekdays, 0 is Monday: "mon-fri", "sat;sun" or "sat, sun"."""
    found: set[int] = set()
    for part in _parts(words):
        low, high = (_weekday(one, place) for one in span_of(part, place))
        found |= {(low + step) % 7 for step in range((high - low) % 7 + 1)}
    return frozenset(found)


def days_of(words: str, place: str) -> frozenset[date]:
    """Return days: "2026-07-06", several of them, or "2026-07-06..2026-07-10"."""
    found: set[date] = set()
    for part in _parts(words):
        low, _, high = part.partition("..")
        first, last = _day(low, place), _day(high or low, place)
        if not 0 <= (last - first).days <= LONGEST_RANGE_DAYS:
            raise BadInput(
                f"{place}: {part!r} ends before it begins, or after more than a year.", field=place
            )
        found |= {first + timedelta(days=step) for step in range((last - first).days + 1)}
    return frozenset(found)


def words_of(words: str) -> frozenset[str]:
    """Return the words of a cell, cut at semicolons, commas and bars."""
    return frozenset(_parts(words))


def is_weekday(words: str) -> bool:
    return words.strip().lower()[:3] in WEEKDAYS


def _parts(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,|]", words) if part.strip()]


def _weekday(words: str, place: str) -> int:
    name = words.lower()[:3]
    if name not in WEEKDAYS:
        raise BadInput(f"{place}: {words!r} is no weekday; write {', '.join(WEEKDAYS)}.", field=place)
    return WEEKDAYS.index(name)


def _day(words: str, place: str) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise BadInput(f"{place}: {words!r} is no day; write it like 2026-07-06.", field=place) from None
