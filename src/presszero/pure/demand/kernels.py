"""How alike two days are: the covariance of a day's level, in parts that each have a size and a reach."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

# Each part's size (a share: 0.1 is 10 %) and reach (days); then the noise. Stated as medians and as the spread
# of their logarithm: what is known of contact counts before any of this series is seen.
PARAMETERS: Final = (
    ("from day to day, size", 0.05, 0.8),
    ("from day to day, reach", 3.0, 0.6),
    ("slow level, size", 0.15, 0.8),
    ("slow level, reach", 60.0, 0.6),
    ("weekday, size", 0.30, 0.8),
    ("weekday, reach", 400.0, 0.6),
    ("day of the month, size", 0.03, 0.8),
    ("time of year, size", 0.10, 0.8),
    ("holidays, size", 0.10, 0.8),
    ("noise", 0.04, 0.6),
)
NOISE: Final = 9
MONTH_REACH = 2 * np.pi * 1.5 / 30
YEAR_REACH = 0.5
YEAR_FADES_DAYS = 1500.0
ENOUGH_FOR_A_YEAR = 400
# A constant level nobody knows beforehand, and how far one that moves for good usually moves.
ANY_LEVEL = 1.0
STEP_SIZE = 0.3


def start() -> Matrix:
    """Return the logarithms of the parameters before anything is seen."""
    return np.log([median for _, median, _ in PARAMETERS])


def spread() -> Matrix:
    """Return the spread of those logarithms."""
    return np.array([wide for _, _, wide in PARAMETERS])


@dataclass(frozen=True)
class DayLikeness:
    """What the covariance of `days` is made of, whatever the sizes and reaches: built once for each stretch."""

    level: Matrix
    apart: Matrix
    same_weekday: Matrix
    same_of_month: Matrix
    same_of_year: Matrix | None
    features: Matrix | None

    @classmethod
    def of(cls, days: Sequence[date], features: Matrix, steps: Collection[int] = ()) -> DayLikeness:
        """Build it for days, with their features of shape (days, features) and the rows at which the level moved."""
        ordinals = np.array([day.toordinal() for day in days], dtype=float)
        apart = np.abs(ordinals[:, None] - ordinals[None, :])
        weekdays = np.array([day.weekday() for day in days])
        month = np.array([(day.day - 0.5) / calendar.monthrange(day.year, day.month)[1] for day in days])
        turn = np.sin(np.pi * (month[:, None] - month[None, :]))
        yearly = None
        if np.ptp(ordinals) > ENOUGH_FOR_A_YEAR:
            season = np.sin(np.pi * apart / 365.25)
            yearly = np.exp(-2 * season**2 / YEAR_REACH**2 - apart / YEAR_FADES_DAYS)
        level = np.full_like(apart, ANY_LEVEL)
        for step in steps:
            level[step:, step:] += STEP_SIZE**2
        return cls(
            level=level,
            apart=apart,
            same_weekday=(weekdays[:, None] == weekdays[None, :]).astype(float),
            same_of_month=np.exp(-2 * turn**2 / MONTH_REACH**2),
            same_of_year=yearly,
            features=features @ features.T if features.shape[1] else None,
        )

    def only(self, rows: NDArray[np.int64]) -> DayLikeness:
        """Return the same for some of its days."""

        def cut(whole: Matrix | None) -> Matrix | None:
            return None if whole is None else whole[np.ix_(rows, rows)]

        return DayLikeness(
            self.level[np.ix_(rows, rows)],
            self.apart[np.ix_(rows, rows)],
            self.same_weekday[np.ix_(rows, rows)],
            self.same_of_month[np.ix_(rows, rows)],
            cut(self.same_of_year),
            cut(self.features),
        )

    def parts(self, logs: Matrix) -> dict[int, Matrix]:
        """Return the covariance of each part by the place of its size among the parameters."""
        size = np.exp(logs)
        steps = np.sqrt(3) * self.apart / size[3]
        found = {
            0: size[0] ** 2 * np.exp(-self.apart / size[1]),
            2: size[2] ** 2 * (1 + steps) * np.exp(-steps),
            4: size[4] ** 2 * self.same_weekday * np.exp(-self.apart / size[5]),
            6: size[6] ** 2 * self.same_of_month,
        }
        if self.same_of_year is not None:
            found[7] = size[7] ** 2 * self.same_of_year
        if self.features is not None:
            found[8] = size[8] ** 2 * self.features
        return found

    def covariance(self, logs: Matrix) -> Matrix:
        """Return the covariance of all parts together, without noise; shape (days, days)."""
        whole = self.level.copy()
        for part in self.parts(logs).values():
            whole += part
        return whole

    def slopes(self, logs: Matrix, parts: dict[int, Matrix], weights: Matrix) -> Matrix:
        """Return the sum of weights times the derivative of the covariance by each parameter's logarithm."""
        size = np.exp(logs)
        steps = np.sqrt(3) * self.apart / size[3]
        found = np.zeros(len(logs))
        for place, part in parts.items():
            found[place] = 2 * np.sum(weights * part)
        found[1] = np.sum(weights * parts[0] * self.apart) / size[1]
        found[3] = np.sum(weights * (size[2] * steps) ** 2 * np.exp(-steps))
        found[5] = np.sum(weights * parts[4] * self.apart) / size[5]
        found[NOISE] = 2 * size[NOISE] ** 2 * np.trace(weights)
        return found
