"""One honest acknowledgement: who, when, where; the points only to whom they are proved to belong."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.cast import (
    MORNING,
    NEXT_DAY,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.models import Contact
from presszero.intake.acknowledging import MOST_IN_A_DAY, acknowledge_contact

pytestmark = pytest.mark.django_db


def acknowledge(contact: Contact, at: datetime = MORNING) -> Contact | None:
    return acknowledge_contact(contact_id=contact.pk, at=at, message_id=f"ack-{contact.pk}@portlumen.example")


def test_it_names_the_person_the_time_the_page_and_the_reference() -> None:
    given_town()
    contact = given_letter(a_letter(asks=["refund"]))
    said = acknowledge(contact)
    assert said
    assert "Noor Halvane answers for it, and you will hear by Sunday 13 July, 16:12." in said.text
    assert "{link}" in said.text
    assert contact.case.reference in said.text
    assert (said.address, said.subject, said.references) == (
        contact.address,
        "Re: About Saturday night",
        [contact.message_id],
    )
    assert recorded(contact.case)[-1] == "acknowledgement.sent"


def test_proved_sender_reads_the_points_as_we_understood_them() -> None:
    given_town()
    said = acknowledge(given_letter(a_letter(asks=["refund", "timetable"])))
    assert said and "We understood that you ask these 2 things" in said.text
    assert "1. " in said.text and "2. " in said.text
    assert "Dear Maren Oduya," in said.text


def test_unproved_sender_reads_none_of_the_words_that_came_in_their_name() -> None:
    given_town()
    letter = a_letter(asks=["refund"], proof="", name="Buy Pills At evil.example")
    said = acknowledge(given_letter(letter))
    assert said
    for word in ("taxi", "41.50", "Pills", "evil"):
        assert word not in said.text


def test_french_letter_is_acknowledged_in_french() -> None:
    given_town()
    letter = a_letter(
        text="Bonjour,\n\nPourquoi n’y avait-il pas d’autobus samedi soir après la fête ?", subject="Samedi"
    )
    said = acknowledge(given_letter(letter))
    assert said and said.language == "fr"


def test_second_run_says_nothing_more() -> None:
    given_town()
    contact = given_letter(a_letter(asks=["refund"]))
    assert acknowledge(contact)
    assert acknowledge(contact) is None
    assert contact.case.contacts.filter(kind="acknowledgement").count() == 1


def test_second_letter_of_a_case_gets_no_second_one() -> None:
    given_town()
    contact = given_letter(a_letter(asks=["refund"]))
    acknowledge(contact)
    assert acknowledge(given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=contact.case)) is None


def test_letter_that_joins_an_answered_case_gets_none() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_sent_reply(case, by=town.tomas)
    assert acknowledge(given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)) is None


@pytest.mark.parametrize(
    "automatic", ["auto-submitted: auto-replied", "precedence: bulk", "list-id", "envelope: empty"]
)
def test_automatic_mail_is_never_answered(automatic: str) -> None:
    given_town()
    assert acknowledge(given_letter(a_letter(asks=["refund"], automatic=automatic))) is None


def test_import_is_silent() -> None:
    given_town()
    assert acknowledge(given_letter(a_letter(asks=["refund"]), clocked=False)) is None


def test_letter_without_an_address_is_not_answered() -> None:
    given_town()
    assert acknowledge(given_letter(a_letter(asks=["refund"], address="", proof=""))) is None


def test_stranger_in_somebody_elses_thread_gets_none() -> None:
    given_town()
    case = given_open_case()
    letter = a_letter(text="And I?", address="stranger@elsewhere.example", at=NEXT_DAY)
    assert acknowledge(given_letter(letter, joins=case)) is None


def test_our_own_reply_is_not_acknowledged() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    assert acknowledge(given_sent_reply(case, by=town.tomas)) is None


def test_one_address_gets_no_more_than_a_few_in_a_day() -> None:
    given_town()
    letters = [given_letter(a_letter(asks=["refund"])) for _ in range(MOST_IN_A_DAY + 2)]
    said = [acknowledge(letter) for letter in letters]
    assert [bool(one) for one in said] == [True] * MOST_IN_A_DAY + [False] * 2
    other = given_letter(a_letter(asks=["refund"], address="yusuf@lakemail.example"))
    assert acknowledge(other)
    assert acknowledge(letters[-1], MORNING + timedelta(days=1, seconds=1))
