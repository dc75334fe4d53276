"""Vehicles at a stop, beside the exact answers."""

from __future__ import annotations

import numpy as np
import pytest

from presszero.pure.queueing.bulk import measure_stop
from presszero.pure.simulation.vehicles import BOARDED, STRANDED, WENT_AWAY, play_stop


def riders(per_hour: float, hours: float, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return np.sort(chance.random(chance.poisson(per_hour * hours)) * hours * 3600)


def test_room_for_all_waits_as_the_headways_say() -> None:
    chance = np.random.default_rng(1)
    headways = chance.gamma(4, 150, 4000)
    vehicles = np.cumsum(headways)
    at = riders(600, vehicles[-1] / 3600, seed=2)
    seen = play_stop(at, vehicles, np.full(vehicles.size, 10_000))
    exact = headways.mean() / 2 * (1 + (headways.std() / headways.mean()) ** 2)
    assert seen.wait.mean() == pytest.approx(exact, rel=0.01)


def test_few_places_agree_with_the_roots() -> None:
    vehicles = np.arange(1, 60_001) * 900.0
    at = riders(4 * 62, vehicles[-1] / 3600, seed=3)
    seen = play_stop(at, vehicles, np.full(vehicles.size, 70))
    exact = measure_stop(4 * 62, 900, 70)
    assert seen.wait.mean() == pytest.approx(exact.mean_wait_seconds, rel=0.01)
    assert np.mean(seen.left_behind == 0) == pytest.approx(exact.nobody_left_share, rel=0.01)


def test_first_come_first_aboard_and_the_last_vehicle_strands_who_is_left() -> None:
    seen = play_stop(
        np.array([0, 10, 20, 30.0]),
        np.array([60.0, 120.0]),
        np.array([1, 1]),
        patience=np.array([np.inf, 5, np.inf, np.inf]),
    )
    assert seen.outcome.tolist() == [BOARDED, WENT_AWAY, BOARDED, STRANDED]
    assert seen.wait.tolist() == [60, 5, 100, 90]
    assert seen.left_behind.tolist() == [2, 1]


def test_doors_stay_open_while_people_board() -> None:
    seen = play_stop(np.array([0, 1, 61.0]), np.array([60.0]), np.array([5]), boarding_seconds=2)
    assert seen.outcome.tolist() == [BOARDED] * 3
