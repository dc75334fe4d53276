"""Has a day's clock been moved? Its shape is laid over the usual shape, some hours earlier and later."""

from __future__ import annotations

import numpy as np

from presszero.pure.demand.opening import usual_counts
from presszero.pure.demand.series import Counts, Series

MOST_HOURS = 3
MISFIT_LEFT = 0.35
MISFIT_GAINED = 60.0
# Weekdays are less alike than one Monday and the next.
GAINED_AMONG_WEEKDAYS = 150.0
WORKDAYS, WORKDAYS_NEEDED, DAYS_BACK = 5, 2, 8


def best_shift(row: Counts, usual: Counts, grain_minutes: int, *, gained: float = MISFIT_GAINED) -> int:
    """Return by how many intervals a day runs late against the usual shape, 0 unless it is beyond doubt.

    row, usual: counts and usual counts, shape (slots,); whole hours up to three either way are tried, and one
    is taken only when it leaves at most 35 % of the misfit (Poisson deviance) and saves at least `gained` of it.
    """
    if grain_minutes > 60 or not usual.any():
        return 0
    hour = 60 // grain_minutes
    misfits = {
        hours * hour: _misfit(row, np.roll(usual, hours * hour))
        for hours in range(-MOST_HOURS, MOST_HOURS + 1)
    }
    shift = min(misfits, key=lambda one: misfits[one])
    return (
        shift if misfits[0] - misfits[shift] >= gained and misfits[shift] <= MISFIT_LEFT * misfits[0] else 0
    )


class FirstWeeks:
    """Shifts while a weekday is hardly known: a working day is laid over the working days before it.

    Weekends are left alone, they live by other hours. A weekday that is moved alike twice keeps its own hours, such as
    a shop's late Thursday.
    """

    def __init__(self) -> None:
        self._suspected: dict[int, int] = {}

    def shift(self, row: Counts, laid: Series, index: int, now: int) -> int:
        """Return by how many intervals row `index` runs late against the first days.

        laid: the days before on the first days' clock. now: how far the clock runs late that the latest days agree on.
        """
        weekday = laid.day(index).weekday()
        before = [
            one
            for one in range(index - 1, max(index - 1 - DAYS_BACK, -1), -1)
            if laid.day(one).weekday() < WORKDAYS and np.nansum(laid.counts[one]) > 0
        ]
        if weekday >= WORKDAYS or len(before) < WORKDAYS_NEEDED:
            return now
        usual = np.roll(usual_counts(laid.counts[before]), now)
        found = now + best_shift(row, usual, laid.grain_minutes, gained=GAINED_AMONG_WEEKDAYS)
        if found != now and self._suspected.get(weekday) == found:
            return now
        self._suspected[weekday] = found
        return found


def _misfit(row: Counts, usual: Counts) -> float:
    """Return the Poisson deviance of a day from a shape scaled to the day's total; unknown counts are left out."""
    known = ~np.isnan(row)
    count = row[known]
    expected = np.maximum(usual[known] * count.sum() / max(usual[known].sum(), 1e-9), 0.25)
    logs = np.where(count > 0, count * np.log(np.maximum(count, 1e-9) / expected), 0.0)
    return float(2 * (logs - count + expected).sum())
