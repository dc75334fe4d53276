"""Holidays in and opening hours out, as iCalendar (docs/sources.md#hours).

In: all-day events become exceptional days, those that come back yearly too.
Out: the exceptional days, and the open times of the time ahead as instants in
UTC, so that no reader needs our idea of a time zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from presszero.pure.errors import BadInput
from presszero.pure.hours.calendars import Calendar, Spans, read_spans, write_spans

MOST_BYTES = 2_000_000
MOST_DAYS = 2_000
LINE_BYTES = 75
OPEN_HOURS = "X-PRESSZERO-OPEN"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class CalendarDay:
    """A run of exceptional days, both ends included. spans: open all the same; none: closed. uid: stays the same."""

    name: str
    first_on: date
    last_on: date
    spans: Spans = ()
    uid: str = ""


@dataclass(frozen=True)
class LeftOut:
    """An event that was not taken, and why."""

    name: str
    why: str


def read_days(text: str, *, first_on: date, last_on: date) -> tuple[list[CalendarDay], list[LeftOut]]:
    """Return the exceptional days of an iCalendar file between two days, and what was left out.

    An event with a time of day says nothing about being closed and is left out;
    so is one that comes back in another way than yearly.
    Raises BadInput for what is no iCalendar, is too large, or holds too many days.
    """
    if len(text) > MOST_BYTES:
        raise BadInput(f"This file has {len(text)} signs; at most {MOST_BYTES} are read.", "file")
    if "BEGIN:VCALENDAR" not in text.upper():
        raise BadInput(
            "This is no iCalendar file: it has no BEGIN:VCALENDAR. Export one ending in .ics.", "file"
        )
    days: list[CalendarDay] = []
    left_out: list[LeftOut] = []
    for event in _events(text):
        name = _plain(event.get("SUMMARY", ("", ""))[1]).strip()[:120] or "…"
        try:
            days += list(_days_of(event, name, first_on, last_on))
        except ValueError as error:
            left_out.append(LeftOut(name, str(error)))
        if len(days) > MOST_DAYS:
            raise BadInput(
                f"This file holds more than {MOST_DAYS} days; export the years you need only.", "file"
            )
    return sorted(days, key=lambda day: (day.first_on, day.uid)), left_out


def _events(text: str) -> Iterator[dict[str, tuple[str, str]]]:
    """Yield each event's properties: name to (parameters, value). Long lines are folded (RFC 5545, 3.1)."""
    inside: dict[str, tuple[str, str]] | None = None
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        head, _, value = line.partition(":")
        name, _, parameters = head.upper().partition(";")
        if (name, value.strip().upper()) == ("BEGIN", "VEVENT"):
            inside = {}
        elif (name, value.strip().upper()) == ("END", "VEVENT") and inside is not None:
            yield inside
            inside = None
        elif inside is not None:
            inside.setdefault(name, (parameters, value.strip()))


def _days_of(
    event: dict[str, tuple[str, str]], name: str, first_on: date, last_on: date
) -> Iterator[CalendarDay]:
    begins = _day(event.get("DTSTART", ("", ""))[1])
    ends = _day(event["DTEND"][1]) if "DTEND" in event else begins + timedelta(days=1)
    length = max(1, (ends - begins).days)
    if event.get("STATUS", ("", ""))[1].upper() == "CANCELLED":
        raise ValueError("it was cancelled")
    spans = read_spans(event[OPEN_HOURS][1]) if OPEN_HOURS in event else ()
    uid = event.get("UID", ("", ""))[1][:200]
    for begin in _returns(begins, event.get("RRULE", ("", ""))[1], last_on):
        end = begin + timedelta(days=length - 1)
        if end >= first_on and begin <= last_on:
            yield CalendarDay(name, begin, end, spans, uid)


def _day(value: str) -> date:
    if not re.fullmatch(r"\d{8}", value):
        raise ValueError("it has a time of day, or no date")
    return datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC).date()


