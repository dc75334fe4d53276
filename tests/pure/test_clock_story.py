"""A clock tells where each minute went: it ran, nobody was there, or the customer was asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.calendars import BERLIN, MINUTE, calendars, is_open_by_the_wall, moments

from presszero.pure.hours import (
    Calendar,
    Clock,
    ExceptionalDay,
    Turn,
    due_of,
    same_each_day,
    story_of,
)


@st.composite
def clocks(draw: st.DrawFn, calendar: Calendar) -> Clock:
    at, turns = draw(moments(calendar.zone)), []
    for step in draw(st.lists(st.integers(0, 4000), min_size=1, max_size=6)):
        turns.append(Turn(at, draw(st.sampled_from(["runs", "waits", "stopped"])), "x"))
        at += MINUTE * step
    return Clock(draw(st.integers(1, 40)), tuple(turns))


@settings(max_examples=60)
@given(st.data(), calendars(), st.integers(0, 6000))
def test_story_has_no_gap_and_counts_exactly_the_open_minutes_it_ran(
    data: st.DataObject, calendar: Calendar, minutes: int
) -> None:
    clock = data.draw(clocks(calendar))
    until = clock.turns[-1].at + MINUTE * minutes
    story = story_of(clock, calendar, until)
    assert all(one.ends == next_one.begins for one, next_one in pairwise(story))
    if story:
        assert (story[0].begins, story[-1].ends) == (clock.turns[0].at, until)
    assert sum(one.seconds for one in story) == 60 * minutes_run(clock, calendar, until)


def minutes_run(clock: Clock, calendar: Calendar, until: datetime) -> int:
    """Walk minute by minute; the oracle."""
    at, counted = clock.turns[0].at, 0
    while at < until:
        state = [turn.to for turn in clock.turns if turn.at <= at][-1]
        counted += state == "runs" and is_open_by_the_wall(calendar, at)
        at += MINUTE
    return counted


@settings(max_examples=60)
@given(st.data(), calendars())
def test_at_its_due_time_a_clock_has_counted_its_limit(data: st.DataObject, calendar: Calendar) -> None:
    clock = data.draw(clocks(calendar))
    due = due_of(clock, calendar)
    if due is None:
        whole = story_of(clock, calendar, clock.turns[-1].at + timedelta(days=1))
        assert clock.turns[-1].to != "runs" and sum(one.seconds for one in whole) < clock.within_hours * 3600
    else:
        counted = sum(one.seconds for one in story_of(clock, calendar, due))
        assert counted == clock.within_hours * 3600


@given(st.data(), calendars())
def test_waiting_never_makes_it_due_earlier(data: st.DataObject, calendar: Calendar) -> None:
    at = data.draw(moments(calendar.zone))
    asked, back = at + MINUTE * data.draw(st.integers(0, 900)), timedelta(hours=data.draw(st.integers(0, 90)))
    runs = Turn(at, "runs", "wrote")
    paused = Clock(8, (runs, Turn(asked, "waits", "answered"), Turn(asked + back, "runs", "wrote")))
    plain = due_of(Clock(8, (runs,)), calendar)
    later = due_of(paused, calendar)
    assert plain is not None and later is not None and later >= plain


def test_story_reads_as_it_went() -> None:
    week = same_each_day("08:00", "18:00", "01234", BERLIN).week
    calendar = Calendar(week, BERLIN, {date(2025, 7, 14): ExceptionalDay("Harbour day")})

    def there(day: int, hour: int) -> datetime:
        return datetime(2025, 7, day, hour, tzinfo=BERLIN)

    clock = Clock(
        16,
        (
            Turn(there(11, 16), "runs", "wrote"),
            Turn(there(15, 10), "waits", "answered"),
            Turn(there(16, 9), "runs", "wrote-again"),
        ),
    )
    told = [(one.state, one.because, one.seconds / 3600) for one in story_of(clock, calendar, there(16, 19))]
    assert told == [
        ("runs", "wrote", 2),
        ("closed", "Harbour day", 0),
        ("runs", "opened", 2),
        ("waits", "answered", 0),
        ("runs", "wrote-again", 9),
        ("closed", "", 0),
    ]
    assert due_of(clock, calendar) == there(17, 11)


def test_team_that_never_opens_owes_it_around_the_clock() -> None:
    never = same_each_day("08:00", "20:00", "", BERLIN)
    at = datetime(2025, 7, 13, 22, tzinfo=BERLIN)
    assert due_of(Clock(8, (Turn(at, "runs", "wrote"),)), never) == at + timedelta(hours=8)
