"""Everyone's shifts as a calendar of their own, for the phone in their pocket (iCalendar, RFC 5545 and 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from presszero.pure.rosters.locks import clock
from presszero.pure.rosters.people import Assignment

LINE_BYTES = 75


@dataclass(frozen=True)
class Issue:
    """One edition of a roster's calendars.

    written_at: aware; when the roster was made. zone: where the shifts are
    worked; without it their times are those of the wall, wherever it hangs.
    revision: how often the roster was mended or replaced; what a calendar holds of an
    earlier one gives way. organizer: the mail address that shifts come from.
    """

    written_at: datetime
    zone: ZoneInfo | None = None
    revision: int = 0
    organizer: str = ""


def calendar_of(person: str, assignments: Iterable[Assignment], issue: Issue) -> str:
    """Return one person's shifts as an iCalendar file.

    The same shift keeps its UID, so a calendar read again moves it and adds none.

    Source: docs/sources.md#rosters
    """
    return _calendar("PUBLISH", person, assignments, issue)


def cancellation_of(person: str, dropped: Iterable[Assignment], issue: Issue) -> str:
    """Return an iCalendar file that takes one person's dropped shifts out of a calendar that read them before.

    A method holds for a whole file, so what is cancelled stands apart from what
    is worked. Who reads neither method nor status still sees the word.

    Source: docs/sources.md#rosters
    """
    return _calendar("CANCEL", person, dropped, issue)


def _calendar(method: str, person: str, assignments: Iterable[Assignment], issue: Issue) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PressZero//Roster//EN", f"METHOD:{method}"]
    for one in sorted(assignments, key=lambda one: (one.on, one.start)):
        if one.person == person:
            lines += _event(one, issue, cancelled=method == "CANCEL")
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(one: Assignment, issue: Issue, *, cancelled: bool) -> list[str]:
    pauses = ", ".join(
        f"{clock(begin % 1440)}-{clock((begin + minutes) % 1440)}" for begin, minutes in one.breaks
    )
    name = sha256(f"{one.person}|{one.on}".encode()).hexdigest()[:32]
    summary = f"Cancelled: {one.template}" if cancelled else one.template
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@presszero",
        f"DTSTAMP:{issue.written_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{issue.revision}",
        *([f"ORGANIZER:mailto:{issue.organizer}"] if issue.organizer else []),
        f"DTSTART:{_moment(one.on, one.start, issue.zone)}",
        f"DTEND:{_moment(one.on, one.end, issue.zone)}",
        f"SUMMARY:{_escaped(summary)}",
        *([f"DESCRIPTION:{_escaped(f'Breaks: {pauses}')}"] if pauses and not cancelled else []),
        *(["STATUS:CANCELLED", "TRANSP:TRANSPARENT"] if cancelled else ["STATUS:CONFIRMED"]),
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
