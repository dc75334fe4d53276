"""Hours of teams and places, special days of one and of all, and calendar files in and out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.architecture.bodies import CALENDAR
from tests.cast import MORNING, given_town, recorded

from presszero.organisation.hours import (
    Keeper,
    add_special_day,
    answer_due,
    calendar_file,
    calendar_of,
    make_place,
    remove_special_day,
    set_targets,
    set_week,
    special_days,
    take_in_calendar,
)
from presszero.organisation.models import Team
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.hours import read_days

pytestmark = pytest.mark.django_db
OFFICE_WEEK = ["08:00-12:00, 13:00-17:00"] * 5 + ["", ""]
BERLIN = ZoneInfo("Europe/Berlin")


def test_letter_of_sunday_is_answered_on_monday_past_the_noon_break() -> None:
    town = given_town()
    set_week(keeper=Keeper(team=town.transit), days=OFFICE_WEEK, by=town.noor.actor, at=MORNING)
    assert answer_due(town.transit, MORNING) == datetime(2025, 7, 14, 17, tzinfo=BERLIN)
    assert "hours.set" in recorded()


def test_answer_to_one_who_wrote_again_has_its_own_target() -> None:
    town = given_town()
    set_targets(
        team_id=town.transit.pk,
        first_hours=8,
        next_hours=2,
        settle_hours=None,
        warn_before_hours=1,
        escalates=False,
        by=town.noor.actor,
        at=MORNING,
    )
    team = Team.objects.get(pk=town.transit.pk)
    assert answer_due(team, MORNING, again=True) == datetime(2025, 7, 13, 10, 12, tzinfo=BERLIN)


def test_holiday_of_the_house_closes_every_team_and_a_team_s_own_day_wins() -> None:
    town = given_town()
    day = date(2025, 7, 14)
    add_special_day(
        keeper=Keeper(),
        name="Harbour day",
        first_on=day,
        last_on=day,
        spans="",
        by=town.noor.actor,
        at=MORNING,
    )
    transit, library = Keeper(team=town.transit), Keeper(team=town.library)
    assert calendar_of(transit).spans_on(day) == calendar_of(library).spans_on(day) == ()
    add_special_day(
        keeper=transit,
        name="Fireworks",
        first_on=day,
        last_on=day,
        spans="18-24",
        by=town.noor.actor,
        at=MORNING,
    )
    assert calendar_of(transit).spans_on(day) == ((18 * 60, 24 * 60),)
    assert calendar_of(library).spans_on(day) == ()


def test_place_in_another_zone_opens_by_its_own_clock() -> None:
    town = given_town()
    place = make_place(
        name="Far shore", address="", time_zone="Europe/Helsinki", by=town.noor.actor, at=MORNING
    )
    set_week(keeper=Keeper(place=place), days=OFFICE_WEEK, by=town.noor.actor, at=MORNING)
    calendar = calendar_of(Keeper(place=place))
    assert calendar.is_open(datetime(2025, 7, 14, 5, 30, tzinfo=UTC))
    assert not calendar.is_open(datetime(2025, 7, 14, 14, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["08:00-18:00"] * 6, "seven days"),
        (["tomorrow"] * 7, "no opening time"),
        (["22:00-02:00"] * 7, "22:00-24:00 on this day and 00:00-02:00 on the next"),
        (["08:00-12:00, 11:00-13:00"] * 7, "overlap"),
        (["08:70-12:00"] * 7, "no time of a day"),
    ],
)
def test_week_that_cannot_be_read_is_refused_in_a_sentence(days: list[str], words: str) -> None:
    town = given_town()
    with pytest.raises(BadInput, match=words):
        set_week(keeper=Keeper(team=town.transit), days=days, by=town.noor.actor, at=MORNING)


def test_calendar_file_is_taken_in_once_and_brought_up_to_date() -> None:
    town = given_town()

    def take(text: str) -> tuple[int, int]:
        done = take_in_calendar(keeper=Keeper(), text=text, by=town.noor.actor, at=MORNING)
        return done.new, done.changed

    file = CALENDAR.replace("20300101", "20260101")
    assert take(file) == (1, 0)
    assert take(file) == (0, 0)
    assert take(file.replace("DTSTART", "UID:ny@x\r\nDTSTART")) == (1, 0)
    assert take(file.replace("SUMMARY:New Year", "UID:ny@x\r\nSUMMARY:New Year’s Day")) == (0, 1)
    assert [day.name for day in special_days(Keeper())] == ["New Year", "New Year’s Day"]


def test_what_went_out_as_a_file_comes_in_elsewhere() -> None:
    town = given_town()
    first, last = date(2025, 12, 25), date(2025, 12, 26)
    add_special_day(
        keeper=Keeper(),
        name="Christmas",
        first_on=first,
        last_on=last,
        spans="",
        by=town.noor.actor,
        at=MORNING,
    )
    text = calendar_file(keeper=Keeper(team=town.library), at=MORNING, host="portlumen.example")
    [day], left_out = read_days(text, first_on=first, last_on=last)
    assert (day.name, day.first_on, day.last_on) == ("Christmas", first, last)
    assert all("time of day" in one.why for one in left_out)
    assert "DTSTART:20250714T060000Z" in text and "DTSTART:20251225T" not in text


def test_special_day_taken_out_twice_is_told() -> None:
    town = given_town()
    day = add_special_day(
        keeper=Keeper(),
        name="Strike",
        first_on=date(2025, 7, 14),
        last_on=date(2025, 7, 14),
        spans="",
        by=town.noor.actor,
        at=MORNING,
    )
    remove_special_day(day_id=day.pk, by=town.noor.actor, at=MORNING)
    with pytest.raises(NotFoundHere, match="somebody took it out"):
        remove_special_day(day_id=day.pk, by=town.noor.actor, at=MORNING)
