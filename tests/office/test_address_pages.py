"""Addresses are read by teams, a test goes out and must come back, and letters carry a team's name and signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.cast import a_letter as letter_of
from tests.cast import given_letter, given_open_case, given_sent_reply, given_town, recorded
from tests.channels.email.correspondence import Correspondence

from presszero.channels.email.models import Arrival, HouseLetter, Outgoing
from presszero.organisation.models import Address, Topic, Worker
from presszero.organisation.queries import the_organisation

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]


def given_topic(team_name: str) -> Topic:
    topic = Topic.objects.filter(team__name=team_name).first()
    assert topic
    return topic


def test_letter_to_an_address_with_a_topic_is_about_it_whatever_its_words(in_the_office: Office) -> None:
    town = given_town()
    topic = given_topic("Library")
    in_the_office(town.piet).post(
        "/office/addresses/", {"mail_name": "Fines", "team": town.library.pk, "topic": topic.pk}
    )
    letter = letter_of(text="Please refund the taxi after the bus of line 7 did not come.")
    case = given_letter(letter, to="fines@portlumen.example").case
    assert (case.topic, case.team) == (topic, town.library)
    assert given_letter(letter, to="transit@portlumen.example").case.team == town.transit


def test_letter_to_an_address_without_one_is_for_its_team(in_the_office: Office) -> None:
    town = given_town()
    in_the_office(town.piet).post("/office/addresses/", {"mail_name": "hello", "team": town.library.pk})
    case = given_letter(letter_of(text="Good day to you all."), to="hello@portlumen.example").case
    assert case.team == town.library


@pytest.mark.parametrize(
    ("mail_name", "says"),
    [
        ("transit", "Another team reads transit@ already."),
        ("a b", "cannot stand before @"),
        ("reply+x", "+x"),
    ],
)
def test_name_that_is_taken_or_none_is_told_beside_it(
    in_the_office: Office, mail_name: str, says: str
) -> None:
    town = given_town()
    form = {"mail_name": mail_name, "team": town.library.pk}
    answer = in_the_office(town.piet).post("/office/addresses/", form)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Address.objects.exists()


def test_team_cannot_take_the_name_of_an_address(in_the_office: Office) -> None:
    town = given_town()
    Address.objects.create(mail_name="ferries", team=town.transit)
    answer = in_the_office(town.piet).post("/office/teams/", {"name": "Ferries", "mail_name": "ferries"})
    assert answer.status_code == 422


def test_test_letter_goes_out_comes_back_and_makes_no_case(in_the_office: Office, settings: Any) -> None:
    town, post = given_town(), Correspondence(settings)
    client = in_the_office(town.piet)
    client.post("/office/addresses/test/", {"mail_name": "transit"})
    assert "on its way" in client.get("/office/addresses/").content.decode()
    post.goes_on()
    (left,) = post.left
    arrival = post.arrives(left.as_bytes(), sender=left["X-Envelope-From"])
    assert (arrival.state, arrival.contact) == (Arrival.State.TEST, None)
    assert "came back" in client.get("/office/addresses/").content.decode()
    again = post.arrives(left.as_bytes(), sender="x@elsewhere.example")
    assert again.state == Arrival.State.TEST and recorded().count("house_letter.came_back") == 1


def test_letter_that_only_looks_like_a_test_is_a_letter(settings: Any) -> None:
    given_town()
    post = Correspondence(settings)
    raw = f"From: m@x.example\r\nTo: transit@portlumen.example\r\n\r\ntest letter: {'a' * 26}\r\n".encode()
    assert post.arrives(raw, sender="m@x.example").state == Arrival.State.READ


def test_refused_test_says_what_the_mail_server_said(in_the_office: Office, settings: Any) -> None:
    town, post = given_town(), Correspondence(settings)
    post.relay.refuse = lambda: "550 5.7.1 Not from you"
    client = in_the_office(town.piet)
    client.post("/office/addresses/test/", {"mail_name": "transit"})
    post.goes_on()
    page = client.get("/office/addresses/").content.decode()
    assert "refused" in page and "Not from you" in page
    assert Outgoing.objects.get().state == "refused"


def test_without_a_relay_the_page_says_that_nothing_leaves(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.piet)
    assert "Nothing leaves yet" in client.get("/office/addresses/").content.decode()
    answer = client.post("/office/addresses/test/", {"mail_name": "transit"})
    assert answer.status_code == 409 and "PRESSZERO_RELAY" in answer.content.decode()
    assert not HouseLetter.objects.exists()


def test_letters_carry_the_teams_name_and_signature(in_the_office: Office, settings: Any) -> None:
    town, post = given_town(), Correspondence(settings)
    address = f"/office/teams/{town.transit.pk}/voice/"
    client = in_the_office(town.piet)
    refused = client.post(address, {"signature": "{colour}"})
    assert "A signature cannot hold {colour}." in refused.content.decode()
    client.post(
        address, {"sender_name": "Lumen Buses", "signature": "{me}, {team}\nTel. {phone}\nWe listen."}
    )
    organisation = the_organisation()
    organisation.phone = ""
    organisation.save()
    given_sent_reply(given_open_case(asks=["refund"], taken_by=town.tomas), by=town.tomas)
    post.goes_on()
    reply = post.left[-1]
    body = reply.get_body(("plain",))
    assert body is not None
    assert "Tomas Vell, Lumen Buses" in reply["From"]
    assert "\nTomas Vell, Transit\nWe listen.\n\n-- \n" in body.get_content().replace("\r\n", "\n")


def test_invitation_is_mailed_with_its_link_and_its_bytes_do_not_stay(
    in_the_office: Office, settings: Any
) -> None:
    town, post = given_town(), Correspondence(settings)
    form = {
        "email": "Ben@x.example",
        "name": "Ben Okoro",
        "role": "agent",
        "teams": [town.transit.pk],
        "mail": "on",
        "language": "fr",
    }
    page = in_the_office(town.noor).post("/office/people/", form).content.decode()
    assert "It is on its way to ben@x.example." in page
    post.goes_on()
    (mail,) = post.left
    body = mail.get_body(("plain",))
    assert body is not None and mail["To"] == "Ben Okoro <ben@x.example>"
    link = next(word for word in body.get_content().split() if "/account/invitation/" in word)
    assert link in page and "Choisissez votre mot de passe" in body.get_content()
    assert Outgoing.objects.get().raw is None
    token = link.rstrip("/").rpartition("/")[2]
    joined = Client().post(
        f"/account/invitation/{token}/", {"name": "Ben Okoro", "password": "nine herons by the pier"}
    )
    assert joined.status_code == 302 and Worker.objects.filter(email="ben@x.example").exists()
