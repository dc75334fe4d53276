"""The page of the letters: who needs a person comes first, what is read is sent, what is sent can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import ANSWERS, LATER_THAT_DAY, PortLumen, given_open_case, given_town
from tests.desk.conftest import at_the_desk

from presszero.cases.incidents import join_incident, open_incident
from presszero.cases.models import Case, Incident
from presszero.desk import letters_shape
from presszero.replies.models import Draft

pytestmark = pytest.mark.django_db
__all__ = ["at_the_desk"]
Desk = Callable[..., Client]


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def incident(town: PortLumen) -> Incident:
    """Return an incident of two people: its facts answer the first, and leave a point of the second."""
    by, at = town.tomas.actor, LATER_THAT_DAY
    covered = given_open_case(asks=["extra buses"], address="a@lakemail.example", name="Ada Farr")
    more = given_open_case(asks=["extra buses", "refund"], address="b@lakemail.example", name="Jo Lindgren")
    facts = ANSWERS["extra buses"]
    made = open_incident(title="No buses", facts=facts, case_id=covered.pk, by=by, at=at)
    join_incident(case_id=more.pk, incident_id=made.pk, by=by, at=at)
    return made


def test_a_press_begins_them_and_who_needs_a_person_stands_first(
    town: PortLumen, incident: Incident, at_the_desk: Desk
) -> None:
    desk, here = at_the_desk(town.tomas, script=False), f"/desk/incidents/{incident.pk}/letters/"
    assert "Letters to all of them" in desk.get(f"/desk/incidents/{incident.pk}/").content.decode()
    page = desk.post(f"{here}begun/", follow=True).content.decode()
    assert page.index("Jo Lindgren") < page.index("Ada Farr") and "refund" in page.lower()
    assert "1 person needs more" in page and "1 letter is ready" in page


def test_page_before_the_first_press_says_whether_what_we_know_is_written(
    town: PortLumen, incident: Incident, at_the_desk: Desk
) -> None:
    desk, here = at_the_desk(town.tomas), f"/desk/incidents/{incident.pk}/letters/"
    assert "What we know is written" in desk.get(here).content.decode()
    Incident.objects.update(facts="")
    page = desk.get(here).content.decode()
    assert "Write what we know on the incident’s page first" in page and "What we know is written" not in page


def test_read_letters_are_sent_and_taken_back(town: PortLumen, incident: Incident, at_the_desk: Desk) -> None:
    desk, here = at_the_desk(town.tomas, script=False), f"/desk/incidents/{incident.pk}/letters/"
    desk.post(f"{here}begun/")
    covered, more = Case.objects.order_by("pk")
    page = desk.post(f"{here}departure/", {"cases": [covered.pk, more.pk]}, follow=True).content.decode()
    assert "Beginning them sends nothing" in page and "stays. Nothing is sent" not in page
    assert "1 letter is on its way" in page and f"something changed: {more.reference}" in page
    assert Draft.objects.get().leaves_at
    page = desk.post(f"{here}departure/end/", follow=True).content.decode()
    assert "1 letter is ready" in page and Draft.objects.get().leaves_at is None


def test_stranger_sees_no_letters(town: PortLumen, incident: Incident, at_the_desk: Desk) -> None:
    assert at_the_desk(town.ivo).get(f"/desk/incidents/{incident.pk}/letters/").status_code == 404


def test_more_people_than_a_page_holds_are_met_on_the_next(
    town: PortLumen, incident: Incident, at_the_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters_shape, "SHOWN", 1)
    third = given_open_case(asks=["extra buses"], address="c@lakemail.example", name="Cato Brandt")
    join_incident(case_id=third.pk, incident_id=incident.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    desk, here = at_the_desk(town.tomas, script=False), f"/desk/incidents/{incident.pk}/letters/"
    first = desk.post(f"{here}begun/", follow=True).content.decode()
    assert "2 letters are ready" in first and "Ada Farr" in first and "Cato Brandt" not in first
    following = re.search(r'href="(\?ready=\d+)#h-ready"', first)
    assert following
    second = desk.get(here + following[1]).content.decode()
    assert "Cato Brandt" in second and "Ada Farr" not in second
    assert "Jo Lindgren" in second  # the other list stands as it stood
    assert "?ready=" not in second
