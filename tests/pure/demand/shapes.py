"""Series of many shapes that a planner may bring, each with the row from which it is forecast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
from tests.pure.demand.made_up import made_up

from presszero.pure.demand.series import Counts, Series

AMERICAN = frozenset(
    {date(2025, 5, 26), date(2025, 7, 4), date(2025, 9, 1), date(2025, 11, 27), date(2025, 12, 25)}
    | {date(2026, 1, 1), date(2026, 5, 25)}
)
MOVES_AT: Final = 138
YEAR_DAYS: Final = 365.25


def yearly(index: int) -> float:
    """Return the time of year as a factor: 40 % up and down."""
    return float(1 + 0.4 * np.sin(2 * np.pi * index / YEAR_DAYS))


def _moved(times: float) -> Callable[[int], float]:
    return lambda index: times if index >= MOVES_AT else 1.0


def _changed(series: Series, change: Callable[[Counts], None]) -> Series:
    counts = series.counts.copy()
    change(counts)
    return series.with_counts(counts)


def _with_gap(seed: int) -> Series:
    def change(counts: Counts) -> None:
        counts[86:96] = np.nan

    return _changed(made_up(168, seed=seed), change)


def _with_doubled_day(seed: int) -> Series:
    def change(counts: Counts) -> None:
        counts[128] = counts[127]

    return _changed(made_up(168, seed=seed), change)


def _with_wild_day(seed: int) -> Series:
    def change(counts: Counts) -> None:
        counts[128] *= 3

    return _changed(made_up(168, seed=seed), change)


def _with_clocks_changed(seed: int) -> Series:
    """Round the clock by the hour; on 29 March the hour from two is skipped."""

    def change(counts: Counts) -> None:
        counts[(date(2026, 3, 29) - date(2026, 1, 5)).days, 2] = np.nan

    return _changed(made_up(168, grain=60, seed=seed, closed=(), opens=0, closes=24), change)


def _as_a_timetable(seed: int) -> Series:
    """Nearly the same counts each week, as of appointments or departures."""
    week = np.tile(made_up(7, grain=60, mean=250.0, seed=seed, closed=()).counts, (24, 1))
    return made_up(168, grain=60, closed=()).with_counts(
        np.maximum(week + np.random.default_rng(seed).integers(-1, 2, week.shape), 0)
    )


# By name: how it is drawn from a seed, and the first row that is forecast.
SHAPES: Final[dict[str, tuple[Callable[[int], Series], int]]] = {
    "three weeks": (lambda seed: made_up(21, seed=seed), 14),
    "eight weeks": (lambda seed: made_up(56, seed=seed), 35),
    "half a year": (lambda seed: made_up(168, seed=seed), 112),
    "trend": (lambda seed: made_up(168, seed=seed, times=lambda index: 1 + index / 100), 112),
    "one per cent more a day": (lambda seed: made_up(168, seed=seed, times=lambda index: 1.01**index), 112),
    "half more for good": (lambda seed: made_up(168, seed=seed, times=_moved(1.5)), MOVES_AT),
    "two fifths less for good": (lambda seed: made_up(168, seed=seed, times=_moved(0.6)), MOVES_AT),
    "days that move for good": (
        lambda seed: made_up(168, grain=1440, seed=seed, times=_moved(1.5)),
        MOVES_AT,
    ),
    "weekends closed": (lambda seed: made_up(168, seed=seed, closed=(5, 6)), 112),
    "round the clock": (lambda seed: made_up(168, seed=seed, closed=(), opens=0, closes=24), 112),
    "none to three an interval": (lambda seed: made_up(168, mean=24, seed=seed, closed=()), 112),
    "a few a day": (lambda seed: made_up(168, grain=1440, mean=5, seed=seed, closed=()), 84),
    "holidays": (
        lambda seed: made_up(330, seed=seed, closed=(5, 6), holidays=AMERICAN, first=date(2025, 5, 5)),
        274,
    ),
    "a gap of ten days": (_with_gap, 112),
    "a doubled day": (_with_doubled_day, 112),
    "a wild day": (_with_wild_day, 112),
    "a year of days": (lambda seed: made_up(365, grain=1440, seed=seed, closed=(), times=yearly), 253),
    "three years of days": (
        lambda seed: made_up(1095, grain=1440, seed=seed, closed=(), times=yearly),
        1000,
    ),
    "clocks that change": (_with_clocks_changed, 70),
    "a timetable": (_as_a_timetable, 112),
}
