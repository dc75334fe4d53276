"""People of several skills: every kind keeps its promise on other days too, and sharing is worth something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from presszero.pure.errors import BadInput
from presszero.pure.queueing.staffing import Demand, Rules, staff
from presszero.pure.queueing.targets import Target
from presszero.pure.simulation.correcting import correct
from presszero.pure.simulation.floor import Floor, Group, Kind
from presszero.pure.simulation.running import days_of, play_days
from presszero.pure.simulation.skills import Asked, Offer, SkillsPlan, staff_skills

DAY = np.array([20, 45, 70, 60, 66, 30.0])
TARGET = Target(share=0.8, within_seconds=20)


def kind(name: str, times: float = 1.0, **more: object) -> Asked:
    demand = Demand(DAY * times, np.full(DAY.size, 240.0), 1800.0)
    return replace(Asked(name, demand, TARGET, patience_seconds=180.0), **more)  # type: ignore[arg-type]


CALLS, FRENCH = kind("calls"), kind("french", 0.3)
ONE, TWO = Offer("one", {"calls": 1.0}), Offer("two", {"french": 1.0})
BOTH = Offer("both", {"calls": 1.0, "french": 1.0}, cost_per_hour=1.1)


def fresh_levels(kinds: list[Asked], groups: list[Offer], plan: SkillsPlan) -> np.ndarray:
    """Play the plan on days it has not seen: the share in time of each kind over the whole day."""
    floor = Floor(
        [Kind(one.name, one.demand.offered, 240.0, patience_seconds=180.0) for one in kinds],
        [Group(one.name, one.skills, on_duty=row) for one, row in zip(groups, plan.people, strict=True)],
    )
    drawn = iter(days_of(floor, 99))
    played = play_days(floor, [next(drawn) for _ in range(150)])
    return np.asarray(played.in_time.sum(axis=(0, 2)) / played.offered.sum(axis=(0, 2)))


def test_shared_people_are_fewer_and_every_kind_keeps_its_target() -> None:
    kinds, groups = [CALLS, FRENCH], [ONE, TWO, BOTH]
    plan = staff_skills(kinds, groups, 1)
    costs = np.array([one.cost_per_hour for one in groups])
    assert costs @ plan.people.sum(1) < 0.95 * (costs @ plan.apart.sum(1))
    assert (plan.levels >= 0.8).all()
    assert (fresh_levels(kinds, groups, plan) > 0.79).all()


def test_one_kind_and_one_group_is_the_plan_of_one_line() -> None:
    alone = staff_skills([CALLS], [ONE], 1).people[0]
    line = correct(staff(CALLS.demand, Rules(TARGET, patience_seconds=180.0)), 1, replications=60).plan
    assert np.abs(alone - line.required).max() <= 1


def test_people_who_can_do_all_at_the_same_price_are_one_line() -> None:
    plan = staff_skills([CALLS, FRENCH], [ONE, TWO, replace(BOTH, cost_per_hour=1.0)], 1)
    pooled = Demand(DAY * 1.3, np.full(DAY.size, 240.0), 1800.0)
    line = correct(staff(pooled, Rules(TARGET, patience_seconds=180.0)), 1, replications=60).plan
    assert plan.people.sum() <= line.required.sum() + 2


def test_no_more_are_planned_than_there_are() -> None:
    plan = staff_skills([CALLS, FRENCH], [ONE, TWO, replace(BOTH, most=2)], 1)
    assert plan.people[2].max() <= 2 and (plan.levels >= 0.8).all()
    with pytest.raises(BadInput, match=r"french needs more people in interval \d than two may be"):
        staff_skills([CALLS, FRENCH], [ONE, replace(TWO, most=1)], 1)


def test_a_kind_that_nobody_serves_is_told() -> None:
    with pytest.raises(BadInput, match="Nobody serves french"):
        staff_skills([CALLS, FRENCH], [ONE], 1)
