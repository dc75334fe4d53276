"""How wide the bands are: counting alone, and what the last forecasts missed beyond it.

Source: docs/sources.md#negative-binomial-arrivals
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Final

import numpy as np
from scipy.stats import nbinom, norm

from presszero.pure.demand.combining import GROUPS, group_of
from presszero.pure.demand.series import Counts

LEVELS: Final = (50, 80, 95)
# The last 90 forecasts of each distance are remembered.
MEMORY_DAYS = 90
# What is believed before any error is seen weighs as much as so many days of errors.
BELIEF_DAYS = {"interval": 4.0, "day": 15.0}
INTERVAL_EXTRA = 0.06
LEAST_MEAN = 1.0
FEWEST_CELLS = 5
NEARLY_POISSON = 1e-3


class Spreads:
    """The spread beyond counting, as a share of the mean, learnt from what forecasts missed."""

    def __init__(self) -> None:
        self._missed: dict[tuple[str, int], deque[Counts]] = defaultdict(
            lambda: deque(maxlen=MEMORY_DAYS * 7)
        )

    def learn(self, expected: Counts, actual: Counts, days_ahead: int) -> None:
        """Take in a day that has come: expected and actual counts, shape (slots,), NaN for unknown."""
        known = ~np.isnan(actual) & (expected > 0)
        group = group_of(days_ahead)
        self._missed["interval", group].append(_beyond(expected[known], actual[known]))
        whole = np.array([expected[known].sum()]), np.array([actual[known].sum()])
        self._missed["day", group].append(_beyond(*whole))

    def shares(self, what: str, days_ahead: int, belief: float) -> dict[int, float]:
        """Return the spread beyond counting for each level of LEVELS, as a share of the mean.

        what: "interval" or "day". belief: the share that is believed before any error was seen.
        """
        group = group_of(days_ahead)
        first, last = GROUPS[group]
        rows = list(self._missed[what, group])[-MEMORY_DAYS * min(last - first + 1, 7) :]
        found = np.concatenate(rows) if rows else np.zeros(0)
        weight = len(rows) / min(last - first + 1, 7)
        believed = BELIEF_DAYS[what]
        shares = {}
        for level in LEVELS:
            seen = share_missed(found, level, belief)
            shares[level] = float(np.sqrt((weight * seen**2 + believed * belief**2) / (weight + believed)))
        return shares


def _beyond(expected: Counts, actual: Counts) -> Counts:
    """Return (miss squared, mean) of cells, shape (cells, 2)."""
    enough = expected >= LEAST_MEAN
    return np.column_stack([(actual - expected)[enough] ** 2, expected[enough]])


def share_missed(missed: Counts, level: int, belief: float) -> float:
    """Return the share at which a band of `level` per cent holds that part of what was missed.

    missed: (miss squared, mean) of cells, shape (cells, 2). belief: what is said of fewer than five cells.
    """
    if len(missed) < FEWEST_CELLS:
        return belief
    reach = norm.ppf(0.5 + level / 200)
    beyond = np.maximum(missed[:, 0] / reach**2 - missed[:, 1], 0.0) / missed[:, 1] ** 2
    return float(np.sqrt(np.quantile(beyond, level / 100)))


def band(mean: Counts, share: Counts | float, level: int) -> tuple[Counts, Counts]:
    """Return the low and high counts between which `level` per cent of days fall, of the shape of mean.

    A count is negative binomial: Poisson about a mean that itself varies by `share` of it, one number or broadcast to
    mean. Counts are whole, so no band holds just `level`; on each side the count is taken that comes nearest.
    """
    tail = 0.5 - level / 200
    safe = np.maximum(mean, 1e-9)
    size = 1.0 / np.maximum(share, NEARLY_POISSON) ** 2
    one = size / (size + safe)
    low, high = nbinom.ppf(tail, size, one), nbinom.ppf(1 - tail, size, one)
    closer_low = tail - nbinom.cdf(low - 1, size, one) > nbinom.cdf(low, size, one) - tail
    closer_high = tail - nbinom.sf(high, size, one) > nbinom.sf(high - 1, size, one) - tail
    low, high = low + closer_low, high - closer_high
    # Where hardly anybody comes both sides may meet; the likelier count is told then.
    high = np.maximum(high, np.floor(safe))
    low = np.minimum(low, high)
    return np.where(mean > 0, low, 0.0), np.where(mean > 0, high, 0.0)
