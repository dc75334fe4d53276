"""What is expected of the days that follow, with its bands, its baseline and its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from presszero.pure.demand.series import Counts


@dataclass(frozen=True)
class Forecast:
    """Arrivals that are expected from the beginning of day `origin` on.

    origin: the first day's row in the series. expected: mean counts, shape (days, slots); zero where closed.
    bands: by level in per cent, (low, high) of each interval, shape (days, slots) each.
    day_bands: by level, (low, high) of each day's total, shape (days,) each.
    baseline: the mean of the same weekdays, shape (days, slots). naive: the same weekday last, likewise.
    models: what each model by itself expects. weights: of the models, shape (days, models).
    lift: arrivals that events add (or take), already within expected, shape (days, slots).
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

    @property
    def days(self) -> int:
        """How many days ahead it looks."""
        return int(self.expected.shape[0])
