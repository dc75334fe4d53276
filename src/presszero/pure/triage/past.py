"""The past cases a model was trained on, kept so that the nearest ones to a message are found fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from presszero.pure.triage.weighing import Floats, Weighed, Whole

if TYPE_CHECKING:
    from scipy import sparse

NEAREST = 3


@dataclass(frozen=True)
class PastCases:
    """Past messages by feature: for each place of the vocabulary the messages that hold it, and how much.

    begins: where the messages of each place begin in rows and weights; one longer than the vocabulary.
    """

    keys: tuple[str, ...]
    topics: Whole
    begins: npt.NDArray[np.int64]
    rows: Whole
    weights: Floats

    def likeness(self, message: Weighed) -> Floats:
        """Return how like the message is to each past one, 0 to 1."""
        starts, ends = self.begins[message.places], self.begins[message.places + 1]
        lengths = ends - starts
        total = int(lengths.sum())
        if not total:
            return np.zeros(len(self.keys), np.float32)
        offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        at = np.arange(total) + offsets
        products = self.weights[at] * np.repeat(message.weights, lengths)
        return np.bincount(self.rows[at], products, minlength=len(self.keys)).astype(np.float32)


def nearest(likeness: Floats, most: int = NEAREST) -> Sequence[int]:
    """Return the places of the most like, the first of them first."""
    few = min(most, len(likeness))
    found = np.argpartition(-likeness, few - 1)[:few]
    return [int(place) for place in found[np.lexsort((found, -likeness[found]))]]


def keep_past(rows: sparse.csr_matrix, topics: Sequence[int], keys: Sequence[str]) -> PastCases:
    """Return past messages as they are looked through. rows: (messages, features), weighted."""
    by_feature = rows.tocsc()
    return PastCases(
        tuple(keys),
        np.array(topics, np.int32),
        by_feature.indptr.astype(np.int64),
        by_feature.indices.astype(np.int32),
        by_feature.data.astype(np.float32),
    )
