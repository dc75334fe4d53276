"""A roster made: counted, named, and told how far it could still be from the best."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from functools import cached_property

from presszero.pure.rosters.classes import PeopleClass, classes_of
from presszero.pure.rosters.counting import Counting, Counts, counting_of, counts_of, values_of
from presszero.pure.rosters.locks import refuse_strange_locks
from presszero.pure.rosters.naming import named
from presszero.pure.rosters.people import Assignment
from presszero.pure.rosters.placing import can_be_placed, placed_one_by_one
from presszero.pure.rosters.problem import Problem
from presszero.pure.rosters.programme import NoPlanInTime, solve
from presszero.pure.rosters.steps import Network, network_of
from presszero.pure.rosters.whys import refuse_the_impossible

# Where hardly anybody can be counted with others and the programme is this large, it finds nothing near in a minute.
UNLIKE_SHARE, HARD_COLUMNS, MOST_UNLIKE = 0.5, 15_000, 300


@dataclass(frozen=True)
class Roster:
    """Who works when. cost, bound: in points of the problem's weights; no roster can cost less than bound."""

    assignments: tuple[Assignment, ...]
    cost: float
    bound: float
    seconds: float
    classes: int

    @property
    def gap_share(self) -> float:
        """Return how far above the bound the cost is, as a share of the bound; 0 when proved best.

        1 while nothing is proved: the bound is then 0.
        """
        if self.cost <= self.bound + 1e-6:
            return 0.0
        return (self.cost - self.bound) / self.bound if self.bound > 0 else 1.0

    @property
    def is_proved(self) -> bool:
        return self.gap_share < 1e-6


def make_roster(problem: Problem, *, seconds: float = 60.0, gap: float = 0.005) -> Roster:
    """Return the cheapest roster that keeps every rule, or the best within the seconds.

    seconds: how long to search, > 0. gap: share of the cost that may stay unproved, 0 to 1.
    The same problem gives the same roster, as long as the search ends before the seconds do.

    Raises NoRosterFits when a rule cannot be kept, BadInput for a locked shift
    that no template allows, NoPlanInTime.

    Source: docs/sources.md#rosters
    """
    refuse_strange_locks(problem)
    classes = classes_of(problem)
    networks = [network_of(problem, people) for people in classes]
    refuse_the_impossible(problem, classes, networks)
    counting = counting_of(problem, classes, networks)
    began = time.monotonic()
    placing = _Placing(problem, classes, networks, seconds)
    by_hand = _is_hard_to_count(counting, len(classes))
    counts, cost, bound = _counted(counting, placing if by_hand else None, seconds=seconds, gap=gap)
    if (counts is None or cost - bound > max(gap * abs(bound), 1e-6 * cost)) and can_be_placed(problem):
        placed, points = placing.found
        if points < cost:
            counts, cost = placed, points
    if counts is None:
        raise NoPlanInTime(
            f"No roster was found in {seconds:g} s. Give it more seconds, or plan fewer days at once."
        )
    assignments = named(problem, classes, networks, counts)
    return Roster(tuple(assignments), cost, bound, time.monotonic() - began, len(classes))


def _is_hard_to_count(counting: Counting, classes: int) -> bool:
    """Whether people had better be placed before anything is counted: there are many columns, and few are alike."""
    people = len(counting.problem.people)
    unlike = UNLIKE_SHARE * people < classes <= MOST_UNLIKE and counting.columns.count > HARD_COLUMNS
    return unlike and can_be_placed(counting.problem)


@dataclass
class _Placing:
    """People placed one by one, when first asked for."""

    problem: Problem
    classes: list[PeopleClass]
    networks: list[Network]
    seconds: float

    @cached_property
    def found(self) -> tuple[Counts, float]:
        return placed_one_by_one(self.problem, self.classes, self.networks, seconds=self.seconds)


def _counted(
    counting: Counting, placing: _Placing | None, *, seconds: float, gap: float
) -> tuple[Counts | None, float, float]:
    """Return (counts, cost, bound); no counts and an endless cost where the programme's time was too short.

    placing: where to begin from, if not from the programme itself; breaks are then placed anew, all at once.
    """
    people = None if placing is None else lambda: values_of(counting, placing.found[0])
    try:
        solved = solve(
            counting.columns, counting.rows, offset=counting.offset, seconds=seconds, gap=gap, people=people
        )
    except NoPlanInTime as late:
        # Points are never negative, so 0 is proved whatever happens.
        return None, math.inf, max(late.bound, 0.0)
    return counts_of(counting, solved), solved.cost, solved.bound
