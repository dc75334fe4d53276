"""A person takes the conversation over: joins, answers points, leaves; the customer is told each time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import MORNING, PortLumen, given_town, recorded
from tests.channels.chat.chat_cast import Customer

from presszero.cases.actions import close_case
from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case, Contact
from presszero.channels.chat.errors import ChatOver, NotInTheChat
from presszero.channels.chat.saying import end_chat
from presszero.channels.chat.serving import answer_in_chat, join_chat, leave_chat
from presszero.ground.models import RecordLine
from presszero.organisation.actions import set_presence
from presszero.pure.errors import BadInput
from presszero.wiring import leave_chats

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def customer(town: PortLumen) -> Customer:
    customer = Customer()
    customer.writes("refund", "123456", "Please refund the taxi, which cost 41.50.")
    return customer


def answers(town: PortLumen, words: str, *points: int, key: str = "a") -> None:
    case = Case.objects.get()
    answer_in_chat(case_id=case.pk, words=words, key=key, points=points, by=town.tomas.actor, at=MORNING)


def test_person_joins_takes_the_case_and_the_flow_ends_there(town: PortLumen, customer: Customer) -> None:
    case = Case.objects.get()
    join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    case.refresh_from_db()
    assert customer.read() == ["house: Tomas Vell has joined you."]
    assert (case.owner, customer.chat.run.end, customer.chat.worker) == (town.tomas, "person", town.tomas)


def test_answer_settles_its_point_keeps_the_promise_and_counts_once(
    town: PortLumen, customer: Customer
) -> None:
    case = Case.objects.get()
    join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    customer.read()
    for _ in range(2):
        answers(town, "It is refunded in full, 41.50.", 1)
    assert customer.read() == ["person: It is refunded in full, 41.50."]
    point = case.points.get()
    assert (point.state, point.answer_quote) == ("answered", "It is refunded in full, 41.50.")
    assert not case.promises.filter(state="due").exists()
    close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=MORNING)
    assert not Contact.objects.filter(direction="out").exists(), "closing mails nothing"


def test_what_the_customer_asks_meanwhile_is_a_point_at_its_own_words(
    town: PortLumen, customer: Customer
) -> None:
    case = Case.objects.get()
    join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    customer.writes("And when does the first bus leave Pier Street on Sundays?")
    point = case.points.get(number=2)
    assert point.contact.text[point.start : point.end] == point.text
    with pytest.raises(BadInput, match="settled already"):
        answers(town, "At 06:10.", 2, 9)
    answers(town, "At 06:10.", 2, key="b")
    assert case.points.get(number=2).state == "answered"


def test_leaving_is_told_and_the_next_words_are_owed_an_answer(town: PortLumen, customer: Customer) -> None:
    case = Case.objects.get()
    join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    answers(town, "It is refunded in full.", 1)
    leave_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    case.refresh_from_db()
    assert case.state == "waiting"
    assert customer.read()[-1].startswith("house: Tomas Vell has left the chat. Write here if")
    assert customer.writes("One more thing: where is the receipt?")[-1].startswith("house: Thank you. Tomas")
    case.refresh_from_db()
    assert (case.state, case.promises.filter(state="due").count()) == ("open", 1)


def test_stranger_sees_no_chat_and_nobody_writes_unannounced(town: PortLumen, customer: Customer) -> None:
    case = Case.objects.get()
    with pytest.raises(NoSuchCase):
        join_chat(case_id=case.pk, by=town.ivo.actor, at=MORNING)
    with pytest.raises(NotInTheChat, match="Join the chat first"):
        answers(town, "Hello.")
    end_chat(token=customer.token, at=MORNING)
    with pytest.raises(ChatOver):
        join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)


def test_each_turn_stands_in_the_record_and_the_transcript(town: PortLumen, customer: Customer) -> None:
    case = Case.objects.get()
    join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    answers(town, "Hello, I am Tomas.")
    customer.writes("Hello.")
    kinds = [kind for kind in recorded(case) if kind.startswith("chat.")]
    assert kinds == ["chat.asked", "chat.joined", "chat.answered", "chat.wrote"]
    contact = Contact.objects.get()
    ours = "".join(contact.text[cut["start"] : cut["end"]] for cut in contact.cuts)
    assert "Tomas Vell, 08:12: Hello, I am Tomas." in ours and contact.text.endswith("Hello.\n\n")


def test_who_goes_away_without_a_word_leaves_no_customer_waiting(town: PortLumen, customer: Customer) -> None:
    case = Case.objects.get()
    assert case.answer_due_at - MORNING == timedelta(minutes=5), "whoever waits now stands first in the inbox"
    join_chat(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    set_presence(presence="away", by=town.tomas.actor, at=MORNING)
    leave_chats(RecordLine.objects.get(kind="presence.set"))
    leave_chats(RecordLine.objects.get(kind="presence.set"))
    told = [turn for turn in customer.read() if "has left the chat" in turn]
    assert len(told) == 1 and customer.chat.worker is None
