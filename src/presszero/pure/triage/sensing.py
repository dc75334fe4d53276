"""Learn from the meaning of messages: a kernel ridge regression on some thousand marks, and where topics lie.

What is held out is learned from nowhere: sums over all messages less those held out are sums over the others, so one
pass is enough for the whole model and for its trials.

Source: docs/sources.md#kernel-ridge
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from presszero.pure.triage.calibration import Doubles, Outlook, calibrate
from presszero.pure.triage.sense import AT_ONCE, Middles, Nearness, Sense, both, closeness, mean_of_nearest
from presszero.pure.triage.weighing import Floats, Whole

MOST_MARKS = 5_000  # half as many cost half a point of accuracy on training data; learning holds their square four times
RIDGE = 0.03  # chosen on training data
STEADY = 0.01  # keeps two marks of nearly one vector from making the equations unsolvable
SPHERE = 0.3  # how much of the spread is taken as the same in every direction: some topics have few messages
FEWEST = 20


@dataclass(frozen=True)
class Sensed:
    """The messages of the language a sentence model reads: their vectors, topics, and places among all messages.

    vectors: as a model keeps them, so that what is learned from is what later messages are laid beside.
    """

    model: str
    language: str
    vectors: Floats
    topics: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]
    names: int

    def part(self, which: npt.NDArray[np.bool_]) -> Sensed:
        """Return some of them."""
        return Sensed(
            self.model, self.language, self.vectors[which], self.topics[which], self.rows[which], self.names
        )

    @property
    def is_enough(self) -> bool:
        return len(self.topics) >= FEWEST and len(np.unique(self.topics)) > 1


@dataclass(frozen=True)
class Sums:
    """What the regression needs of messages: products of their closenesses, and those with their topics.

    products: (marks, marks), of which the half below the diagonal is filled and read.
    """

    products: Doubles
    with_topics: Doubles
    totals: Doubles
    counts: Doubles

    def add(self, others: Sums) -> None:
        """Take more messages in, in place: products may have a quarter of a gigabyte."""
        for mine, theirs in zip(self._parts(), others._parts(), strict=True):
            mine += theirs

    def take_out(self, others: Sums) -> None:
        """Leave out messages that were taken in."""
        for mine, theirs in zip(self._parts(), others._parts(), strict=True):
            mine -= theirs

    def _parts(self) -> tuple[Doubles, Doubles, Doubles, Doubles]:
        return self.products, self.with_topics, self.totals, self.counts


@dataclass(frozen=True)
class Marks:
    """Messages that stand for all: their places among them, and their vectors."""

    places: Whole
    vectors: Floats


def choose_marks(vectors: Floats, seed: int) -> Marks:
    """Return messages that stand for all, drawn by chance."""
    few = min(MOST_MARKS, len(vectors))
    places = np.sort(np.random.default_rng(seed).choice(len(vectors), few, replace=False))
    return Marks(places.astype(np.int32), vectors[places])


def sum_up(sensed: Sensed, marks: Marks) -> Sums:
    """Return the sums over some messages, a thousand at a time."""
    from scipy.linalg.blas import ssyrk

    size = len(marks.places)
    products, with_topics = np.zeros((size, size), order="F"), np.zeros((size, sensed.names))
    totals = np.zeros(size)
    for begin in range(0, len(sensed.topics), AT_ONCE):
        near = closeness(sensed.vectors[begin : begin + AT_ONCE] @ marks.vectors.T)
        products += ssyrk(1.0, near.T, lower=1)
        totals += near.sum(axis=0)
        is_of = np.eye(sensed.names, dtype=np.float32)[sensed.topics[begin : begin + AT_ONCE]]
        with_topics += near.T @ is_of
    return Sums(
        products, with_topics, totals, np.bincount(sensed.topics, minlength=sensed.names).astype(float)
    )


def fit_nearness(sums: Sums, marks: Marks) -> Nearness:
    """Return the regression of 1 for a message's own topic and -1 for every other."""
    from scipy.linalg import cho_factor, cho_solve

    bias = 2 * sums.counts / sums.counts.sum() - 1
    wanted = 2 * sums.with_topics - sums.totals[:, None] - np.outer(sums.totals, bias)
    system = closeness(marks.vectors @ marks.vectors.T).T.astype(float)
    system *= RIDGE
    system += sums.products
    system[np.diag_indices_from(system)] += STEADY
    weights = cho_solve(cho_factor(system, lower=True, overwrite_a=True), wanted)
    return Nearness(marks.places, weights.astype(np.float32), bias.astype(np.float32))


