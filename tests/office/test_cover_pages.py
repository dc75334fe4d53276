"""Who is there, on its screen: kept, told on the page of hours, and refused beside the day that is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import MORNING, given_town

from presszero.lines.closing import closings
from presszero.organisation.cover import cover_days, cover_week
from presszero.organisation.models import Worker

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]


def test_cover_is_kept_and_told_on_the_page_of_hours(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    page = f"/office/cover/{town.library.pk}/"
    assert "Nobody has said yet" in client.get(page).content.decode()
    days = {f"day{day}": "08:00-18:15 x2" for day in range(5)}
    assert client.post(f"{page}week/", days, follow=True).status_code == 200
    hours = client.get(f"/office/hours/team-{town.library.pk}/").content.decode()
    assert "Monday–Friday 08:00-18:15 x2; Saturday–Sunday nobody" in hours


def test_wrong_day_of_cover_is_told_beside_it(in_the_office: Office) -> None:
    town = given_town()
    days = {"day0": "08:00-18:00 x2", "day3": "three people"}
    answer = in_the_office(town.noor).post(f"/office/cover/{town.library.pk}/week/", days)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="three people" aria-invalid="true" aria-describedby="e-day3"' in page
    assert cover_week(town.library) is None


def test_day_with_other_people_is_noted_and_taken_out(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    page = f"/office/cover/{town.transit.pk}/"
    noted = {"name": "Training", "first_on": "2040-08-01", "spans": "10:00-12:00 x1"}
    assert "10:00-12:00 x1" in client.post(f"{page}days/", noted, follow=True).content.decode()
    day = cover_days(town.transit)[0]
    client.post(f"/office/cover-days/{day.pk}/removal/")
    assert cover_days(town.transit) == []


def test_planner_sets_cover_and_agent_does_not(in_the_office: Office) -> None:
    town = given_town()
    page = f"/office/cover/{town.transit.pk}/week/"
    assert in_the_office(town.tomas).post(page, {}).status_code == 403
    assert in_the_office(town.noor).get("/office/cover/999999/").status_code == 404


def test_line_is_closed_for_a_time_and_opened_again(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    page = f"/office/cover/{town.transit.pk}/"
    wrong = client.post(f"{page}line-closings/", {"why": "Drill", "ends_at": "soon"})
    assert wrong.status_code == 422 and "Give a day and a time" in wrong.content.decode()
    given = {"why": "Fire drill", "begins_at": "2040-03-01T09:00", "ends_at": "2040-03-01T10:00"}
    shown = client.post(f"{page}line-closings/", given, follow=True).content.decode()
    assert "Fire drill" in shown and "closed by Noor Halvane" in shown
    (closing,) = closings(since=MORNING, team_id=town.transit.pk)
    shown = client.post(f"/office/line-closings/{closing.pk}/reopening/", follow=True).content.decode()
    assert "The line is open whenever the team is." in shown
