"""What is proved lies never above the best roster, and whole ways of people prove no more than their steps do."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from benchmarks.unlike_roster import unlike_roster
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.pure.rosters.small import FULL, least_points_by_person, required, small_problem

from presszero.pure.rosters import (
    Assignment,
    Person,
    Problem,
    coverage,
    make_roster,
    making,
    programme,
    violations,
)
from presszero.pure.rosters.classes import classes_of
from presszero.pure.rosters.counting import counting_of
from presszero.pure.rosters.programme import solve
from presszero.pure.rosters.steps import network_of

WISHES = [frozenset(), frozenset({"morning"}), frozenset({"evening"})]
UNLIKE = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from([8 * 60, 13 * 60, 24 * 60]), st.sampled_from(WISHES)),
    min_size=2,
    max_size=6,
    unique=True,
).map(
    lambda all_kinds: [
        Person(f"Person {place}", "full", days_off=frozenset({day}), latest_start=latest, prefers=wish)
        for place, (day, latest, wish) in enumerate(all_kinds)
    ]
)
CONTRACT = replace(FULL, shifts_per_week=(3, 5), days_in_a_row=4)


@pytest.fixture
def placed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have people placed before anything is counted, however small the roster."""
    monkeypatch.setattr(making, "HARD_COLUMNS", 0)
    monkeypatch.setattr(making, "UNLIKE_SHARE", 0.0)


def bound_and_cost_hold_the_best_between_them(gap: float, *, most_above: float) -> None:
    @settings(max_examples=8, deadline=None)
    @given(people=UNLIKE, mornings=st.integers(0, 3), evenings=st.integers(0, 3))
    def law(people: list[Person], mornings: int, evenings: int) -> None:
        problem = small_problem(*people, mornings=mornings, evenings=evenings, contracts={"full": CONTRACT})
        roster, best = make_roster(problem, gap=gap), least_points_by_person(problem)
        assert violations(problem, roster.assignments) == []
        assert roster.bound <= best + 1e-6
        assert best - 1e-6 <= roster.cost <= best * (1 + most_above) + 1e-6

    law()


@pytest.mark.usefixtures("placed_first")
@pytest.mark.parametrize("gap", [0.0, 1.0])
def test_bound_is_never_above_the_best_roster_and_cost_never_below(gap: float) -> None:
    bound_and_cost_hold_the_best_between_them(gap, most_above=0.05)


@pytest.mark.usefixtures("placed_first")
def test_people_placed_first_get_the_same_roster_each_time() -> None:
    problem = unlike_roster(6, seed=1)
    first, again = (make_roster(problem, gap=1000.0) for _ in range(2))
    assert first.assignments == again.assignments and first.cost == again.cost
    assert violations(problem, first.assignments) == []


@pytest.fixture
def ties_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one answer made the best by small parts of a point, however small the roster."""
    monkeypatch.setattr(programme, "MANY_COLUMNS", 0)


@pytest.mark.usefixtures("ties_broken")
@pytest.mark.parametrize("gap", [0.01, 0.1])
def test_bound_of_a_large_roster_is_never_above_the_best_one(gap: float) -> None:
    bound_and_cost_hold_the_best_between_them(gap, most_above=gap)


@pytest.mark.usefixtures("ties_broken")
@pytest.mark.parametrize(("most_lost", "is_slack"), [(0.2, True), (-1.0, False)])
def test_bound_without_ties_loses_little_or_is_asked_for_with_them(
    most_lost: float, is_slack: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme, "MOST_LOST", most_lost)
    problem = unlike_roster(6, seed=1)
    classes = classes_of(problem)
    counting = counting_of(problem, classes, [network_of(problem, one) for one in classes])
    ways = {"offset": counting.offset, "seconds": 60.0}
    plain = programme._relaxed(counting.columns, counting.rows, gap=0.0, **ways)
    found = programme._relaxed(counting.columns, counting.rows, gap=0.01, **ways)
    assert plain.bound * (1 - 0.2 * 0.01) <= found.bound <= plain.bound + 1e-6
    assert found.cost == pytest.approx(plain.cost, rel=1e-3)
    assert (found.slack > plain.slack) == is_slack


@pytest.mark.parametrize("seed", range(4))
def test_bound_from_whole_ways_is_the_bound_from_steps(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = [
        Person(
            f"Person {place}",
            "full",
            latest_start=int(rng.choice([8, 13, 24])) * 60,
            prefers=WISHES[int(rng.integers(3))],
        )
        for place in range(3)
    ]
    need = required(2, 1, days=3) * rng.integers(0, 3, 72)
    contracts = {"full": replace(FULL, shifts_per_week=(5, 7))}
    problem = small_problem(*people, required={"": need.astype(float)}, contracts=contracts)
    classes = classes_of(problem)
    counting = counting_of(problem, classes, [network_of(problem, one) for one in classes])
    counting.columns.whole = [np.zeros(counting.columns.count, dtype=bool)]
    steps = solve(counting.columns, counting.rows, offset=counting.offset, seconds=60.0)
    assert steps.cost == pytest.approx(_least_over_whole_ways(problem), rel=1e-5, abs=1e-4)


def _least_over_whole_ways(problem: Problem) -> float:
    """Return the least points of a linear programme with a column for each way one person could work all days."""
    works, costs, owners = [], [], []
    for place, person in enumerate(problem.people):
        for way in product(*([None, *_choices(problem, person.name, day)] for day in range(problem.days))):
            mine = [one for one in way if one]
            if not violations(replace(problem, people=(person,)), mine):
                works.append(coverage(problem, mine).working)
                against = sum(bool(person.prefers) and one.template not in person.prefers for one in mine)
                costs.append(float(problem.weights.against_wish * against))
                owners.append(place)
    intervals, columns = problem.intervals, len(works)
    at_work = np.array(works).T
    # Columns: ways, short, over.
    cover = np.hstack([at_work, np.eye(intervals), -np.eye(intervals)])
    one_each = np.zeros((len(problem.people), columns + 2 * intervals))
    one_each[owners, np.arange(columns)] = 1.0
    weights = problem.weights
    found = linprog(
        np.concatenate([costs, np.full(intervals, weights.short), np.full(intervals, weights.over)]),
        A_eq=np.vstack([cover, one_each]),
        b_eq=np.concatenate([problem.required[""], np.ones(len(problem.people))]),
    )
    return float(found.fun)


def _choices(problem: Problem, name: str, day: int) -> list[Assignment]:
    found = []
    for shift in problem.shifts:
        for [way] in [[one] for one in shift.template.break_choices(problem.grain_minutes)[0]]:
            breaks = tuple((shift.start + begin, minutes) for begin, minutes in way)
            found.append(
                Assignment(name, problem.dates[day], shift.template.name, shift.start, shift.end, breaks)
            )
    return found
