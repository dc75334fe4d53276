"""Where a sentence model reads along, people who share a matter and no word are a crowd; others are read as before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from presszero.pure.alike.crowds import Message, Watch

BEGAN = datetime(2026, 11, 16, 8, tzinfo=UTC)
OTHERS = (
    "library card",
    "parking permit",
    "bin",
    "lost hat",
    "dark lamp",
    "dog licence",
    "noisy bar",
    "wet cellar",
)
PLACES = ("pier", "Mill Lane", "harbour", "school", "Castle Street")
# Eight people, one matter, and hardly a word that two of them use.
SAYINGS = (
    "No parcel came to me today",
    "Where is what I ordered?",
    "Still waiting on that delivery",
    "My shipment never arrived",
    "The courier did not turn up",
    "Nothing has been dropped off yet",
    "Has somebody mislaid our package?",
    "Goods bought last week are missing",
)
FRENCH = (
    "Aucun bus après les feux d'artifice hier soir",
    "Après les feux d'artifice il n'y avait aucun bus",
    "Pas un seul bus après les feux d'artifice",
    "Nous avons attendu un bus après les feux d'artifice",
)


class Reader:
    """A sentence model that knows what eight sayings mean, and puts every other text where nobody is."""

    hash, language = "5ead" * 16, "en"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += texts
        rows = [self._one(text) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), 64)

    def _one(self, text: str) -> npt.NDArray[np.float32]:
        chance = np.random.default_rng(sum(text.encode()))
        vector = chance.normal(size=64)
        if text in SAYINGS:
            vector = 0.5 * vector / np.linalg.norm(vector) + np.eye(64)[0]
        told: npt.NDArray[np.float32] = (vector / np.linalg.norm(vector)).astype(np.float32)
        return told


def usual(count: int) -> list[Message]:
    said = [f"I write about the {what} at the {where}." for where in PLACES for what in OTHERS]
    return [Message(f"u{n}", said[n % 40], BEGAN + timedelta(minutes=3 * n)) for n in range(count)]


def coming(sayings: Sequence[str], count: int, after: list[Message]) -> list[Message]:
    began = after[-1].at
    return [
        Message(f"c{n}", sayings[n % len(sayings)], began + timedelta(minutes=1 + 2 * n))
        for n in range(count)
    ]


def seen(watch: Watch, messages: Sequence[Message]) -> int | None:
    """Return by which of the messages the watch saw a crowd."""
    return next((n for n, message in enumerate(messages, 1) if watch.see([message])), None)


def test_people_who_share_a_matter_and_no_word_are_seen_by_their_eighth_letter_and_by_words_not_at_all() -> (
    None
):
    before = usual(200)
    by_words, by_meaning = Watch(), Watch(meaning=Reader())
    for watch in (by_words, by_meaning):
        assert watch.see(before) == []
    crowd = coming(SAYINGS, 8, before)
    assert seen(by_words, crowd) is None
    assert (seen(by_meaning, crowd) or 99) <= 8
    assert by_meaning.crowds[0].as_json()["rule"] == "crowds-2+5ead5ead5ead"


def test_letters_in_a_language_the_model_does_not_read_are_seen_by_their_words() -> None:
    reader, before = Reader(), usual(200)
    watch = Watch(meaning=reader)
    assert watch.see(before) == []
    assert (seen(watch, coming(FRENCH, 12, before)) or 99) <= 12
    assert watch.crowds[0].rule == "crowds-2+5ead5ead5ead" and not set(FRENCH) & set(reader.asked)


def test_what_always_comes_is_no_crowd_by_meaning_either() -> None:
    assert Watch(meaning=Reader()).see(usual(400)) == []


def test_a_letter_is_read_no_further_than_its_beginning() -> None:
    reader = Reader()
    Watch(meaning=reader).see([Message("long", "The parcel is late. " * 400, BEGAN)])
    assert max(map(len, reader.asked)) <= 400
