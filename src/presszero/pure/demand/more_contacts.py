"""Contacts that are expected on top, such as what a surge plan says a crowd will ask; they keep their own range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from scipy.stats import norm

from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.series import DAY_MINUTES, Counts, Series

RANGE_HOLDS = 80


@dataclass(frozen=True)
class MoreContacts:
    """Contacts of one hour that come on top of the usual ones.

    begins: on the wall clock. expected: how many, >= 0. low, high: four in five times it is between them.
    """

    begins: datetime
    expected: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.expected <= self.high:
            raise BadSeries(
                f"At {self.begins} the range is {self.low:g} to {self.high:g} about {self.expected:g}; low, expected "
                "and high must follow each other from 0 on.",
                "extra_contacts",
            )


def with_more(said: Forecast, more: Sequence[MoreContacts], series: Series) -> tuple[Forecast, float]:
    """Return the forecast with these contacts laid on, as part of its lift, and how many found no open interval.

    An hour's contacts are spread over its intervals that are expected to be open. Hours vary together, as they
    rest on the same guess, and apart from the usual contacts.
    """
    added, unsure = np.zeros_like(said.expected), np.zeros_like(said.expected)
    lost = 0.0
    for hour in more:
        slots = _open_slots(said, hour.begins, series)
        if slots is None:
            continue
        ahead, places = slots
        if not len(places):
            lost += hour.expected
            continue
        deviation = (hour.high - hour.low) / (2 * norm.ppf(0.5 + RANGE_HOLDS / 200))
        added[ahead, places] += hour.expected / len(places)
        unsure[ahead, places] += deviation / len(places)
    if not added.any():
        return said, lost
    bands = {level: _raised(both, said.expected, added, unsure, level) for level, both in said.bands.items()}
    day_bands = {
        level: _raised(both, said.expected.sum(1), added.sum(1), unsure.sum(1), level)
        for level, both in said.day_bands.items()
    }
    raised = replace(
        said, expected=said.expected + added, bands=bands, day_bands=day_bands, lift=said.lift + added
    )
    return raised, lost


def _open_slots(said: Forecast, begins: datetime, series: Series) -> tuple[int, Counts] | None:
    """Return the day ahead of an hour and its open intervals; None where the forecast does not reach."""
    ahead = series.index(begins.date()) - said.origin
    if not 0 <= ahead < said.days:
        return None
    first = (begins.hour * 60 + begins.minute) // series.grain_minutes
    ends = begins + timedelta(hours=1)
    last = DAY_MINUTES if ends.date() > begins.date() else ends.hour * 60 + ends.minute
    slots = np.arange(first, max(-(-last // series.grain_minutes), first + 1))
    return ahead, slots[said.expected[ahead, slots] > 0]


def _raised(
    both: tuple[Counts, Counts], expected: Counts, added: Counts, unsure: Counts, level: int
) -> tuple[Counts, Counts]:
    """Return a band moved up, each side as far off as before and by the range of what is added together."""
    reach = norm.ppf(0.5 + level / 200) * unsure
    low, high = (np.hypot(side - expected, reach) for side in both)
    moved = expected + added
    return np.floor(np.maximum(moved - low, 0.0)), np.ceil(moved + high)
