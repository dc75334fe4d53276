"""What is expected of the days that follow, with its bands, its baseline and its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import norm

from presszero.pure.demand.events import Lift, days_of, touched
from presszero.pure.demand.series import Counts, Series


@dataclass(frozen=True)
class Forecast:
    """Arrivals that are expected from the beginning of day `origin` on.

    origin: the first day's row in the series. expected: mean counts, shape (days, slots); zero where closed.
    bands: by level in per cent, (low, high) of each interval, shape (days, slots) each.
    day_bands: by level, (low, high) of each day's total, shape (days,) each.
    baseline: the mean of the same weekdays, shape (days, slots). naive: the same weekday last, likewise.
    models: what each model by itself expects. weights: of the models, shape (days, models).
    lift: arrivals that events add (or take), already within expected, shape (days, slots).
    by_weather: arrivals that the weather adds (or takes), already within expected, shape (days, slots).
    lifts: what each event is thought to add, and where that comes from.
    """

    origin: int
    expected: Counts
    bands: Mapping[int, tuple[Counts, Counts]]
    day_bands: Mapping[int, tuple[Counts, Counts]]
    baseline: Counts
    naive: Counts
    models: Mapping[str, Counts]
    weights: Counts
    lift: Counts
    by_weather: Counts
    lifts: tuple[Lift, ...] = ()

    @property
    def days(self) -> int:
        """How many days ahead it looks."""
        return int(self.expected.shape[0])


def lifted(said: Forecast, lifts: Sequence[Lift], series: Series) -> Forecast:
    """Return a forecast with what events add laid on; the bands move with it and widen by the lift's error.

    On a day that is usually closed the event is all that comes.
    """
    times = np.ones_like(said.expected)
    error = np.zeros_like(said.expected)
    alone, unsure_alone = np.zeros_like(said.expected), np.zeros_like(said.expected)
    for lift in lifts:
        for index in days_of(series, lift.event):
            ahead = index - said.origin
            if not 0 <= ahead < said.days:
                continue
            if index in lift.closed:
                alone[ahead] += max(lift.share, 0.0) * lift.closed[index]
                unsure_alone[ahead] = np.hypot(unsure_alone[ahead], lift.error * lift.closed[index])
            else:
                slots = touched(series, lift.event, index)
                times[ahead, slots] *= 1 + lift.share
                error[ahead, slots] = np.hypot(error[ahead, slots], lift.error if lift.share else 0.0)
    added = said.expected * (times - 1) + alone
    unsure = said.expected * error + np.where(alone > 0, unsure_alone, 0.0)
    bands = {
        level: _moved(both, said.expected, times, alone, unsure, level) for level, both in said.bands.items()
    }
    totals = said.expected.sum(1)
    day_times = np.where(totals > 0, (said.expected * times).sum(1) / np.maximum(totals, 1e-9), 1.0)
    day_bands = {
        level: _moved(both, totals, day_times, alone.sum(1), unsure.sum(1), level)
        for level, both in said.day_bands.items()
    }
    return replace(
        said, expected=said.expected + added, bands=bands, day_bands=day_bands, lift=added, lifts=tuple(lifts)
    )


def _moved(
    both: tuple[Counts, Counts], expected: Counts, times: Counts, alone: Counts, unsure: Counts, level: int
) -> tuple[Counts, Counts]:
    """Return a band moved by `times` and by what comes alone, each side as far off as before and by the lift's own
    error and the counting of what comes alone together."""
    reach = norm.ppf(0.5 + level / 200) * np.sqrt(unsure**2 + alone)
    low, high = (
        np.hypot((side - expected) * times, reach) * sign for side, sign in zip(both, (-1, 1), strict=True)
    )
    moved = expected * times + alone
    return np.floor(np.maximum(moved + low, 0.0)), np.ceil(moved + high)
