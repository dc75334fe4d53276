"""When refusals gather, a topic nobody has a name for may be starting: a new by-law, a new kind of bin."""

from __future__ import annotations

import math

EXPECTED_SHARE = 0.05  # of letters that do belong to a topic, refused by design
CHANCE = 0.001
FEWEST = 5


def refusals_gather(refused: int, said: int, expected_share: float = EXPECTED_SHARE) -> bool:
    """Return whether so many refusals among so many letters are more than chance, once in a thousand weeks.

    >>> refusals_gather(6, 100), refusals_gather(16, 100), refusals_gather(4, 4)
    (False, True, False)
    """
    return refused >= FEWEST and binomial_tail(refused, said, expected_share) < CHANCE


def binomial_tail(found: int, tries: int, share: float) -> float:
    """Return the chance of at least so many in so many tries. share: above 0, below 1."""
    return math.fsum(_binomial(count, tries, share) for count in range(found, tries + 1))


def _binomial(count: int, tries: int, share: float) -> float:
    ways = math.lgamma(tries + 1) - math.lgamma(count + 1) - math.lgamma(tries - count + 1)
    return math.exp(ways + count * math.log(share) + (tries - count) * math.log1p(-share))
