"""A roster mended with the fewest changes when somebody cannot come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.rosters.classes import PeopleClass, classes_of
from presszero.pure.rosters.counting import Counting, counting_of, counts_of
from presszero.pure.rosters.covering import coverage
from presszero.pure.rosters.locks import locked_ways, shift_number
from presszero.pure.rosters.making import Roster
from presszero.pure.rosters.naming import named
from presszero.pure.rosters.people import Assignment, Contract
from presszero.pure.rosters.problem import Problem
from presszero.pure.rosters.programme import solve
from presszero.pure.rosters.steps import DAYS_A_WEEK, network_of
from presszero.pure.rosters.whys import refuse_the_impossible

Absence = tuple[str, date]
# A break that moves is asked of somebody too, but it is no other shift.
POINTS_OF_A_MOVED_BREAK = 2


@dataclass(frozen=True)
class Change:
    """One day of one person that is different now; None: free."""

    person: str
    on: date
    before: Assignment | None
    after: Assignment | None


@dataclass(frozen=True)
class Repair:
    """The mended roster and what it asks of whom. short_*: intervals short over the whole roster.

    problem: the question as it stands without the absent.
    """

    problem: Problem
    roster: Roster
    changes: tuple[Change, ...]
    short_before: float
    short_unmended: float
    short_after: float


def repair_roster(
    problem: Problem,
    assignments: Sequence[Assignment],
    absences: Collection[Absence],
    *,
    seconds: float = 60.0,
    gap: float = 0.005,
) -> Repair:
    """Return the roster with the absent taken out and as few days changed as the shortage is worth.

    A change costs weights.change points, a person short for an interval
    weights.short: so a change is made where it saves more than it asks. Days
    before the first absence stay; from then to the end of that week days may change.

    Raises BadInput for an absence of somebody who is not planned then, NoRosterFits.
    """
    _refuse_unknown(problem, assignments, absences)
    bent = _without_the_absent(problem, absences)
    current = {(one.person, one.on): one for one in assignments if (one.person, one.on) not in absences}
    classes = classes_of(bent, bend=lambda people: _hold(bent, people, current, absences))
    networks = [network_of(bent, people) for people in classes]
    refuse_the_impossible(bent, classes, networks)
    counting = counting_of(bent, classes, networks)
    _hold_breaks(counting, classes, list(current.values()))
    solved = solve(counting.columns, counting.rows, offset=counting.offset, seconds=seconds, gap=gap)
    found = named(bent, classes, networks, counts_of(counting, solved), keep=current)
    roster = Roster(tuple(found), solved.cost, solved.bound, solved.seconds, len(classes))
    return Repair(
        bent,
        roster,
        _changes(current, found),
        coverage(problem, assignments).short_intervals,
        coverage(bent, list(current.values())).short_intervals,
        coverage(bent, found).short_intervals,
    )


def _refuse_unknown(
    problem: Problem, assignments: Sequence[Assignment], absences: Collection[Absence]
) -> None:
    planned = {(one.person, one.on) for one in assignments}
    names = sorted(person.name for person in problem.people)
    for person, day in sorted(absences):
        if person not in names:
            alike = get_close_matches(person, names, n=3)
            raise BadInput(
                f"Nobody among the {len(names)} people is called {person!r}; "
                + (f"is it {' or '.join(alike)}?" if alike else "write the name as it stands among them."),
                field="sick",
            )
        if (person, day) not in planned:
            raise BadInput(f"{person} has no shift on {day}, so nothing needs mending there.", field="sick")
    for one in assignments:
        if one.person not in names:
            raise BadInput(f"{one.person} is in the roster and not among the people; add a line for them.")


def _without_the_absent(problem: Problem, absences: Collection[Absence]) -> Problem:
    """Take the days away from the absent, and the least their contract asks: nobody makes up for being ill."""
    people, contracts = [], dict(problem.contracts)
    for person in problem.people:
        days = {day for name, day in absences if name == person.name}
        if days:
            eased = _eased(problem.contracts[person.contract])
            contracts[eased.name] = eased
            person = replace(person, away=person.away | days, contract=eased.name)
        people.append(person)
    return replace(problem, people=tuple(people), contracts=contracts, locked=())


def _eased(contract: Contract) -> Contract:
    most = contract.minutes_per_week[1] if contract.minutes_per_week else None
    return replace(
        contract,
        name=f"{contract.name}, absent",
        shifts_per_week=(0, contract.shifts_per_week[1]),
        minutes_per_week=None if most is None else (0, most),
    )


def _hold(
    problem: Problem,
    people: PeopleClass,
    current: dict[Absence, Assignment],
    absences: Collection[Absence],
) -> PeopleClass:
    """Hold one person to their shifts: firmly where days are settled, by the price of a change elsewhere.

    Who is absent is asked for no other day instead.
    """
    [person] = people.people
    absent = person.name in {name for name, _ in absences}
    allowed, points, must = people.allowed.copy(), people.points.copy(), people.must.copy()
    first, last = _open_days(problem, absences)
    for day, on in enumerate(problem.dates):
        mine = current.get((person.name, on))
        number = None if mine is None else shift_number(problem, mine)
        if not first <= day <= last:
            allowed[day] = np.arange(allowed.shape[1]) == (-1 if number is None else number)
            must[day] = number is not None
        elif number is None and absent:
            allowed[day] = False
        elif number is None:
            points[day] += problem.weights.change
        else:
            allowed[day, number] = True
            points[day, number] -= problem.weights.change
    return replace(people, allowed=allowed, points=points, must=must)


def _open_days(problem: Problem, absences: Collection[Absence]) -> tuple[int, int]:
    days = sorted(problem.dates.index(day) for _, day in absences)
    return days[0], min(days[-1] // DAYS_A_WEEK * DAYS_A_WEEK + DAYS_A_WEEK, problem.days) - 1


def _hold_breaks(counting: Counting, classes: list[PeopleClass], kept: list[Assignment]) -> None:
    """Reward each break that stays where it was."""
    ways = locked_ways(replace(counting.problem, locked=tuple(kept)), classes)
    for (group, day, number, choice, way), people in ways.items():
        columns = counting.groups[group].breaks.get((day, number, choice))
        if columns is not None:
            [stays] = counting.columns.add(1, cost=-float(POINTS_OF_A_MOVED_BREAK), high=float(people))
            row = counting.rows.add(high=0.0)
            counting.rows.put(row, np.array([stays, columns[way]]), np.array([1.0, -1.0]))


def _changes(current: dict[Absence, Assignment], found: list[Assignment]) -> tuple[Change, ...]:
    now = {(one.person, one.on): one for one in found}
    places = sorted(set(current) | set(now), key=lambda place: (place[1], place[0]))
    return tuple(
        Change(person, on, current.get((person, on)), now.get((person, on)))
        for person, on in places
        if current.get((person, on)) != now.get((person, on))
    )
