"""A sentence model reads along: it sorts what words alone cannot, only in its language, and words work without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from tests.pure.triage.sorted_messages import NONE_OF_THESE, sorted_messages

from presszero.pure.triage.judging import card
from presszero.pure.triage.keeping import from_bytes, to_bytes
from presszero.pure.triage.keeping_sense import parts_of, sense_of
from presszero.pure.triage.learning import Learned, learn, learn_and_try
from presszero.pure.triage.sorter import Sorter

SENSES = {
    "buses": {"bus", "driver", "line", "coach", "chauffeur"},
    "library": {"loan", "book", "reading", "volume", "novel"},
    "parking": {"permit", "parks", "parking", "garage", "vehicle"},
    "streets": {"lamp", "hole", "pavement", "crossing", "lantern", "kerb"},
}
NEW_WORDS = "Coach or chauffeur?"


@dataclass(frozen=True)
class ByHand:
    """A sentence model whose meanings were written down by hand: words of one sense point one way."""

    hash: str = "5e" * 32
    language: str = "en"
    senses: Mapping[str, set[str]] = field(default_factory=lambda: SENSES)

    def vectors(self, texts: list[str]) -> np.ndarray:
        found = np.full((len(texts), len(self.senses) + 1), 0.2, np.float32)
        for at, text in enumerate(texts):
            words = {word.strip(".,:?'") for word in text.casefold().split()}
            found[at, :-1] += [len(words & sense) for sense in self.senses.values()]
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@cache
def learned() -> Learned:
    return learn_and_try(*sorted_messages(), meaning=ByHand())


def model() -> Sorter:
    return from_bytes(to_bytes(learned().sorter)).reading_with(ByHand())


def test_words_never_learned_are_sorted_by_what_they_mean() -> None:
    found = model().sort(NEW_WORDS)
    assert found.topic == "buses" and found.meaning == ByHand().hash
    assert {near.topic for near in found.near} == {"buses"}
    without = model().reading_with(None).sort(NEW_WORDS)
    assert without.topic is None and without.meaning == ""


def test_without_its_sentence_model_it_says_what_words_alone_would() -> None:
    by_words = from_bytes(to_bytes(learn(*sorted_messages())))
    for other in (None, replace(ByHand(), hash="another")):
        left_alone = model().reading_with(other)
        for text in (*NONE_OF_THESE, "no bus came"):
            told, plain = left_alone.sort(text), by_words.sort(text)
            assert replace(told, model="") == replace(plain, model="")


def test_another_language_stays_with_its_words() -> None:
    french = "Bonjour, le bus de la ligne douze est encore passé trop tôt ce matin."
    told = model().sort(french)
    assert told.meaning == ""
    assert told.ranked == model().reading_with(None).sort(french).ranked


def test_many_at_once_are_sorted_as_one_by_one() -> None:
    texts = [NEW_WORDS, *NONE_OF_THESE, "Le bus est encore passé trop tôt ce matin, sans nous attendre."]
    chances, typical = model().chances(texts)
    for at, text in enumerate(texts):
        one = model().sort(text)
        assert round(float(chances[at].max()), 4) == one.ranked[0].probability
        assert round(float(typical[at]), 4) == one.typicality


def test_kept_model_and_card_name_the_sentence_model() -> None:
    content = to_bytes(learned().sorter)
    assert content == to_bytes(from_bytes(content))
    assert card(learned())["meaning"] == ByHand().hash
    assert card(learn_and_try(*sorted_messages()))["meaning"] == ""


def test_probabilities_and_refusals_hold_with_meaning() -> None:
    told = [model().sort(text) for text in NONE_OF_THESE]
    assert sum(one.refused for one in told) >= 5
    assert all(abs(sum(one.probability for one in each.ranked) - 1) < 1e-3 for each in told)


def test_model_kept_with_the_vectors_of_its_marks_is_read() -> None:
    sense = learned().sorter.sense
    assert sense
    about, arrays = parts_of(sense)
    marked = sense.past[sense.nearness.marks]
    arrays["sense_marks"] = marked.astype(np.float32)
    assert (sense.past[sense_of(about, arrays).nearness.marks] == marked).all()
