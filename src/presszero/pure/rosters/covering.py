"""What a roster covers: short and over by interval, and what it costs in points, counted from the shifts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from presszero.pure.rosters.people import Assignment
from presszero.pure.rosters.problem import DAY_MINUTES, Problem, intervals_touched

Group = tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """People at work and missing, shape (intervals,) for each skill.

    working: people at work whatever their skill, breaks taken out. short: for
    each skill. over: people at work whom nobody needs, shape (intervals,).
    """

    working: NDArray[np.float64]
    short: dict[str, NDArray[np.float64]]
    over: NDArray[np.float64]

    @property
    def short_intervals(self) -> float:
        return float(sum(found.sum() for found in self.short.values()))

    @property
    def over_intervals(self) -> float:
        return float(self.over.sum())


def coverage(problem: Problem, assignments: Sequence[Assignment]) -> Coverage:
    """Return what the shifts cover when everyone serves where their skills are missed most."""
    working = _working(problem, assignments)
    total = np.asarray(sum(working.values(), np.zeros(problem.intervals)))
    if len(problem.skills) == 1:
        skill = problem.skills[0]
        able = np.asarray(
            sum((found for group, found in working.items() if skill in group), np.zeros(problem.intervals))
        )
        served = np.minimum(able, problem.required[skill])
        return Coverage(total, {skill: problem.required[skill] - served}, total - served)
    served_by_skill = _served(problem, working)
    short = {skill: problem.required[skill] - served_by_skill[skill] for skill in problem.skills}
    return Coverage(total, short, total - np.asarray(sum(served_by_skill.values())))


def _working(problem: Problem, assignments: Sequence[Assignment]) -> dict[Group, NDArray[np.float64]]:
    groups = {person.name: problem.skills_of(person) for person in problem.people}
    working = {group: np.zeros(problem.intervals) for group in sorted(set(groups.values()))}
    days = {day: number for number, day in enumerate(problem.dates)}
    for one in assignments:
        if one.person in groups and one.on in days:
            midnight, mine = days[one.on] * DAY_MINUTES, working[groups[one.person]]
            _add(problem, mine, midnight + one.start, midnight + one.end, 1.0)
            for begin, minutes in one.breaks:
                _add(problem, mine, midnight + begin, midnight + begin + minutes, -1.0)
    return working


def _add(problem: Problem, mine: NDArray[np.float64], begin: int, end: int, sign: float) -> None:
    places, shares = intervals_touched(problem, begin, end)
    mine[places] += sign * shares


def _served(problem: Problem, working: dict[Group, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Return the most that can be served, by skill: each interval is a flow from groups to skills."""
    served = {skill: np.zeros(problem.intervals) for skill in problem.skills}
    for place in range(problem.intervals):
        supply = {group: found[place] for group, found in working.items() if found[place] > 0}
        wanted = {skill: float(problem.required[skill][place]) for skill in problem.skills}
        for skill, people in _most_served(supply, wanted).items():
            served[skill][place] = people
    return served


def _most_served(supply: dict[Group, float], wanted: dict[str, float]) -> dict[str, float]:
    """Return people served by skill; chains of exchanges make room until nobody more can be placed."""
    used: dict[tuple[Group, str], float] = {}
    left, missing = dict(supply), dict(wanted)
    while chain := _chain(left, missing, used):
        given_back = [(later[0], first[1]) for first, later in pairwise(chain)]
        amount = min(left[chain[0][0]], missing[chain[-1][1]], *(used[pair] for pair in given_back), np.inf)
        for pair in given_back:
            used[pair] -= amount
        for pair in chain:
            used[pair] = used.get(pair, 0.0) + amount
        left[chain[0][0]] -= amount
        missing[chain[-1][1]] -= amount
    return {skill: wanted[skill] - missing[skill] for skill in wanted}


def _chain(
    left: dict[Group, float], missing: dict[str, float], used: dict[tuple[Group, str], float]
) -> list[tuple[Group, str]]:
    """Return a shortest chain from a group with people left to a skill that misses some; empty when none."""
    paths: list[list[tuple[Group, str]]] = [
        [(group, skill)] for group, people in sorted(left.items()) if people > 1e-9 for skill in group
    ]
    seen = set()
    for path in paths:
        skill = path[-1][1]
        if missing.get(skill, 0.0) > 1e-9:
            return path
        if skill in seen:
            continue
        seen.add(skill)
        for (group, taken), people in sorted(used.items()):
            if taken == skill and people > 1e-9:
                paths += [[*path, (group, other)] for other in group if other not in seen]
    return []
