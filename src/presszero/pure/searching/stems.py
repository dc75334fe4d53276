"""Words as keys: small letters without accents, and their English and French stems.

The keys are made here and never by the database, so that every server finds the same.
Source: docs/sources.md#word-stems
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
LAST_PLACE = 16_383  # PostgreSQL keeps no later place of a word
SECTION_GAP = 20  # words between two letters, so that no phrase runs from one into the next
MOST_LETTERS = 60  # a longer "word" is a key or a picture, and nobody looks for it
_ACCENTS = dict.fromkeys(range(0x300, 0x370))
_PLURAL_IN_ES = ("ses", "xes", "zes", "ches", "shes")
_UNACCENTED_PARTICIPLE = re.compile(r"ee(s?)\Z")
_own = threading.local()


@dataclass(frozen=True)
class Section:
    """One stretch of words: a title, a letter, a note. language: "en", "fr", or "" when nobody knows."""

    text: str
    language: str = ""


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """Return a word in small letters without accents.

    >>> plain("CHÂTEAU"), plain("Straße")
    ('chateau', 'strasse')
    """
    small = word.casefold()
    return small if small.isascii() else unicodedata.normalize("NFD", small).translate(_ACCENTS)


@lru_cache(maxsize=100_000)
def forms_written(word: str, language: str) -> tuple[str, ...]:
    """Return the keys under which a written word is kept: its stems in its language, in both where none is known.

    >>> forms_written("Buses", "en"), forms_written("réservée", "fr")
    (('bus', 'buse'), ('reserv', 'reserve'))
    """
    bare = plain(word)
    if language == "en":
        found = _english(bare)
    elif language == "fr":
        found = _french(word, bare)
    else:
        found = {bare} | _english(bare) | _french(word, bare)
    return tuple(sorted(found))


def forms_asked(word: str) -> tuple[str, ...]:
    """Return every key under which a word that is looked for may be kept: as it stands, and its stems in both languages.

    >>> forms_asked("stopping")
    ('stop', 'stopping')
    """
    return forms_written(word, "")


def _english(bare: str) -> set[str]:
    found = {_stemmer("english").stemWord(bare)}
    if bare.endswith(_PLURAL_IN_ES):
        found.add(bare[:-2])  # the stemmer makes "buse" of buses
    return found


def _french(word: str, bare: str) -> set[str]:
    """With its accents a stem is right; without them it is what somebody in a hurry types."""
    stem = _stemmer("french").stemWord
    return {plain(stem(word.casefold())), stem(bare), plain(stem(_UNACCENTED_PARTICIPLE.sub(r"ée\1", bare)))}


def _stemmer(language: str) -> snowballstemmer.stemmer:
    """A stemmer holds the word it works on, so each thread has its own."""
    if not hasattr(_own, language):
        setattr(_own, language, snowballstemmer.stemmer(language))
    return getattr(_own, language)


def words_of(text: str) -> list[str]:
    return WORD.findall(text if text.isascii() else unicodedata.normalize("NFC", text))


def word_places(sections: Iterable[Section]) -> dict[str, list[int]]:
    """Return each key with the places, from 1, of the words it stands for; at most LAST_PLACE.

    >>> word_places([Section("The buses stop", "en")])
    {'the': [1], 'bus': [2], 'buse': [2], 'stop': [3]}
    """
    places: dict[str, list[int]] = {}
    place = 0
    for section in sections:
        for word in words_of(section.text):
            place = min(place + 1, LAST_PLACE)
            if len(word) <= MOST_LETTERS:
                for form in forms_written(word, section.language):
                    places.setdefault(form, []).append(place)
        place = min(place + SECTION_GAP, LAST_PLACE)
    return places


def name_words(text: str) -> list[str]:
    """Return the plain words of a name, in order.

    >>> name_words("Édouard O’Brien")
    ['edouard', 'o', 'brien']
    """
    return [plain(word) for word in words_of(text)]
