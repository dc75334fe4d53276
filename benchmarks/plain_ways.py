"""The bank's cover and named roster put to solvers as textbooks do: a column a shift, a choice a person and day."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from presszero.pure.rosters import Problem, Template

DAY_MINUTES, REST_MINUTES = 24 * 60, 11 * 60
SHIFTS_EACH, SHORT_POINTS, OVER_POINTS = 5, 10, 1


def highs_cover(problem: Problem) -> tuple[float, float]:
    """Return (paid intervals, seconds of CPU) of HiGHS on a set cover with a column for each shift and lunch."""
    covers = np.array([works for one in problem.templates for works in _columns(one, problem)], float).T
    days = problem.required[""].reshape(7, -1)

    def least(required: np.ndarray) -> float:
        found = milp(
            covers.sum(0),
            constraints=LinearConstraint(covers, required, np.inf),
            integrality=np.ones(covers.shape[1]),
            bounds=Bounds(0, np.inf),
        )
        return float(found.fun)

    return _timed(lambda: sum(least(day) for day in days))


def sat_roster(problem: Problem, seconds: float) -> tuple[tuple[float, float, str], float]:
    """Return ((points, proved bound, status), seconds of CPU) of CP-SAT with one choice a person, day and shift.

    seconds: on the clock, at most.
    """
    from ortools.sat.python import cp_model

    template = problem.templates[0]
    columns = list(_columns(template, problem))
    required = problem.required[""].reshape(7, -1).astype(int)
    model = cp_model.CpModel()
    works = {
        (number, day, shift): model.new_bool_var("")
        for number, person in enumerate(problem.people)
        for day in range(7)
        for shift, start in enumerate(template.starts)
        if day not in person.days_off and person.earliest_start <= start <= person.latest_start
    }
    people = range(len(problem.people))

    def of(number: int, day: int) -> list[tuple[int, Any]]:
        return [
            (shift, works[key]) for shift in range(len(columns)) if (key := (number, day, shift)) in works
        ]

    for number in people:
        for day in range(7):
            model.add_at_most_one(one for _, one in of(number, day))
            for shift, one in of(number, day):
                for after, other in of(number, day + 1):
                    if not _rested(template, shift, after):
                        model.add_bool_or(~one, ~other)
        model.add(sum(one for day in range(7) for _, one in of(number, day)) == SHIFTS_EACH)
    points = []
    for day in range(7):
        for slot, wanted in enumerate(required[day]):
            there = [one for (_, on, shift), one in works.items() if on == day and columns[shift][slot]]
            short, over = (model.new_int_var(0, 200, "") for _ in range(2))
            model.add(sum(there) + short - over == int(wanted))
            points.append(SHORT_POINTS * short + OVER_POINTS * over)
    model.minimize(sum(points))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2

    def solve() -> tuple[float, float, str]:
        status = solver.solve(model)
        return solver.objective_value, solver.best_objective_bound, solver.status_name(status)

    return _timed(solve)


def _columns(template: Template, problem: Problem) -> Iterator[list[int]]:
    """Return who is at work in each interval of a day, for each start and place of the lunch."""
    step = problem.grain_minutes
    for start in template.starts:
        for lunch in template.breaks[0].begins(step) if template.breaks else [DAY_MINUTES]:
            inside = range(start, start + template.minutes, step)
            yield [int(at in inside and at != start + lunch) for at in range(0, DAY_MINUTES, step)]


def _rested(template: Template, shift: int, after: int) -> bool:
    ends = template.starts[shift] + template.minutes
    return DAY_MINUTES + template.starts[after] - ends >= REST_MINUTES


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    """Return what the act gives, and the seconds of CPU it took."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = act()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return found, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
