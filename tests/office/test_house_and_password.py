"""The organisation's own facts, one's own password, and the office's places in their groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from tests.cast import MORNING, PortLumen, given_open_case, given_town

from presszero.cases.clocks import set_clocks
from presszero.cases.models import Clock
from presszero.ground.models import RecordLine
from presszero.organisation.models import Organisation, Worker
from presszero.organisation.sign_in import change_password
from presszero.pure.errors import BadInput
from presszero.wiring import count_clocks_of_a_new_zone

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]
OLD, NEW = "nine herons by the pier", "eleven gulls on the roof"


@pytest.fixture
def town() -> PortLumen:
    cache.clear()
    town = given_town()
    town.tomas.set_password(OLD)
    town.tomas.save()
    return town


def signed_in(worker: Worker, password: str = OLD) -> Client:
    client = Client()
    answer = client.post("/account/login/", {"login": worker.email, "password": password})
    assert answer.status_code == 302
    return client


def last(kind: str) -> RecordLine:
    return RecordLine.objects.filter(kind=kind).latest("id")


def test_lead_changes_what_everybody_reads_of_the_house(town: PortLumen, in_the_office: Office) -> None:
    lead = in_the_office(town.noor)
    facts = {
        "name": "Lumen Lines",
        "phone": "+41 31 123 45 67",
        "time_zone": "Europe/Zurich",
        "language": "fr",
    }
    assert lead.post("/office/organisation/", facts).status_code == 302
    page = lead.get("/office/organisation/")
    assert 'value="Lumen Lines"' in page.text
    assert "+41 31 123 45 67" in Client().get("/").text
    assert last("organisation.changed").facts["zone_moved"] is True
    assert lead.post("/office/organisation/", facts).status_code == 302
    assert last("organisation.changed").facts["zone_moved"] is False
    assert in_the_office(town.tomas).post("/office/organisation/", facts).status_code == 403


@pytest.mark.parametrize(
    ("field", "words"),
    [
        pytest.param("name", " ", marks=pytest.mark.long),
        ("phone", "ring us"),
        pytest.param("phone", "1" * 33, marks=pytest.mark.long),
        pytest.param("time_zone", "Mars/Olympus", marks=pytest.mark.long),
        ("time_zone", "../etc"),
        pytest.param("language", "tlh", marks=pytest.mark.long),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    town: PortLumen, in_the_office: Office, field: str, words: str
) -> None:
    facts = {"name": "Lumen", "phone": "", "time_zone": "Europe/Berlin", "language": "en", field: words}
    refused = in_the_office(town.noor).post("/office/organisation/", facts)
    assert refused.status_code == 422
    assert f'aria-describedby="e-{field}"' in refused.text
    assert Organisation.objects.get().name == "Port Lumen"


def test_new_zone_counts_what_is_due_again(town: PortLumen) -> None:
    case = given_open_case(asks=["refund"])
    set_clocks(case_id=case.pk, at=MORNING)
    before = Clock.objects.get(case=case, kind=Clock.Kind.FIRST).due_at
    Organisation.objects.update(time_zone="America/New_York")
    line = RecordLine(kind="organisation.changed", facts={"zone_moved": False}, at=MORNING)
    count_clocks_of_a_new_zone(line)
    assert Clock.objects.get(case=case, kind=Clock.Kind.FIRST).due_at == before
    line.facts = {"zone_moved": True}
    count_clocks_of_a_new_zone(line)
    assert Clock.objects.get(case=case, kind=Clock.Kind.FIRST).due_at != before


def test_new_password_ends_every_other_place_and_keeps_this_one(town: PortLumen) -> None:
    here, elsewhere = signed_in(town.tomas), signed_in(town.tomas)
    assert elsewhere.get("/desk/").status_code == 200
    done = here.post("/office/sign-in/password/", {"old": OLD, "new": NEW}, follow=True)
    assert "Your password is changed." in done.text
    assert elsewhere.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    assert UserSession.objects.filter(user=town.tomas).count() == 1
    assert last("password.changed").actor_id == town.tomas.pk
    signed_in(town.tomas, NEW)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", NEW, "old"),
        (OLD, "password1234", "new"),
        pytest.param(OLD, OLD, "new", marks=pytest.mark.long),
        pytest.param(OLD, "short", "new", marks=pytest.mark.long),
    ],
)
def test_password_is_not_changed_by_a_stranger_nor_to_a_weak_one(
    town: PortLumen, old: str, new: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        change_password(old=old, new=new, but_key=None, by=town.tomas.actor, at=MORNING)
    assert refused.value.field == field
    assert Worker.objects.get(pk=town.tomas.pk).check_password(OLD)


def test_an_open_screen_is_no_place_to_guess_a_password(town: PortLumen) -> None:
    here = signed_in(town.tomas)
    for _try in range(10):
        here.post("/office/sign-in/password/", {"old": "a guess", "new": NEW})
    refused = here.post("/office/sign-in/password/", {"old": OLD, "new": NEW})
    assert (refused.status_code, "many tries" in refused.text) == (422, True)
    assert Worker.objects.get(pk=town.tomas.pk).check_password(OLD)


def test_places_of_the_office_stand_in_groups_of_what_one_may_open(
    town: PortLumen, in_the_office: Office
) -> None:
    nav = in_the_office(town.noor).get("/office/macros/").context["nav"]
    assert [group.words for group in nav] == ["Today", "People", "Work", "Channels", "Our words", "House"]
    assert [(group.words, place.words) for group in nav for place in group.places if place.current] == [
        ("Our words", "Macros")
    ]
    operator = in_the_office(town.piet).get("/office/macros/").context["nav"]
    assert "Figures" not in [place.words for group in operator for place in group.places]
