"""From features to a weighted vector: rare features weigh more, and each kind is brought to its own length.

Source: docs/sources.md#tf-idf
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from presszero.pure.triage.features import KINDS, WORDS, Looked

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int32]

SHARES = (1.0, 0.7, 0.7)  # of words, pieces and pairs, chosen on training data
LENGTH = float(np.sqrt(sum(share * share for share in SHARES)))


@dataclass(frozen=True)
class Weighed:
    """One message as numbers: the places of its known features and their weights.

    unknown_share: how many of its different words were never seen in training, 0 to 1.
    """

    places: Whole
    weights: Floats
    unknown_share: float


@dataclass(frozen=True)
class Vocabulary:
    """Every known feature with its place, and how rare it is. One dictionary for each kind."""

    places: tuple[dict[str, int], dict[str, int], dict[str, int]]
    rarity: Floats

    def __len__(self) -> int:
        return len(self.rarity)

    def weigh(self, looked: Looked) -> Weighed:
        """Return the message as numbers; features that were never learned count nothing."""
        parts = [self._weigh_kind(looked, kind) for kind in KINDS]
        stems = {"~" + one for one in looked.stems}
        unknown = sum(one not in self.places[WORDS] for one in stems)
        return Weighed(
            np.concatenate([places for places, _ in parts]),
            np.concatenate([weights for _, weights in parts]),
            unknown / len(stems) if stems else 1.0,
        )

    def _weigh_kind(self, looked: Looked, kind: int) -> tuple[Whole, Floats]:
        known = self.places[kind]
        counts = Counter([known[one] for one in looked.features[kind] if one in known])
        places = np.fromiter(counts, np.int32, len(counts))
        weights = tempered(np.fromiter(counts.values(), np.float32, len(counts))) * self.rarity[places]
        length = float(np.sqrt(weights @ weights))
        scale = SHARES[kind] / LENGTH / length if length else 0.0
        return places, (weights * scale).astype(np.float32)


def tempered(times: Floats) -> Floats:
    """Return what a feature that is there several times counts: a word said ten times says not ten times as much."""
    return 1 + np.log(times)


def rarity(held_by: npt.NDArray[np.intp], messages: int) -> Floats:
    """Return how rare features are. held_by: how many of the messages hold each."""
    return (np.log((1 + messages) / (1 + held_by)) + 1).astype(np.float32)
