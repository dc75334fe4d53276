"""The question a roster answers: people, contracts, shifts and what each interval requires."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from presszero.pure.rosters.people import Assignment, Contract, Person, Rules, Weights
from presszero.pure.rosters.shifts import Shift, Template, shifts_of

DAY_MINUTES = 24 * 60
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Problem:
    """What is to be planned.

    first_day: the day of the first interval. grain_minutes: length of an
    interval; a whole part of a day. required: for each skill, people at work
    in each interval, shape (days * intervals of a day,), from midnight of the
    first day. A requirement without skills has the one name "".
    locked: shifts that stay as they are.
    """

    first_day: date
    grain_minutes: int
    required: dict[str, NDArray[np.float64]]
    templates: tuple[Template, ...]
    contracts: dict[str, Contract] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    locked: tuple[Assignment, ...] = ()
    weights: Weights = field(default_factory=Weights)
    rules: Rules = field(default_factory=Rules)

    @property
    def intervals_a_day(self) -> int:
        return DAY_MINUTES // self.grain_minutes

    @cached_property
    def skills(self) -> tuple[str, ...]:
        return tuple(sorted(self.required))

    @cached_property
    def intervals(self) -> int:
        return len(next(iter(self.required.values())))

    @property
    def days(self) -> int:
        return self.intervals // self.intervals_a_day

    @cached_property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.first_day + timedelta(days=day) for day in range(self.days))

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        return shifts_of(self.templates)

    def skills_of(self, person: Person) -> tuple[str, ...]:
        """Return which of the required skills this person brings; all of them when nobody asks for a skill."""
        return self.skills if self.skills == ("",) else tuple(sorted(person.skills & set(self.skills)))

    def is_late(self, shift: Shift) -> bool:
        return shift.end > self.rules.late_from


def intervals_touched(
    problem: Problem, begin: int, end: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return (intervals, share of each) between two minutes from the first midnight."""
    first = max(begin // problem.grain_minutes, 0)
    last = min(-(-end // problem.grain_minutes), problem.intervals)
    places = np.arange(first, max(last, first))
    lows, highs = places * problem.grain_minutes, (places + 1) * problem.grain_minutes
    return places, (np.minimum(highs, end) - np.maximum(lows, begin)) / problem.grain_minutes
