"""The level of days that follow: a Gaussian process over days, exact whatever days are missing.

Source: docs/sources.md#day-levels
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, cho_solve, cholesky, solve_triangular
from scipy.optimize import minimize

from presszero.pure.demand.kernels import NOISE, STEP_SIZE, DayLikeness, Matrix, spread, start
from presszero.pure.demand.steps import MOST_DAYS, days_since_step

Rows = NDArray[np.int64]

# A day further off than this many standard deviations counts for less, as far as it is beyond.
SURPRISE = 3.0
SETTLED_AFTER = 14
TUNING_STEPS, STEPS_AGAIN = 30, 8
TUNING_DAYS = 420
PASSES = 3


def tuned(
    likeness: DayLikeness,
    rows: Rows,
    levels: Matrix,
    noise: Matrix,
    *,
    before: Matrix | None = None,
    days: int = TUNING_DAYS,
) -> Matrix:
    """Return the parameters' logarithms that make what was seen most likely, given what is usual of counts.

    rows: the days seen, of those in likeness, at least one. levels: of those days, around zero. noise: their
    known variance, such as that of counting. before: what was found some weeks ago, a short way from here.
    days: how many of the last days are asked.
    """
    rows, levels, noise = rows[-days:], levels[-days:], noise[-days:].copy()
    seen = likeness.only(rows)
    begin = start() if before is None else before
    for _ in range(2):
        begin = np.asarray(
            minimize(
                _unlikely, begin, args=(seen, levels, noise), jac=True, method="L-BFGS-B",
                options={"maxiter": TUNING_STEPS if before is None else STEPS_AGAIN},
            ).x
        )  # fmt: skip
        surprises = _left_out(seen.covariance(begin), levels, noise + np.exp(2 * begin[NOISE]))
        odd = np.abs(surprises[0]) > SURPRISE
        if not odd.any():
            break
        noise[odd] += surprises[1][odd] ** 2
    return begin


def _unlikely(logs: Matrix, seen: DayLikeness, levels: Matrix, noise: Matrix) -> tuple[float, Matrix]:
    """Return the negative log posterior and its slope."""
    parts = seen.parts(logs)
    whole = seen.level.copy()
    for part in parts.values():
        whole += part
    whole[np.diag_indices_from(whole)] += noise + np.exp(2 * logs[NOISE])
    off = (logs - start()) / spread()
    try:
        lower = cholesky(whole, lower=True, check_finite=False)
    except LinAlgError:
        return 1e12, off
    inverse = cho_solve((lower, True), np.eye(len(levels)), check_finite=False)
    pull = inverse @ levels
    cost = 0.5 * levels @ pull + np.log(np.diag(lower)).sum() + 0.5 * (off**2).sum()
    weights = 0.5 * (inverse - np.outer(pull, pull))
    return float(cost), seen.slopes(logs, parts, weights) + off / spread()


def _left_out(covariance: Matrix, levels: Matrix, noise: Matrix) -> tuple[Matrix, Matrix]:
    """Return how far each day is from what all others say, in standard deviations and as it is."""
    inverse = np.linalg.inv(covariance + np.diag(noise))
    pull, own = inverse @ levels, np.diag(inverse)
    return pull / np.sqrt(own), pull / own


class LevelFilter:
    """What is believed of every day's level after the days learnt so far; each new day is one step more.

    Days must be learnt in their order. A day that surprises (beyond three standard deviations) counts for
    less, unless the day before surprised the same way: then the level has moved. Where it has moved for good,
    the days since then say where to, and no longer those before.
    """

    def __init__(self, likeness: DayLikeness, logs: Matrix, most_days: int) -> None:
        self._covariance = likeness.covariance(logs)
        self._noise = float(np.exp(2 * logs[NOISE]))
        self._lower = np.zeros((most_days, most_days), order="F")
        self._innovations = np.zeros(most_days)
        self._rows = np.zeros(most_days, dtype=np.int64)
        self._seen = 0
        self._last_surprise = 0.0

    def learn_all(self, rows: Rows, levels: Matrix, noise: Matrix) -> None:
        """Take in the first days at once; a day counts for less that surprises all the others, later ones too."""
        count = len(rows)
        covariance = self._covariance[np.ix_(rows, rows)]
        added = noise + self._noise
        for _ in range(PASSES):
            off, miss = _left_out(covariance, levels, added)
            odd = np.abs(off) > SURPRISE
            if not odd.any() or count < SETTLED_AFTER:
                break
            added = np.where(odd, added + miss**2 / SURPRISE**2, added)
        lower = cholesky(covariance + np.diag(added), lower=True, check_finite=False)
        self._lower[:count, :count] = lower
        self._innovations[:count] = solve_triangular(lower, levels, lower=True, check_finite=False)
        self._rows[:count] = rows
        self._seen = count
        self._last_surprise = float(self._innovations[count - 1]) if count else 0.0

    def learn(self, row: int, level: float, noise: float) -> int | None:
        """Take in one more day's level with its known variance; return the row at which the level moved, if it did."""
        seen = self._seen
        across = self._solved(self._covariance[self._rows[:seen], row])
        miss = level - float(across @ self._innovations[:seen])
        variance = max(float(self._covariance[row, row] - across @ across) + noise + self._noise, 1e-12)
        surprise = float(miss / np.sqrt(variance))
        moved = self._last_surprise * surprise > 0 and abs(self._last_surprise) > SURPRISE
        if abs(surprise) > SURPRISE and seen >= SETTLED_AFTER and not moved:
            variance = (miss / SURPRISE) ** 2
        self._lower[seen, :seen] = across
        self._lower[seen, seen] = np.sqrt(variance)
        self._innovations[seen] = miss / self._lower[seen, seen]
        self._rows[seen] = row
        self._seen += 1
        self._last_surprise = surprise
        return self._moved()

    def _moved(self) -> int | None:
        """Let the level move where the last days say that it has; return the first row after it."""
        last = slice(max(self._seen - MOST_DAYS, 0), self._seen)
        days = days_since_step(self._lower[last, last], self._innovations[last])
        if days is None:
            return None
        since = slice(self._seen - days, self._seen)
        block = self._lower[since, since]
        off = block @ self._innovations[since]
        block = cholesky(block @ block.T + STEP_SIZE**2, lower=True, check_finite=False)
        self._lower[since, since] = block
        self._innovations[since] = solve_triangular(block, off, lower=True, check_finite=False)
        first = int(self._rows[since][0])
        self._covariance[first:, first:] += STEP_SIZE**2
        return first

    def expect(self, rows: Rows) -> tuple[Matrix, Matrix]:
        """Return the mean and the variance of the level of some days, the noise of a single day included."""
        seen = self._seen
        across = self._solved(self._covariance[np.ix_(self._rows[:seen], rows)])
        mean = across.T @ self._innovations[:seen]
        variance = self._covariance[rows, rows] - (across**2).sum(0) + self._noise
        return mean, np.maximum(variance, self._noise)

    def _solved(self, right: Matrix) -> Matrix:
        if not self._seen:
            return right
        lower = self._lower[: self._seen, : self._seen]
        return np.asarray(solve_triangular(lower, right, lower=True, check_finite=False))
