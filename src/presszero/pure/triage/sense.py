"""What a model learned from the meaning of messages, beside their words. English only; needs numpy alone.

Vectors come from a sentence model (`pure/meaning`). A message is laid beside all past ones, once: the likest of them are
shown, and each topic weighs how near it lies to its marks, some of them that stand for all.

Source: docs/sources.md#kernel-ridge
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from presszero.pure.triage.calibration import Calibration, Outlook
from presszero.pure.triage.past import NEAREST
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
    """Which topic a message lies near. marks: places among past messages; weights: (marks, topics); bias: (topics)."""

    marks: Whole
    weights: Floats
    bias: Floats

    def scores(self, likeness: Floats) -> Doubles:
        """Return (messages, topics), around 1 for the right topic and -1 for others. likeness: (messages, marks)."""
        return np.asarray(closeness(likeness) @ self.weights + self.bias, float)


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
    meaning are multiplied by before they are added. past, past_rows: vectors of past messages, and which those are;
    marks are among them, so that they need not be read apart.
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

    def outlook(self, by_words: Outlook, vectors: Floats, likeness: Iterable[Floats]) -> Outlook:
        """Return what both say together. likeness: to all past messages, one line a message."""
        to_marks, likest = list[Floats](), list[Doubles]()
        for line in likeness:
            to_marks.append(line[self.nearness.marks])
            likest.append(mean_of_nearest(line))
        meant = np.column_stack((likest, self.middles.inside(vectors)))
        scores = both(by_words.scores, self.nearness.scores(np.array(to_marks)), self.scales)
        return Outlook(scores, by_words.unknown, by_words.nearest, meant)


def mean_of_nearest(likeness: Floats) -> Doubles:
    """Return the mean likeness in meaning of each message's nearest past ones. likeness: (past,) or (messages, past)."""
    few = min(NEAREST, likeness.shape[-1])
    nearest = np.sort(np.partition(likeness, -few)[..., -few:])
    return np.asarray(nearest.mean(axis=-1), float)


def closeness(likeness: Floats) -> Floats:
    """Return 1 where two vectors of length 1 are the same, falling to almost nothing. likeness: their products."""
    near: Floats = np.exp(np.float32(-2 * NARROWNESS) * (1 - likeness))
    return near


def both(words: Doubles, meaning: Doubles, scales: tuple[float, float]) -> Doubles:
    """Return the sum of what words and meaning say, each brought to its own spread."""
    return words * scales[0] + meaning * scales[1]
