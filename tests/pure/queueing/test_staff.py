"""A day staffed, said in people, with deferred work beside it and a year around it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.pure.errors import BadInput
from presszero.pure.queueing import kernels
from presszero.pure.queueing.backlog import Deferred, least_beside, work_off
from presszero.pure.queueing.errors import TargetOutOfReach
from presszero.pure.queueing.lines import Line, least_servers
from presszero.pure.queueing.staffing import Demand, Rules, plan_with, staff
from presszero.pure.queueing.targets import Target
from presszero.pure.queueing.tolerance import in_people, step_up, tolerated
from presszero.pure.queueing.years import Workforce, plan_year

TARGET = Target(share=0.8, within_seconds=20)
DAY = Demand(np.array([0.0, 120, 360, 500, 240]), np.array([200.0, 240, 240, 260, 220]), 1800)


@pytest.mark.parametrize("patience", [None, 180.0])
def test_each_interval_gets_the_least_of_its_own_line(patience: float | None) -> None:
    plan = staff(DAY, Rules(TARGET, patience_seconds=patience))
    lines = [
        Line(offered * 2, seconds, patience)
        for offered, seconds in zip(DAY.offered, DAY.handling_seconds, strict=True)
    ]
    assert plan.required.tolist() == [0, *(least_servers(line, TARGET) for line in lines[1:])]
    assert plan.share_within() >= 0.8


@pytest.mark.parametrize("definition", ["waited", "answered", "patient"])
def test_level_that_is_told_is_the_one_that_was_asked_for(definition: str) -> None:
    """One person fewer breaks the level that is told, whatever it counts: callers hang up within the time."""
    target = Target(share=0.9, within_seconds=120, definition=definition)
    plan = staff(DAY, Rules(target, patience_seconds=60))
    fewer = plan_with(DAY, plan.rules, np.maximum(plan.required - 1, 0))
    came = DAY.offered > 0
    assert (plan.shares_within()[came] >= 0.9).all() and (fewer.shares_within()[came] < 0.9).all()
    assert plan.shares_within()[~came].tolist() == [1.0]
    assert plan.shares_within()[came].min() <= plan.share_within() <= plan.shares_within()[came].max()
    nobody = Demand(np.zeros(2), np.full(2, 200.0), 1800)
    assert staff(nobody, plan.rules).share_within() == 1.0
    gone = plan.measures[came, kernels.GIVES_UP]
    if definition == "answered":  # nobody who hung up was answered
        assert (plan.shares_within()[came] <= 1 - gone + 1e-12).all()


def test_shrinkage_divides() -> None:
    plan = staff(DAY, Rules(TARGET, shrinkage=0.3))
    assert np.all(plan.scheduled * 0.7 >= plan.required - 1e-9)
    assert np.all((plan.scheduled - 1) * 0.7 < plan.required)
    with pytest.raises(BadInput, match="leaves nobody"):
        staff(DAY, Rules(TARGET, shrinkage=1.0))


def test_occupancy_cap_and_cost_hold() -> None:
    capped = Target(share=0.8, within_seconds=20, occupancy=0.8)
    plan = staff(DAY, Rules(capped, cost_per_hour=30.0))
    assert np.all(DAY.offered_erlangs <= 0.8 * plan.required)
    assert plan.cost == pytest.approx(plan.scheduled.sum() * 0.5 * 30)


def test_chats_that_share_attention_need_fewer_people() -> None:
    alone, sharing = (staff(DAY, Rules(TARGET, slower_at=at)) for at in ((1.0,), (1.0, 1.3, 1.7)))
    assert 0 < sharing.required.max() < alone.required.max()
    assert sharing.share_within() >= 0.8


def test_work_in_hand_from_before_is_counted_when_asked() -> None:
    long = Demand(np.array([400.0, 0, 0]), np.array([1800.0, 1800, 1800]), 1800)
    assert staff(long, Rules(TARGET, at_least=0)).required[1] == 0
    load = staff(long, Rules(TARGET, at_least=0, lagged=True))
    assert load.required[0] < staff(long, Rules(TARGET)).required[0]


def test_tolerance_is_told_in_people_and_the_next_step_costs() -> None:
    plan = staff(DAY, Rules(TARGET, patience_seconds=180, cost_per_hour=30))
    found = tolerated(plan)
    assert 0 < found.waiting_longer < 0.2 * found.offered
    assert found.giving_up > 0
    assert found.longest_seconds > 20
    assert "wait over 20 s, the longest about" in in_people(found)
    step = step_up(plan)
    assert step is not None and step.share > 0.8
    assert step.more_cost == pytest.approx(step.more_paid_hours * 30)
    assert step.tolerated.waiting_longer < found.waiting_longer


def test_longest_wait_is_as_likely_passed_as_not() -> None:
    # Erlang C by hand: the expected number of longer waits is n C exp(-spare t) = ln 2.
    one = Demand(np.array([360.0]), np.array([240.0]), 1800)
    found = tolerated(plan_with(one, Rules(TARGET), np.array([55])))
    assert found.longest_seconds == pytest.approx(np.log(360 * 0.238700936 / np.log(2)) * 240 / 7, abs=0.5)


def test_deferred_work_goes_oldest_first_and_late_counts_once() -> None:
    work = Deferred(np.array([10.0, 10, 0, 0]), minutes_each=6, due_intervals=2)
    found = work_off(work, np.array([1, 1, 0, 2]), 1800)
    assert found.backlog.tolist() == [5, 10, 10, 0]
    assert found.late.tolist() == [0, 0, 10, 0]
    assert found.done.sum() == 20


def test_deferred_work_fills_what_live_lines_leave() -> None:
    live = np.array([2.0, 6, 6, 2, 2])
    work = Deferred(np.array([20.0, 0, 0, 0, 20]), minutes_each=6, due_intervals=4)
    with pytest.raises(BadInput, match="due before anybody"):
        least_beside(
            Deferred(work.items, 6, 1), live, 1800, present=np.array([False, True, True, True, True])
        )
    people, free = least_beside(work, live, 1800)
    assert people == 6
    assert free.tolist() == [4, 0, 0, 4, 4]
    fewer = np.maximum(people - 1 - live, 0)
    assert people - 1 < live.max() or work_off(work, fewer, 1800).late.max() > 0


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)), min_size=1, max_size=30),
    st.floats(0.5, 40),
    st.integers(1, 8),
)
def test_whole_people_for_deferred_work_do_the_same_beside_the_line(
    day: list[tuple[int, int]], minutes: float, due: int
) -> None:
    items, live = np.array(day, float).T
    work = Deferred(items, minutes_each=minutes, due_intervals=due)
    people, free = least_beside(work, live, 1800)
    worked = work_off(work, free, 1800)
    beside = worked.people()
    assert (live + beside <= people).all()
    assert work_off(work, beside, 1800).done == pytest.approx(worked.done)
    assert work_off(work, beside, 1800).late.max() < 1e-6


def test_year_hires_in_time_for_training_and_says_who_is_missing() -> None:
    hours = np.full(12, 5000.0)
    hours[8:] = 6500.0
    year = plan_year(
        hours,
        Workforce(
            36, 160, leave_share=0.15, turnover_share=0.25, training_months=2, salary=3000, hiring_cost=4000
        ),
    )
    assert np.all(year.short[2:] < 1e-9)
    assert year.short[0] > 0
    assert year.hired[6] > year.hired[5]
    assert np.all(year.trained[2:] >= year.needed[2:] - 1e-9)
    assert year.cost[6] > year.cost[5]
    assert year.hired[-2:].tolist() == [0, 0]


def test_steady_year_replaces_who_leaves() -> None:
    year = plan_year(np.full(12, 136 * 40.0), Workforce(40, 160, leave_share=0.15, turnover_share=0.3))
    assert year.hired.sum() == pytest.approx(0.3 * 40, abs=3)


def test_target_that_no_number_reaches_is_refused() -> None:
    nobody_busy = Rules(Target(share=0.8, within_seconds=20, occupancy=0.0), patience_seconds=180)
    with pytest.raises(TargetOutOfReach, match="no number of people reaches it"):
        staff(Demand(np.array([0.0, 40.0]), np.array([240.0, 240.0]), 1800), nobody_busy)


def test_lagged_work_is_what_the_people_planned_for_it_meet() -> None:
    # An hour of handling: when the day begins, little of the offered work is in hand yet.
    demand = Demand(np.array([60.0, 60, 60]), np.full(3, 3600.0), 1800)
    plan = staff(demand, Rules(Target(share=0.8, within_seconds=60), lagged=True))
    assert plan.required[0] < demand.offered_erlangs[0]
    assert (plan.measures[:, kernels.WAITS_LONGER] <= 0.2).all()


def test_target_is_said_as_it_was_asked() -> None:
    assert Target(share=0.999, within_seconds=5).in_words().startswith("99.9% in 5 seconds")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("abandoned_share", "Giving up at most 0.1%"),
        ("wait_chance", "Chance of waiting at most 0.1%"),
        ("mean_wait_seconds", "Mean wait at most 0.1 s"),
        ("answer_seconds", "Mean wait of the answered at most 0.1 s"),
    ],
)
def test_nothing_at_all_is_refused_with_what_a_little_costs(part: str, said: str) -> None:
    rules = Rules(replace(TARGET, **{part: 0.0}), patience_seconds=180)
    with pytest.raises(TargetOutOfReach, match="at most 0.*contacts come by chance") as refused:
        staff(DAY, rules)
    a_little = replace(TARGET, **{part: 0.1 if part.endswith("seconds") else 0.001})
    required = staff(DAY, replace(rules, target=a_little)).required
    told = f"{said} takes {required.sum() / 2:,.1f} hours on the line, up to {required.max()} people at once."
    assert str(refused.value).endswith(told)
    with pytest.raises(TargetOutOfReach, match="ask for a little"):
        least_servers(Line(240, 240, 180), rules.target)


def test_nobody_giving_up_is_kept_where_nobody_gives_up_or_comes() -> None:
    nobody = replace(TARGET, abandoned_share=0.0)
    assert staff(DAY, Rules(nobody)).required.tolist() == staff(DAY, Rules(TARGET)).required.tolist()
    closed = Demand(np.zeros(2), np.full(2, 240.0), 1800)
    assert staff(closed, Rules(nobody, patience_seconds=180)).required.tolist() == [0, 0]
