"""Shifts as calendars that every phone reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.pure.rosters.phones import Phone, parsed
from tests.pure.rosters.small import EVENING, assigned

from presszero.pure.rosters import Issue, calendar_of, cancellation_of

AT = Issue(datetime(2026, 7, 1, 12, tzinfo=UTC))


def test_calendar_holds_only_this_persons_shifts_with_their_breaks() -> None:
    text = calendar_of("Ada", [assigned("Ada", 0), assigned("Bo", 0), assigned("Ada", 1, EVENING)], AT)
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20260706T070000\r\nDTEND:20260706T150000\r\n" in text
    assert "DESCRIPTION:Breaks: 10:00-11:00\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and text.endswith("END:VCALENDAR\r\n")


def test_time_zone_makes_instants_of_wall_times() -> None:
    text = calendar_of("Ada", [assigned("Ada", 0)], replace(AT, zone=ZoneInfo("Europe/Berlin")))
    assert "DTSTART:20260706T050000Z" in text


def test_moved_shift_keeps_its_name_and_lines_are_short() -> None:
    long = "Frühdienst, Schalter; " * 9
    first, second = (
        calendar_of("Ada", [assigned("Ada", 0, EVENING, start)], AT) for start in (13 * 60, 14 * 60)
    )
    uid = [line for line in first.split("\r\n") if line.startswith("UID")]
    assert uid[0] in second
    named = calendar_of(long, [assigned(long, 0)], AT)
    assert all(len(line.encode()) <= 75 for line in named.split("\r\n"))


def test_dropped_shift_leaves_the_calendar_that_holds_it() -> None:
    phone = Phone()
    phone.read(calendar_of("Ada", [assigned("Ada", 0), assigned("Ada", 1)], AT))
    mended = replace(AT, revision=1)
    phone.read(cancellation_of("Ada", [assigned("Ada", 0), assigned("Bo", 1)], mended))
    phone.read(calendar_of("Ada", [assigned("Ada", 1)], mended))
    assert phone.begins() == ["20260707T070000"]


def test_cancelled_shift_is_told_to_who_reads_no_status_and_keeps_no_time() -> None:
    asked = replace(AT, revision=2, organizer="plan@example.org")
    method, [event] = parsed(cancellation_of("Ada", [assigned("Ada", 0)], asked))
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", "2")
    assert (event["SUMMARY"], event["TRANSP"]) == ("Cancelled: morning", "TRANSPARENT")
    assert event["ORGANIZER"] == "mailto:plan@example.org"


@given(st.lists(st.frozensets(st.integers(0, 6)), min_size=1, max_size=5))
def test_calendar_holds_the_last_roster_however_often_it_was_mended(rosters: list[frozenset[int]]) -> None:
    phone, before = Phone(), frozenset[int]()
    for revision, days in enumerate(rosters):
        issue = replace(AT, revision=revision)
        phone.read(calendar_of("Ada", [assigned("Ada", day) for day in days], issue))
        phone.read(cancellation_of("Ada", [assigned("Ada", day) for day in before - days], issue))
        before = days
    assert phone.begins() == [f"202607{6 + day:02d}T070000" for day in sorted(rosters[-1])]
