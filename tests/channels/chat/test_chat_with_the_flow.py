"""A customer writes: the flow answers, a person is asked for, and a case holds all of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import MORNING, PortLumen, given_town, recorded
from tests.channels.chat.chat_cast import Customer, nobody_is_here

from presszero.cases.actions import close_case
from presszero.cases.models import Case, Promise
from presszero.channels.chat.errors import ChatOver, TooManyTurns
from presszero.channels.chat.models import Turn
from presszero.channels.chat.opening import MOST_BEGUN, Visitor, begin_chat
from presszero.channels.chat.saying import LONGEST_WORDS, MOST_TURNS, end_chat, say
from presszero.ground.tokens import new_token
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db
WHAT = "41.50 was taken from my card on Saturday. Please refund it."


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def test_flow_answers_and_what_was_entered_stands_on_the_case(town: PortLumen) -> None:
    customer = Customer()
    assert "press 0" in customer.read()[0]
    assert customer.writes("I was chraged twice!") == [
        "machine: Write the number of your card, 6 to 12 digits. For a person, write 0 alone."
    ]
    said = customer.writes("1234 5678", WHAT)
    assert said == [
        "machine: I am passing you on to a person.",
        "house: A person of Transit has your words and joins you here. You can go on writing.",
        f"house: Your reference: {Case.objects.get().reference}",
    ]
    case = Case.objects.get()
    assert customer.chat.contact.case == case and case.team == town.transit
    assert customer.chat.run.facts == {"card": "12345678", "what_happened": WHAT}
    assert [point.text for point in case.points.all()] == ["Please refund it."]
    assert recorded(case)[-1] == "chat.asked"


def test_zero_is_a_person_at_once_and_two_misses_are(town: PortLumen) -> None:
    for words in (["0"], ["human please"], ["qwxz", "wxq zq"], ["", ""]):
        customer = Customer()
        assert customer.writes(*words)[0] == "machine: I am passing you on to a person.", words
        assert customer.chat.state == "waiting"
    assert Case.objects.count() == 4


def test_settled_by_the_machine_opens_no_case(town: PortLumen) -> None:
    customer = Customer()
    assert customer.writes("next bus", "yes")[-1] == "machine: Good. Have a safe trip."
    assert customer.chat.is_over and not Case.objects.exists()
    with pytest.raises(ChatOver):
        customer.writes("and now?")


def test_closed_hours_promise_a_call_back_in_open_hours(town: PortLumen) -> None:
    customer = Customer(at=MORNING.replace(hour=22))
    assert customer.writes("0")[0].startswith("machine: Our people are not here at this hour.")
    said = customer.writes("The pass in my phone is gone. Call me on 030 23125 101")
    promise = Promise.objects.get(kind="act")
    assert promise.what == "Call back on 030 23125 101"
    assert promise.due_at == MORNING.replace(hour=14) + timedelta(days=1, minutes=-12)
    assert said[0] == "house: Noor Halvane sees to it that you are called by Monday 14 July, 16:00."


def test_nobody_present_in_open_hours_is_told_by_whom_and_when(town: PortLumen) -> None:
    nobody_is_here()
    customer = Customer()
    assert "Nobody is free at this moment. Noor Halvane answers for it" in customer.writes("0")[1]
    assert "sees to it that you are called by" in customer.writes("+44 20 7946 0100")[0]
    assert Promise.objects.filter(kind="act", what="Call back on +44 20 7946 0100").count() == 1


def test_same_key_counts_once_and_another_browser_is_turned_away(town: PortLumen) -> None:
    customer = Customer(browser="of-this-one")
    for _ in range(2):
        say(token=customer.token, browser="of-this-one", words="next bus", key="7", at=MORNING)
    assert Turn.objects.filter(who="customer").count() == 1
    with pytest.raises(NotFoundHere):
        say(token=customer.token, browser="of-another", words="hello", key="8", at=MORNING)
    with pytest.raises(NotFoundHere):
        say(token=customer.token, words="hello", key="8", at=MORNING)


def test_too_many_words_turns_and_chats_are_told_in_a_sentence(town: PortLumen) -> None:
    customer = Customer()
    with pytest.raises(BadInput, match=r"2,001 letters are more than 2,000"):
        customer.writes("x" * (LONGEST_WORDS + 1))
    with pytest.raises(TooManyTurns, match="30 messages"):
        customer.writes("0", *(f"word {n}" for n in range(MOST_TURNS)))
    with pytest.raises(TooManyTurns, match="30 chats"):
        for _ in range(MOST_BEGUN + 1):
            begin_chat(visitor=Visitor(new_token(), address="203.0.113.9"), language="en", at=MORNING)


def test_case_that_was_closed_opens_again_with_the_customers_next_words(town: PortLumen) -> None:
    customer = Customer()
    customer.writes("0")
    case = Case.objects.get()
    close_case(
        case_id=case.pk, outcome="no_answer_needed", words="Nobody wrote.", by=town.tomas.actor, at=MORNING
    )
    customer.writes("Are you still there? Please refund the taxi.")
    case.refresh_from_db()
    assert (case.state, [point.ask for point in case.points.all()]) == (
        "open",
        ["Are you still there?", "Refund the taxi"],
    )


def test_customer_who_ends_the_chat_keeps_the_promise(town: PortLumen) -> None:
    customer = Customer()
    customer.writes("0")
    end_chat(token=customer.token, at=MORNING)
    assert customer.read()[-1] == "house: You ended the chat." and customer.chat.is_over
    assert Promise.objects.filter(state="due").count() == 1


def test_french_chat_speaks_french_all_the_way(town: PortLumen) -> None:
    said = Customer(language="fr").writes("conseiller s'il vous plait")
    assert said[0] == "machine: Je vous passe une personne." and "joins you" not in said[1]
