"""People who may be exchanged for each other: same contract, skills, days, wishes and past.

What holds for one holds for all of a class, so that the programme counts them and names come later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from presszero.pure.rosters.people import EARLY, LATE, Assignment, Contract, Person
from presszero.pure.rosters.problem import DAYS_A_WEEK, Problem
from presszero.pure.rosters.shifts import Shift

MIDDAY = 12 * 60


@dataclass(frozen=True)
class PeopleClass:
    """Exchangeable people. allowed, points: shape (days, shifts); must: days that are locked, shape (days,).

    away: days of each week that they could have worked and are away on. points is what a shift costs against the wishes of each of them.
    """

    people: tuple[Person, ...]
    contract: Contract
    skills: tuple[str, ...]
    allowed: NDArray[np.bool_]
    points: NDArray[np.int64]
    must: NDArray[np.bool_]
    away: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        return len(self.people)


def classes_of(
    problem: Problem, *, bend: Callable[[PeopleClass], PeopleClass] = lambda people: people
) -> list[PeopleClass]:
    """Return the classes, in the order of their first person.

    bend: changes what holds for one person before it is compared with others.
    """
    locks = _locks(problem)
    groups: dict[tuple[object, ...], list[Person]] = {}
    found: dict[tuple[object, ...], PeopleClass] = {}
    for person in problem.people:
        one = bend(_class_of_one(problem, person, locks.get(person.name, [])))
        key = _key(one)
        groups.setdefault(key, []).append(person)
        found.setdefault(key, one)
    return [_with_people(found[key], people) for key, people in groups.items()]


def may_work(problem: Problem, person: Person, contract: Contract) -> NDArray[np.bool_]:
    """Return which shifts this person may work on which day, shape (days, shifts), locks apart."""
    fits = np.array([_fits(shift, person, contract) for shift in problem.shifts], dtype=bool)
    days = [not (day.weekday() in person.days_off or day in person.away) for day in problem.dates]
    runs = [[day.weekday() in shift.template.weekdays for shift in problem.shifts] for day in problem.dates]
    return np.asarray(np.array(days)[:, None] & fits[None, :] & np.array(runs, dtype=bool))


def _fits(shift: Shift, person: Person, contract: Contract) -> bool:
    known = not contract.templates or shift.template.name in contract.templates
    return (
        known
        and person.earliest_start <= shift.start <= person.latest_start
        and shift.end <= person.latest_end
    )


def _class_of_one(problem: Problem, person: Person, locks: list[Assignment]) -> PeopleClass:
    contract = problem.contracts[person.contract]
    allowed = may_work(problem, person, contract)
    away = _days_away(problem, person, contract)
    must = np.zeros(problem.days, dtype=bool)
    for lock in locks:
        day = problem.dates.index(lock.on)
        allowed[day] = [_is_locked(shift, lock) for shift in problem.shifts]
        must[day] = True
    return PeopleClass(
        (person,), contract, problem.skills_of(person), allowed, _points(problem, person), must, away
    )


def _days_away(problem: Problem, person: Person, contract: Contract) -> tuple[int, ...]:
    """Return on how many days of each week somebody is away who could have worked."""
    could = np.asarray(may_work(problem, replace(person, away=frozenset()), contract).any(axis=1))
    missed = [bool(could[day]) and on in person.away for day, on in enumerate(problem.dates)]
    return tuple(sum(missed[first : first + DAYS_A_WEEK]) for first in range(0, problem.days, DAYS_A_WEEK))


def _is_locked(shift: Shift, lock: Assignment) -> bool:
    return (shift.template.name, shift.start) == (lock.template, lock.start)


def _points(problem: Problem, person: Person) -> NDArray[np.int64]:
    disliked = np.array([not _is_liked(shift, person) for shift in problem.shifts], dtype=np.int64)
    unwished = np.array(
        [day in person.wishes_off or day.weekday() in person.wishes_off_weekdays for day in problem.dates],
        dtype=np.int64,
    )
    return np.asarray(problem.weights.against_wish * (disliked[None, :] + unwished[:, None]))


def _is_liked(shift: Shift, person: Person) -> bool:
    if not person.prefers or shift.template.name in person.prefers:
        return True
    middle = (shift.start + shift.end) / 2
    return (EARLY in person.prefers and middle <= MIDDAY + 60) or (
        LATE in person.prefers and middle > MIDDAY + 60
    )


def _locks(problem: Problem) -> dict[str, list[Assignment]]:
    locks: dict[str, list[Assignment]] = {}
    for one in problem.locked:
        locks.setdefault(one.person, []).append(one)
    return locks


def _key(one: PeopleClass) -> tuple[object, ...]:
    person = one.people[0]
    past = (person.days_in_a_row_before, person.end_before)
    shapes = (one.allowed.tobytes(), one.points.tobytes(), one.must.tobytes())
    return (one.contract.name, one.skills, one.away, *past, *shapes)


def _with_people(one: PeopleClass, people: list[Person]) -> PeopleClass:
    return replace(one, people=tuple(people))
