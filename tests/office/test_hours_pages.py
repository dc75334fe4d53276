"""Hours on screens: what was typed stays, what is wrong stands beside its field, a file comes in and goes out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.architecture.bodies import CALENDAR
from tests.cast import given_town

from presszero.organisation.hours import Keeper, week_of
from presszero.organisation.models import SpecialDay, Worker

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]


def test_week_is_kept_and_told_on_the_list(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    days = {f"day{day}": "08:00-12:00, 13:00-17:00" for day in range(5)}
    answer = client.post(f"/office/hours/team-{town.transit.pk}/week/", days, follow=True)
    assert answer.status_code == 200
    assert week_of(Keeper(team=town.transit))[5] == ()
    assert "Monday–Friday 08:00-12:00, 13:00-17:00" in client.get("/office/hours/").content.decode()


def test_wrong_day_is_told_beside_it_and_nothing_typed_is_lost(in_the_office: Office) -> None:
    town = given_town()
    days = {f"day{day}": "09:00-17:00" for day in range(7)} | {"day3": "nine to five"}
    answer = in_the_office(town.noor).post(f"/office/hours/team-{town.transit.pk}/week/", days)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="nine to five" aria-invalid="true" aria-describedby="e-day3"' in page
    assert page.count('value="09:00-17:00"') == 6
    assert week_of(Keeper(team=town.transit))[0] == ((480, 1200),)


def test_calendar_file_comes_in_and_says_how_much(in_the_office: Office) -> None:
    town = given_town()
    file = SimpleUploadedFile("days.ics", CALENDAR.replace("2030", "2026").encode())
    answer = in_the_office(town.noor).post("/office/hours/house/calendar/", {"file": file}, follow=True)
    assert "1 new, 0 changed, 0 left out." in answer.content.decode()
    assert SpecialDay.objects.get().name == "New Year"


def test_file_that_is_no_calendar_is_told(in_the_office: Office) -> None:
    town = given_town()
    file = SimpleUploadedFile("days.ics", b"Dear all, we are closed.")
    answer = in_the_office(town.noor).post("/office/hours/house/calendar/", {"file": file})
    assert answer.status_code == 422 and "no iCalendar file" in answer.content.decode()


def test_file_goes_out_as_a_calendar(in_the_office: Office) -> None:
    town = given_town()
    answer = in_the_office(town.noor).get(f"/office/hours/team-{town.transit.pk}/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_agent_changes_no_hours(in_the_office: Office) -> None:
    town = given_town()
    answer = in_the_office(town.tomas).post(f"/office/hours/team-{town.transit.pk}/week/", {})
    assert answer.status_code == 403


@pytest.mark.parametrize("keeper", ["team-999999", "team-x", "place-1", "nobody", "team-²"])
def test_address_of_nobody_s_hours_is_told(keeper: str, in_the_office: Office) -> None:
    town = given_town()
    assert in_the_office(town.noor).get(f"/office/hours/{keeper}/").status_code == 404
