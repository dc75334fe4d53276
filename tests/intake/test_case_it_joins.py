"""Which case a letter belongs to: by a secret of ours or their own thread, never by a number in a subject."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import MAREN, NEXT_DAY, a_letter, given_letter, given_open_case, given_sent_reply, given_town

from presszero.cases.models import Case
from presszero.ground.tokens import new_token
from presszero.intake.threading import case_it_joins

pytestmark = pytest.mark.django_db


def joins(
    *, tokens: list[str] | None = None, ids: list[str] | None = None, address: str = MAREN
) -> Case | None:
    return case_it_joins(reply_tokens=tokens or [], message_ids=ids or [], address=address)


def test_secret_of_the_reply_address_joins_whoever_holds_it() -> None:
    given_town()
    case = given_open_case()
    assert joins(tokens=[new_token(), case.reply_token]) == case
    assert joins(tokens=[case.reply_token], address="anyone@elsewhere.example") == case
    assert joins(tokens=[new_token()]) is None


def test_our_own_message_id_joins_from_any_address() -> None:
    town = given_town()
    case = given_open_case()
    reply = given_sent_reply(case, by=town.tomas)
    assert joins(ids=["unknown@x", reply.message_id], address="maren@work.example") == case


def test_customers_own_message_id_joins_from_the_same_address_only() -> None:
    given_town()
    case = given_open_case()
    own = case.contacts.get().message_id
    assert joins(ids=[own]) == case
    assert joins(ids=[own], address="stranger@elsewhere.example") is None
    assert joins(ids=[own], address="") is None


def test_message_id_that_a_stranger_used_first_does_not_hide_the_customers_own() -> None:
    given_town()
    strange = given_letter(
        a_letter(asks=["refund"], address="stranger@elsewhere.example", message_id="same@x")
    )
    case = given_letter(a_letter(asks=["refund"], message_id="same@x")).case
    assert strange.case != case
    assert joins(ids=["same@x"]) == case


def test_letter_without_an_address_joins_no_other_letter_without_one() -> None:
    given_town()
    given_letter(a_letter(asks=["refund"], address="", proof="", message_id="nobody@x"))
    assert joins(ids=["nobody@x"], address="") is None


def test_nearest_of_many_message_ids_counts() -> None:
    town = given_town()
    first, second = given_open_case(), given_open_case()
    ids = [given_sent_reply(case, by=town.tomas).message_id for case in (second, first)]
    assert joins(ids=ids) == second


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(["Re: {}", "[{}] once more", "{}", "AW: Ihr Zeichen {}", "Case {} / urgent"]))
def test_number_in_a_subject_never_joins(subject: str) -> None:
    given_town()
    case = given_open_case(proof="")
    letter = a_letter(
        asks=["timetable"],
        subject=subject.format(case.reference),
        text=f"It is about {case.reference}.\n\nWhen does the first bus leave?",
        address="stranger@elsewhere.example",
        proof="",
        at=NEXT_DAY,
    )
    assert given_letter(letter).case != case
    assert case.contacts.count() == 1
