"""Has a day's clock been moved? Its shape is laid over the usual shape, some hours earlier and later."""

from __future__ import annotations

import numpy as np

from presszero.pure.demand.series import Counts

MOST_HOURS = 3
MISFIT_LEFT = 0.35
MISFIT_GAINED = 60.0


def best_shift(row: Counts, usual: Counts, grain_minutes: int) -> int:
    """Return by how many intervals a day runs late against the usual shape, 0 unless it is beyond doubt.

    row, usual: counts and usual counts, shape (slots,); whole hours up to three either way are tried, and one
    is taken only when it leaves at most 35 % of the misfit (Poisson deviance) and saves at least 60 of it.
    """
    if grain_minutes > 60 or not usual.any():
        return 0
    hour = 60 // grain_minutes
    misfits = {
        hours * hour: _misfit(row, np.roll(usual, hours * hour))
        for hours in range(-MOST_HOURS, MOST_HOURS + 1)
    }
    shift = min(misfits, key=lambda one: misfits[one])
    gained = misfits[0] - misfits[shift]
    return shift if gained >= MISFIT_GAINED and misfits[shift] <= MISFIT_LEFT * misfits[0] else 0


def _misfit(row: Counts, usual: Counts) -> float:
    """Return the Poisson deviance of a day from a shape scaled to the day's total; unknown counts are left out."""
    known = ~np.isnan(row)
    count = row[known]
    expected = np.maximum(usual[known] * count.sum() / max(usual[known].sum(), 1e-9), 0.25)
    logs = np.where(count > 0, count * np.log(np.maximum(count, 1e-9) / expected), 0.0)
    return float(2 * (logs - count + expected).sum())
