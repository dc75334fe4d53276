"""A day's shape is read off past days: as far as weekdays differ, and as roughly as their counts allow."""

from __future__ import annotations

import numpy as np
import pytest
from tests.pure.demand.made_up import day_shape

from presszero.pure.demand.profiles import Profiles
from presszero.pure.demand.series import Counts


def learnt(shapes: Counts, mean: float, weeks: int, seed: int = 3) -> Profiles:
    """Return what is learnt of days drawn about seven shapes."""
    chance, profiles = np.random.default_rng(seed), Profiles(shapes.shape[1])
    for day in range(7 * weeks):
        profiles.fade()
        profiles.learn(day % 7, chance.poisson(mean * shapes[day % 7]).astype(float))
    return profiles


def missed(profiles: Profiles, shapes: Counts) -> float:
    """Return the mean miss of the shares, summed over a day."""
    return float(
        np.mean([np.abs(profiles.shape(day, shapes[day] > 0) - shapes[day]).sum() for day in range(7)])
    )


def test_few_counts_of_one_smooth_shape_are_smoothed_and_shared() -> None:
    shapes = np.tile(day_shape(15), (7, 1))
    profiles, raw = learnt(shapes, 120.0, 5), np.zeros((7, 96))
    chance = np.random.default_rng(3)
    for day in range(35):
        raw[day % 7] += chance.poisson(120.0 * shapes[day % 7])
    by_weekday = float(np.abs(raw / raw.sum(1, keepdims=True) - shapes).sum(1).mean())
    assert missed(profiles, shapes) < by_weekday / 3


def test_many_counts_of_unlike_weekdays_keep_their_own() -> None:
    early, late = day_shape(30, 7, 15), day_shape(30, 12, 20)
    shapes = np.array([early, late, early, late, early, late, early])
    assert missed(learnt(shapes, 5000.0, 12), shapes) < 0.05


def test_jagged_shape_with_many_counts_is_not_smoothed_away() -> None:
    jagged = np.where(np.arange(48) % 2, 1.0, 3.0)
    shapes = np.tile(jagged / jagged.sum(), (7, 1))
    assert missed(learnt(shapes, 5000.0, 6), shapes) < 0.03


def test_shares_add_up_to_one_over_the_hours_it_is_open() -> None:
    shapes = np.tile(day_shape(60), (7, 1))
    profiles = learnt(shapes, 300.0, 4)
    hours = (np.arange(24) >= 10) & (np.arange(24) < 14)
    found = profiles.shape(2, hours)
    assert found.sum() == pytest.approx(1)
    assert (found[~hours] == 0).all()
    by_the_day = learnt(np.ones((7, 1)), 300.0, 4)
    assert by_the_day.shape(0, np.ones(1, dtype=bool)).tolist() == [1.0]
