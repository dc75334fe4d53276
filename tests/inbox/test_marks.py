"""An open list asks again after each thing that happens, and is told in few words when none of it concerns a row of it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, given_open_case, given_sent_reply, given_town

from presszero.cases.notes import add_note
from presszero.cases.tags import tag_case

pytestmark = pytest.mark.django_db


def test_list_is_sent_again_only_when_a_row_of_it_or_a_count_changed() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(town.tomas)
    first = client.get("/desk/?view=mine")
    mark = first["ETag"]

    def again() -> int:
        return client.get("/desk/?view=mine", headers={"If-None-Match": mark}).status_code

    assert (first.status_code, again()) == (200, 304)
    elsewhere = given_open_case(
        asks=["library book"], address="i@lakemail.example", to="library@portlumen.example"
    )
    add_note(case_id=elsewhere.pk, text="Ours.", by=town.ivo.actor, at=LATER_THAT_DAY)
    assert again() == 304
    tag_case(case_id=case.pk, tag="taxi", by=town.odile.actor, at=LATER_THAT_DAY)
    assert again() == 200
    mark = client.get("/desk/?view=mine")["ETag"]
    assert again() == 304
    given_open_case(asks=["timetable"], address="jo@lakemail.example")  # a count of another view
    assert again() == 200
    mark = client.get("/desk/?view=mine")["ETag"]
    given_sent_reply(case, by=town.tomas)  # the row leaves the list
    assert again() == 200


@pytest.mark.parametrize("view", ["team", "waiting", "snoozed", "closed", "mentions"])
def test_every_view_has_its_mark(view: str) -> None:
    town = given_town()
    given_open_case(asks=["refund"])
    client = Client(headers={"HX-Request": "true"})
    client.force_login(town.tomas)
    mark = client.get(f"/desk/?view={view}")["ETag"]
    assert client.get(f"/desk/?view={view}", headers={"If-None-Match": mark}).status_code == 304
    page = client.get(f"/desk/?view={view}", headers={"HX-Request": ""})
    assert "ETag" not in page  # a page that is opened is always drawn


def test_open_list_is_sent_its_rows_alone() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    client = Client()
    client.force_login(town.tomas)
    live = client.get("/desk/?view=mine", headers={"HX-Request": "true", "HX-Target": "part-rows"})
    assert f'data-case-row="{case.pk}"' in live.text
    assert 'id="part-views"' in live.text
    assert 'form="many"' in live.text  # its row can still be chosen for an act on many
    assert "part-preview" not in live.text
    assert "<html" not in live.text


def test_what_can_be_done_with_many_is_read_once_somebody_asks() -> None:
    town = given_town()
    given_open_case(asks=["refund"], taken_by=town.tomas)
    client = Client()
    client.force_login(town.tomas)
    opened = client.get("/desk/?view=mine").content.decode()
    assert 'data-many-choices="/desk/?view=mine&amp;many=1"' in opened
    assert "many-to" not in opened
    asked = client.get(
        "/desk/?view=mine&many=1", headers={"HX-Request": "true", "HX-Target": "many-choices"}
    ).content.decode()
    assert "data-case-row" not in asked
    whole = client.get("/desk/?view=mine&many=1").content.decode()  # what a browser without script is led to
    for page in (asked, whole):
        assert 'id="many-to"' in page
        assert f'<option value="{town.odile.pk}">' in page
        assert f'<option value="{town.ivo.pk}">' not in page  # of another team
