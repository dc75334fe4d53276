"""Counts by day and interval of the day: what every forecast begins from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.errors import BadSeries

DAY_MINUTES = 1440
GRAINS = (5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, DAY_MINUTES)

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """Arrivals by wall-clock day and interval.

    counts: shape (days, intervals a day), each >= 0; NaN where nothing was recorded, closed hours included.
    first_day: the day of counts[0]; every calendar day after it has its row.
    grain_minutes: length of an interval, one of GRAINS; 1440 for one count a day.
    offset_minutes: minutes after midnight at which the first interval begins, 0 to grain_minutes - 1.
    """

    counts: Counts
    first_day: date
    grain_minutes: int
    offset_minutes: int = 0

    def __post_init__(self) -> None:
        if self.grain_minutes not in GRAINS:
            raise BadSeries(f"An interval of {self.grain_minutes} minutes is none of {GRAINS}.", "grain")
        if self.counts.ndim != 2 or self.counts.shape[1] != DAY_MINUTES // self.grain_minutes:
            raise BadSeries(
                f"Counts of shape {self.counts.shape} are not (days, {DAY_MINUTES // self.grain_minutes})."
            )

    @property
    def days(self) -> int:
        """How many calendar days it spans."""
        return int(self.counts.shape[0])

    @property
    def slots(self) -> int:
        """How many intervals a day has."""
        return int(self.counts.shape[1])

    def day(self, index: int) -> date:
        """Return the date of a row; rows past the end are the days that follow."""
        return self.first_day + timedelta(days=index)

    def index(self, day: date) -> int:
        """Return the row of a date."""
        return (day - self.first_day).days

    def starts_at(self, index: int, slot: int) -> datetime:
        """Return when an interval begins, on the wall clock."""
        return datetime.combine(self.day(index), time()) + timedelta(
            minutes=slot * self.grain_minutes + self.offset_minutes
        )

    def label(self, slot: int) -> str:
        """Return an interval's beginning as "09:30"."""
        return f"{self.starts_at(0, slot):%H:%M}"

    def until(self, index: int) -> Series:
        """Return what was known when day `index` began: the rows before it."""
        return replace(self, counts=self.counts[:index])

    def with_counts(self, counts: Counts) -> Series:
        """Return the series with other counts for the same days."""
        return replace(self, counts=counts)


def slot_of(minute: int, grain_minutes: int, offset_minutes: int) -> tuple[int, int]:
    """Return (days to add, slot) for a minute of the day: what comes before the offset is yesterday's last slot.

    >>> slot_of(450, 60, 30), slot_of(10, 60, 30)
    ((0, 7), (-1, 23))
    """
    moved = minute - offset_minutes
    return moved // DAY_MINUTES, moved % DAY_MINUTES // grain_minutes
