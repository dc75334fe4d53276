"""A night against sums that are known: the bulk queue, the fluid, the endless bus; and nobody is ever lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.surge.small import PLAIN, TOLD_OF_3, an_event, one_stop, two_stops

from presszero.pure.queueing.bulk import measure_stop
from presszero.pure.surge import Night, Range, Told, Vehicles, prepared, simulate_night


def night(stands: object, event: object, replications: int = 20, seed: int = 1) -> Night:
    return simulate_night(stands, event, replications=replications, seed=seed)  # type: ignore[arg-type]


def test_full_buses_at_even_headways_are_the_bulk_queue() -> None:
    headway, places, hours = 900.0, 70, 2000
    stands = one_stop(np.arange(headway, hours * 3600 + 20 * headway, headway), places)
    found = night(stands, an_event(240 * hours, hours * 60), replications=10)
    assert found.stranded.high == 0
    assert found.mean_seconds.middle == pytest.approx(
        measure_stop(240, headway, places).mean_wait_seconds, rel=0.01
    )


@settings(max_examples=15, deadline=None)
@given(gaps=st.lists(st.integers(60, 3600), min_size=5, max_size=30), seed=st.integers(0, 1000))
def test_endless_bus_makes_waits_of_half_the_headway_and_its_variation(gaps: list[int], seed: int) -> None:
    times = np.cumsum(np.tile(gaps, 4))
    stands = one_stop(times, 1_000_000)
    found = night(stands, an_event(200_000, times[-1] / 60), replications=1, seed=seed)
    all_gaps = np.diff(np.r_[0, times]).astype(float)
    headway, variation = all_gaps.mean(), all_gaps.std() / all_gaps.mean()
    assert found.mean_seconds.middle == pytest.approx(headway * (1 + variation**2) / 2, rel=0.02)


def test_crowd_that_comes_at_once_clears_as_a_fluid_does() -> None:
    places, headway, riders = 60, 1200.0, 3600
    stands = one_stop(np.arange(1, 200) * headway, places)
    found = night(stands, an_event(riders, 0.001))
    assert found.longest_seconds.middle == pytest.approx(riders / places * headway, rel=0.01)
    assert found.mean_seconds.middle == pytest.approx((riders / places + 1) * headway / 2, rel=0.01)


def test_backlog_clears_at_places_less_arrivals() -> None:
    # 1,200 there at once, 120 more an hour for ever; 60 places every ten minutes: 1,200 / (360 - 120) = 5 hours.
    release = ((0.0, 0.0), (0.001, 0.5), (600.0, 1.0))
    stands = one_stop(np.arange(1, 200) * 600.0, 60)
    event = replace(an_event(2400, 600), release=release)
    run = prepared(stands, event)(1, 0)
    waiting_at = [((run.came <= at) & (run.went > at)).sum() for at in (4.8 * 3600, 5.4 * 3600)]
    assert waiting_at[0] > 20 and waiting_at[1] < 60


@settings(max_examples=30, deadline=None)
@given(
    riders=st.integers(1, 3000),
    places=st.integers(1, 120),
    patience=st.sampled_from([None, 600.0, 3600.0]),
    rain=st.booleans(),
    told=st.floats(0, 1),
    seed=st.integers(0, 10_000),
)
def test_every_rider_boards_gives_up_or_is_left(
    riders: int, places: int, patience: float | None, rain: bool, told: float, seed: int
) -> None:
    stands = two_stops(np.arange(5, 180, 20) * 60.0, np.arange(9, 180, 15) * 60.0, 10, places)
    vehicles = replace(PLAIN, seconds_to_board=2.0, late_share=0.3)
    event = an_event(
        riders, 40, patience_seconds=patience, rain=rain, told=Told(frozenset({"3"}), told), vehicles=vehicles
    )
    found = prepared(stands, event)(seed, 0)
    assert len(found.came) == riders == sum((found.became == what).sum() for what in (0, 1, 2))
    assert (found.went[found.became == 1] >= found.came[found.became == 1] - 1e-6).all()
    assert ((found.vehicle >= 0) == (found.became == 1)).all()
    taken = np.bincount(found.vehicle[found.vehicle >= 0], minlength=len(stands.vehicles))
    assert (taken <= places).all()
    assert patience is not None or not (found.became == 2).any()


def test_same_seed_gives_the_same_night_and_more_buses_the_same_crowd() -> None:
    stands, event = one_stop(np.arange(1, 20) * 600.0), an_event(900, 30, vehicles=Vehicles())
    one, again = (prepared(stands, event)(7, 3) for _ in range(2))
    assert one.went.tobytes() == again.went.tobytes()
    more = prepared(stands.with_vehicles(one_stop([650.0]).vehicles), event)(7, 3)
    assert one.came.tobytes() == more.came.tobytes()


def test_riders_who_were_told_walk_to_the_other_stop_and_others_stay() -> None:
    stands = two_stops(np.arange(10, 180, 20) * 60.0, np.arange(12, 180, 20) * 60.0, 10)
    stays = replace(an_event(500, 20), spill_share=0.0)
    deaf, told = night(stands, stays), night(stands, replace(stays, told=TOLD_OF_3))
    assert deaf.by_route["3"] == 0 and told.by_route["3"] == pytest.approx(500, abs=1)


def test_left_standing_who_see_another_stop_walk_on_and_wait_less() -> None:
    stands = two_stops(np.arange(10, 400, 20) * 60.0, np.arange(13, 400, 20) * 60.0, 2)
    event = replace(an_event(600, 9), spill_share=0.0)
    stays, walks = night(stands, event), night(stands, replace(event, spill_share=0.5))
    assert stays.by_route["3"] == 0 < walks.by_route["3"]
    assert walks.p95_seconds.middle < 0.7 * stays.p95_seconds.middle


def test_rain_and_delays_and_slow_boarding_make_it_worse() -> None:
    stands, dry = (
        one_stop(np.arange(1, 40) * 600.0),
        an_event(1500, 40, vehicles=Vehicles(on_board_share=0.0)),
    )
    worse = replace(dry, rain=True)
    assert night(stands, worse).mean_seconds.middle > night(stands, dry).mean_seconds.middle
    assert (
        night(stands, dry).mean_seconds.middle
        > night(stands, replace(dry, vehicles=PLAIN)).mean_seconds.middle
    )


def test_guess_of_the_crowd_becomes_a_range_of_the_answer() -> None:
    stands = one_stop(np.arange(1, 20) * 600.0)
    known, guessed = (
        night(stands, replace(an_event(1500, 40), attendance=one), replications=60)
        for one in (Range(1500, 1500), Range(1000, 2000))
    )
    assert known.stranded.high - known.stranded.low <= 2
    assert guessed.stranded.low < known.stranded.middle < guessed.stranded.high
