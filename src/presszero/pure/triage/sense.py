"""What a model learned from the meaning of messages, beside their words. English only; needs numpy alone.

Vectors come from a sentence model (`pure/meaning`). A message is laid beside marks, past messages that stand for all of
them; each topic weighs how near it lies to each mark.

Source: docs/sources.md#kernel-ridge
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from presszero.pure.triage.calibration import Calibration, Outlook
from presszero.pure.triage.weighing import Floats, Whole

Doubles = npt.NDArray[np.float64]

NARROWNESS = 1.0  # how fast a mark's say falls with distance, chosen on training data
AT_ONCE = 1_000  # messages; more would only cost memory


class SentenceModel(Protocol):
    """What reads meaning: pure.meaning.vectors.Meaning. hash: of its file; language: the one it was made for."""

    hash: str
    language: str

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return (texts, sizes), each of length 1, and none changed by the others."""
        ...


@dataclass(frozen=True)
class Nearness:
    """Which topic a vector lies near. marks: (marks, sizes); weights: (marks, topics); bias: (topics)."""

    marks: Floats
    weights: Floats
    bias: Floats

    def scores(self, vectors: Floats) -> Doubles:
        """Return (messages, topics), around 1 for the right topic and -1 for others."""
        return np.asarray(closeness(vectors, self.marks) @ self.weights + self.bias, float)


@dataclass(frozen=True)
class Middles:
    """Where topics lie, stretched so that all spread alike. stretch: (sizes, sizes); middles: (topics, sizes)."""

    stretch: Floats
    middles: Floats

    def inside(self, vectors: Floats) -> Doubles:
        """Return how far inside its nearest topic each message lies, 0 at the middle and below it everywhere else."""
        stretched = vectors @ self.stretch
        apart = (stretched**2).sum(axis=1)[:, None] - 2 * stretched @ self.middles.T
        return -np.asarray((apart + (self.middles**2).sum(axis=1)).min(axis=1), float)


@dataclass(frozen=True)
class Sense:
    """A model's second opinion, by meaning, and how both are taken together.

    model: the hash of the sentence model; language: whose messages it reads. scales: what a score by words and one by
    meaning are multiplied by before they are added. past, past_rows: vectors of past messages, and which those are.
    """

    model: str
    language: str
    nearness: Nearness
    middles: Middles
    scales: tuple[float, float]
    past: npt.NDArray[np.float16]
    past_rows: Whole
    calibration: Calibration

    def likeness(self, vector: Floats) -> Floats:
        """Return how like a message is in meaning to each past one that was read, -1 to 1."""
        return self._past @ vector

    @cached_property
    def _past(self) -> Floats:
        """Numbers of 16 bits are kept, and made ready once: for each message anew it took ten times the sum itself."""
        return self.past.astype(np.float32)

    def outlook(self, by_words: Outlook, vectors: Floats, likest: Doubles) -> Outlook:
        """Return what both say together. likest: mean likeness of the nearest past messages, one a message."""
        scores = both(by_words.scores, self.nearness.scores(vectors), self.scales)
        meant = np.column_stack((likest, self.middles.inside(vectors)))
        return Outlook(scores, by_words.unknown, by_words.nearest, meant)


def closeness(vectors: Floats, marks: Floats) -> Floats:
    """Return (messages, marks): 1 where two vectors are the same, falling to almost nothing. All have length 1."""
    near: Floats = np.exp(np.float32(-2 * NARROWNESS) * (1 - vectors @ marks.T))
    return near


def both(words: Doubles, meaning: Doubles, scales: tuple[float, float]) -> Doubles:
    """Return the sum of what words and meaning say, each brought to its own spread."""
    return words * scales[0] + meaning * scales[1]
