"""The ways through a roster that the rules allow, as a network: one unit of flow is one person.

A node is what the rules must remember at midnight: shifts and paid minutes of this week, days in a row,
and how early the next shift may start. Every whole flow falls apart into single ways, so counting a class
loses nothing against planning each person.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from presszero.pure.rosters.classes import PeopleClass
from presszero.pure.rosters.problem import DAY_MINUTES, DAYS_A_WEEK, Problem


class Node(NamedTuple):
    """What is remembered before a day begins. rest: place in the rising starts from which one may begin."""

    shifts: int
    minutes: int
    in_a_row: int
    rest: int


class Bucket(NamedTuple):
    """Shifts of a day that are the same to the rules: who may begin them, and what they leave behind."""

    needs_rest: int
    leaves_rest: int
    minutes: int


class Step(NamedTuple):
    """One way over a day. bucket None: free."""

    day: int
    before: Node
    after: Node
    bucket: Bucket | None


@dataclass(frozen=True)
class Network:
    """Every step that lies on a whole way from the first to the last midnight, in order of days.

    buckets: the number of each shift's bucket per day; shifts not allowed are not there.
    """

    first: Node
    steps: tuple[Step, ...]
    buckets: tuple[dict[Bucket, tuple[int, ...]], ...]

    @property
    def is_passable(self) -> bool:
        return bool(self.steps)


def network_of(problem: Problem, people: PeopleClass) -> Network:
    """Return the network of a class; without steps when the rules leave no way through."""
    levels = _levels(problem, people)
    buckets = tuple(_buckets(problem, people, levels, day) for day in range(problem.days))
    first = _first_node(problem, people, levels)
    layers: list[dict[Node, list[Step]]] = []
    nodes = [first]
    for day in range(problem.days):
        layer = {node: _steps_from(problem, people, buckets[day], node, day) for node in nodes}
        layers.append(layer)
        nodes = sorted({step.after for steps in layer.values() for step in steps})
    return Network(first, tuple(_with_an_end(layers)), buckets)


def _levels(problem: Problem, people: PeopleClass) -> list[int]:
    """Return the rising starts, in minutes after midnight, from which a short night lets one begin again.

    A node's rest is how many of them are passed: 0 may begin at any time.
    """
    starts = sorted({shift.start for shift in problem.shifts})
    ends = {shift.end for shift in problem.shifts} | {people.people[0].end_before or 0}
    places = {bisect_left(starts, _free_again(end, people)) for end in ends} - {0}
    never = 2 * DAY_MINUTES
    return sorted({starts[place] if place < len(starts) else never for place in places})


def _rest_after(end: int, people: PeopleClass, levels: list[int], first_start: int) -> int:
    free_again = _free_again(end, people)
    return 0 if free_again <= first_start else bisect_left(levels, free_again) + 1


def _free_again(end: int, people: PeopleClass) -> int:
    return end + people.contract.rest_minutes - DAY_MINUTES


def _buckets(
    problem: Problem, people: PeopleClass, levels: list[int], day: int
) -> dict[Bucket, tuple[int, ...]]:
    counts_minutes = people.contract.minutes_per_week is not None
    found: dict[Bucket, list[int]] = {}
    for number in np.flatnonzero(people.allowed[day]):
        shift = problem.shifts[number]
        needs = bisect_right(levels, shift.start)
        leaves = _rest_after(shift.end, people, levels, problem.shifts[0].start)
        paid = shift.template.paid_minutes if counts_minutes else 0
        found.setdefault(Bucket(needs, leaves, paid), []).append(int(number))
    return {bucket: tuple(found[bucket]) for bucket in sorted(found)}


def _first_node(problem: Problem, people: PeopleClass, levels: list[int]) -> Node:
    person = people.people[0]
    if person.end_before is None:
        return Node(0, 0, person.days_in_a_row_before, 0)
    rest = _rest_after(person.end_before, people, levels, problem.shifts[0].start)
    return Node(0, 0, person.days_in_a_row_before, rest)


def _steps_from(
    problem: Problem, people: PeopleClass, buckets: dict[Bucket, tuple[int, ...]], node: Node, day: int
) -> list[Step]:
    steps = []
    if not people.must[day]:
        steps.append(Step(day, node, Node(node.shifts, node.minutes, 0, 0), None))
    if node.in_a_row < people.contract.days_in_a_row:
        for bucket in buckets:
            if node.rest <= bucket.needs_rest:
                after = Node(
                    node.shifts + 1, node.minutes + bucket.minutes, node.in_a_row + 1, bucket.leaves_rest
                )
                steps.append(Step(day, node, after, bucket))
    return _within_the_week(problem, people, steps, day)


def _within_the_week(problem: Problem, people: PeopleClass, steps: list[Step], day: int) -> list[Step]:
    """Keep what the contract allows; at the end of a week its least is asked for and counting starts anew."""
    contract = people.contract
    most_minutes = contract.minutes_per_week[1] if contract.minutes_per_week else 0
    kept = [
        step
        for step in steps
        if step.after.shifts <= contract.shifts_per_week[1] and step.after.minutes <= most_minutes
    ]
    if day + 1 == problem.days or (day + 1) % DAYS_A_WEEK == 0:
        week, days = day // DAYS_A_WEEK, day % DAYS_A_WEEK + 1
        kept = [
            step._replace(after=step.after._replace(shifts=0, minutes=0))
            for step in kept
            if step.after.shifts >= least_shifts(people, days, week)
            and step.after.minutes >= least_minutes(people, days, week)
        ]
    return [step._replace(after=_forget(problem, people, step.after, day)) for step in kept]


def _forget(problem: Problem, people: PeopleClass, node: Node, day: int) -> Node:
    """Forget the days in a row where they can no longer become too many: fewer nodes, the same ways."""
    left = problem.days - day - 1
    if left <= DAYS_A_WEEK - (day + 1) % DAYS_A_WEEK and (day + 1) % DAYS_A_WEEK:
        left = min(left, people.contract.shifts_per_week[1] - node.shifts)
    return node if node.in_a_row + left > people.contract.days_in_a_row else node._replace(in_a_row=0)


def least_shifts(people: PeopleClass, days: int, week: int) -> int:
    """Return the least shifts of a week of so many days; a short week asks for its part, rounded down.

    A day away counts as one shift of the least: leave is not made up for.
    """
    least = people.contract.shifts_per_week[0] * days // DAYS_A_WEEK
    return max(least - _away(people, week), 0)


def least_minutes(people: PeopleClass, days: int, week: int) -> int:
    """Return the least paid minutes of a week of so many days, as least_shifts does; a day away is a shift's part of them."""
    asked = people.contract.minutes_per_week
    if not asked:
        return 0
    shifts = max(people.contract.shifts_per_week[0] or people.contract.shifts_per_week[1], 1)
    return asked[0] * days * max(shifts - _away(people, week), 0) // (DAYS_A_WEEK * shifts)


def _away(people: PeopleClass, week: int) -> int:
    return people.away[week] if people.away else 0


def _with_an_end(layers: list[dict[Node, list[Step]]]) -> list[Step]:
    """Keep the steps from which the last midnight can be reached."""
    kept: list[list[Step]] = []
    alive: set[Node] | None = None
    for layer in reversed(layers):
        steps = [step for found in layer.values() for step in found if alive is None or step.after in alive]
        alive = {step.before for step in steps}
        kept.append(steps)
    if any(not steps for steps in kept):
        return []
    return [step for steps in reversed(kept) for step in steps]
