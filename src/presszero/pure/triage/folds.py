"""Which messages are held out. Near twins stay together: a message is no test of a model that learned its twin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

TWIN_LIKENESS = 0.6
NOWHERE = -1
MOST_AT_ONCE = 3_000


def choose_folds(
    rows: sparse.csr_matrix, topics: npt.NDArray[np.intp], folds: int, seed: int
) -> npt.NDArray[np.intp]:
    """Return for each message the fold it is held out in, NOWHERE where its topic would be left without any.

    rows: (messages, features) of length 1, so that products are likenesses. Each topic is spread over all folds.
    """
    chance = np.random.default_rng(seed)
    chosen = np.full(len(topics), NOWHERE, dtype=np.intp)
    for topic in np.unique(topics):
        members = np.flatnonzero(topics == topic)
        groups = _twins(rows[members])
        if groups.max() == 0:  # all of them alike: better a test that is too easy than none
            groups = np.arange(len(members))
        if len(members) > 1:
            chosen[members] = _spread(groups, folds, chance)
    return chosen


def _twins(rows: sparse.csr_matrix) -> npt.NDArray[np.intp]:
    """Return the group of each message. Beyond a few thousand in a topic only neighbours in the list are compared."""
    groups = np.zeros(rows.shape[0], dtype=np.intp)
    taken = 0
    for begin in range(0, rows.shape[0], MOST_AT_ONCE):
        part = rows[begin : begin + MOST_AT_ONCE]
        alike = (part @ part.T) >= TWIN_LIKENESS
        count, found = connected_components(alike, directed=False)
        groups[begin : begin + MOST_AT_ONCE] = found + taken
        taken += count
    return groups


def _spread(groups: npt.NDArray[np.intp], folds: int, chance: np.random.Generator) -> npt.NDArray[np.intp]:
    """Deal the groups out in a random order, each to where its middle falls."""
    sizes = np.bincount(groups)
    order = chance.permutation(len(sizes))
    middles = np.cumsum(sizes[order]) - sizes[order] / 2
    fold_of = np.empty(len(sizes), dtype=np.intp)
    fold_of[order] = np.minimum(folds - 1, (middles * folds / len(groups)).astype(np.intp))
    if len(np.unique(fold_of)) < 2:  # one large group beside a few: some must stay to learn from
        fold_of[order[0]] = (fold_of[order[0]] + 1) % folds
    return fold_of[groups]
