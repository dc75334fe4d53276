"""Somebody is ill: as few days change as the shortage is worth, and nobody makes up for being ill."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.pure.rosters.small import FULL, MONDAY, small_problem, some_people

from presszero.pure.errors import BadInput
from presszero.pure.rosters import Assignment, Problem, Weights, make_roster, repair_roster, violations


@pytest.fixture(scope="module")
def planned() -> tuple[Problem, tuple[Assignment, ...]]:
    contract = replace(FULL, shifts_per_week=(3, 5))
    problem = small_problem(*some_people(8), mornings=2, evenings=2, contracts={"full": contract})
    return problem, make_roster(problem, gap=0.0).assignments


def test_nothing_changes_before_the_absence_and_every_rule_is_kept(
    planned: tuple[Problem, tuple[Assignment, ...]],
) -> None:
    problem, roster = planned
    ill = next(one for one in roster if one.on == problem.dates[3])
    mended = repair_roster(problem, roster, {(ill.person, ill.on)}, gap=0.0)
    found = mended.roster.assignments
    assert violations(mended.problem, found) == []
    assert [one for one in found if one.on < ill.on] == [one for one in roster if one.on < ill.on]
    assert all(one.person != ill.person or one in roster for one in found)
    assert mended.short_after <= mended.short_unmended


def test_fewest_changes_that_are_worth_it(planned: tuple[Problem, tuple[Assignment, ...]]) -> None:
    problem, roster = planned
    ill = next(one for one in roster if one.on == MONDAY)
    mended = repair_roster(problem, roster, {(ill.person, ill.on)}, gap=0.0)
    saved = (mended.short_unmended - mended.short_after) * problem.weights.short
    assert len(mended.changes) * problem.weights.change <= saved + 10
    dear = replace(problem, weights=Weights(unfair=0, change=10_000))
    assert repair_roster(dear, roster, {(ill.person, ill.on)}, gap=0.0).changes == ()


def test_absence_of_somebody_who_is_free_is_refused(planned: tuple[Problem, tuple[Assignment, ...]]) -> None:
    problem, roster = planned
    free = next(
        one.name for one in problem.people if (one.name, MONDAY) not in {(a.person, a.on) for a in roster}
    )
    with pytest.raises(BadInput, match="has no shift on 2026-07-06"):
        repair_roster(problem, roster, {(free, MONDAY)})


def test_nobody_makes_up_for_being_ill_even_where_everyone_is_missed() -> None:
    problem = small_problem(*some_people(3), mornings=2, evenings=2, weights=Weights(unfair=0, change=0))
    roster = make_roster(problem, gap=0.0).assignments
    ill = next(one for one in roster if one.on == MONDAY)
    found = repair_roster(problem, roster, {(ill.person, ill.on)}, gap=0.0).roster.assignments
    days = {one.on for one in roster if one.person == ill.person} - {ill.on}
    assert {one.on for one in found if one.person == ill.person} <= days
