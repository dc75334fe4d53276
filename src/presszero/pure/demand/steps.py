"""Has a level moved for good? A step is believed once the days since it speak for one clearly enough.

Source: docs/sources.md#level-steps
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import solve_triangular

from presszero.pure.demand.kernels import STEP_SIZE, Matrix

FEWEST_DAYS, MOST_DAYS = 3, 14
# Days without a surprise like this one are not asked whether anything has moved.
STIRRED = 2.5
# The logarithm of the odds for a step against none that must be reached: about 400 to 1.
LOG_ODDS = 6.0


def days_since_step(lower: Matrix, innovations: Matrix) -> int | None:
    """Return how many of the last days lie after a step of their level; None where a step is not likely.

    lower: the triangular root of their covariance, shape (days, days). innovations: how far each was from what was
    expected of it, in standard deviations, shape (days,).
    """
    most = min(MOST_DAYS, len(innovations))
    if most < FEWEST_DAYS or np.abs(innovations[-most:]).max() < STIRRED:
        return None
    odds = {
        days: _log_odds(lower[-days:, -days:], innovations[-days:]) for days in range(FEWEST_DAYS, most + 1)
    }
    likeliest = max(odds, key=lambda days: odds[days])
    return likeliest if odds[likeliest] >= LOG_ODDS else None


def _log_odds(lower: Matrix, innovations: Matrix) -> float:
    """Return the logarithm of how much likelier these days are with a step before the first of them."""
    alike = solve_triangular(lower, np.ones(len(innovations)), lower=True, check_finite=False)
    sure = float(alike @ alike)
    pull = float(alike @ innovations)
    return 0.5 * (pull**2 / (sure + STEP_SIZE**-2) - np.log1p(STEP_SIZE**2 * sure))
