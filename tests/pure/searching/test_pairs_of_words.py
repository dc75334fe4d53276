"""A phrase that stands in a letter is always among what the marks of its pairs find."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.pure.searching import (
    Section,
    forms_asked,
    marks_asked,
    marks_written,
    pair_mark,
    pairs,
    word_places,
)

WORDS = st.sampled_from(["the", "buses", "réservée", "stopped", "at", "Pier", "chevaux", "STREET", "41"])
LETTERS = st.lists(WORDS, min_size=2, max_size=12)


def may_hold(written: set[str], phrase: list[str]) -> bool:
    return all(marks & written for marks in marks_asked(phrase))


def test_examples_work() -> None:
    assert doctest.testmod(pairs).failed == 0


@given(LETTERS, st.sampled_from(["", "en", "fr"]), st.data())
def test_every_phrase_of_a_letter_is_found_by_its_marks(
    words: list[str], language: str, data: st.DataObject
) -> None:
    written = marks_written(word_places([Section(" ".join(words), language)]))
    start = data.draw(st.integers(0, len(words) - 2))
    phrase = words[start : data.draw(st.integers(start + 2, len(words)))]
    assert may_hold(written, [word.upper() for word in phrase])


@pytest.mark.parametrize("phrase", ["street pier", "pier at", "street the"])
def test_words_that_stand_apart_or_turned_round_have_no_mark(phrase: str) -> None:
    written = marks_written(word_places([Section("at the pier street", "en"), Section("the end", "en")]))
    assert not may_hold(written, phrase.split())


def test_long_phrase_is_asked_by_its_most_telling_pairs() -> None:
    asked = marks_asked(["what", "of", "the", "drivers", "umbrella", "is", "in", "the", "rain"])
    assert len(asked) == pairs.MOST_MARKED
    assert {pair_mark(one, "umbrella") for one in forms_asked("drivers")} <= asked[0]


def test_behind_the_last_place_that_is_kept_no_pair_is_known() -> None:
    assert marks_written({"pier": [16_382], "street": [16_383], "late": [16_383]}) == set()
