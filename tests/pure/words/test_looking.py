"""Names in the order people expect, and words found however they are written."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from presszero.pure.words import name_key, search_pattern
from presszero.pure.words.normal import level, one_line

LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc"])
WORDS = st.text(LATIN, min_size=1, max_size=30)
ANYTHING = st.text(min_size=1, max_size=30)


def finds(words: str, text: str) -> bool:
    return re.search(search_pattern(words), text) is not None


@given(ANYTHING)
def test_words_find_themselves(words: str) -> None:
    assert finds(words, words)


@given(WORDS, st.sampled_from(["NFC", "NFD"]))
def test_words_find_themselves_without_accents_and_with_loose_ones(words: str, form: str) -> None:
    assert finds(level(words), unicodedata.normalize(form, words))
    assert finds(unicodedata.normalize(form, words), level(words))


@given(WORDS, WORDS)
def test_only_what_reads_the_same_is_found(words: str, text: str) -> None:
    assert finds(words, text) == (one_line(level(words)) in one_line(level(text)))


@given(st.lists(ANYTHING))
def test_order_does_not_depend_on_where_names_stood(names: list[str]) -> None:
    assert sorted(names, key=name_key) == sorted(reversed(names), key=name_key)


def test_accents_and_capitals_do_not_send_a_name_to_the_end() -> None:
    assert sorted(["Zoe", "Émile", "anna", "Ødegård", "Otto"], key=name_key)[:3] == ["anna", "Émile", "Otto"]


def test_signs_of_patterns_are_only_signs() -> None:
    assert finds("a.b", "A.B") and not finds("a.b", "axb")
    assert finds("[x]^-]\\", "[X]^-]\\") and not finds("100%", "100 per cent")
