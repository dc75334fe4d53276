"""How near sentences are in meaning, where a sentence model reads along: more signs of whether a point is left open.

The model itself is handed in; nothing is loaded here. Source: docs/sources.md#open-points
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from presszero.pure.words import lettering

Rows = Sequence[Sequence[float]]
"""For each text its closeness to each sentence of the draft, -1 to 1."""


@dataclass(frozen=True)
class Near:
    """How near each point is to each sentence of the draft. around: the same, read with its sentence and the one before."""

    own: Rows
    around: Rows


class SentenceModel(Protocol):
    """What tells nearness: pure.meaning.vectors.Meaning, or the engine that holds it. hash: of the model's file."""

    hash: str
    language: str

    def between(self, asked: Sequence[str], said: Sequence[str]) -> Rows | None:
        """Return the closeness of each to each, None when it cannot be told now."""
        ...


def nearest(row: Sequence[float], hollow: Sequence[bool]) -> int | None:
    """Return the place of the sentence nearest to a point, None where every one is hollow."""
    return max(_telling(hollow), key=lambda at: row[at], default=None)


def told_by_meaning(at: int, near: Near, hollow: Sequence[bool], does: Sequence[bool]) -> dict[str, float]:
    """Return what the model is told of one point's nearness in meaning. does: which sentences do what the point wants.

    stands out: how much nearer its nearest sentence is than the draft's others are; elsewhere: how much nearer that
    sentence is to another point; leads in meaning: how much nearer a sentence is to it than to any other point; does
    in meaning: the nearest that does what it wants; around: the nearest to it with what stands before it.
    """
    telling, row = _telling(hollow), near.own[at]
    place = nearest(row, hollow)
    if place is None:
        return {"nothing told": 1.0}
    others = [other[place] for each, other in enumerate(near.own) if each != at]
    return {
        "stands out": row[place] - sum(row[each] for each in telling) / len(telling),
        "elsewhere": max(0.0, max(others, default=0.0) - row[place]),
        "leads in meaning": lettering.lead([[other[each] for each in telling] for other in near.own], at),
        "does in meaning": max((row[each] for each in telling if does[each]), default=0.0),
        "around": max(near.around[at][each] for each in telling),
    }


def _telling(hollow: Sequence[bool]) -> list[int]:
    return [at for at, is_hollow in enumerate(hollow) if not is_hollow]
