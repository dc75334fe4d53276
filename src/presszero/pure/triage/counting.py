"""All examples counted once, so that any part of them becomes a matrix without reading them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.triage.features import KINDS, WORDS, Features
from presszero.pure.triage.weighing import LENGTH, SHARES, Vocabulary, rarity, tempered

SEEN_AT_LEAST = np.array((1, 2, 2))  # messages that must hold a word, a piece, a pair before it counts


@dataclass(frozen=True)
class Counted:
    """How often each message holds each feature: rows (messages, features), with the features' names and kinds."""

    rows: sparse.csr_matrix
    features: list[str]
    kinds: npt.NDArray[np.int8]
    is_stem: npt.NDArray[np.bool_]

    def frame(self, which: npt.NDArray[np.intp]) -> Frame:
        """Learn from some of the messages which features count, and how rare they are among these."""
        rows = self.rows[which]
        held_by = np.bincount(rows.indices, minlength=rows.shape[1])
        kept = np.flatnonzero(held_by >= np.maximum(1, SEEN_AT_LEAST[self.kinds]))
        return Frame(self, kept, rarity(held_by[kept], len(which)), held_by > 0)


@dataclass(frozen=True)
class Frame:
    """Which features count for a model, and how rare they are among what it learns from."""

    counted: Counted
    kept: npt.NDArray[np.intp]
    rarity: npt.NDArray[np.float32]
    seen: npt.NDArray[np.bool_]

    def weigh(self, which: npt.NDArray[np.intp]) -> sparse.csr_matrix:
        """Return messages as weighted rows of length 1, as Vocabulary.weigh would one by one."""
        rows = self.counted.rows[which][:, self.kept].tocsr()
        weights = tempered(rows.data) * self.rarity[rows.indices]
        kinds = self.counted.kinds[self.kept][rows.indices]
        line = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        squares = np.bincount(line * len(KINDS) + kinds, weights**2, minlength=rows.shape[0] * len(KINDS))
        lengths = np.sqrt(squares)[line * len(KINDS) + kinds]
        scaled = weights * np.array(SHARES)[kinds] / LENGTH / lengths
        return sparse.csr_matrix((scaled, rows.indices, rows.indptr), shape=rows.shape)

    def unknown_share(self, which: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        """Return for each message which share of its different stems the model never saw."""
        stems = self.counted.rows[which][:, np.flatnonzero(self.counted.is_stem)].tocsr()
        never = ~self.seen[self.counted.is_stem]
        line = np.repeat(np.arange(len(which)), np.diff(stems.indptr))
        unknown = np.bincount(line, never[stems.indices], minlength=len(which))
        all_of_them = np.diff(stems.indptr)
        return np.where(all_of_them > 0, unknown / np.maximum(1, all_of_them), 1.0)

    def vocabulary(self) -> Vocabulary:
        """Return the features that count as a model keeps them."""
        places: tuple[dict[str, int], dict[str, int], dict[str, int]] = ({}, {}, {})
        kinds = self.counted.kinds[self.kept].tolist()
        for place, (feature, kind) in enumerate(zip(self.kept.tolist(), kinds, strict=True)):
            places[kind][self.counted.features[feature]] = place
        return Vocabulary(places, self.rarity)


def count(messages: Sequence[Features]) -> Counted:
    """Count every feature of some messages, each as look_at gives them."""
    parts, features, kinds = [], list[str](), list[int]()
    for kind in KINDS:
        known = defaultdict[str, int]()
        known.default_factory = known.__len__  # a feature met for the first time takes the next column
        lengths = [len(message[kind]) for message in messages]
        every = chain.from_iterable(message[kind] for message in messages)
        columns = np.fromiter(map(known.__getitem__, every), np.int32, sum(lengths))
        begins = np.concatenate(([0], np.cumsum(lengths)))
        part = sparse.csr_matrix(
            (np.ones(len(columns), np.float32), columns, begins), shape=(len(messages), len(known))
        )
        part.sum_duplicates()
        parts.append(part)
        features += known
        kinds += [kind] * len(known)
    is_stem = np.array([kind == WORDS and one[:1] == "~" for one, kind in zip(features, kinds, strict=True)])
    return Counted(sparse.hstack(parts).tocsr(), features, np.array(kinds, np.int8), is_stem)
