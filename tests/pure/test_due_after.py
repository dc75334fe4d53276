"""By when a letter is answered: open hours only, in any zone, also in the nights the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.calendars import BERLIN, MINUTE, calendars, is_open_by_the_wall, moments

from presszero.pure.hours import (
    Calendar,
    ExceptionalDay,
    due_after,
    open_seconds,
    same_each_day,
)


def due_by_counting(at: datetime, minutes: int, calendar: Calendar) -> datetime:
    """Walk minute by minute over the real time line; the oracle."""
    while minutes:
        minutes -= is_open_by_the_wall(calendar, at)
        at += MINUTE
    return at


@settings(max_examples=60)
@given(st.data(), calendars())
def test_only_open_minutes_count(data: st.DataObject, calendar: Calendar) -> None:
    at, minutes = data.draw(moments(calendar.zone)), data.draw(st.integers(1, 16 * 60))
    assert due_after(at, minutes / 60, calendar) == due_by_counting(at, minutes, calendar)


@given(st.data(), calendars(), st.integers(0, 40), st.integers(0, 40))
def test_more_hours_and_later_letters_are_never_due_earlier(
    data: st.DataObject, calendar: Calendar, hours: int, more: int
) -> None:
    at = data.draw(moments(calendar.zone))
    due = due_after(at, hours, calendar)
    assert due >= at
    assert due_after(at, hours + more, calendar) >= due
    assert due_after(at + timedelta(hours=more), hours, calendar) >= due


@given(st.data(), calendars(), st.integers(1, 40))
def test_until_it_is_due_exactly_the_limit_was_open(
    data: st.DataObject, calendar: Calendar, hours: int
) -> None:
    at = data.draw(moments(calendar.zone))
    assert open_seconds(at, due_after(at, hours, calendar), calendar) == hours * 3600


def test_spring_night_is_an_hour_shorter_for_those_who_work_through_it() -> None:
    nights = same_each_day("00:00", "24:00", "0123456", BERLIN)
    begins = datetime(2025, 3, 30, 0, 0, tzinfo=BERLIN)
    assert due_after(begins, 3, nights).astimezone(BERLIN) == datetime(2025, 3, 30, 4, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2025, 3, 30), 23), (date(2025, 10, 26), 25), (date(2025, 7, 13), 24)]
)
def test_round_the_clock_day_has_the_hours_it_has(day: date, hours: int) -> None:
    always = same_each_day("00:00", "24:00", "0123456", BERLIN)
    [(opens, closes)] = always.openings(day)
    assert (closes - opens).total_seconds() == hours * 3600


@pytest.mark.parametrize(
    ("spans", "day", "open_hours"),
    [
        ("02:30-04:00", date(2025, 3, 30), 1.0),  # 02:30 is left out: it opens at 03:00
        ("01:00-02:30", date(2025, 3, 30), 1.0),  # and what closes then closes at 03:00 too
        ("02:10-02:50", date(2025, 3, 30), 0.0),
        ("02:30-04:00", date(2025, 10, 26), 2.5),  # opens at the first 02:30
        ("01:00-02:30", date(2025, 10, 26), 2.5),  # closes at the second
        ("01:00-02:30, 02:30-04:00", date(2025, 10, 26), 4.0),  # and the hour between counts once
    ],
)
def test_time_that_a_night_leaves_out_or_has_twice(spans: str, day: date, open_hours: float) -> None:
    from presszero.pure.hours import read_spans

    calendar = Calendar(tuple(read_spans(spans) for _ in range(7)), BERLIN)
    open_hours_found = sum((ends - begins).total_seconds() / 3600 for begins, ends in calendar.openings(day))
    assert open_hours_found == open_hours


def test_holiday_stands_still_and_a_short_day_counts_its_own_hours() -> None:
    calendar = Calendar(
        same_each_day("08:00", "18:00", "01234", BERLIN).week,
        BERLIN,
        {
            date(2025, 12, 25): ExceptionalDay("Christmas"),
            date(2025, 12, 24): ExceptionalDay("Christmas Eve", ((8 * 60, 12 * 60),)),
        },
    )
    at = datetime(2025, 12, 24, 11, tzinfo=BERLIN)
    assert due_after(at, 3, calendar) == datetime(2025, 12, 26, 10, tzinfo=BERLIN)


def test_zone_that_left_a_whole_day_out_goes_on() -> None:
    apia = ZoneInfo("Pacific/Apia")  # it had no 30 December 2011
    daily = same_each_day("08:00", "10:00", "0123456", apia)
    assert due_after(datetime(2011, 12, 29, 9, tzinfo=apia), 2, daily) == datetime(
        2011, 12, 31, 9, tzinfo=apia
    )


def test_week_that_never_opens_is_an_error_and_not_an_endless_search() -> None:
    with pytest.raises(ValueError, match="400 days do not hold 1 open hours"):
        due_after(datetime(2025, 7, 13, tzinfo=UTC), 1, same_each_day("08:00", "20:00", "", BERLIN))


@given(st.data(), calendars())
def test_a_proposed_day_is_the_next_on_which_somebody_is_there(
    data: st.DataObject, calendar: Calendar
) -> None:
    at = data.draw(moments(calendar.zone)).astimezone(calendar.zone)
    proposed = calendar.next_open_day(at)
    assert is_open_by_the_wall(calendar, proposed) or is_open_by_the_wall(calendar, proposed - MINUTE)
    last = (proposed - MINUTE).date()
    assert at.date() < last
    between = [at.date() + timedelta(days=ahead) for ahead in range(1, (last - at.date()).days)]
    assert not [day for day in between if calendar.spans_on(day)]


def test_a_proposed_day_keeps_the_hour_or_ends_with_the_day() -> None:
    office = same_each_day("08:00", "18:00", "01234", BERLIN)
    friday = datetime(2025, 7, 11, 10, 20, tzinfo=BERLIN)
    assert office.next_open_day(friday) == datetime(2025, 7, 14, 10, 20, tzinfo=BERLIN)
    assert office.next_open_day(friday.replace(hour=21)) == datetime(2025, 7, 14, 18, 0, tzinfo=BERLIN)
    never = same_each_day("08:00", "18:00", "", BERLIN)
    assert never.next_open_day(friday) == friday + timedelta(days=1)
