"""Messages laid out by what they mean, where a sentence model reads along; those in another language by their words alone.

Source: docs/sources.md#messages-that-are-alike
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from presszero.pure.alike.rows import Floats
from presszero.pure.triage.sense import SentenceModel
from presszero.pure.triage.tongues import language_of

# All chosen on training data. How far directions in which messages differ much are drawn in, 1 until all are equal:
EVENED, LEAST_SPREAD = 0.15, 1e-6
WORDS_BESIDE = 0.1  # what likeness in words counts beside likeness in meaning
FEWEST = 10


@dataclass(frozen=True)
class Meant:
    """How vectors become places. middle: of all messages, (size,); turns: (size, size)."""

    model: SentenceModel
    middle: Floats
    turns: Floats

    @classmethod
    def of(cls, texts: Sequence[str], model: SentenceModel | None) -> Meant | None:
        """Learn from messages how their vectors lie; None where too few are in the model's language."""
        read = [text for text in texts if model and language_of(text, model.language) == model.language]
        if model is None or len(read) < FEWEST:
            return None
        vectors = model.vectors(read)
        middle = vectors.mean(axis=0)
        apart = (vectors - middle).astype(float)
        spread, turns = np.linalg.eigh(apart.T @ apart / len(apart))
        evened = turns * np.maximum(spread, LEAST_SPREAD) ** (-EVENED / 2)
        return cls(model, middle, evened.astype(np.float32))

    def beside(self, texts: Sequence[str], by_words: Floats) -> Floats:
        """Return places by meaning with those by words beside them, each of length 1."""
        places = np.zeros((len(texts), len(self.turns)), np.float32)
        read = [
            at
            for at, text in enumerate(texts)
            if language_of(text, self.model.language) == self.model.language
        ]
        if read:
            vectors = self.model.vectors([texts[at] for at in read])
            places[read] = to_length_one(np.asarray((vectors - self.middle) @ self.turns, np.float32))
        weight = np.float32(WORDS_BESIDE**0.5)
        return to_length_one(np.hstack((places, weight * by_words)))


def to_length_one(places: Floats) -> Floats:
    lengths = np.linalg.norm(places, axis=1, keepdims=True)
    told: Floats = (places / np.maximum(lengths, 1e-9)).astype(np.float32)
    return told
