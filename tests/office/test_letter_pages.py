"""Letters the house writes by itself: worded by the organisation, never without what their reader needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from tests.cast import (
    MORNING,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)
from tests.channels.email.correspondence import Correspondence

from presszero.channels.email.wordings import SHIPPED, read_as, shipped_wording
from presszero.ground import clock
from presszero.intake.acknowledging import acknowledge_contact
from presszero.organisation.models import Wording, Worker
from presszero.organisation.wordings import LETTERS, keep_wording, refuse_wording
from presszero.pure.placeholders import places_in

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]
OURS = "Hello!\n\n{owner} looks into it until {when}.\nTel. {phone}\n{link}\n{reference}"


def acknowledged(**more: Any) -> str:
    contact = given_letter(a_letter(asks=["refund"], **more))
    said = acknowledge_contact(contact_id=contact.pk, at=MORNING, message_id=f"ack-{contact.pk}@x.example")
    assert said
    return said.text


def test_own_words_are_said_in_their_language_only(in_the_office: Office) -> None:
    town = given_town()
    in_the_office(town.noor).post("/office/letters/acknowledgement/en/", {"text": OURS})
    text = acknowledged()
    assert text.startswith("Hello!\n\nNoor Halvane looks into it until Sunday 13 July, 16:12.")
    assert "{link}" in text and "Port Lumen" not in text
    french = acknowledged(
        address="n@lac.example",
        text="Bonjour,\n\nLe bus de la ligne 7 n’est pas venu samedi soir. Pouvez-vous me rembourser le taxi ?",
    )
    assert "Hello!" not in french and "Noor Halvane" in french


@pytest.mark.parametrize("place", LETTERS["acknowledgement"].needed)
def test_what_the_reader_needs_cannot_be_left_out(in_the_office: Office, place: str) -> None:
    town = given_town()
    answer = in_the_office(town.noor).post(
        "/office/letters/acknowledgement/en/", {"text": OURS.replace(f"{{{place}}}", "")}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and f"needs {{{place}}} in it" in page and "Hello!" in page
    assert not Wording.objects.exists()


def test_place_that_nothing_fills_is_told_in_a_sentence(in_the_office: Office) -> None:
    town = given_town()
    answer = in_the_office(town.noor).post(
        "/office/letters/reply_foot/fr/", {"text": "{link} {reference} {owner}"}
    )
    assert "Nothing fills in {owner} here." in answer.content.decode()


def test_look_shows_and_keeps_nothing_and_one_press_goes_back(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    looked = client.post("/office/letters/acknowledgement/en/", {"text": OURS, "look": "1"})
    assert "Ada Brunner looks into it" in looked.content.decode() and looked.status_code == 200
    assert not Wording.objects.exists()
    client.post("/office/letters/acknowledgement/en/", {"text": OURS})
    assert "your words" in client.get("/office/letters/").content.decode()
    client.post("/office/letters/acknowledgement/en/shipped/")
    assert not Wording.objects.exists() and recorded()[-1] == "wording.shipped_again"


def test_foot_of_replies_is_said_in_own_words(settings: Any) -> None:
    town, post = given_town(), Correspondence(settings)
    keep_wording(
        letter="reply_foot",
        language="en",
        text="Follow it: {link} ({reference})",
        by=town.noor.actor,
        at=clock.now(),
    )
    given_sent_reply(given_open_case(asks=["refund"], taken_by=town.tomas), by=town.tomas)
    post.goes_on()
    body = post.left[-1].get_body(("plain",))
    assert body is not None and "Follow it: http" in body.get_content()


def test_words_of_a_customer_are_never_filled_in_themselves(in_the_office: Office) -> None:
    given_town()
    text = acknowledged(name="{phone} {owner}")
    assert "Dear {phone} {owner}," in text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("letter", LETTERS)
def test_shipped_words_keep_the_law_of_the_house(letter: str, language: str) -> None:
    given_town()
    text = shipped_wording(letter, language)
    refuse_wording(letter, text)
    with translation.override("en"):
        assert set(places_in(text)) == set(places_in(SHIPPED[letter]()))
    assert "{" not in read_as(text, language, public_url="https://x.example")


def test_acknowledgement_is_seen_on_the_page_its_customer_opens(in_the_office: Office) -> None:
    town = given_town()
    lead = in_the_office(town.noor)
    page = lead.post(
        "/office/letters/acknowledgement/fr/page/", {"text": OURS.replace("Hello!", "Bonjour à vous !")}
    )
    assert "Bonjour à vous !" in page.text
    assert "Ada Brunner vous répond" in page.text
    assert page.text.count("<form") == 1  # the language; nothing on it can be sent
    assert not Wording.objects.exists()
    assert lead.get("/office/letters/acknowledgement/en/page/").status_code == 200
    assert lead.get("/office/letters/invitation/en/page/").status_code == 404
