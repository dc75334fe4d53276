"""How much two texts share in letters and stems: runs of three to five letters find what no table of words knows.

A run that stands in many texts weighs less. Source: docs/sources.md#runs-of-letters
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import log, sqrt

from presszero.pure.words.normal import WORD, telling_stems
from presszero.pure.words.weighing import WEIGHTS

SHORTEST, LONGEST = 3, 5
STEMS_WEIGH = sqrt(0.5)
"""A shared stem counts beside shared letters; the square of this is its share."""

Profile = Mapping[str, float]


def profile(plain: str) -> Profile:
    """Return what a levelled text is made of: runs of letters and stems, each kind of length one and its weight."""
    weights, rare = _rarity()
    runs = {run: (1 + log(count)) * weights.get(run, rare) for run, count in Counter(runs_of(plain)).items()}
    stems = {f"={stem}": 1 + log(count) for stem, count in Counter(telling_stems(plain)).items()}
    return _scaled(runs, 1.0) | _scaled(stems, STEMS_WEIGH)


def shared(one: Profile, other: Profile) -> float:
    """Return how much two texts share, 0 to 1.5."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * large[key] for key, weight in small.items() if key in large)


def standing_out(points: Sequence[str], texts: Sequence[str]) -> list[tuple[float, float]]:
    """Return for each levelled point its nearness to the nearest text, and how much nearer a text is to it than to any other point.

    The second is the larger the more a text is this point's own, and below 0 where each text is nearer to another point.

    >>> near, far = standing_out(["the lift is broken", "when does the pool open"], ["the pool opens at six"])
    >>> near[1] < 0 < far[1]
    True
    """
    table = nearness_table(points, texts)
    return [(max(row, default=0.0), lead(table, at)) for at, row in enumerate(table)]


def nearness_table(points: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
    """Return how near each levelled point is to each levelled text."""
    return [[_nearness(each, other) for other in texts] for each in points]


# While a reply is typed its other sentences stay: a pair of texts is compared once. Figures are small, profiles are not.
@lru_cache(maxsize=8_192)
def _nearness(one: str, other: str) -> float:
    return shared(_profile(one), _profile(other))


_profile = lru_cache(maxsize=64)(profile)


def lead(table: Sequence[Sequence[float]], at: int) -> float:
    """Return how much nearer a text is to a point than to any other. table: nearness of each point to each text."""
    others = [row for place, row in enumerate(table) if place != at]
    leads = (value - max((row[text] for row in others), default=0.0) for text, value in enumerate(table[at]))
    return max(leads, default=0.0)


def runs_of(plain: str) -> Iterator[str]:
    """Yield the runs of three to five letters of a levelled text, with a blank before and after each word."""
    for found in WORD.finditer(plain):
        word = f" {found.group()} "
        for length in range(SHORTEST, min(LONGEST, len(word)) + 1):
            for start in range(len(word) - length + 1):
                yield word[start : start + length]


def _scaled(counted: Mapping[str, float], length: float) -> dict[str, float]:
    whole = sqrt(sum(weight * weight for weight in counted.values())) or 1.0
    return {key: length * weight / whole for key, weight in counted.items()}


@cache
def _rarity() -> tuple[Mapping[str, float], float]:
    """Return the weights of the runs that are not rare, and that of every other one."""
    told = json.loads((WEIGHTS / "letters.json").read_text(encoding="utf-8"))
    return told["weights"], told["rare"]
