"""A new installation is set up in the browser, once, by whoever holds the link that the machine printed."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import MORNING, recorded

from presszero.ground.installation import hold_to_purpose
from presszero.organisation.beginning import new_setup_key, prefix_of
from presszero.organisation.hours import Keeper, week_of
from presszero.organisation.models import Organisation, SetupKey, Team, Worker

pytestmark = pytest.mark.django_db
FILLED = {
    "organisation": "Lakeside Transit",
    "time_zone": "Europe/Zurich",
    "team": "Buses",
    "mail_name": "buses",
    "week": "08:00-12:00, 13:00-18:00",
    "weekend": "",
    "name": "Ada Brunner",
    "email": "ada@service.example.org",
    "password": "nine herons by the pier",
}


@pytest.fixture
def link() -> str:
    hold_to_purpose("test")
    secret = new_setup_key(MORNING)
    assert secret
    return f"/begin/{secret}/"


def test_one_page_makes_organisation_team_hours_and_lead_who_is_signed_in(link: str) -> None:
    client = Client()
    page = client.get(link)
    assert page.status_code == 200 and 'value="08:00-18:00"' in page.content.decode()
    assert client.post(link, FILLED)["Location"] == "/office/people/"
    organisation, team, lead = Organisation.objects.get(), Team.objects.get(), Worker.objects.get()
    assert (organisation.name, organisation.reference_prefix) == ("Lakeside Transit", "LT")
    assert week_of(Keeper(team=team))[4:] == (((480, 720), (780, 1080)), (), ())
    assert (lead.role, lead.presence, team.memberships.get().leads) == ("lead", "here", True)
    assert client.get("/office/people/").status_code == 200
    assert client.get("/desk/").status_code == 200
    assert recorded() == ["organisation.begun", "team.made", "hours.set", "worker.added"]


def test_link_works_once_and_nobody_else_gets_in(link: str) -> None:
    Client().post(link, FILLED)
    stranger = Client()
    assert stranger.get(link).status_code == 404
    assert stranger.post(link, FILLED | {"email": "eve@x.example"}).status_code == 404
    assert Worker.objects.count() == 1
    assert new_setup_key(MORNING) is None and not SetupKey.objects.exists()


def test_stranger_without_the_link_finds_nothing_to_claim(link: str) -> None:
    for address in ("/begin/aaaaaaaaaaaaaaaaaaaaaaaaaa/", link[:-2] + "/"):
        assert Client().get(address).status_code == 404
        assert Client().post(address, FILLED).status_code == 404
    assert not Organisation.objects.exists()


def test_newer_link_closes_the_older_one_and_none_is_kept_in_the_clear(link: str) -> None:
    newer = new_setup_key(MORNING)
    assert newer and newer not in str(SetupKey.objects.values())
    assert Client().get(link).status_code == 404
    assert Client().get(f"/begin/{newer}/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"organisation": " "}, "organisation"),
        ({"time_zone": "Lakeside"}, "time_zone"),
        ({"team": ""}, "team"),
        ({"mail_name": "our buses"}, "mail_name"),
        ({"week": "nine to five"}, "week"),
        ({"week": "", "weekend": ""}, "week"),
        ({"weekend": "22-2"}, "weekend"),
        ({"name": ""}, "name"),
        ({"email": "ada"}, "email"),
        ({"password": "short"}, "password"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_made_or_lost(
    wrong: dict[str, str], field: str, link: str
) -> None:
    answer = Client().post(link, FILLED | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="e-{field}"' in page and page.count('aria-invalid="true"') == 1
    assert page.count('value="buses"') == (0 if "mail_name" in wrong else 1)
    assert "nine herons" not in page
    assert not Organisation.objects.exists() and not Worker.objects.exists()
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize(
    ("name", "prefix"), [("Port Lumen", "PL"), ("Öbus", "BUS"), ("东湖", "PZ"), ("A b c d e f g h", "ABCDEF")]
)
def test_references_begin_with_the_initials(name: str, prefix: str) -> None:
    assert prefix_of(name) == prefix
