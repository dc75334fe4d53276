"""What is looked at in a message: its words, their stems, pieces of them, and which words stand together.

Two words that stand anywhere in one message are a feature of it: that a *card* and *arrive* are both there says more
than either. Measured on training data alone, pairs are worth more than any other feature beyond the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

import snowballstemmer

from presszero.pure.words.normal import level

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:'[^\W_]+)?|[?!€$£%]")
LONG_NUMBER = re.compile(r"\d{5,}")
READ_AT_MOST = 8_000  # characters: what a letter is about stands in its first two pages
MOST_LETTERS = 40  # a longer "word" is a key or an address
PAIRED_WITH_ALL = 40  # different words; a longer message pairs each word with its neighbours only
NEIGHBOURS = 4
PIECE = 3

STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese"}
WORDS, PIECES, PAIRS = 0, 1, 2
KINDS = (WORDS, PIECES, PAIRS)
Features = tuple[list[str], list[str], list[str]]  # by kind, as often as they are there


class Token(NamedTuple):
    """A word of a message where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Looked:
    """The features of one message; stems are its words as stems."""

    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    features: Features


def look_at(text: str, language: str) -> Looked:
    """Return the features of a message. language: whose stems are taken; one we cannot stem leaves the words.

    >>> look_at("Cards arriving?", "en").stems
    ('card', 'arriv', '?')
    """
    tokens = tokens_of(text)
    stems = tuple([stem(token.text, language) for token in tokens])
    words = [token.text for token in tokens]
    words += ["~" + one for one in stems]
    words += [f"{one} {other}" for one, other in pairwise(("<", *stems, ">"))]
    found = [piece for token in tokens for piece in pieces(token.text)]
    return Looked(tokens, stems, (words, found, [f"{a}&{b}" for a, b in _pairs(stems)]))


def origins(looked: Looked) -> tuple[list[tuple[int, ...]], ...]:
    """Return for each feature, kind by kind and in their order, the places of the tokens it was made of."""
    count = len(looked.tokens)
    alone: list[tuple[int, ...]] = [(place,) for place in range(count)]
    beside = [tuple(at for at in (place - 1, place) if 0 <= at < count) for place in range(count + 1)]
    found: list[tuple[int, ...]] = [
        (place,) for place, token in enumerate(looked.tokens) for _ in pieces(token.text)
    ]
    first = {one: place for place, one in reversed(list(enumerate(looked.stems)))}
    return alone + alone + beside, found, [(first[a], first[b]) for a, b in _pairs(looked.stems)]


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a text in small letters without accents; long numbers are one word, "#"."""
    plain = level(text[:READ_AT_MOST])
    return tuple(
        Token(found[0] if found[0].isalpha() else LONG_NUMBER.sub("#", found[0]), found.start(), found.end())
        for found in TOKEN.finditer(plain)
        if len(found[0]) <= MOST_LETTERS
    )


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a word in small letters. Raises nothing: what cannot be stemmed stays as it is."""
    name = STEMMERS.get(language)
    # A stemmer holds the word it works on; a new one each time is safe in threads, and words are remembered.
    return snowballstemmer.stemmer(name).stemWord(word) if name else word


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """Return every three letters in a row, the ends of the word marked.

    >>> pieces("bus")
    (' bu', 'bus', 'us ')
    """
    marked = f" {word} "
    return tuple(marked[at : at + PIECE] for at in range(max(1, len(marked) - PIECE + 1)))


def _pairs(stems: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return which stems stand in one message, each two once, in the order of the alphabet."""
    different = sorted(set(stems))
    if len(different) <= PAIRED_WITH_ALL:
        return combinations(different, 2)
    return [
        (min(one, other), max(one, other))
        for at, one in enumerate(stems)
        for other in stems[at + 2 : at + 1 + NEIGHBOURS]
    ]
