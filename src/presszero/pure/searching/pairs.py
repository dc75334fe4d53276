"""Marks of two words side by side, so that an index that knows no order of words finds a phrase.

An index keeps in which cases each word stands, not where. Words that stand in nearly every letter, in an order that few have, would
be looked up in a million letters one by one; a mark for each two neighbours leaves the few that hold them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from presszero.pure.searching.stems import LAST_PLACE, forms_asked
from presszero.pure.words.normal import EMPTY

# A million marks: an index of every pair there is would be several times as large. Pairs that share a mark are told apart by the words.
MARK_LETTERS = 5
MOST_MARKED = (
    3  # pairs of one phrase: each further one costs a look in every part of the index and leaves hardly fewer
)


def pair_mark(first: str, second: str) -> str:
    """Return the mark of two stems side by side, MARK_LETTERS letters; another pair may have the same.

    >>> pair_mark("pier", "street")
    'c9472'
    """
    return sha256(f"{first} {second}".encode()).hexdigest()[:MARK_LETTERS]


def marks_written(places: Mapping[str, Sequence[int]]) -> set[str]:
    """Return the marks of all words side by side. places: each stem with its places, as word_places returns them.

    Behind LAST_PLACE nobody knows which word stood where, so nothing there has a mark.

    >>> marks_written({"pier": [1], "street": [2], "late": [9]}) == {pair_mark("pier", "street")}
    True
    """
    standing: dict[int, list[str]] = {}
    for stem, where in places.items():
        for place in where:
            standing.setdefault(place, []).append(stem)
    standing.pop(LAST_PLACE, None)
    return {
        pair_mark(first, second)
        for place, stems in standing.items()
        for first in stems
        for second in standing.get(place + 1, ())
    }


def marks_asked(words: Sequence[str]) -> list[set[str]]:
    """Return what a letter with this phrase holds: of each set at least one mark. Of a long phrase its most telling pairs.

    >>> pair_mark("pier", "street") in marks_asked(["pier", "street"])[0]
    True
    """
    telling = sorted(pairwise(words), key=_how_common)[:MOST_MARKED]
    return [
        {pair_mark(one, other) for one in forms_asked(first) for other in forms_asked(second)}
        for first, second in telling
    ]


def _how_common(pair: tuple[str, str]) -> tuple[int, int]:
    """Small words stand everywhere, and so do short ones."""
    return sum(word.casefold() in EMPTY for word in pair), -sum(map(len, pair))
