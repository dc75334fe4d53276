"""A contact arrives: customer, case, points, promise and line in one commit."""

from __future__ import annotations

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    MAREN,
    MORNING,
    NEXT_DAY,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    points_of,
    recorded,
)

from presszero.cases.actions import Arrived
from presszero.cases.models import Case, Contact
from presszero.customers.models import Customer
from presszero.ground.models import RecordLine
from presszero.intake.receiving import receive_contact
from presszero.lines.models import Waiting
from presszero.organisation.models import Membership
from presszero.organisation.queries import NobodyLeads

pytestmark = pytest.mark.django_db


def test_letter_becomes_a_case_with_points_a_person_a_time_and_a_place_in_line() -> None:
    town = given_town()
    contact = given_letter(a_letter(asks=["refund", "extra buses"]))
    case = contact.case
    assert (case.team, case.topic.name, case.owner) == (town.transit, "Buses and trams", town.noor)
    assert (case.language, case.state, contact.direction) == ("en", "open", "in")
    assert [point.text for point in points_of(case)] == [
        "Please refund the taxi, which cost 41.50.",
        "Why were there no extra buses on Saturday night?",
    ]
    assert case.promises.get().due_at == case.answer_due_at
    assert Waiting.objects.filter(case=case).exists()
    assert case.customer.addresses.get().value == MAREN


def test_points_are_spans_of_the_customers_own_words() -> None:
    given_town()
    contact = given_letter(a_letter(asks=["refund", "timetable", "lost glove"]))
    for point in contact.points.all():
        assert contact.text[point.start : point.end] == point.text


def test_quoted_text_is_cut_and_not_deleted_and_asks_nothing() -> None:
    given_town()
    text = (
        "Please refund the taxi, which cost 41.50.\n\n"
        "On Sat, 12 Jul 2025 at 20:00, Transit wrote:\n> Can you tell us which stop it was?\n> Port Lumen\n"
    )
    contact = given_letter(a_letter(text=text))
    assert contact.text == text
    (cut,) = contact.cuts
    assert "which stop it was" in text[cut["start"] : cut["end"]]
    assert [point.text for point in points_of(contact.case)] == ["Please refund the taxi, which cost 41.50."]


def test_letter_no_topic_knows_goes_to_the_team_it_was_written_to() -> None:
    town = given_town()
    letter = a_letter(text="Please call me back, it is about Tuesday.", subject="")
    assert given_letter(letter, to="library@portlumen.example").case.team == town.library


def test_french_letter_is_known_as_french() -> None:
    given_town()
    letter = a_letter(
        text="Bonjour,\n\nPourquoi n’y avait-il pas d’autobus samedi soir après la fête ?", subject=""
    )
    case = given_letter(letter).case
    assert case.language == "fr"
    assert len(points_of(case)) == 1


def test_letter_that_joins_adds_its_points_and_keeps_the_first_time() -> None:
    given_town()
    case = given_open_case(asks=["refund"])
    due = case.answer_due_at
    given_letter(a_letter(asks=["timetable"], at=LATER_THAT_DAY), joins=case)
    case.refresh_from_db()
    assert [point.number for point in points_of(case)] == [1, 2]
    assert case.answer_due_at == due
    assert case.promises.filter(state="due").count() == 1


def test_letter_to_an_answered_case_is_promised_an_answer_anew() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_sent_reply(case, by=town.tomas)
    given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    case.refresh_from_db()
    assert case.state == "open"
    promise = case.promises.get(state="due")
    assert promise.due_at == case.answer_due_at > NEXT_DAY


def test_stranger_who_holds_the_thread_is_not_taken_for_the_customer() -> None:
    given_town()
    case = given_open_case()
    letter = a_letter(text="Let me add something.", address="stranger@elsewhere.example", at=NEXT_DAY)
    contact = given_letter(letter, joins=case)
    assert not contact.confirmed_ours
    line = RecordLine.objects.get(kind="contact.received", about_id=contact.pk)
    assert (line.actor_kind, line.actor_id) == ("system", None)


def test_automatic_mail_is_kept_and_asks_for_nothing() -> None:
    given_town()
    letter = a_letter(text="I am away until Monday. Can you wait?", automatic="auto-submitted: auto-replied")
    case = given_letter(letter).case
    assert case.automatic
    assert points_of(case) == []
    assert (case.answer_due_at, case.promises.count()) == (None, 0)


def test_imported_letter_has_no_clock_and_no_promise() -> None:
    given_town()
    case = given_letter(a_letter(asks=["refund"]), clocked=False).case
    assert case.imported
    assert len(points_of(case)) == 1
    assert (case.answer_due_at, case.promises.count()) == (None, 0)


@pytest.mark.parametrize(
    "text", ["", " \n ", "\u202e\u200b", "?" * 5000, "a" * 120_000, "🌧" * 300, "> only a quote"]
)
def test_letter_with_hardly_a_word_is_taken_in_all_the_same(text: str) -> None:
    given_town()
    arrived = Arrived(channel="email", name="", address="", subject="", text=text, at=MORNING)
    contact = receive_contact(arrived=arrived, at=MORNING, addressed_to=[])
    assert contact.text == text
    assert contact.case.title


def test_team_that_nobody_leads_takes_nothing_in_and_leaves_nothing_behind() -> None:
    town = given_town()
    Membership.objects.filter(team=town.transit).update(leads=False)
    with pytest.raises(NobodyLeads, match="Transit has no lead"):
        given_letter(a_letter(asks=["refund"]))
    assert (Case.objects.count(), Contact.objects.count(), Customer.objects.count()) == (0, 0, 0)
    assert recorded() == []
