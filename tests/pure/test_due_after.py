"""By when a letter is answered: open hours only, also in the nights the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presszero.pure.hours import Week, due_after

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
SPRING, AUTUMN = date(2025, 3, 30), date(2025, 10, 26)


def _is_told_once(minute: int) -> bool:
    return not 2 * 60 < minute < 3 * 60


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Hours that do not begin or end inside the hour that spring leaves out and autumn has twice."""
    opens = draw(st.integers(0, 20 * 60 - 1).filter(_is_told_once))
    closes = draw(st.integers(opens + 4 * 60, 24 * 60 - 1).filter(_is_told_once))
    return Week(
        opens=time(*divmod(opens, 60)),
        closes=time(*divmod(closes, 60)),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        zone=BERLIN,
    )


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Whole minutes in the fortnights around the nights the clocks change."""
    day = draw(st.sampled_from([SPRING, AUTUMN])) + timedelta(days=draw(st.integers(-7, 7)))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + MINUTE * draw(st.integers(0, 24 * 60 - 1))


def is_open(week: Week, at: datetime) -> bool:
    there = at.astimezone(week.zone)
    return there.weekday() in week.weekdays and week.opens <= there.time() < week.closes


def due_by_counting(at: datetime, minutes: int, week: Week) -> datetime:
    """Walk minute by minute over the real time line; the oracle."""
    while minutes:
        minutes -= is_open(week, at)
        at += MINUTE
    return at


@settings(deadline=None, max_examples=60)
@given(moments(), st.integers(1, 16 * 60), weeks())
def test_only_open_minutes_count(at: datetime, minutes: int, week: Week) -> None:
    assert due_after(at, minutes / 60, week) == due_by_counting(at, minutes, week)


@given(moments(), st.integers(0, 40), st.integers(0, 40), weeks())
def test_more_hours_and_later_letters_are_never_due_earlier(
    at: datetime, hours: int, more: int, week: Week
) -> None:
    due = due_after(at, hours, week)
    assert due >= at
    assert due_after(at, hours + more, week) >= due
    assert due_after(at + timedelta(hours=more), hours, week) >= due


def test_spring_night_is_an_hour_shorter_for_those_who_work_through_it() -> None:
    nights = Week(time(0), time(23, 59), frozenset(range(7)), BERLIN)
    begins = datetime(2025, 3, 30, 0, 0, tzinfo=BERLIN)
    assert due_after(begins, 3, nights).astimezone(BERLIN) == datetime(2025, 3, 30, 4, 0, tzinfo=BERLIN)


def test_week_that_never_opens_is_an_error_and_not_an_endless_search() -> None:
    with pytest.raises(ValueError, match="400 days do not hold 1 open hours"):
        due_after(datetime(2025, 7, 13, tzinfo=UTC), 1, Week(time(8), time(20), frozenset(), BERLIN))
