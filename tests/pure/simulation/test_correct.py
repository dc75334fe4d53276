"""A plan played through: nobody falls short, and nobody is there for nothing."""

from __future__ import annotations

import numpy as np
import pytest

from presszero.pure.errors import BadInput
from presszero.pure.queueing import kernels
from presszero.pure.queueing.staffing import Demand, Rules, plan_with, staff
from presszero.pure.queueing.targets import Target
from presszero.pure.simulation.correcting import Judge, correct

TARGET = Target(share=0.8, within_seconds=20)
DEMAND = Demand(np.array([100.0, 400, 500, 120, 60]), np.array([240.0, 240, 260, 240, 300]), 1800)
RULES = Rules(TARGET, patience_seconds=180)


def test_plan_too_thin_is_raised_until_every_interval_keeps_the_target() -> None:
    plan = staff(DEMAND, RULES)
    thin = plan_with(DEMAND, RULES, np.maximum(plan.required - 6, 1))
    found = correct(thin, seed=1, replications=40)
    assert np.all(found.levels >= 0.8)
    assert found.plan.required.sum() > thin.required.sum()


def test_plan_too_rich_gives_people_back_and_still_keeps_it() -> None:
    plan = staff(DEMAND, RULES)
    rich = plan_with(DEMAND, RULES, plan.required + 4)
    found = correct(rich, seed=1, replications=40)
    assert np.all(found.levels >= 0.8)
    assert found.plan.required.sum() < rich.required.sum()


def test_corrected_plan_keeps_on_other_days_within_the_half_width() -> None:
    found = correct(staff(DEMAND, RULES), seed=1, replications=60)
    other = Judge(DEMAND, RULES, 2, 200, 1.0, 0.0, lambda _: None).play(found.plan.required)
    levels, widths = other.service_levels()
    assert np.all(levels + widths + found.half_widths >= 0.8)


def test_same_seed_same_plan() -> None:
    one, two = (correct(staff(DEMAND, RULES), seed=3, replications=20) for _ in range(2))
    assert one.plan.required.tobytes() == two.plan.required.tobytes()
    assert one.levels.tobytes() == two.levels.tobytes()


def test_chats_are_not_played_through_and_say_so() -> None:
    with pytest.raises(BadInput, match="one contact at a time"):
        correct(staff(DEMAND, Rules(TARGET, slower_at=(1.0, 1.4))), seed=1)


def test_caps_beside_the_share_hold_when_people_are_taken_away() -> None:
    easy = Target(share=0.6, within_seconds=60, occupancy=0.7)
    plan = staff(DEMAND, Rules(easy, patience_seconds=180))
    found = correct(plan, seed=1, replications=20).plan
    assert (found.required >= plan.required).all()
    assert (found.measures[:, kernels.OCCUPANCY] <= 0.7).all()
    few_lost = Rules(Target(share=0.5, within_seconds=60, abandoned_share=0.02), patience_seconds=180)
    thin = plan_with(DEMAND, few_lost, staff(DEMAND, few_lost).required - 5)
    assert correct(thin, seed=1, replications=20).tolerated.giving_up <= 0.02 * DEMAND.offered.sum()


def test_what_is_tolerated_is_what_was_played() -> None:
    found = correct(staff(DEMAND, RULES), seed=1, replications=40)
    played = Judge(DEMAND, RULES, 1, 40, 1.0, 0.0, lambda _: None).play(found.plan.required)
    share = 1 - found.tolerated.waiting_longer / DEMAND.offered.sum()
    assert share == pytest.approx(played.service_level()[0])
    longest = played.longest_seconds.max(axis=(1, 2))
    assert 0 < found.tolerated.longest_seconds <= longest.max()
    assert (longest > found.tolerated.longest_seconds).mean() <= 0.5
