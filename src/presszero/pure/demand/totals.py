"""Each day's total, also of days with gaps, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.opening import BUSY_ENOUGH, same_weekdays, usual_counts, usual_hours
from presszero.pure.demand.series import Counts, Series

# A day of which less than half is known says too little of its total.
SHARE_NEEDED = 0.5
LEAST = 0.5


@dataclass(frozen=True)
class Days:
    """A series by whole days.

    filled: counts with unknown intervals filled by the usual shape, zero in closed hours; shape (days, slots).
    totals: NaN for days that are closed, lost or known by less than half; shape (days,).
    noise: the variance of the total's logarithm that counting alone makes.
    shut: the weekday is usually closed. lost: usually open, and nothing was recorded.
    """

    filled: Counts
    totals: Counts
    noise: Counts
    shut: NDArray[np.bool_]
    lost: NDArray[np.bool_]

    @property
    def levels(self) -> Counts:
        """The logarithms of the totals, those of zero as of half an arrival."""
        return np.log(np.maximum(self.totals, LEAST))


def read_days(series: Series) -> Days:
    """Return days of which nothing is known yet, to be taken in one by one."""
    return Days(
        np.zeros_like(series.counts),
        np.full(series.days, np.nan),
        np.zeros(series.days),
        np.zeros(series.days, dtype=bool),
        np.zeros(series.days, dtype=bool),
    )


def take_in(days: Days, series: Series, index: int) -> None:
    """Fill in row `index` from a series whose rows up to it are known."""
    row = series.counts[index]
    known = ~np.isnan(row)
    count = float(row[known].sum())
    hours = usual_hours(series, index, index)
    days.shut[index] = not hours.any() and index >= 7
    usual = usual_counts(series.counts[same_weekdays(series, index, index)]) * hours
    share = float(usual[known].sum() / usual.sum()) if usual.sum() > 0 else 1.0
    if not known.any() or share < SHARE_NEEDED or (count == 0 and usual.sum() >= BUSY_ENOUGH):
        days.lost[index] = bool(hours.any()) and not count > 0
        return
    if days.shut[index] and count == 0:
        return
    total = count / share
    days.totals[index] = total
    days.noise[index] = 1.0 / max(count, LEAST)
    filling = usual * total / usual.sum() if usual.sum() > 0 else np.zeros_like(row)
    days.filled[index] = np.where(known, np.nan_to_num(row), np.where(hours, filling, 0.0))
