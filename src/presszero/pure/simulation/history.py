"""What the records of a line say of each stretch of a day, and what is usual then on days of the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from presszero.pure.queueing.errors import NothingToMeasure
from presszero.pure.queueing.patience import mean_patience

DAY_SECONDS = 86_400
NOBODY = -1
FEWEST_CONTACTS = 5
# An interval begins at any of so many steps of its length: a stretch beside the clock teaches as well as one on it.
STEPS = 6
USUAL_SIZE = (0.6, 1.6)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Records:
    """One entry a contact, (contacts,). day: counted from any Monday. entered: seconds of the day. wait: seconds until
    answered or given up. answered_at, service: seconds, 0 for who gave up. server: a number each, NOBODY for none."""

    day: np.ndarray
    entered: np.ndarray
    wait: np.ndarray
    gave_up: np.ndarray
    answered_at: np.ndarray
    service: np.ndarray
    server: np.ndarray


class History:
    """Counts of the records by day and step, and what is usual by kind of day.

    offered, in_time: contacts that entered in each step, and those of them who waited at most within_seconds, (days, steps).
    people_now: different people in a contact in the half interval before each step; people_then: in the whole interval
    that begins with it, (days, steps). learn_days: those that "usual" may know; the caller adds to them.
    """

    def __init__(
        self, records: Records, learn_days: Sequence[int], within_seconds: float, interval_seconds: float
    ) -> None:
        self.within, self.interval_seconds = within_seconds, interval_seconds
        self.step_seconds = interval_seconds / STEPS
        self.learn_days = frozenset(int(day) for day in learn_days)
        self.intervals = int(DAY_SECONDS // interval_seconds)
        self.steps = self.intervals * STEPS
        days = int(records.day.max()) + 1
        self.offered, self.in_time = (self._counted(records, days, which) for which in (None, within_seconds))
        self.of_day = {int(day): _of_day(records, int(day)) for day in np.unique(records.day)}
        self.people_now, self.people_then = np.zeros((2, days, self.steps))
        for day in self.of_day:
            self._count_people(day)
        self.kinds = self._kinds()

    def _counted(self, records: Records, days: int, within: float | None) -> Table:
        step = np.minimum((records.entered // self.step_seconds).astype(int), self.steps - 1)
        good = None if within is None else (records.wait <= within).astype(float)
        cells = np.bincount(records.day * self.steps + step, weights=good, minlength=days * self.steps)
        return cells.astype(float).reshape(days, self.steps)

    def _count_people(self, day: int) -> None:
        records = self.of_day[day]
        served = records.server != NOBODY
        begins, server = records.answered_at[served], records.server[served]
        ends = begins + records.service[served]
        for step in range(self.steps):
            at = step * self.step_seconds
            for table, begin, end in (
                (self.people_now, at - self.interval_seconds / 2, at),
                (self.people_then, at, at + self.interval_seconds),
            ):
                table[day, step] = np.unique(server[(begins < end) & (ends > begin)]).size

    def _kinds(self) -> dict[int, str]:
        """Return the kind of each weekday: "usual", or its own name where its volume is of another size.

        A weekday that was never learned from counts as usual.
        """
        totals = self.offered.sum(axis=1)
        volumes = {
            weekday: float(np.mean([totals[day] for day in self.learn_days if day % 7 == weekday] or [0.0]))
            for weekday in range(7)
        }
        middle = float(np.median([volume for volume in volumes.values() if volume] or [0.0]))
        low, high = USUAL_SIZE
        return {
            weekday: "usual" if not volume or low * middle <= volume <= high * middle else WEEKDAYS[weekday]
            for weekday, volume in volumes.items()
        }

    def kind(self, day: int) -> str:
        return self.kinds[int(day) % 7]

    def alike(self, day: int) -> list[int]:
        """Return the learned days of the same kind, without the day itself."""
        return [one for one in sorted(self.learn_days) if one != day and self.kind(one) == self.kind(day)]

    def among(self, table: Table, days: Sequence[int] | int, first: int, steps: int = STEPS) -> float:
        """Return the sum of a table over days and so many steps from `first`; what lies before midnight is nothing."""
        return float(table[days, max(first, 0) : max(first + steps, 0)].sum())

    def share(self, day: int, first: int) -> float:
        """Return the share who waited at most within_seconds, of the interval from step `first`; NaN where none entered."""
        offered = self.among(self.offered, day, first)
        return self.among(self.in_time, day, first) / offered if offered else np.nan

    def usual_shares(self, day: int, first: int) -> list[float]:
        """Return the shares of that interval on other days of the same kind, where anybody entered."""
        shares = [self.share(one, first) for one in self.alike(day)]
        return [one for one in shares if not np.isnan(one)]

    def usual(self, table: Table, day: int, step: int) -> float:
        """Return the mean of a table at one step over other days of the same kind; 0 where there is none."""
        days = self.alike(day)
        return float(table[days, step].mean()) if days else 0.0

    def usual_offered(self, day: int, first: int, steps: int = STEPS) -> float:
        """Return how many contacts usually enter in so many steps from `first`."""
        days = self.alike(day)
        return self.among(self.offered, days, first, steps) / max(len(days), 1)

    def open_intervals(self, kind: str) -> list[int]:
        """Return the intervals in which a learned day of this kind brings enough contacts on average."""
        days = [day for day in self.learn_days if self.kind(day) == kind]
        if not days:
            return []
        mean = self.offered[days].mean(axis=0).reshape(self.intervals, STEPS).sum(axis=1)
        return [int(at) for at in np.flatnonzero(mean >= FEWEST_CONTACTS)]

    def judged_intervals(self, day: int) -> list[int]:
        """Return the open intervals of a day that have contacts enough to judge, and two open ones before them."""
        usual = set(self.open_intervals(self.kind(day)))
        enough = [at for at in sorted(usual) if self.among(self.offered, day, at * STEPS) >= FEWEST_CONTACTS]
        return [at for at in enough if at - 2 in usual]

    def taught_steps(self, day: int) -> list[int]:
        """Return the first steps of the intervals that teach: those judged, and those that begin within them."""
        usual = set(self.open_intervals(self.kind(day)))
        steps = [at * STEPS + more for at in sorted(usual) if at - 2 in usual for more in range(STEPS)]
        return [
            one
            for one in steps
            if one + STEPS <= self.steps and self.among(self.offered, day, one) >= FEWEST_CONTACTS
        ]

    def targets(self, target_share: float | None, missed_share: float) -> dict[str, float]:
        """Return the share each kind of day is to keep."""
        found = {}
        for kind in set(self.kinds.values()):
            days = [day for day in self.learn_days if self.kind(day) == kind]
            cells = [(day, at * STEPS) for day in days for at in self.open_intervals(kind)]
            shares = [
                self.share(*cell) for cell in cells if self.among(self.offered, *cell) >= FEWEST_CONTACTS
            ]
            if shares:
                found[kind] = (
                    float(np.quantile(shares, missed_share)) if target_share is None else target_share
                )
        return found

    def patience_seconds(self) -> float | None:
        """Return the mean patience on the learned days; None where nobody ever gave up."""
        days = [records for day, records in self.of_day.items() if day in self.learn_days]
        if not days:
            return None
        wait, gave_up = (np.concatenate([getattr(one, name) for one in days]) for name in ("wait", "gave_up"))
        try:
            return mean_patience(wait[wait > 0], gave_up[wait > 0]).mean_seconds
        except NothingToMeasure:
            return None


def _of_day(records: Records, day: int) -> Records:
    inside = records.day == day
    return Records(*(getattr(records, name)[inside] for name in Records.__dataclass_fields__))
