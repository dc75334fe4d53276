"""Searches are read as they are meant, near words found, and hits marked where they stand."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.pure.searching import (
    Section,
    Term,
    best_near,
    deletions,
    edits_between,
    first_hit,
    forms_asked,
    forms_written,
    read_search,
    word_places,
)

WORDS = st.text("abcdeé", min_size=1, max_size=7)


@pytest.mark.parametrize("name", ["stems", "asking", "near", "marking"])
def test_examples_work(name: str) -> None:
    module = importlib.import_module(f"presszero.pure.searching.{name}")
    assert doctest.testmod(module).failed == 0


# Pairs that people would expect to find one another, and pairs that they would not.
@pytest.mark.parametrize(
    ("written", "language", "typed"),
    [
        ("buses", "en", "bus"),
        ("bus", "en", "buses"),
        ("stopped", "en", "stopping"),
        ("refunds", "en", "refunded"),
        ("réservée", "fr", "réserver"),
        ("réservée", "fr", "reservee"),
        ("chevaux", "fr", "cheval"),
        ("remboursement", "fr", "rembourser"),
        ("Oduya", "", "ODUYA"),
    ],
)
def test_forms_of_one_word_find_each_other(written: str, language: str, typed: str) -> None:
    assert set(forms_written(written, language)) & set(forms_asked(typed))


@pytest.mark.parametrize(("written", "typed"), [("bus", "business"), ("train", "tram"), ("card", "care")])
def test_other_words_do_not(written: str, typed: str) -> None:
    assert not set(forms_written(written, "en")) & set(forms_asked(typed))


@given(WORDS, st.sampled_from(["", "en", "fr"]))
def test_word_is_always_found_as_it_was_written(word: str, language: str) -> None:
    assert set(forms_written(word, language)) & set(forms_asked(word))


def test_phrase_never_runs_from_one_letter_into_the_next() -> None:
    places = word_places([Section("pier"), Section("street")])
    assert places["street"][0] - places["pier"][0] > 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("the bus", [("bus",)]),
        ("the", [("the",)]),
        ('"the bus"', [("the", "bus")]),
        ("“pier street", [("pier", "street")]),
        ("« quai du port »", [("quai", "du", "port")]),
        ("http://x.example", [("http", "x", "example")]),
        ("18:30", [("18", "30")]),
        ("!!", []),
    ],
)
def test_what_is_typed_is_read_as_words(typed: str, words: list[tuple[str, ...]]) -> None:
    assert [term.words for term in read_search(typed).terms] == words


@given(st.text(max_size=60))
def test_nothing_typed_is_unreadable(typed: str) -> None:
    asked = read_search(typed)
    assert all(term.words for term in asked.terms)
    first_hit(typed, asked.terms)


def _all_edits(one: str, other: str) -> int:
    """The textbook's recursion, for short words: an oracle of another make."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        _all_edits(one[1:], other) + 1,
        _all_edits(one, other[1:]) + 1,
        _all_edits(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if one[:2] == other[:2][::-1] and len(one) > 1:
        best = min(best, _all_edits(one[2:], other[2:]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_edits_are_counted_as_the_textbook_counts_them(one: str, other: str) -> None:
    assert edits_between(one, other, most=9) == _all_edits(one, other)


@given(st.text("abcd", min_size=4, max_size=7), st.text("abcd", min_size=4, max_size=7))
def test_words_one_slip_apart_share_a_key(one: str, other: str) -> None:
    if edits_between(one, other) <= 1:
        assert deletions(one) & deletions(other)


def test_nearest_word_begins_with_the_same_letter() -> None:
    assert best_near("treain", ["strain", "train", "terrain"])[0] == "train"
    assert best_near("tram", ["trem", "xxxx", "tram"]) == ["trem"]


def test_hits_are_marked_and_the_words_around_them_kept() -> None:
    text = "x " * 80 + "the Buses were full and the bus\nwas late " + "y " * 80
    snippet = first_hit(text, [Term(("bus",))])
    assert snippet
    assert snippet.pieces[1::2] == ("Buses", "bus")
    assert snippet.text.startswith("…x ") and snippet.text.endswith(" y…") and "\n" not in snippet.text


def test_excluded_word_is_no_hit() -> None:
    assert first_hit("the tram", read_search("bus -tram").terms) is None


def test_digits_that_are_excluded_are_no_phone_number() -> None:
    (one,) = read_search("-123456").terms
    assert one.excluded and not one.number
    first, second = read_search("123456 -654321").terms
    assert (first.excluded, second.excluded) == (False, True)
    assert read_search("0470 12-34-56").terms[0].number == "470123456"
