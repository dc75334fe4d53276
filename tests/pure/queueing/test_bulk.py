"""A stop with vehicles of so many places: roots against the chain itself, and the stop nobody overfills."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from presszero.pure.queueing.bulk import measure_stop
from presszero.pure.queueing.errors import LineNeverClears


@pytest.mark.parametrize(("riders", "places"), [(3.0, 5), (8.0, 10), (36.0, 40), (62.0, 70)])
def test_roots_agree_with_the_chain(riders: float, places: int) -> None:
    left = _left_behind(riders, places)
    found = measure_stop(riders * 4, 900, places)
    assert found.left_behind == pytest.approx(left @ np.arange(left.size), rel=1e-8)
    assert found.nobody_left_share == pytest.approx(left[0], rel=1e-8)
    assert found.mean_waiting == pytest.approx(riders * 4 / 3600 * found.mean_wait_seconds, rel=1e-12)


def _left_behind(riders: float, places: int) -> np.ndarray:
    """Return the long-run shares of 0, 1, ... left behind, by stepping vehicle after vehicle until nothing moves."""
    size = 12 * places
    arriving = poisson.pmf(np.arange(size), riders)
    left = np.zeros(size)
    left[0] = 1.0
    for _ in range(4000):
        before = np.convolve(left, arriving)[:size]
        after = np.concatenate(([before[: places + 1].sum()], before[places + 1 :], np.zeros(places)))
        moved, left = np.abs(after - left).max(), after
        if moved < 1e-15:
            break
    return left


def test_room_for_all_waits_half_a_headway() -> None:
    assert measure_stop(120, 600, 200).mean_wait_seconds == pytest.approx(300, rel=1e-9)


def test_too_few_places_say_how_often_would_do() -> None:
    with pytest.raises(LineNeverClears, match=r"a vehicle every 12\.0 minutes"):
        measure_stop(200, 1200, 40)
