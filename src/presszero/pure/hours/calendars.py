"""A week of opening hours with its exceptions, and what it makes of a time limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from presszero.pure.errors import BadInput

LONGEST_SEARCH_DAYS = 400
DAY_MINUTES = 24 * 60
Spans = tuple[
    tuple[int, int], ...
]  # minutes after midnight, half-open; 1440 is the midnight that ends the day
_SPAN = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–—]\s*(\d{1,2})(?::(\d\d))?\Z")


@dataclass(frozen=True)
class ExceptionalDay:
    """A day that is not like its weekday. spans: when it is open all the same; none: closed. name: why."""

    name: str
    spans: Spans = ()


@dataclass(frozen=True)
class Calendar:
    """When somebody is there.

    week: seven tuples of spans, Monday first, in wall-clock minutes of zone,
    each day's in order and apart. exceptions: days that take their weekday's place.
    """

    week: tuple[Spans, ...]
    zone: ZoneInfo
    exceptions: Mapping[date, ExceptionalDay] = field(default_factory=dict)

    @property
    def opens_at_all(self) -> bool:
        """Return whether the plain week opens on any day; exceptions alone carry no time limit."""
        return any(self.week)

    def spans_on(self, day: date) -> Spans:
        """Return the spans of a day: the exception's where there is one, else the weekday's."""
        exception = self.exceptions.get(day)
        return self.week[day.weekday()] if exception is None else exception.spans

    def openings(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the open times of a day as instants in UTC, in order, none touching another.

        A wall-clock time that the spring night leaves out means the instant after
        the gap; one that autumn has twice begins at its first and ends at its last.
        """
        merged: list[tuple[datetime, datetime]] = []
        for opens, closes in self.spans_on(day):
            begins, ends = self._instant(day, opens, fold=0), self._instant(day, closes, fold=1)
            if merged and begins <= merged[-1][1]:
                begins, ends = merged[-1][0], max(ends, merged[-1][1])
                merged.pop()
            if begins < ends:
                merged.append((begins, ends))
        return merged

    def _instant(self, day: date, minute: int, *, fold: int) -> datetime:
        days, minute = divmod(minute, DAY_MINUTES)
        wall = datetime.combine(day + timedelta(days=days), time(*divmod(minute, 60)), self.zone)
        first, last = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
        # In the gap of spring fold=1 is the earlier one; both readings of such a time mean the gap's end.
        if last < first:
            return _end_of_gap(last, first, self.zone)
        return last if fold else first

    def open_times(self, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the open times between two aware instants, cut to them, in UTC."""
        begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
        # The day before too: where a day ends at midnight, another zone's date may have moved on.
        day, last = begins.astimezone(self.zone).date() - timedelta(days=1), ends.astimezone(self.zone).date()
        while day <= last:
            for opens, closes in self.openings(day):
                if max(opens, begins) < min(closes, ends):
                    yield max(opens, begins), min(closes, ends)
            day += timedelta(days=1)

    def is_open(self, at: datetime) -> bool:
        """Return whether somebody is there at an aware instant."""
        at = at.astimezone(UTC)
        return any(opens <= at < closes for opens, closes in self.openings(at.astimezone(self.zone).date()))

    def next_open_day(self, at: datetime) -> datetime:
        """Return the same wall-clock time on the next day that opens, or when that day closes, if nobody is there then.

        at: aware; so is the answer, in zone. A calendar that never opens gives the next day.
        """
        wall = at.astimezone(self.zone)
        for ahead in range(1, LONGEST_SEARCH_DAYS):
            day = wall.date() + timedelta(days=ahead)
            if openings := self.openings(day):
                same = datetime.combine(day, wall.time(), self.zone)
                is_open = any(opens <= same <= closes for opens, closes in openings)
                return same if is_open else openings[-1][1].astimezone(self.zone)
        return datetime.combine(wall.date() + timedelta(days=1), wall.time(), self.zone)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant at which a zone's clocks jump, between two instants in UTC."""
    low, high = before - timedelta(days=1), after + timedelta(days=1)
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def same_each_day(opens: str, closes: str, weekdays: str, zone: ZoneInfo) -> Calendar:
    """Return a calendar with one span on each of the weekdays. weekdays: digits, 0 is Monday.

    >>> same_each_day("08:00", "18:00", "01234", ZoneInfo("UTC")).week[5]
    ()
    """
    spans = read_spans(f"{opens}-{closes}")
    return Calendar(tuple(spans if str(day) in weekdays else () for day in range(7)), zone)


def read_spans(words: str) -> Spans:
    """Return the spans of a day written as people write them; nothing written means closed.

    Raises BadInput for what is no time, ends before it begins, or overlaps.

    >>> read_spans("8-12, 13:30-18:00")
    ((480, 720), (810, 1080))
    """
    spans = sorted(_span(part.strip()) for part in re.split(r"[,;]", words) if part.strip())
    for (opens, closes), (following, _) in pairwise(spans):
        if following < closes:
            raise BadInput(
                f"{write_spans(((opens, closes),))} and what begins at {_clock(following)} overlap; "
                "write them as one.",
                "week",
            )
    return tuple(spans)


def _span(words: str) -> tuple[int, int]:
    read = _SPAN.match(words)
    if read is None:
        raise BadInput(f"“{words[:40]}” is no opening time. Write it like 08:00-12:00, 13:00-18:00.", "week")
    hours = [int(read[1]), int(read[3])]
    minutes = [int(read[2] or 0), int(read[4] or 0)]
    opens, closes = (hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True))
    if max(minutes) > 59 or max(opens, closes) > DAY_MINUTES:
        raise BadInput(f"“{words[:40]}” is no time of a day; a day runs from 00:00 to 24:00.", "week")
    if closes <= opens:
        raise BadInput(
            f"“{words[:40]}” ends before it begins. Past midnight, write {_clock(opens)}-24:00 on this day "
            f"and 00:00-{_clock(closes)} on the next.",
            "week",
        )
    return opens, closes


def write_spans(spans: Spans) -> str:
    """Return spans as they are written in a form.

    >>> write_spans(((480, 720), (810, 1440)))
    '08:00-12:00, 13:30-24:00'
    """
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def open_seconds(begins: datetime, ends: datetime, calendar: Calendar) -> float:
    """Return the open seconds between two aware instants, 0 when ends is not after begins."""
    return sum((closes - opens).total_seconds() for opens, closes in calendar.open_times(begins, ends))


def due_after(at: datetime, working_hours: float, calendar: Calendar) -> datetime:
    """Return the instant at which so many open hours have passed since at.

    at: aware. working_hours: hours counted while open, >= 0. The clock counts
    real seconds, so a night the clocks change does not lengthen an open day.

    Raises ValueError when LONGEST_SEARCH_DAYS do not hold so many open hours.

    >>> daily = same_each_day("08:00", "20:00", "0123456", ZoneInfo("UTC"))
    >>> due_after(datetime(2025, 7, 13, 19, tzinfo=ZoneInfo("UTC")), 2, daily).isoformat()
    '2025-07-14T09:00:00+00:00'
    """
    left = timedelta(hours=working_hours)
    horizon = at.astimezone(UTC) + timedelta(days=LONGEST_SEARCH_DAYS)
    for opens, closes in calendar.open_times(at, horizon):
        if closes - opens >= left:
            return (opens + left).astimezone(at.tzinfo)
        left -= closes - opens
    raise ValueError(
        f"{LONGEST_SEARCH_DAYS} days do not hold {working_hours} open hours. "
        "Give the team opening hours in the office, under Hours."
    )
