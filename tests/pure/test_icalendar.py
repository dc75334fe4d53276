"""Holidays come in as iCalendar and opening hours go out as it, and what went out comes in again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.calendars import BERLIN, calendars, spans

from presszero.pure.errors import BadInput
from presszero.pure.hours import Calendar, CalendarDay, read_days, same_each_day, write_calendar

NOW = datetime(2025, 7, 13, tzinfo=UTC)
YEARS = {"first_on": date(2025, 1, 1), "last_on": date(2027, 12, 31)}


def file_of(*events: str) -> str:
    inside = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n"


def test_all_day_event_is_an_exceptional_day_and_its_end_is_the_day_before() -> None:
    event = "UID:1@x\r\nDTSTART;VALUE=DATE:20251225\r\nDTEND;VALUE=DATE:20251227\r\nSUMMARY:Christmas\\, both"
    days, left_out = read_days(file_of(event), **YEARS)
    assert days == [CalendarDay("Christmas, both", date(2025, 12, 25), date(2025, 12, 26), (), "1@x")]
    assert left_out == []


def test_yearly_event_comes_back_and_29_february_only_when_there_is_one() -> None:
    yearly = "DTSTART;VALUE=DATE:20200101\r\nSUMMARY:New Year\r\nRRULE:FREQ=YEARLY"
    leap = "DTSTART;VALUE=DATE:20240229\r\nSUMMARY:Leap\r\nRRULE:FREQ=YEARLY"
    days, _ = read_days(file_of(yearly, leap), first_on=date(2026, 1, 1), last_on=date(2028, 12, 31))
    assert [(day.name, day.first_on) for day in days] == [
        ("New Year", date(2026, 1, 1)),
        ("New Year", date(2027, 1, 1)),
        ("New Year", date(2028, 1, 1)),
        ("Leap", date(2028, 2, 29)),
    ]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("DTSTART:20250714T080000Z\r\nSUMMARY:Meeting", "time of day"),
        ("SUMMARY:Nothing", "no date"),
        ("DTSTART;VALUE=DATE:20250714\r\nSUMMARY:Mondays\r\nRRULE:FREQ=WEEKLY", "yearly"),
        ("DTSTART;VALUE=DATE:20250714\r\nSUMMARY:Off\r\nSTATUS:CANCELLED", "cancelled"),
    ],
)
def test_what_says_nothing_about_closed_days_is_left_out_and_told(event: str, why: str) -> None:
    days, [left] = read_days(file_of(event), **YEARS)
    assert days == [] and why in left.why


def test_folded_line_is_read_whole() -> None:
    event = "DTSTART;VALUE=DATE:20251225\r\nSUMMARY:A very lo\r\n ng name"
    [day], _ = read_days(file_of(event), **YEARS)
    assert day.name == "A very long name"


@pytest.mark.parametrize("text", ["", "Dear team, we are closed.", "x" * 2_000_001])
def test_what_is_no_calendar_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match=r"iCalendar|at most"):
        read_days(text, **YEARS)


def test_file_that_comes_back_for_ever_is_refused() -> None:
    events = [
        f"DTSTART;VALUE=DATE:2025010{n % 9 + 1}\r\nSUMMARY:{n}\r\nRRULE:FREQ=YEARLY" for n in range(800)
    ]
    with pytest.raises(BadInput, match="more than 2000 days"):
        read_days(file_of(*events), **YEARS)


names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(names, st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.one_of(st.just(()), spans()))
    )
)
def test_days_that_went_out_come_in_the_same(
    told: list[tuple[str, date, tuple[tuple[int, int], ...]]],
) -> None:
    days = [CalendarDay(name, on, on, open_at, f"{n}@x") for n, (name, on, open_at) in enumerate(told)]
    text = write_calendar(
        name="Transit",
        calendar=same_each_day("08:00", "18:00", "01234", BERLIN),
        days=days,
        first_on=date(2025, 7, 14),
        last_on=date(2025, 7, 14),
        stamped_at=NOW,
        host="x.example",
    )
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    again, left_out = read_days(text, **YEARS)
    assert sorted(again, key=lambda day: day.uid) == sorted(days, key=lambda day: day.uid)
    assert len(left_out) == 1  # the open time itself


@settings(max_examples=30)
@given(calendars())
def test_open_times_go_out_as_instants(calendar: Calendar) -> None:
    day = date(2025, 4, 25)
    text = write_calendar(
        name="x", calendar=calendar, days=[], first_on=day, last_on=day, stamped_at=NOW, host="x.example"
    )
    begins = re.findall(r"DTSTART:(\w+)", text)
    assert begins == [opens.strftime("%Y%m%dT%H%M%SZ") for opens, _ in calendar.openings(day)]
