"""The due list is light: a row's forms are drawn when somebody asks for them, with script or without."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.cast import given_open_case, given_town

from presszero.cases.models import Promise
from presszero.ground import clock
from presszero.organisation.hours import Keeper, calendar_of

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]


def test_rows_carry_no_form_until_one_is_opened(at_the_desk: Desk) -> None:
    town = given_town()
    given_open_case(asks=["refund"], taken_by=town.tomas)
    page = at_the_desk(town.tomas, script=False).get("/desk/promises/").content.decode()
    assert 'value="kept"' in page
    assert "/keeping/" not in page


def test_answer_that_is_owed_says_whose_case_it_is_and_about_what(at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    page = at_the_desk(town.tomas, script=False).get("/desk/promises/").content.decode()
    row = page[page.index("An answer, signed by one person") :]
    assert case.title in row and case.customer.name in row


@pytest.mark.parametrize(("act", "field"), [("kept", "kept"), ("new_time", "time")])
def test_pressed_act_opens_the_form_of_its_own_row(act: str, field: str, at_the_desk: Desk) -> None:
    town = given_town()
    one, other = (given_open_case(asks=["refund"], taken_by=town.tomas) for _ in range(2))
    asked = f"/desk/promises/?view=team&open={one.promises.get().pk}&act={act}"
    page = at_the_desk(town.tomas, script=False).get(asked).content.decode()
    assert f'id="{field}-{one.promises.get().pk}"' in page
    assert f'id="{field}-{other.promises.get().pk}"' not in page


def test_a_new_time_is_proposed_ahead_on_an_open_day_though_the_promise_fell_due_long_ago(
    at_the_desk: Desk,
) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    promise = case.promises.get()
    long_ago = clock.now() - timedelta(days=9)
    Promise.objects.filter(pk=promise.pk).update(due_at=long_ago)
    desk, day = at_the_desk(town.tomas, script=False), calendar_of(Keeper(team=case.team))
    for address in (f"/desk/promises/?view=team&open={promise.pk}&act=new_time", f"/desk/cases/{case.pk}/"):
        page = desk.get(address).content.decode()
        found = re.search(rf'id="time-{promise.pk}" name="due" value="([^"]+)"', page)
        assert found
        proposed = datetime.fromisoformat(found[1]).replace(tzinfo=day.zone)
        assert proposed > clock.now() and day.spans_on(proposed.date())


@pytest.mark.parametrize(
    "asked", ["from=999999", "from=²", "from=-1", "open=1&act=nothing", "open=x&act=kept"]
)
def test_address_that_names_no_place_shows_the_list_from_its_beginning(asked: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    answer = at_the_desk(town.tomas, script=False).get(f"/desk/promises/?{asked}")
    assert answer.status_code == 200
    assert case.reference in answer.content.decode()


def test_lead_finds_held_mail_and_agent_is_shown_no_door_that_is_shut(at_the_desk: Desk) -> None:
    town = given_town()
    shown = {
        worker.name: "/desk/quarantine/" in at_the_desk(worker, script=False).get("/desk/").content.decode()
        for worker in (town.noor, town.tomas)
    }
    assert shown == {"Noor Halvane": True, "Tomas Vell": False}
