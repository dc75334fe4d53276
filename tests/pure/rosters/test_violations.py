"""The checker finds each rule that is broken, and knows nothing of how a roster is made."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pure.rosters.small import EVENING, FULL, MONDAY, MORNING, assigned, small_problem

from presszero.pure.rosters import Assignment, Contract, Person, Problem, checking, violations


def week(person: str = "Ada", template: object = MORNING) -> list[Assignment]:
    return [assigned(person, day, template) for day in range(5)]  # type: ignore[arg-type]


def problem(**person: object) -> Problem:
    contracts = {"full": FULL, "mornings": replace(FULL, name="mornings", templates=frozenset({"morning"}))}
    hours = replace(FULL, name="hours", shifts_per_week=(0, 7), minutes_per_week=(30 * 60, 34 * 60))
    one = Person("Ada", **({"contract": "full"} | person))  # type: ignore[arg-type]
    return small_problem(
        one, contracts={**contracts, "hours": hours, "row": Contract("row", (0, 7), days_in_a_row=4)}
    )


def test_sound_roster_has_none() -> None:
    assert violations(problem(), week()) == []


PLANTED = {
    "person": (problem(), [*week(), assigned("Nobody", 0)]),
    "day": (problem(contract="row"), [assigned("Ada", 9)]),
    "shift": (problem(), [*week()[:4], assigned("Ada", 4, start=8 * 60)]),
    "contract": (problem(contract="mornings"), [*week()[:4], assigned("Ada", 4, EVENING)]),
    "break": (problem(), [*week()[:4], assigned("Ada", 4, pause=300)]),
    "day off": (problem(days_off=frozenset({2})), week()),
    "hours": (problem(latest_end=14 * 60), week()),
    "rest": (problem(), [assigned("Ada", 0, EVENING, 14 * 60), *week()[1:]]),
    "days in a row": (problem(contract="row"), week()),
    "shifts": (problem(), week()[:4]),
    "paid hours": (problem(contract="hours"), week()),
    "locked": (replace(problem(), locked=(assigned("Ada", 4, EVENING),)), week()),
}


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_violation_is_found_and_no_other(rule: str) -> None:
    asked, roster = PLANTED[rule]
    assert {one.rule for one in violations(asked, roster)} == {rule}


@pytest.mark.parametrize(
    ("roster", "rule"),
    [
        ([*week(), assigned("Ada", 2, EVENING)], "rest"),
        ([*week()[:4], replace(week()[4], breaks=())], "break"),
        ([*week()[:4], replace(week()[4], template="brunch")], "shift"),
        ([*week()[:4], replace(week()[4], on=MONDAY.replace(day=12))], None),
    ],
)
def test_two_shifts_of_a_day_lost_breaks_and_unknown_shifts_are_found(
    roster: list[Assignment], rule: str | None
) -> None:
    found = {one.rule for one in violations(problem(), roster)}
    assert rule in found if rule else found == set()


def test_night_and_days_before_the_roster_count() -> None:
    assert {one.rule for one in violations(problem(end_before=24 * 60), week())} == {"rest"}
    assert {one.rule for one in violations(problem(days_in_a_row_before=3), week())} == {"days in a row"}


def test_checker_imports_nothing_of_the_maker() -> None:
    tree = ast.parse(Path(checking.__file__).read_text())
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name.rpartition(".")[2] for name in modules if name and name.startswith("presszero")}
    assert ours <= {"people", "problem", "shifts"}


def test_fewer_shifts_than_agreed_are_sound_only_for_days_away() -> None:
    short = [one for one in week() if one.on.weekday() not in (1, 2)]
    assert [one.rule for one in violations(problem(), short)] == ["shifts"]
    away = frozenset(one.on for one in week() if one.on.weekday() in (1, 2))
    assert violations(problem(away=away), short) == []
