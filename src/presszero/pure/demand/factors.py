"""How days differ in shape and level at once: a few factors of the roots of counts.

Source: docs/sources.md#day-factors
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.series import Counts

MOST_FACTORS = 4
DAYS_A_FACTOR = 8
DAYS_ASKED = 250
# The root of a Poisson count plus a quarter has a variance of about a quarter, whatever its mean.
COUNTING_VARIANCE = 0.25


@dataclass(frozen=True)
class Factors:
    """The directions in which days differ from the mean of their weekday.

    means: roots by weekday, shape (7, slots). directions: shape (slots, factors), each of length 1.
    scales: the usual size of each factor's scores, shape (factors,).
    """

    means: Counts
    directions: Counts
    scales: Counts

    def scores(self, weekdays: NDArray[np.int64], filled: Counts) -> Counts:
        """Return how far days go in each direction, in units of its usual size; shape (days, factors)."""
        return (_roots(filled) - self.means[weekdays]) @ self.directions / self.scales

    def counts(self, weekday: int, scores: Counts) -> Counts:
        """Return the counts that scores stand for, shape (slots,)."""
        roots = self.means[weekday] + self.directions @ (scores * self.scales)
        return np.maximum(np.maximum(roots, 0.0) ** 2 - COUNTING_VARIANCE, 0.0)


def find_factors(filled: Counts, weekdays: NDArray[np.int64]) -> Factors | None:
    """Return the factors of days; None when there are too few days or intervals to tell any.

    filled: counts of days whose totals are known, shape (days, slots), the latest last.
    """
    filled, weekdays = filled[-DAYS_ASKED:], weekdays[-DAYS_ASKED:]
    count = min(MOST_FACTORS, len(filled) // DAYS_A_FACTOR, filled.shape[1] - 1)
    if count < 1:
        return None
    roots = _roots(filled)
    general = roots.mean(0)
    means = np.array([_steadied(roots[weekdays == weekday], general) for weekday in range(7)])
    left = roots - means[weekdays]
    _, sizes, directions = np.linalg.svd(left, full_matrices=False)
    scales = np.maximum(sizes[:count] / np.sqrt(len(filled)), 1e-6)
    return Factors(means, directions[:count].T, scales)


def _roots(counts: Counts) -> Counts:
    return np.sqrt(np.maximum(counts, 0.0) + COUNTING_VARIANCE)


def _steadied(roots: Counts, general: Counts) -> Counts:
    """Return the mean of a weekday's roots, leaning on the general mean by one day."""
    return np.asarray((roots.sum(0) + general) / (len(roots) + 1))
