"""Everyone's shifts as a calendar of their own, for the phone in their pocket (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from presszero.pure.rosters.locks import clock
from presszero.pure.rosters.people import Assignment

LINE_BYTES = 75


def calendar_of(
    person: str, assignments: Iterable[Assignment], *, written_at: datetime, zone: ZoneInfo | None = None
) -> str:
    """Return one person's shifts as an iCalendar file.

    written_at: aware; when the roster was made. zone: where the shifts are
    worked; without it their times are those of the wall, wherever it hangs.
    The same shift keeps its UID, so a calendar read again moves it and adds none.

    Source: docs/sources.md#rosters
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PressZero//Roster//EN", "METHOD:PUBLISH"]
    for one in sorted(assignments, key=lambda one: (one.on, one.start)):
        if one.person == person:
            lines += _event(one, written_at, zone)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(one: Assignment, written_at: datetime, zone: ZoneInfo | None) -> list[str]:
    pauses = ", ".join(
        f"{clock(begin % 1440)}-{clock((begin + minutes) % 1440)}" for begin, minutes in one.breaks
    )
    name = sha256(f"{one.person}|{one.on}".encode()).hexdigest()[:32]
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@presszero",
        f"DTSTAMP:{written_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{_moment(one.on, one.start, zone)}",
        f"DTEND:{_moment(one.on, one.end, zone)}",
        f"SUMMARY:{_escaped(one.template)}",
        *([f"DESCRIPTION:{_escaped(f'Breaks: {pauses}')}"] if pauses else []),
        "END:VEVENT",
    ]


def _moment(day: date, minutes: int, zone: ZoneInfo | None) -> str:
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
    if zone is None:
        return f"{wall:%Y%m%dT%H%M%S}"
    return f"{wall.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Cut a line into pieces of at most LINE_BYTES bytes, never through a letter; the next begin with a space."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LINE_BYTES:
            pieces.append(piece)
            piece = " "
        piece += letter
    return [*pieces, piece]