def _returns(begins: date, rule: str, last_on: date) -> Iterator[date]:
    """Yield an event's first days: one, or one for each year of a yearly rule."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    if not parts:
        yield begins
        return
    if parts.get("FREQ") != "YEARLY" or set(parts) - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}:
        raise ValueError("it comes back in another way than yearly on its date")
    every, most = int(parts.get("INTERVAL", 1)), int(parts.get("COUNT", 400))
    if every < 1:
        raise ValueError("it comes back in another way than yearly on its date")
    until = min(last_on, _day(parts["UNTIL"][:8])) if "UNTIL" in parts else last_on
    for year in range(begins.year, until.year + 1, every):
        if most == 0:
            return
        try:
            again = begins.replace(year=year)
        except ValueError:  # 29 February
            continue
        most -= 1
        if again <= until:
            yield again


def _plain(value: str) -> str:
    return re.sub(r"\\([\\,;nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _escaped(words: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", words).replace("\n", "\\n").replace("\r", "")


def write_calendar(
    *,
    name: str,
    calendar: Calendar,
    days: Sequence[CalendarDay],
    first_on: date,
    last_on: date,
    stamped_at: datetime,
    host: str,
) -> str:
    """Return opening hours as an iCalendar file: exceptional days, and each open time from first_on to last_on.

    name: whose hours they are. stamped_at: aware. host: makes the event ids unique, such as service.example.org.
    """
    stamp = stamped_at.astimezone(UTC).strftime(_STAMP)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PressZero//Hours//EN", f"NAME:{_escaped(name)}"]
    for day in days:
        lines += _day_lines(day, stamp, host)
    at = first_on
    while at <= last_on:
        for number, (opens, closes) in enumerate(calendar.openings(at), 1):
            lines += [
                "BEGIN:VEVENT",
                f"UID:open-{at:%Y%m%d}-{number}@{host}",
                f"DTSTAMP:{stamp}",
                f"DTSTART:{opens:{_STAMP}}",
                f"DTEND:{closes:{_STAMP}}",
                f"SUMMARY:{_escaped(name)}",
                "CATEGORIES:OPEN",
                "END:VEVENT",
            ]
        at += timedelta(days=1)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


@dataclass(frozen=True)
class Appointment:
    """Something due at an instant. address: a page about it, "" for none."""

    uid: str
    at: datetime
    summary: str
    address: str = ""


def write_appointments(*, name: str, appointments: Sequence[Appointment], stamped_at: datetime) -> str:
    """Return things that are due as an iCalendar file. stamped_at and each instant: aware.

    >>> due = Appointment("promise-7@x.example", datetime(2025, 9, 5, 10, tzinfo=UTC), "The times, sent")
    >>> "DTSTART:20250905T100000Z" in write_appointments(name="Mine", appointments=[due], stamped_at=due.at)
    True
    """
    stamp = stamped_at.astimezone(UTC).strftime(_STAMP)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PressZero//Promises//EN", f"NAME:{_escaped(name)}"]
    for one in appointments:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(one.uid)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART:{one.at.astimezone(UTC):{_STAMP}}",
            f"SUMMARY:{_escaped(one.summary)}",
            *([f"URL:{one.address}"] if one.address else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _day_lines(day: CalendarDay, stamp: str, host: str) -> list[str]:
    uid = day.uid or f"day-{day.first_on:%Y%m%d}-{abs(hash_of(day.name)):x}@{host}"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day.first_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.last_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(day.name)}",
        "TRANSP:TRANSPARENT",
    ]
    if day.spans:
        lines.append(f"{OPEN_HOURS}:{write_spans(day.spans)}")
    return [*lines, "END:VEVENT"]


def hash_of(words: str) -> int:
    """Return a number that is the same in every process, for the id of a named day."""
    number = 0
    for sign in words:
        number = (number * 131 + ord(sign)) % 2**32
    return number


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most LINE_BYTES bytes, none cut within a sign; the later ones begin with a space."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > LINE_BYTES:
            yield piece
            piece = " "
        piece += sign
    yield piece
