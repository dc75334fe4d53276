"""Extra vehicles: few hours, the target kept, and on small cases as few as trying all of them finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from tests.pure.surge.small import TOLD_OF_3, an_event, one_stop, two_stops

from presszero.pure.surge import (
    Extra,
    Target,
    candidates_of,
    expected_contacts,
    judged,
    least_by_trying_all,
    message_to_riders,
    plan_night,
    simulate_night,
)


@pytest.mark.parametrize(("riders", "minutes"), [(100, 20), (200, 40), (230, 40)])
def test_plan_is_within_one_vehicle_of_the_least_of_all(riders: int, minutes: int) -> None:
    stands = one_stop([3000.0, 7000.0], 70)
    event = an_event(riders, minutes, target=Target(1500, 0.95), hours_after=1.5)
    offered = candidates_of(stands, event, slot_seconds=800)[:7]
    least = least_by_trying_all(stands, event, offered)
    found = plan_night(stands, event, candidates=offered)
    assert least is not None and least.keeps_target and found.keeps_target
    assert least.hours <= found.hours <= least.hours + max(one.hours for one in offered)


def test_nothing_is_added_where_nobody_waits_too_long() -> None:
    assert plan_night(one_stop(np.arange(1, 20) * 600.0), an_event(100, 40)).vehicles == ()


def test_what_is_out_of_reach_is_said() -> None:
    event = an_event(5000, 20, extra=Extra(at_most=3))
    plan = plan_night(one_stop([600.0]), event)
    assert (plan.keeps_target, len(plan.vehicles)) == (False, 3)


def test_night_of_the_letter() -> None:
    # Buses every 20 minutes, a route ten minutes' walk away, and advice to take it: 400 heard and came.
    minutes = np.arange(5, 300, 20)
    stands = two_stops([], (minutes + 3) * 60.0, 10, places=56)
    event = an_event(400, 25, told=TOLD_OF_3, rain=True, target=Target(1800, 0.95))
    without = simulate_night(stands, event, replications=40)
    assert without.by_stand[1].name == "Lake Street"
    assert 100 * 60 <= without.longest_seconds.middle <= 150 * 60
    plan = plan_night(stands, event)
    assert plan.keeps_target and set(plan.by_route()) == {"3"}
    said = message_to_riders(stands, event, plan)
    assert "route 3 from Lake Street (10 minutes on foot)" in said and "extra buses" in said
    with_plan = simulate_night(stands.with_vehicles(plan.vehicles), event, replications=40)
    assert with_plan.p95_seconds.middle <= 1800


def test_contacts_come_from_long_waits_and_fall_with_the_plan() -> None:
    stands, event = one_stop(np.arange(1, 10) * 1200.0), an_event(900, 30)
    before = sum(one.contacts.middle for one in expected_contacts(stands, event))
    plan = plan_night(stands, event)
    after = sum(one.contacts.middle for one in expected_contacts(stands.with_vehicles(plan.vehicles), event))
    assert before > 20 and after < before / 4
    assert expected_contacts(stands, event)[0].starts >= datetime(2026, 7, 4, 0)


def test_extra_vehicles_keep_to_the_routes_and_times_that_were_given() -> None:
    stands = two_stops([600.0], [900.0], 5)
    event = replace(an_event(500, 20), extra=Extra(routes=frozenset({"3"}), ready_seconds=2400.0))
    offered = candidates_of(stands, event)
    assert {one.route for one in offered} == {"3"} and min(one.calls[0][1] for one in offered) == 2400
    assert judged(stands, event, offered).hours == sum(one.hours for one in offered)
