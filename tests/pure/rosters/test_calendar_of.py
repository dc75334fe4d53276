"""Shifts as calendars that every phone reads."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.pure.rosters.small import EVENING, assigned

from presszero.pure.rosters import calendar_of

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_calendar_holds_only_this_persons_shifts_with_their_breaks() -> None:
    text = calendar_of(
        "Ada", [assigned("Ada", 0), assigned("Bo", 0), assigned("Ada", 1, EVENING)], written_at=AT
    )
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20260706T070000\r\nDTEND:20260706T150000\r\n" in text
    assert "DESCRIPTION:Breaks: 10:00-11:00\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and text.endswith("END:VCALENDAR\r\n")


def test_time_zone_makes_instants_of_wall_times() -> None:
    text = calendar_of("Ada", [assigned("Ada", 0)], written_at=AT, zone=ZoneInfo("Europe/Berlin"))
    assert "DTSTART:20260706T050000Z" in text


def test_moved_shift_keeps_its_name_and_lines_are_short() -> None:
    long = "Frühdienst, Schalter; " * 9
    first, second = (
        calendar_of("Ada", [assigned("Ada", 0, EVENING, start)], written_at=AT)
        for start in (13 * 60, 14 * 60)
    )
    uid = [line for line in first.split("\r\n") if line.startswith("UID")]
    assert uid[0] in second
    named = calendar_of(long, [assigned(long, 0)], written_at=AT)
    assert all(len(line.encode()) <= 75 for line in named.split("\r\n"))
