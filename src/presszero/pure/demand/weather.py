"""What the weather adds to a day, learnt from days that came, and kept only while it makes forecasts better.

Source: docs/sources.md#weather-and-demand
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from presszero.pure.demand.combining import FADES_A_DAY, group_of
from presszero.pure.demand.series import Counts, Series

USUAL_DAYS = 14
USUAL_NEEDED = 5
# How many days of evidence the belief "it adds nothing" weighs as much as.
SHRINKS_AS_DAYS = 100.0
MOST_SHARE = 0.35
JUDGED_DAYS = 28


@dataclass(frozen=True)
class Weather:
    """Readings by day, such as temperature and rain; each name stands for one place of a day's readings.

    Days to come hold the weather forecast. Missing readings are nan.
    """

    names: Sequence[str]
    by_day: Mapping[date, Sequence[float]]


@dataclass
class _Judged:
    """Misses that fade: with the weather and without it, and how many days were judged."""

    with_it: float = 0.0
    without: float = 0.0
    seen: int = 0


@dataclass
class WeatherEffect:
    """Learns, day by day, how a day's count departs from the forecast when its weather departs from the usual.

    A ridge regression of the logarithm of came over expected, on how far each reading of the day and of the day
    before lies from the mean of the 14 days before it. `times` gives what to multiply by: 1 wherever the last
    months do not bear out that the weather helps, by how far ahead the forecast speaks.
    """

    weather: Weather
    series: Series
    days_ahead: int
    _departures: Counts = field(init=False)
    _gathered: Counts = field(init=False)
    _leads: Counts = field(init=False)
    _learnt: int = 0
    _said: dict[int, tuple[Counts, Counts]] = field(default_factory=dict)
    _judged: dict[int, _Judged] = field(default_factory=lambda: defaultdict(_Judged))

    def __post_init__(self) -> None:
        self._departures = departures(self.weather, self.series.first_day, self.series.days + self.days_ahead)
        signs = self._departures.shape[1]
        self._gathered, self._leads = np.zeros((signs, signs)), np.zeros(signs)

    def says(self, origin: int, plain: Counts) -> Counts:
        """Return what to multiply each day from `origin` on by, shape (days,), and remember it to be judged.

        plain: what is expected without the weather, shape (days, slots).
        """
        shares = self._departures[origin : origin + len(plain)] @ self._effects()
        times = np.exp(np.clip(shares, -MOST_SHARE, MOST_SHARE))
        self._said[origin] = (plain, times)
        self._said.pop(origin - self.days_ahead, None)
        kept = [self.is_kept(ahead + 1) for ahead in range(len(plain))]
        return np.where(kept, times, 1.0)

    def learn(self, index: int, actual: Counts) -> None:
        """Take in day `index`, now known: judge what was said of it, then learn from the forecast of its morning.

        actual: counts, shape (slots,), nan where unknown.
        """
        for judged in self._judged.values():
            judged.with_it *= FADES_A_DAY
            judged.without *= FADES_A_DAY
        known = ~np.isnan(actual)
        came = float(actual[known].sum())
        for origin, (plain, times) in self._said.items():
            ahead = index - origin
            if 0 <= ahead < len(plain) and self._departures[index].any():
                self._judge(ahead + 1, float(plain[ahead, known].sum()), float(times[ahead]), came)
        if index in self._said:
            self._learn(index, float(self._said[index][0][0, known].sum()), came)

    def _judge(self, days_ahead: int, expected: float, times: float, came: float) -> None:
        judged = self._judged[group_of(days_ahead)]
        judged.with_it += abs(expected * times - came)
        judged.without += abs(expected - came)
        judged.seen += 1

    def _learn(self, index: int, expected: float, came: float) -> None:
        if expected < 1.0 or came < 1.0:
            return
        signs = self._departures[index]
        missed = float(np.clip(np.log(came / expected), -0.5, 0.5))
        self._gathered += np.outer(signs, signs)
        self._leads += signs * missed
        self._learnt += 1

    def _effects(self) -> Counts:
        """Return what one unit of each departure adds to the logarithm of the count."""
        if not self._learnt:
            return np.zeros(len(self._leads))
        usual = np.sqrt(np.maximum(np.diag(self._gathered) / self._learnt, 1e-12))
        alike = self._gathered / np.outer(usual, usual)
        ridge = SHRINKS_AS_DAYS * np.eye(len(usual))
        return np.asarray(np.linalg.solve(alike + ridge, self._leads / usual) / usual)

    def is_kept(self, days_ahead: int) -> bool:
        """Return whether the last months bear out that the weather makes forecasts this far ahead better."""
        judged = self._judged[group_of(days_ahead)]
        return judged.seen >= JUDGED_DAYS and judged.with_it < judged.without


def departures(weather: Weather, first_day: date, days: int) -> Counts:
    """Return how far each day's readings lie from the usual, then the day before's, shape (days, 2 × names).

    The usual is the mean of the 14 days before, at least 5 of them known; 0 where it or the reading is unknown.
    """
    unknown = [float("nan")] * len(weather.names)
    read = np.array(
        [weather.by_day.get(first_day + timedelta(days=day), unknown) for day in range(days)], dtype=float
    ).reshape(days, len(weather.names))
    # A column that is mostly empty, such as snow, says nothing on most days because there is none.
    mostly_empty = np.isnan(read).mean(0) > 0.5
    read[:, mostly_empty] = np.nan_to_num(read[:, mostly_empty])
    same = np.zeros_like(read)
    for day in range(1, days):
        before = read[max(0, day - USUAL_DAYS) : day]
        told = (~np.isnan(before)).sum(0)
        usual = np.where(told >= USUAL_NEEDED, np.nansum(before, 0) / np.maximum(told, 1), np.nan)
        same[day] = np.nan_to_num(read[day] - usual)
    return np.hstack([same, np.vstack([np.zeros((1, len(weather.names))), same[:-1]])])
