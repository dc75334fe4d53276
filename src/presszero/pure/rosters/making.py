"""A roster made: counted, named, and told how far it could still be from the best."""

from __future__ import annotations

from dataclasses import dataclass

from presszero.pure.rosters.classes import classes_of
from presszero.pure.rosters.counting import counting_of, counts_of
from presszero.pure.rosters.locks import refuse_strange_locks
from presszero.pure.rosters.naming import named
from presszero.pure.rosters.people import Assignment
from presszero.pure.rosters.problem import Problem
from presszero.pure.rosters.programme import solve
from presszero.pure.rosters.steps import network_of
from presszero.pure.rosters.whys import refuse_the_impossible


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
        """Return how far above the bound the cost is, as a share of the bound; 0 when proved best."""
        return (
            max(self.cost - self.bound, 0.0) / max(abs(self.bound), 1e-9)
            if self.cost > self.bound + 1e-6
            else 0.0
        )

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
    solved = solve(counting.columns, counting.rows, offset=counting.offset, seconds=seconds, gap=gap)
    assignments = named(problem, classes, networks, counts_of(counting, solved))
    return Roster(
        tuple(assignments),
        solved.cost,
        solved.bound,
        solved.seconds,
        len(classes),
    )
