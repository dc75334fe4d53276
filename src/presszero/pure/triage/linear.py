"""The linear model of some messages, and what it would have said of others. It sees numbers only, never words."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.triage.calibration import Doubles
from presszero.pure.triage.past import NEAREST
from presszero.pure.triage.weighing import Floats

PENALTY = 1.5  # chosen on training data
GOOD_ENOUGH = 0.1  # of the solver's steps; smaller ones cost time and sort no better
TWO = 2
AT_ONCE = 100  # messages laid beside all others; all of them would take a quarter of a gigabyte
# The solver draws from one source of chance for the whole process: two at once would disturb each other's models.
_solver = Lock()


@dataclass(frozen=True)
class Lines:
    """weights: (features, topics). bias: (topics)."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True)
class Foreseen:
    """What a model says of messages it never saw. scores: (messages, topics). nearest: likeness of the three nearest, their mean."""

    scores: Doubles
    nearest: Doubles


def load() -> None:
    """Load the solver, which takes a second, before there is anything to solve."""
    import sklearn.svm  # noqa: F401


def solve(rows: sparse.csr_matrix, topics: npt.NDArray[np.intp]) -> Lines:
    """Return the model of some messages. rows: (messages, features), weighted. topics: each of 0, 1, … at least once."""
    from sklearn.svm import LinearSVC

    with _solver:
        solver = LinearSVC(C=PENALTY, tol=GOOD_ENOUGH, random_state=0).fit(rows, topics)
    weights, bias = solver.coef_.T, solver.intercept_
    if len(solver.classes_) == TWO:  # they are one line apart
        weights, bias = np.hstack((-weights, weights)), np.concatenate((-bias, bias))
    return Lines(weights.astype(np.float32), bias.astype(np.float32))


def foresee(rows: sparse.csr_matrix, topics: npt.NDArray[np.intp], held_out: sparse.csr_matrix) -> Foreseen:
    """Learn from some messages and say what the model makes of others, as rows of the same features."""
    lines = solve(rows, topics)
    return Foreseen(
        np.asarray(held_out @ lines.weights + lines.bias, float),
        _mean_of_nearest(held_out, rows),
    )


def _mean_of_nearest(asked: sparse.csr_matrix, past: sparse.csr_matrix) -> Doubles:
    by_feature, few = past.T.tocsr(), min(NEAREST, past.shape[0])
    found = []
    for begin in range(0, asked.shape[0], AT_ONCE):
        likeness = (asked[begin : begin + AT_ONCE] @ by_feature).toarray()
        found.append(np.sort(np.partition(likeness, -few, axis=1)[:, -few:], axis=1).sum(axis=1) / NEAREST)
    return np.concatenate(found)
