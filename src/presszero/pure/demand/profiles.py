"""The shape of a day: which share of its arrivals comes in each interval, by weekday."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.series import Counts

# Each day back counts two per cent less.
FADES_A_DAY = 0.98
# How many average days of the general shape steady each weekday's own, and over how many neighbours on each side an
# interval is smoothed. The days that passed tell which did best; before any did, the first of each.
STEADY_DAYS = (3.0, 1.0, 10.0, 30.0, 100.0)
NEIGHBOURS = (0, 1, 2)
WAYS = tuple(product(STEADY_DAYS, NEIGHBOURS))
NEVER = 1e-9  # the least share: where nobody ever came, whoever comes surprises all ways alike

Hours = NDArray[np.bool_]


class Profiles:
    """Shapes by weekday that lean on the general shape and on neighbours as far as that has told past days best."""

    def __init__(self, slots: int) -> None:
        self._sums = np.zeros((7, slots))
        self._days = 0.0
        self._always = np.ones(slots, dtype=bool)
        self._likely = np.zeros(len(WAYS))

    def learn(self, weekday: int, counts: Counts) -> None:
        """Take in the next day's counts, shape (slots,); call fade() for every calendar day that passes."""
        if self._days:
            shapes = np.array([self._drawn(weekday, self._always, *way) for way in WAYS])
            self._likely += np.log(np.maximum(shapes, NEVER)) @ counts
        self._sums[weekday] += counts
        self._days += 1.0

    def fade(self) -> None:
        """Let one calendar day pass."""
        self._sums *= FADES_A_DAY
        self._days *= FADES_A_DAY
        self._likely *= FADES_A_DAY

    def shape(self, weekday: int, hours: Hours) -> Counts:
        """Return the shares of a weekday's intervals, adding up to 1 over the hours it is open; shape (slots,)."""
        return self._drawn(weekday, hours, *WAYS[int(self._likely.argmax())])

    def _drawn(self, weekday: int, hours: Hours, steady_days: float, neighbours: int) -> Counts:
        general = self._sums.sum(0) * hours
        if not general.sum() > 0:
            return hours / max(hours.sum(), 1)
        own = self._sums[weekday] * hours
        leaning = steady_days * self._sums.sum() / max(self._days, 1e-9)
        mixed = own + leaning * general / general.sum()
        if 0 < 2 * neighbours < len(mixed):
            mixed = _smoothed(mixed, general > 0, neighbours)
        return np.asarray(mixed / mixed.sum())


def _smoothed(counts: Counts, there: Hours, neighbours: int) -> Counts:
    """Return each interval as the mean of itself and its neighbours that are there, the nearer the heavier."""
    rising = np.arange(1.0, neighbours + 2)
    heaviness = np.concatenate([rising, rising[-2::-1]])
    around = np.convolve(there, heaviness, "same")
    return np.where(there, np.convolve(counts, heaviness, "same") / np.maximum(around, 1.0), 0.0)
