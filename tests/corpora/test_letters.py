"""The written sets are what their README says: marks that stand in the letters, states for each point."""

from itertools import chain

import pytest
from tests.corpora.letters import STATES, table, written_letters

HALVES = [(half, language) for half in ("tuned", "locked") for language in ("en", "fr")]
KINDS = {"complaint", "question", "request", "fact"}
URGENT = {"safety", "stranded", "deadline", "vulnerable", "no"}


@pytest.mark.parametrize(("half", "language"), HALVES)
def test_each_mark_stands_in_its_letter(half, language):
    for letter in written_letters(half, language):
        for mark in chain(letter.points, letter.details, letter.experience):
            assert mark.quote in letter.text, f"{letter.name}: {mark.quote!r} is not in the letter"


@pytest.mark.parametrize(("half", "language"), HALVES)
def test_each_reply_says_of_each_point_what_it_does_with_it(half, language):
    for letter in written_letters(half, language):
        assert {point.kind for point in letter.points} <= KINDS, letter.name
        assert len(letter.partial.states) == len(letter.points), letter.name
        assert set(letter.partial.states) <= set(STATES), letter.name
        assert {"touched", "unanswered"} & set(letter.partial.states), f"{letter.name}: nothing is missing"


@pytest.mark.parametrize("half", ["tuned", "locked"])
def test_tables_have_their_columns_and_both_answers(half):
    promises = table("promises", half)
    assert {row["promise"] for row in promises} == {"yes", "no"}
    assert all(row["due"] == "none" for row in promises if row["promise"] == "no")
    assert {row["manner"] for row in table("apologies", half)} == {"stock", "particular"}
    assert {row["urgent"] for row in table("urgency", half)} == URGENT
    assert {row["form"] for row in table("replies", half)} == {"yes", "no"}


def test_no_letter_stands_in_both_halves():
    names = [letter.name for half, language in HALVES for letter in written_letters(half, language)]
    assert len(names) == len(set(names))
