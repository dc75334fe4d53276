"""What an event adds: learnt from events like it, or entered; always apart from what would come anyway.

Source: docs/sources.md#event-lift
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.series import Counts, Series

# A lift is shown only where chance is an unlikely reason: 2.2 standard errors, 1 in 36.
SHOWN_FROM = 2.2
# Intervals of one day wander together by about so much, beyond counting and the day's level.
SHAPE_ERROR = 0.02
LEAST_COUNT = 1.0


@dataclass(frozen=True)
class Usual:
    """What a day has without any event.

    counts: zero while it is usually closed, (slots,). spread: standard deviation of the logarithm of the day's level.
    open_day: on a day usually closed what open days have, (slots,); there an event's share is a share of this.
    """

    counts: Counts
    spread: float
    open_day: Counts | None = None

    def base(self, asked: NDArray[np.bool_]) -> Counts:
        """Return what an event's share is of, in the intervals that it touches, (slots,).

        Where open days are closed at those hours too, their mean open interval.
        """
        if self.open_day is None:
            return np.where(asked, self.counts, 0.0)
        there = np.where(asked, self.open_day, 0.0)
        some = self.open_day[self.open_day > 0]
        return there if there.any() or not some.size else np.where(asked, some.mean(), 0.0)


# Day's row -> what it has by all other days.
Without = Callable[[int], Usual]


@dataclass(frozen=True)
class Event:
    """Something that moves demand.

    name: what it is called. begins, ends: on the wall clock; a whole day from midnight to midnight.
    kind: events of one kind are alike; its name when empty. attendance: people expected, None where unknown.
    lift: the share it adds, entered by who knows (0.3 for 30 % more), None to learn it from events like it.
    """

    name: str
    begins: datetime
    ends: datetime
    kind: str = ""
    attendance: float | None = None
    lift: float | None = None

    def __post_init__(self) -> None:
        if self.ends <= self.begins:
            raise BadSeries(
                f"{self.name} ends at {self.ends} and begins at {self.begins}; it must end later.", "ends"
            )
        if self.lift is not None and self.lift <= -1:
            raise BadSeries(
                f"{self.name} has a lift of {self.lift}; a share of more than -1 is needed.", "lift"
            )

    @property
    def alike(self) -> str:
        """What events like it have in common."""
        return (self.kind or self.name).casefold().strip()


@dataclass(frozen=True)
class Lift:
    """What one event is thought to add.

    share: of what would come anyway, 0 where nothing can be told. error: its standard error, a share.
    base: the contacts that it is a share of. closed: by day that is usually closed, (slots,) counts that it is a share
    of there: what open days have at those hours.
    learnt_from: how many events like it were asked; 0 when the lift was entered. entered: by a person.
    seen: what was measured, whether or not it is beyond chance.
    """

    event: Event
    share: float
    error: float
    learnt_from: int
    entered: bool
    seen: float
    base: float = 0.0
    closed: Mapping[int, Counts] = field(default_factory=dict)


def touched(series: Series, event: Event, index: int) -> NDArray[np.bool_]:
    """Return which intervals of a day an event overlaps, shape (slots,)."""
    grain = timedelta(minutes=series.grain_minutes)
    starts = [series.starts_at(index, slot) for slot in range(series.slots)]
    return np.array([start < event.ends and start + grain > event.begins for start in starts])


def days_of(series: Series, event: Event) -> range:
    """Return the rows of the days that an event overlaps; they may lie past the end."""
    last = event.ends - timedelta(microseconds=1)
    return range(series.index(event.begins.date()), series.index(last.date()) + 1)


def without_events(series: Series, events: Sequence[Event]) -> Series:
    """Return a series in which the intervals of events are unknown, so that nothing else learns from them."""
    counts = series.counts.copy()
    for event in events:
        for index in days_of(series, event):
            if 0 <= index < series.days:
                counts[index, touched(series, event, index)] = np.nan
    return series.with_counts(counts)


def expected_lift(event: Event, past: Sequence[Event], series: Series, without: Without) -> Lift:
    """Return what an event adds.

    past: events that are over; those like it are asked. series: as recorded. without: what each day would have
    had without any event. With attendance known for all of them the lift grows with attendance.
    """
    usual = {index: without(index) for index in days_of(series, event)}
    bases = {index: one.base(touched(series, event, index)) for index, one in usual.items()}
    base = float(sum(one.sum() for one in bases.values()))
    closed = {index: one for index, one in bases.items() if usual[index].open_day is not None}
    if event.lift is not None:
        return Lift(event, event.lift, 0.0, 0, True, event.lift, base, closed)
    alike = [one for one in past if one.alike == event.alike]
    by_people = event.attendance is not None and all(one.attendance for one in alike)
    seen = []
    for one in alike:
        times = (event.attendance or 0.0) / (one.attendance or 1.0) if by_people else 1.0
        if (found := _seen_lift(one, series, without)) is not None:
            seen.append((found[0] * times, found[1] * times))
    if not seen:
        return Lift(event, 0.0, 0.0, 0, False, 0.0, base, closed)
    shares, errors = (np.array(one) for one in zip(*seen, strict=True))
    weights = 1 / errors**2
    share, error = float(shares @ weights / weights.sum()), float(1 / np.sqrt(weights.sum()))
    beyond = abs(share) >= SHOWN_FROM * error
    return Lift(event, share if beyond else 0.0, error, len(seen), False, share, base, closed)


def _seen_lift(event: Event, series: Series, without: Without) -> tuple[float, float] | None:
    """Return the share an event that is over added, and its standard error; None where it cannot be told."""
    came, thought, base, variance = 0.0, 0.0, 0.0, 0.0
    for index in days_of(series, event):
        if not 0 <= index < series.days:
            continue
        usual = without(index)
        there = usual.base(touched(series, event, index))
        asked = ~np.isnan(series.counts[index]) & (there > 0)
        came += float(series.counts[index, asked].sum())
        thought += float(usual.counts[asked].sum())
        base += float(there[asked].sum())
        variance = max(variance, usual.spread**2)
    if base < LEAST_COUNT:
        return None
    relative = np.sqrt(variance + 1 / max(came, LEAST_COUNT) + SHAPE_ERROR**2)
    return (came - thought) / base, float(max(came / base, 0.1) * relative)
