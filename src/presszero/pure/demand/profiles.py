"""The shape of a day: which share of its arrivals comes in each interval, by weekday."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.series import Counts

# Each day back counts two per cent less; three average days of the general shape steady each weekday's own.
FADES_A_DAY = 0.98
STEADY_DAYS = 3.0


class Profiles:
    """Shapes by weekday that lean on the general shape while a weekday is young."""

    def __init__(self, slots: int) -> None:
        self._sums = np.zeros((7, slots))
        self._days = 0.0

    def learn(self, weekday: int, counts: Counts) -> None:
        """Take in the next day's counts, shape (slots,); call fade() for every calendar day that passes."""
        self._sums[weekday] += counts
        self._days += 1.0

    def fade(self) -> None:
        """Let one calendar day pass."""
        self._sums *= FADES_A_DAY
        self._days *= FADES_A_DAY

    def shape(self, weekday: int, hours: NDArray[np.bool_]) -> Counts:
        """Return the shares of a weekday's intervals, adding up to 1 over the hours it is open; shape (slots,)."""
        general = self._sums.sum(0) * hours
        if not general.sum() > 0:
            return hours / max(hours.sum(), 1)
        own = self._sums[weekday] * hours
        leaning = STEADY_DAYS * self._sums.sum() / max(self._days, 1e-9)
        mixed = own + leaning * general / general.sum()
        return np.asarray(mixed / mixed.sum())