def fit_middles(sensed: Sensed) -> Middles:
    """Return where the topics lie; those without a message in this language lie nowhere."""
    there = np.unique(sensed.topics)
    middles = np.array([sensed.vectors[sensed.topics == topic].mean(axis=0) for topic in there], float)
    spread = sensed.vectors - middles[np.searchsorted(there, sensed.topics)]
    shape = spread.T @ spread / len(spread)
    mean = np.trace(shape) / len(shape)
    widths, turns = np.linalg.eigh((1 - SPHERE) * shape + SPHERE * mean * np.eye(len(shape)))
    stretch = turns / np.sqrt(np.maximum(widths, 1e-9))
    return Middles(stretch.astype(np.float32), (middles @ stretch).astype(np.float32))


@dataclass(frozen=True)
class Trial:
    """What meaning says of messages it did not learn from: scores, and the two signs of belonging."""

    rows: npt.NDArray[np.intp]
    scores: Doubles
    meant: Doubles


def try_out(learned: Sensed, held: Sensed, sums: Sums, marks: Marks) -> Trial:
    """Return what the messages learned from let expect of those held out. sums: over the former."""
    nearness, middles = fit_nearness(sums, marks), fit_middles(learned)
    nearest = np.concatenate(
        [
            mean_of_nearest(held.vectors[begin : begin + AT_ONCE] @ learned.vectors.T)
            for begin in range(0, len(held.topics), AT_ONCE)
        ]
    )
    meant = np.column_stack((nearest, middles.inside(held.vectors)))
    return Trial(held.rows, nearness.scores(held.vectors @ marks.vectors.T), meant)


def joined(trials: Sequence[Trial]) -> Trial:
    return Trial(
        np.concatenate([one.rows for one in trials]),
        np.concatenate([one.scores for one in trials]),
        np.concatenate([one.meant for one in trials]),
    )


def scales_of(words: Doubles, meaning: Doubles) -> tuple[float, float]:
    """Return what brings both kinds of score to one spread."""
    return float(1 / max(words.std(), 1e-9)), float(1 / max(meaning.std(), 1e-9))


def together(by_words: Outlook, trial: Trial, scales: tuple[float, float]) -> Outlook:
    """Return the outlook of held-out messages by words and meaning; by_words holds the same messages."""
    return Outlook(
        both(by_words.scores, trial.scores, scales), by_words.unknown, by_words.nearest, trial.meant
    )


@dataclass(frozen=True)
class Tried:
    """A sense, and what it said with the words of messages held out. at: their places among the held-out ones."""

    sense: Sense
    at: npt.NDArray[np.intp]
    outlook: Outlook


def learn_sense(
    sensed: Sensed,
    folds: npt.NDArray[np.intp],
    turns: Sequence[int],
    by_words: Outlook,
    held: npt.NDArray[np.intp],
    truth: npt.NDArray[np.intp],
    seed: int,
) -> Tried | None:
    """Return what meaning adds to words; None where too few messages are in its language.

    folds: of every message, turns: which of them were held out once. by_words, truth: of the messages at `held`.
    """
    marks = choose_marks(sensed.vectors, seed)
    parts = {turn: sensed.part(folds[sensed.rows] == turn) for turn in turns}
    rest = sensed.part(~np.isin(folds[sensed.rows], turns))
    sums = {turn: sum_up(part, marks) for turn, part in parts.items()}
    whole = sum_up(rest, marks)
    for part in sums.values():
        whole.add(part)
    trials = []
    for turn in turns:
        others = sensed.part(folds[sensed.rows] != turn)
        if others.is_enough and len(parts[turn].topics):
            whole.take_out(sums[turn])
            trials.append(try_out(others, parts[turn], whole, marks))
            whole.add(sums[turn])
    if not trials:
        return None
    trial = joined(trials)
    place = np.full(int(held.max()) + 1, -1)
    place[held] = np.arange(len(held))
    at = place[trial.rows]
    words = by_words.rows(at)
    scales = scales_of(words.scores, trial.scores)
    outlook = together(words, trial, scales)
    sense = Sense(
        model=sensed.model,
        language=sensed.language,
        nearness=fit_nearness(whole, marks),
        middles=fit_middles(sensed),
        scales=scales,
        past=sensed.vectors.astype(np.float16),
        past_rows=sensed.rows.astype(np.int32),
        calibration=calibrate(outlook, truth[at]),
    )
    return Tried(sense, at, outlook)
