"""Locked shifts, put in the terms of the programme: which class, which shift, which way to pause."""

from __future__ import annotations

from collections import Counter

from presszero.pure.errors import BadInput
from presszero.pure.rosters.classes import PeopleClass
from presszero.pure.rosters.people import Assignment
from presszero.pure.rosters.problem import Problem

Way = tuple[tuple[str, ...], int, int, int, int]


def locked_ways(problem: Problem, classes: list[PeopleClass]) -> Counter[Way]:
    """Count the locked shifts of each (group, day, shift, choice, way)."""
    groups = {person.name: people.skills for people in classes for person in people.people}
    found: Counter[Way] = Counter()
    for lock in problem.locked:
        day, number = problem.dates.index(lock.on), shift_number(problem, lock)
        for choice, way in enumerate(ways_taken(problem, lock, number)):
            found[groups[lock.person], day, number, choice, way] += 1
    return found


def refuse_strange_locks(problem: Problem) -> None:
    """Raise BadInput for a locked shift of nobody we know, of another day, or of no template."""
    known = {person.name for person in problem.people}
    for lock in problem.locked:
        if lock.person not in known or lock.on not in problem.dates:
            raise BadInput(
                f"The locked shift of {lock.person} on {lock.on} is of nobody in this roster, or of a day outside "
                f"{problem.dates[0]} to {problem.dates[-1]}. Take it out.",
                field="locked",
            )
        ways_taken(problem, lock, shift_number(problem, lock))


def shift_number(problem: Problem, one: Assignment) -> int:
    """Return which of the problem's shifts an assignment is. Raises BadInput when it is none."""
    for number, shift in enumerate(problem.shifts):
        if (shift.template.name, shift.start) == (one.template, one.start):
            return number
    raise BadInput(
        f"{one.person} has the shift {one.template!r} from {clock(one.start)} on {one.on}, which no template "
        "allows. Name a template and one of its starts.",
        field="shift",
    )


def ways_taken(problem: Problem, one: Assignment, number: int) -> list[int]:
    """Return for each choice of the shift's breaks which way the assignment takes. Raises BadInput."""
    taken = {(begin - one.start, minutes) for begin, minutes in one.breaks}
    found = []
    for ways in problem.shifts[number].template.break_choices(problem.grain_minutes):
        fitting = [place for place, way in enumerate(ways) if set(way) <= taken]
        if not fitting:
            raise BadInput(
                f"{one.person} on {one.on} pauses where the shift {one.template!r} has no break. "
                "Move the break into its window.",
                field="breaks",
            )
        found.append(fitting[0])
    return found


def clock(minutes: int) -> str:
    """Return minutes after midnight as people write them: 25:30 is half past one the day after.

    >>> clock(450)
    '07:30'
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
