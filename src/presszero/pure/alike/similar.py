"""Who else wrote of the same: the messages most like one, of those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from presszero.pure.alike.meant import to_length_one
from presszero.pure.alike.rows import Floats
from presszero.pure.alike.scope import Layout, lay_out, neighbours, read_together
from presszero.pure.triage.sense import SentenceModel

RULE = "similar-1"  # grows whenever the same messages may score otherwise
BESIDE = 20
# Where a sentence model reads along: fewer and the nearest of them the most, and what a message says itself beside them.
BESIDE_MEANT, SHARPNESS_MEANT, TOGETHER_MEANT = 10, 4, 0.6
LEAST_MEANT = 0.25  # likeness; any two sentences share some


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
    def of(
        cls, texts: Sequence[str], keys: Sequence[str] | None = None, *, meaning: SentenceModel | None = None
    ) -> Scope:
        """Return a scope of messages. keys: by which they are known, else their numbers. Raises TooFewMessages.

        meaning: a sentence model that reads the messages of its language along.
        """
        layout = lay_out(texts, meaning=meaning)
        known = tuple(keys or [str(number) for number in range(len(texts))])
        if not layout.meant:
            return cls(known, layout, read_together(layout.places, neighbours(layout.rows, BESIDE)))
        drawn = read_together(layout.places, neighbours(layout.places, BESIDE_MEANT, SHARPNESS_MEANT))
        return cls(known, layout, _with_itself(layout.places, drawn))

    def nearest(self, most: int = 1) -> npt.NDArray[np.intp]:
        """Return for each message of the scope the numbers of those most like it: (messages, most)."""
        like = self.together @ self.together.T
        np.fill_diagonal(like, -1)
        return np.argsort(-like, axis=1, kind="stable")[:, :most]


def similar(text: str, scope: Scope, most: int = 5) -> list[Alike]:
    """Return the messages of a scope most like a text, the most like first; one that shares nothing is left out."""
    likeness = _by_meaning(text, scope) if scope.layout.meant else _by_words(text, scope)
    order = np.argsort(-likeness, kind="stable")[:most]
    return [Alike(scope.keys[at], round(float(likeness[at]), 4)) for at in order if likeness[at] > 0]


def _by_words(text: str, scope: Scope) -> Floats:
    row, place = scope.layout.place_of(text)
    shared = (scope.layout.rows @ row.T).toarray().ravel()
    drawn = _drawn(scope, shared, BESIDE, 2)
    likeness: Floats = scope.together @ to_length_one((place + drawn)[None, :])[0] * bool(shared.any())
    return likeness


def _by_meaning(text: str, scope: Scope) -> Floats:
    _, place = scope.layout.place_of(text)
    shared = np.maximum(scope.layout.places @ place, 0)
    drawn = to_length_one((place + _drawn(scope, shared, BESIDE_MEANT, SHARPNESS_MEANT))[None, :])
    likeness: Floats = scope.together @ _with_itself(place[None, :], drawn)[0]
    return likeness * (shared >= LEAST_MEANT)


def _drawn(scope: Scope, shared: Floats, most: int, sharpness: int) -> Floats:
    """Return where the messages lie that share most with one."""
    beside = np.argsort(-shared, kind="stable")[:most]
    return to_length_one((shared[beside] ** sharpness @ scope.layout.places[beside])[None, :])[0]


def _with_itself(places: Floats, together: Floats) -> Floats:
    """Return places by what messages say themselves and what they say with those beside them."""
    return to_length_one(np.hstack((places, np.float32(TOGETHER_MEANT**0.5) * together)))
