"""A roster is the cheapest there is, keeps every rule, and is the same each time."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from benchmarks.invented_roster import invented_roster
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.rosters.small import (
    EVENING,
    FULL,
    MONDAY,
    MORNING,
    assigned,
    least_points_by_person,
    small_problem,
    some_people,
)

from presszero.pure.errors import BadInput
from presszero.pure.rosters import (
    Break,
    NoPlanInTime,
    NoRosterFits,
    Person,
    Template,
    Weights,
    coverage,
    make_roster,
    making,
    violations,
)
from presszero.pure.rosters.classes import classes_of
from presszero.pure.rosters.naming import named
from presszero.pure.rosters.placing import placed_one_by_one, unfair_points
from presszero.pure.rosters.silence import without_remarks
from presszero.pure.rosters.steps import network_of

PEOPLE = st.lists(
    st.builds(
        Person,
        name=st.uuids().map(str),
        contract=st.just("full"),
        days_off=st.frozensets(st.integers(0, 6), max_size=1),
        latest_start=st.sampled_from([8 * 60, 24 * 60]),
        prefers=st.sampled_from([frozenset(), frozenset({"morning"}), frozenset({"evening"})]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda person: person.name,
)


@settings(max_examples=12, deadline=None)
@given(people=PEOPLE, mornings=st.integers(0, 3), evenings=st.integers(0, 3), row=st.integers(3, 6))
def test_counting_classes_costs_as_little_as_planning_each_person(
    people: list[Person], mornings: int, evenings: int, row: int
) -> None:
    contract = replace(FULL, days_in_a_row=row, shifts_per_week=(3, 5))
    problem = small_problem(*people, mornings=mornings, evenings=evenings, contracts={"full": contract})
    roster = make_roster(problem, gap=0.0)
    assert violations(problem, roster.assignments) == []
    assert roster.cost == pytest.approx(least_points_by_person(problem))
    assert roster.is_proved


def test_points_are_what_the_shifts_cover() -> None:
    problem = small_problem(*some_people(9), mornings=3, evenings=4)
    roster = make_roster(problem, gap=0.0)
    seen = coverage(problem, roster.assignments)
    assert roster.cost == pytest.approx(10 * seen.short_intervals + seen.over_intervals)
    assert roster.classes == 1


def test_same_problem_gives_the_same_roster() -> None:
    problem = small_problem(*some_people(7))
    assert make_roster(problem).assignments == make_roster(problem).assignments


def test_short_night_is_kept_from_the_shift_before_the_roster() -> None:
    late = Person("Late yesterday", "full", end_before=24 * 60)
    fresh = Person("Fresh", "full")
    contracts = {"full": replace(FULL, shifts_per_week=(1, 7), days_in_a_row=7)}
    problem = small_problem(late, fresh, mornings=2, evenings=0, contracts=contracts)
    roster = make_roster(problem, gap=0.0)
    assert [one.person for one in roster.assignments if one.on == problem.dates[0]] == ["Fresh"]
    assert violations(problem, roster.assignments) == []


def test_each_skill_is_served_by_those_who_have_it() -> None:
    people = [Person(f"Both {n}", "full", frozenset({"billing", "cards"})) for n in range(2)]
    people += [
        Person("Billing", "full", frozenset({"billing"})),
        Person("Cards", "full", frozenset({"cards"})),
    ]
    need = np.tile(np.where((np.arange(24) >= 7) & (np.arange(24) < 15), 1.0, 0.0), 7)
    problem = small_problem(*people, required={"billing": 2 * need, "cards": need})
    roster = make_roster(problem, gap=0.0)
    seen = coverage(problem, roster.assignments)
    assert violations(problem, roster.assignments) == []
    assert roster.cost == pytest.approx(10 * seen.short_intervals + seen.over_intervals)


def test_weeks_hours_and_night_shifts_are_kept_over_a_fortnight() -> None:
    night = Template("night", 8 * 60, (22 * 60,), (Break(30, 180, 240),))
    contract = replace(FULL, shifts_per_week=(0, 6), minutes_per_week=(30 * 60, 38 * 60), days_in_a_row=4)
    need = np.zeros(24 * 14)
    need[7:] = 2
    problem = small_problem(
        *some_people(10),
        templates=(MORNING, EVENING, night),
        contracts={"full": contract},
        required={"": need},
    )
    roster = make_roster(problem, seconds=20)
    assert violations(problem, roster.assignments) == []
    assert {one.template for one in roster.assignments} == {"morning", "evening", "night"}


def test_burdens_are_even_among_people_who_are_alike() -> None:
    problem = small_problem(*some_people(10), mornings=3, evenings=3, weights=Weights())
    roster = make_roster(problem)
    lates = [
        sum(one.person == person.name and one.end > 20 * 60 for one in roster.assignments)
        for person in problem.people
    ]
    weekends = [
        sum(one.person == person.name and one.on.weekday() > 4 for one in roster.assignments)
        for person in problem.people
    ]
    both = np.array(lates) + np.array(weekends)
    assert both.max() - both.min() <= 2


def test_locked_shift_stays_with_its_break() -> None:
    lock = assigned("Person 03", 2, EVENING, 14 * 60, pause=240)
    problem = small_problem(*some_people(6), locked=(lock,))
    assert lock in make_roster(problem).assignments


def test_locked_shift_that_no_template_knows_is_refused() -> None:
    lock = assigned("Person 00", 2, EVENING, 15 * 60)
    with pytest.raises(BadInput, match="15:00"):
        make_roster(small_problem(*some_people(2), locked=(lock,)))


@pytest.mark.parametrize(
    ("person", "contract", "said"),
    [
        ({"days_off": frozenset({4, 5, 6})}, {}, "cannot have 5 shifts a week: 4 days are open .* to 4"),
        ({}, {"days_in_a_row": 2}, None),
        ({"days_off": frozenset({5, 6})}, {"days_in_a_row": 4}, "at most 4 days in a row only 4 fit"),
        (
            {},
            {"minutes_per_week": (40 * 60, 45 * 60)},
            "cannot reach 40 paid hours .* 5 shifts at most, on 7 open days, come to 35 h, 5 h too few",
        ),
    ],
)
def test_rule_that_cannot_be_kept_is_named_with_numbers_and_a_way_out(
    person: dict[str, object], contract: dict[str, object], said: str | None
) -> None:
    people = (Person("Ada Brunner", "full", **person), *some_people(3))  # type: ignore[arg-type]
    problem = small_problem(*people, contracts={"full": replace(FULL, **contract)})  # type: ignore[arg-type]
    if said is None:
        assert violations(problem, make_roster(problem).assignments) == []
        return
    with pytest.raises(NoRosterFits, match=said):
        make_roster(problem)


def test_solver_is_loaded_when_it_is_asked_and_not_before() -> None:
    asked = "import sys, presszero.pure.rosters; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_people_placed_one_by_one_keep_every_rule_and_cost_what_is_said(seed: int) -> None:
    problem = invented_roster(30, seed)
    classes = classes_of(problem)
    networks = [network_of(problem, one) for one in classes]
    counts, points = placed_one_by_one(problem, classes, networks, sweeps=30)
    roster = named(problem, classes, networks, counts)
    assert violations(problem, roster) == []
    seen = coverage(problem, roster)
    wishes = sum(
        float((one.points * shifts).sum()) for one, shifts in zip(classes, counts.shifts, strict=True)
    )
    unfair = unfair_points(problem, classes, counts)
    assert points == pytest.approx(10 * seen.short_intervals + seen.over_intervals + wishes + unfair)


def test_roster_is_found_when_the_programme_has_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_late(*_: object, **__: object) -> None:
        raise NoPlanInTime("too late", 100.0)

    monkeypatch.setattr(making, "solve", too_late)
    problem = small_problem(*some_people(8))
    roster = make_roster(problem)
    assert violations(problem, roster.assignments) == [] and roster.bound == 100 < roster.cost


def test_leave_counts_as_shifts_of_the_week_and_nobody_makes_up_for_it() -> None:
    away = frozenset({MONDAY + timedelta(days=step) for step in (0, 1, 2)})
    contract = replace(FULL, minutes_per_week=(35 * 60, 35 * 60))
    people = (Person("Ada Brunner", "full", days_off=frozenset({6}), away=away), *some_people(4))
    problem = small_problem(*people, contracts={"full": contract})
    found = make_roster(problem).assignments
    assert violations(problem, found) == []
    assert 2 <= sum(one.person == "Ada Brunner" for one in found) <= 3
    whole = replace(people[0], away=frozenset(MONDAY + timedelta(days=step) for step in range(7)))
    alone = small_problem(whole, *people[1:], contracts={"full": contract})
    assert not any(one.person == "Ada Brunner" for one in make_roster(alone).assignments)


def test_days_off_that_break_shifts_and_hours_at_once_are_told_as_such() -> None:
    people = (Person("Ada Brunner", "full", days_off=frozenset({3, 4, 5, 6})), *some_people(3))
    contract = replace(FULL, minutes_per_week=(35 * 60, 40 * 60))
    with pytest.raises(NoRosterFits, match="3 days are open .* to 3, and its least hours of 35 with it"):
        make_roster(small_problem(*people, contracts={"full": contract}))


def test_what_the_solver_prints_never_reaches_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    with without_remarks():
        ctypes.CDLL(None).puts(b"a remark")
        os.write(1, b"another")
    os.write(1, b"the answer")
    assert capfd.readouterr().out == "the answer"
