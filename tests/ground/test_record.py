"""The record: one line per action, in the action's own transaction, without a word of anybody's."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import LATER_THAT_DAY, MORNING, given_open_case, given_sent_reply, given_town

from presszero.cases.actions import hand_over, take_case
from presszero.cases.notes import add_note
from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.ground.record import TextInTheRecord, record, salted_digest


@pytest.mark.django_db(transaction=True)
def test_line_outside_a_transaction_is_refused() -> None:
    town = given_town()
    with pytest.raises(transaction.TransactionManagementError, match="in the action's transaction"):
        record("team.looked_at", about=town.transit, by=SYSTEM, at=MORNING)
    assert not RecordLine.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_action_that_fails_leaves_neither_row_nor_line() -> None:
    town, case = given_town(), None
    case = given_open_case()
    before = RecordLine.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
        raise ZeroDivisionError
    case.refresh_from_db()
    assert RecordLine.objects.count() == before
    assert case.taken_at is None


@pytest.mark.django_db
def test_line_names_who_what_when_and_whose_screens() -> None:
    town = given_town()
    case = given_open_case()
    take_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    line = RecordLine.objects.get(kind="case.taken")
    assert (line.about_kind, line.about_id, line.case_id) == ("cases.case", case.pk, case.pk)
    assert (line.actor_kind, line.actor_id, line.team_id) == ("worker", town.tomas.pk, town.transit.pk)
    assert line.at == LATER_THAT_DAY
    assert line.position is None and line.hash is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fact",
    [
        "Please refund the taxi",
        "Maren",
        "maren@lakemail.example",
        "a" * 65,
        ["Maren"],
        {"said": "x"},
        1.5,
        b"x",
    ],
    ids=str,
)
def test_fact_that_could_hold_words_is_refused(fact: object) -> None:
    town = given_town()
    with pytest.raises(TextInTheRecord, match="an id, a code word or a digest"):
        record("team.looked_at", about=town.transit, by=SYSTEM, at=MORNING, fact=fact)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("fact", [7, True, None, "", "wrote-back", "a" * 64, [1, 2]], ids=str)
def test_ids_code_words_and_digests_are_taken(fact: object) -> None:
    town = given_town()
    line = record("team.looked_at", about=town.transit, by=SYSTEM, at=MORNING, fact=fact)  # type: ignore[arg-type]
    line.refresh_from_db()
    assert line.facts == {"fact": fact}


@pytest.mark.django_db
def test_no_word_of_letter_reply_note_or_name_stands_in_the_record() -> None:
    town = given_town()
    case = given_open_case()
    add_note(case_id=case.pk, text="She kept the receipt.", by=town.tomas.actor, at=LATER_THAT_DAY)
    hand_over(
        case_id=case.pk, to=town.odile.pk, words="Planning knows.", by=town.tomas.actor, at=LATER_THAT_DAY
    )
    given_sent_reply(case, by=town.odile)
    told = json.dumps(list(RecordLine.objects.values("kind", "about_kind", "actor_kind", "facts"))).casefold()
    for word in (
        "taxi",
        "saturday",
        "receipt",
        "planning",
        "maren",
        "oduya",
        "lakemail",
        "refunded",
        "odile",
    ):
        assert word not in told


@given(st.text(), st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_digest_of_the_same_words_differs_with_another_salt(words: str, salt: bytes, other: bytes) -> None:
    assert salted_digest(words, salt) == salted_digest(words, salt)
    assert (salted_digest(words, salt) == salted_digest(words, other)) == (salt == other)
