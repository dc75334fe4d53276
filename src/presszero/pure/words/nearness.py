"""How near sentences are in meaning, where a sentence model reads along: a second look at what seems unanswered.

The model itself is handed in; nothing is loaded here. Weights: a logistic regression over the letters that are not locked
in tests/corpora/words, on top of what the words say. Source: docs/sources.md#open-points
"""

from collections.abc import Sequence
from typing import Protocol

Near = Sequence[Sequence[float]]
"""For each point its closeness to each sentence of the draft, -1 to 1."""

OPEN_FROM = 0.6
"""How sure both must be that a point is open, by the tuned letters, each left out in turn."""
_WORDS, _STANDS_OUT, _TAKEN, _ABOUT, _ALWAYS = 0.6, -3.0, 3.3, -0.6, 0.35
_ABOUT_FROM, _ABOUT_WHOLLY = 0.15, 0.6
"""A sentence no nearer than the first is about something else, one as near as the second is about the letter."""
_MOST_ABOUT = 1.2


class SentenceModel(Protocol):
    """What tells nearness: pure.meaning.vectors.Meaning, or the engine that holds it. hash: of the model's file."""

    hash: str
    language: str

    def between(self, asked: Sequence[str], said: Sequence[str]) -> Near | None:
        """Return the closeness of each to each, None when it cannot be told now."""
        ...


def nearest(row: Sequence[float], hollow: Sequence[bool]) -> int | None:
    """Return the place of the sentence nearest to a point, None where every one is hollow."""
    told = [at for at, is_hollow in enumerate(hollow) if not is_hollow]
    return max(told, key=lambda at: row[at], default=None)


def odds_of_open(by_words: float, at: int, near: Near, hollow: Sequence[bool]) -> float:
    """Return the log-odds that a point is open, from those by words and how its nearest sentence stands out.

    A sentence counts by how much nearer it is than the draft's others are, and less when another point is nearer to it.
    A draft that is about the letter at all, sentence by sentence, leaves less open; its length by itself says nothing.
    """
    place = nearest(near[at], hollow)
    if place is None:
        return _WORDS * by_words + _ALWAYS
    told = [each for each, is_hollow in enumerate(hollow) if not is_hollow]
    best, mean = near[at][place], sum(near[at][each] for each in told) / len(told)
    others = [row[place] for other, row in enumerate(near) if other != at]
    taken = max(0.0, max(others, default=0.0) - best)
    parts = (_WORDS * by_words, _STANDS_OUT * (best - mean), _TAKEN * taken, _ABOUT * _about(near, told))
    return sum(parts) + _ALWAYS


def _about(near: Near, told: Sequence[int]) -> float:
    """Return how many sentences are about some point, for each point, 0 to 1.2."""
    nearest_points = (max(row[each] for row in near) for each in told)
    whole = _ABOUT_WHOLLY - _ABOUT_FROM
    share = sum(min(whole, max(0.0, value - _ABOUT_FROM)) / whole for value in nearest_points)
    return min(_MOST_ABOUT, share / len(near))
