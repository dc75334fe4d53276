"""When it is usually open: learnt from the last weeks before a day, never from that day or later ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.series import Counts, Series

# Same weekdays looked back on, and the share of them that must have been open.
MEMORY = 8
MOSTLY = 0.5
BUSY_ENOUGH = 10.0

Mask = NDArray[np.bool_]


def same_weekdays(series: Series, index: int, before: int, most: int = MEMORY) -> list[int]:
    """Return the rows before `before` that share the weekday of row `index`, the latest first, at most `most`."""
    last = before - 1 - (before - 1 - index) % 7
    return list(range(last, -1, -7))[:most]


def usual_hours(series: Series, index: int, before: int) -> Mask:
    """Return which intervals of a day are usually recorded, shape (slots,), known from the rows before `before`.

    All false for a weekday that is usually closed. A series of less than a week is asked for all its days.
    """
    rows = same_weekdays(series, index, before)
    if not rows and before < 7:
        rows = list(range(before))
    if not rows:
        return np.zeros(series.slots, dtype=bool)
    known = series.counts[rows]
    opened = np.nansum(known, axis=1) > 0
    if opened.mean() < MOSTLY:
        return np.zeros(series.slots, dtype=bool)
    return np.asarray((~np.isnan(known[opened])).mean(0) >= MOSTLY)


def usual_counts(counts: Counts) -> Counts:
    """Return the mean of each interval over the days that are known, zero where none is; shape (slots,)."""
    known = ~np.isnan(counts)
    return np.asarray(np.where(known, counts, 0.0).sum(0) / np.maximum(known.sum(0), 1))


def is_open(series: Series, index: int) -> bool:
    """True when a day holds any arrival."""
    return bool(np.nansum(series.counts[index]) > 0)
