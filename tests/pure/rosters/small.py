"""Small rosters for the tests, and the same question asked in another way."""

from __future__ import annotations

from datetime import date

import numpy as np

from presszero.pure.rosters import Assignment, Break, Contract, Person, Problem, Template, Weights

MONDAY = date(2026, 7, 6)
MORNING = Template("morning", 8 * 60, (7 * 60,), (Break(60, 180, 240),))
EVENING = Template("evening", 8 * 60, (13 * 60, 14 * 60), (Break(60, 180, 240),))
FULL = Contract("full", (5, 5), None, 11 * 60, 6)


def required(mornings: int, evenings: int, days: int = 7) -> np.ndarray:
    """Return hourly people from 07:00 to 14:00 and from 14:00 to 22:00, shape (days * 24,)."""
    day = np.zeros(24)
    day[7:14], day[14:22] = mornings, evenings
    return np.tile(day, days)


def small_problem(*people: Person, mornings: int = 2, evenings: int = 2, **changes: object) -> Problem:
    given: dict[str, object] = {
        "first_day": MONDAY,
        "grain_minutes": 60,
        "required": {"": required(mornings, evenings)},
        "templates": (MORNING, EVENING),
        "contracts": {"full": FULL},
        "people": people,
        "weights": Weights(unfair=0),
    }
    return Problem(**(given | changes))  # type: ignore[arg-type]


def some_people(count: int) -> tuple[Person, ...]:
    return tuple(Person(f"Person {number:02d}", "full") for number in range(count))


def least_points_by_person(problem: Problem) -> int:
    """Return the least points, found by a 0/1 variable for each person, day, shift and break: another programme."""
    from ortools.sat.python import cp_model

    model, cost = cp_model.CpModel(), []
    working: dict[int, list[tuple[object, int]]] = {place: [] for place in range(problem.intervals)}
    for person in problem.people:
        contract, starts = problem.contracts[person.contract], {}
        for day, on in enumerate(problem.dates):
            for number, shift in enumerate(problem.shifts):
                if (
                    on.weekday() in person.days_off
                    or not person.earliest_start <= shift.start <= person.latest_start
                ):
                    continue
                chosen = model.new_bool_var("")
                starts[day, number] = chosen
                first = (day * 1440 + shift.start) // 60
                pauses = {
                    begin // 60: model.new_bool_var("") for begin in shift.template.breaks[0].begins(60)
                }
                model.add(sum(pauses.values()) == chosen)
                for hour in range(shift.template.minutes // 60):
                    if first + hour < problem.intervals:
                        working[first + hour] += [(chosen, 1)] + (
                            [(pauses[hour], -1)] if hour in pauses else []
                        )
                if person.prefers and shift.template.name not in person.prefers:
                    cost.append(problem.weights.against_wish * chosen)
        by_day = [[one for (d, _), one in starts.items() if d == day] for day in range(problem.days)]
        for day in by_day:
            model.add(sum(day) <= 1)
        low, high = contract.shifts_per_week
        model.add_linear_constraint(sum(starts.values()), low, high)
        for first in range(problem.days - contract.days_in_a_row):
            window = by_day[first : first + contract.days_in_a_row + 1]
            model.add(sum(one for day in window for one in day) <= contract.days_in_a_row)
        for (day, number), one in starts.items():
            for (later, other), after in starts.items():
                rest = 1440 + problem.shifts[other].start - problem.shifts[number].end
                if later == day + 1 and rest < contract.rest_minutes:
                    model.add(one + after <= 1)
    for place, terms in working.items():
        need = int(problem.required[""][place])
        short, over = model.new_int_var(0, 99, ""), model.new_int_var(0, 99, "")
        model.add(sum(factor * one for one, factor in terms) + short - over == need)
        cost += [problem.weights.short * short, problem.weights.over * over]
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def assigned(
    person: str, day: int, template: Template = MORNING, start: int | None = None, pause: int = 180
) -> Assignment:
    begins = template.starts[0] if start is None else start
    on = date.fromordinal(MONDAY.toordinal() + day)
    return Assignment(person, on, template.name, begins, begins + template.minutes, ((begins + pause, 60),))
