"""Who else wrote of the same: the messages most like one, of those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from presszero.pure.alike.rows import Floats
from presszero.pure.alike.scope import Layout, lay_out, neighbours, read_together, to_length_one

RULE = "similar-1"  # grows whenever the same messages may score otherwise
BESIDE = 20


@dataclass(frozen=True)
class Alike:
    """A message like another. likeness: below 1, the higher the more alike; it orders, and proves nothing."""

    key: str
    likeness: float


@dataclass(frozen=True)
class Scope:
    """The messages among which one looks, by key."""

    keys: tuple[str, ...]
    layout: Layout
    together: Floats

    @classmethod
    def of(cls, texts: Sequence[str], keys: Sequence[str] | None = None) -> Scope:
        """Return a scope of messages. keys: by which they are known, else their numbers. Raises TooFewMessages."""
        layout = lay_out(texts)
        together = read_together(layout.places, neighbours(layout.rows, BESIDE))
        return cls(tuple(keys or [str(number) for number in range(len(texts))]), layout, together)

    def nearest(self, most: int = 1) -> npt.NDArray[np.intp]:
        """Return for each message of the scope the numbers of those most like it: (messages, most)."""
        like = self.together @ self.together.T
        np.fill_diagonal(like, -1)
        return np.argsort(-like, axis=1, kind="stable")[:, :most]


def similar(text: str, scope: Scope, most: int = 5) -> list[Alike]:
    """Return the messages of a scope most like a text, the most like first; one that shares nothing is left out."""
    row, place = scope.layout.place_of(text)
    shared = (scope.layout.rows @ row.T).toarray().ravel()
    beside = np.argsort(-shared, kind="stable")[:BESIDE]
    weights = shared[beside] ** 2
    if not weights.sum():
        return []
    drawn = to_length_one((weights @ scope.layout.places[beside])[None, :])[0]
    likeness = scope.together @ to_length_one((place + drawn)[None, :])[0]
    order = np.argsort(-likeness, kind="stable")[:most]
    return [Alike(scope.keys[at], round(float(likeness[at]), 4)) for at in order if likeness[at] > 0]
