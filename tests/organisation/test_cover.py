"""Who of a team is there is said by the week and its exceptions, and read back as it was written."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import MORNING, given_town, recorded

from presszero.organisation.cover import (
    add_cover_day,
    cover_days,
    cover_week,
    remove_cover_day,
    set_cover,
    years,
)
from presszero.organisation.hours import Keeper, add_special_day, make_place
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db
WEEK = ["08:00-16:00 x3, 12:00-20:00 x2"] * 5 + ["", ""]


def test_week_of_cover_is_kept_and_nobody_said_is_not_nobody_there() -> None:
    town = given_town()
    assert cover_week(town.library) is None
    set_cover(team_id=town.library.pk, days=WEEK, by=town.hanne.actor, at=MORNING)
    week = cover_week(town.library)
    assert week is not None and week[0] == ((480, 960, 3), (720, 1200, 2)) and week[6] == ()
    assert recorded()[-1] == "cover.set"


def test_day_with_other_cover_is_added_and_taken_out() -> None:
    town = given_town()
    days = {"first_on": date(2025, 8, 1), "last_on": date(2025, 8, 2)}
    day = add_cover_day(
        team_id=town.transit.pk,
        name="Training",
        spans="10:00-12:00 x1",
        **days,
        by=town.noor.actor,
        at=MORNING,
    )
    assert [one.spans for one in cover_days(town.transit)] == [[[600, 720, 1]]]
    assert remove_cover_day(day_id=day.pk, by=town.noor.actor, at=MORNING) == town.transit
    assert cover_days(town.transit) == []
    assert recorded()[-2:] == ["cover_day.added", "cover_day.removed"]


def test_years_name_each_team_by_both_names_with_its_special_days() -> None:
    town = given_town()
    house = {"first_on": date(2025, 12, 25), "last_on": date(2025, 12, 26), "spans": ""}
    add_special_day(keeper=Keeper(), name="Christmas", **house, by=town.noor.actor, at=MORNING)
    own = {"first_on": date(2025, 12, 26), "last_on": date(2025, 12, 26), "spans": "10:00-14:00"}
    add_special_day(keeper=Keeper(town.transit), name="Fair", **own, by=town.noor.actor, at=MORNING)
    make_place(name="Quay Street", address="", time_zone="Asia/Tokyo", by=town.noor.actor, at=MORNING)
    transit = next(one for one in years() if "Transit" in one.names)
    assert transit.names == ("Transit", town.transit.mail_name)
    assert transit.hours_on[date(2025, 12, 25)] == ()
    assert transit.hours_on[date(2025, 12, 26)] == ((600, 840),)
    quay = next(one for one in years() if one.names == ("Quay Street",))
    assert (str(quay.zone), quay.cover) == ("Asia/Tokyo", None)


@pytest.mark.parametrize(
    "wrong", ["eight to five", "08:00-16:00 x0", "16:00-08:00 x2", "x3", "08:00-16:00 x1000000"]
)
def test_what_is_no_cover_is_refused_in_a_sentence(wrong: str) -> None:
    town = given_town()
    with pytest.raises(BadInput, match="“"):
        set_cover(team_id=town.transit.pk, days=[wrong] * 7, by=town.noor.actor, at=MORNING)


def test_cover_of_no_team_and_days_that_are_gone_are_told() -> None:
    town = given_town()
    with pytest.raises(NotFoundHere):
        set_cover(team_id=0, days=[""] * 7, by=town.noor.actor, at=MORNING)
    with pytest.raises(NotFoundHere):
        remove_cover_day(day_id=0, by=town.noor.actor, at=MORNING)
    with pytest.raises(BadInput, match="seven"):
        set_cover(team_id=town.transit.pk, days=[], by=town.noor.actor, at=MORNING)
