"""Calendars and moments for the laws of hours: many zones, and the nights their clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from presszero.pure.hours import Calendar, ExceptionalDay

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
# Clocks that change at 01:00 UTC, at midnight, by half an hour, southward, and never.
CHANGES = {
    "Europe/Berlin": (date(2025, 3, 30), date(2025, 10, 26)),
    "America/New_York": (date(2025, 3, 9), date(2025, 11, 2)),
    "Africa/Cairo": (date(2025, 4, 25), date(2025, 10, 31)),
    "America/Santiago": (date(2025, 4, 6), date(2025, 9, 7)),
    "Australia/Lord_Howe": (date(2025, 4, 6), date(2025, 10, 5)),
    "Asia/Kathmandu": (date(2025, 4, 14),),
}


def is_open_by_the_wall(calendar: Calendar, at: datetime) -> bool:
    """Read a clock on the wall, and the day's notice on the door; the oracle."""
    there = at.astimezone(calendar.zone)
    minute = there.hour * 60 + there.minute
    return any(opens <= minute < closes for opens, closes in calendar.spans_on(there.date()))


@st.composite
def spans(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """One or two open times between 04:00 and midnight: told once on each day of the year."""
    marks = sorted(draw(st.lists(st.integers(4 * 60, 24 * 60), min_size=2, max_size=4, unique=True)))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    return tuple((opens, closes) for opens, closes in pairs if closes > opens)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A week that holds at least four open hours, in a zone whose clocks change, with a closed day or two."""
    zone = draw(st.sampled_from(sorted(CHANGES)))
    week = [draw(st.one_of(st.just(()), spans())) for _ in range(7)]
    week[draw(st.integers(0, 6))] = ((6 * 60, 12 * 60),)
    days = draw(st.lists(st.integers(-6, 6), max_size=3))
    closed = {
        draw(st.sampled_from(CHANGES[zone])) + timedelta(days=day): ExceptionalDay(
            f"day {day}", draw(st.one_of(st.just(()), spans()))
        )
        for day in days
    }
    return Calendar(tuple(week), ZoneInfo(zone), closed)


@st.composite
def moments(draw: st.DrawFn, zone: ZoneInfo) -> datetime:
    """Whole minutes in the fortnights around the nights the clocks change."""
    day = draw(st.sampled_from(CHANGES[zone.key])) + timedelta(days=draw(st.integers(-7, 7)))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + MINUTE * draw(st.integers(0, 24 * 60 - 1))
