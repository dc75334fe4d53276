"""Shifts without names: the fewest paid hours that cover a requirement, whoever works them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from presszero.pure.errors import PressZeroError
from presszero.pure.rosters.counting import Counting, GroupColumns, add_breaks, add_work
from presszero.pure.rosters.locks import clock
from presszero.pure.rosters.problem import DAY_MINUTES, Problem
from presszero.pure.rosters.programme import solve


class CannotCover(PressZeroError):
    """No shift of those given is at work in an interval that requires somebody."""


@dataclass(frozen=True)
class ShiftCount:
    """How many people of a skill begin this shift on this day. on: days after the first."""

    skill: str
    on: int
    template: str
    start: int
    people: int


@dataclass(frozen=True)
class Cover:
    """The shifts to fill. paid_intervals, bound: paid time in intervals, and the least that is possible."""

    shifts: tuple[ShiftCount, ...]
    paid_intervals: float
    bound: float
    seconds: float


def least_cover(problem: Problem, *, seconds: float = 60.0, gap: float = 0.0) -> Cover:
    """Return the shifts with the fewest paid intervals that leave no interval short.

    seconds: how long to search, > 0. gap: share of the cost that may stay unproved.

    Raises CannotCover, NoPlanInTime.

    Source: docs/sources.md#rosters
    """
    counting = Counting(problem)
    for skill in problem.skills:
        _add_skill(counting, skill)
    solved = solve(counting.columns, counting.rows, seconds=seconds, gap=gap)
    found = [
        ShiftCount(
            group[0], int(day), problem.shifts[number].template.name, problem.shifts[number].start, people
        )
        for group, mine in counting.groups.items()
        for day, number in zip(*np.nonzero(mine.staff >= 0), strict=True)
        if (people := round(solved.values[mine.staff[day, number]]))
    ]
    return Cover(tuple(found), solved.cost, solved.bound, solved.seconds)


def _add_skill(counting: Counting, skill: str) -> None:
    problem = counting.problem
    runs = np.array(
        [[day.weekday() in shift.template.weekdays for shift in problem.shifts] for day in problem.dates],
        dtype=bool,
    )
    paid = np.array([shift.template.paid_minutes for shift in problem.shifts]) / problem.grain_minutes
    staff = np.full(runs.shape, -1, dtype=np.int64)
    staff[runs] = counting.columns.add(int(runs.sum()), cost=np.broadcast_to(paid, runs.shape)[runs])
    counting.groups[skill,] = mine = GroupColumns(staff)
    add_breaks(counting, (skill,))
    add_work(counting, (skill,), over=0.0)
    for row, required in zip(mine.works, problem.required[skill], strict=True):
        counting.rows.lows[row] = float(required)
    _refuse_gaps(counting, skill)


def _refuse_gaps(counting: Counting, skill: str) -> None:
    problem, required = counting.problem, counting.problem.required[skill]
    covered = np.zeros(problem.intervals, dtype=bool)
    for day, number in zip(*np.nonzero(counting.groups[skill,].staff >= 0), strict=True):
        first = (day * DAY_MINUTES + problem.shifts[number].start) // problem.grain_minutes
        covered[first : first + -(-problem.shifts[number].template.minutes // problem.grain_minutes)] = True
    if (bare := np.flatnonzero((required > 0) & ~covered)).size:
        day, minutes = divmod(int(bare[0]) * problem.grain_minutes, DAY_MINUTES)
        raise CannotCover(
            f"No shift is at work at {clock(minutes)} on {problem.dates[day]}, where {required[bare[0]]:g} people are "
            f"required ({bare.size} intervals in all). Add a start that covers it, or set the requirement to 0."
        )
