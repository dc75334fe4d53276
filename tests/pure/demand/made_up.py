"""Series whose law is known: weekday, shape, level and chance are ours to choose."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

import numpy as np

from presszero.pure.demand.series import DAY_MINUTES, Counts, Series

MONDAY = date(2026, 1, 5)
WEEKDAYS = (1.35, 1.1, 1.0, 0.98, 1.02, 0.6, 0.4)


def day_shape(grain: int, opens: float = 8, closes: float = 20) -> Counts:
    """Return the shares of intervals over opening hours, two humps, zero outside."""
    if grain == DAY_MINUTES:
        return np.ones(1)
    hours = (np.arange(DAY_MINUTES // grain) + 0.5) * grain / 60
    humps = np.exp(-(((hours - 10.5) / 2.2) ** 2)) + 0.7 * np.exp(-(((hours - 15) / 2.5) ** 2)) + 0.15
    shares = np.where((hours >= opens) & (hours < closes), humps, 0.0)
    return np.asarray(shares / shares.sum())


def made_up(
    days: int = 84,
    *,
    grain: int = 30,
    mean: float = 2000.0,
    seed: int = 1,
    closed: Collection[int] = (6,),
    wobble: float = 0.05,
    holidays: Collection[date] = (),
    first: date = MONDAY,
    opens: float = 8,
    closes: float = 20,
    times: Callable[[int], float] = lambda index: 1.0,
) -> Series:
    """Return Poisson counts about weekday x shape x a level that wanders by `wobble`; closed days are absent.

    times: of the level, by how many days have passed.
    """
    chance = np.random.default_rng(seed)
    shape = day_shape(grain, opens, closes)
    counts = np.full((days, len(shape)), np.nan)
    level = 0.0
    for index in range(days):
        day = first + timedelta(days=index)
        level = 0.6 * level + wobble * chance.normal()
        if day.weekday() in closed or day in holidays:
            continue
        drawn = chance.poisson(mean * WEEKDAYS[day.weekday()] * np.exp(level) * times(index) * shape)
        counts[index] = np.where(shape > 0, drawn, np.nan)
    return Series(counts, first, grain)
