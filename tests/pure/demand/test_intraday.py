"""The rest of today: much is followed when days vary, little when intervals do, and nothing of the future is used."""

from __future__ import annotations

import numpy as np
import pytest
from tests.pure.demand.made_up import day_shape

from presszero.pure.demand.intraday import Reforecaster, score_cuts

SHAPE = day_shape(30)
MEAN = 2000 * SHAPE
NOON = 24


def some_days(days: int, *, between: float, within: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return (expected, actual): whole days off by `between`, single intervals by `within`, then Poisson."""
    chance = np.random.default_rng(seed)
    level = np.exp(between * chance.normal(size=(days, 1)) + within * chance.normal(size=(days, len(SHAPE))))
    actual = np.where(SHAPE > 0, chance.poisson(MEAN * level), np.nan)
    return np.tile(MEAN, (days, 1)), actual


def test_where_whole_days_vary_the_ratio_is_followed() -> None:
    one = Reforecaster(*some_days(60, between=0.15, within=0.0))
    said = one.rest(MEAN, MEAN * 1.2, NOON)
    assert said.ratio == pytest.approx(1.2) and said.followed > 0.75
    assert said.expected.sum() == pytest.approx(1.2**said.followed * MEAN[NOON:].sum())


def test_where_only_intervals_vary_little_is_followed() -> None:
    one = Reforecaster(*some_days(60, between=0.0, within=0.15))
    assert abs(one.rest(MEAN, MEAN * 1.2, NOON).followed) < 0.3


def test_early_in_the_day_less_is_followed_than_late() -> None:
    one = Reforecaster(*some_days(60, between=0.06, within=0.1))
    early, late = (one.rest(MEAN, MEAN * 1.1, begins).followed for begins in (17, 34))
    assert early < late


def test_what_stands_after_now_is_not_looked_at() -> None:
    one = Reforecaster(*some_days(40, between=0.1, within=0.05))
    later = MEAN * 1.1
    later[NOON:] = 7.0
    assert np.array_equal(one.rest(MEAN, MEAN * 1.1, NOON).expected, one.rest(MEAN, later, NOON).expected)


def test_without_a_past_day_something_is_said_all_the_same() -> None:
    nothing = np.zeros((0, len(SHAPE)))
    said = Reforecaster(nothing, nothing).rest(MEAN, MEAN * 1.3, NOON)
    assert 0 < said.followed < 1
    low, high = said.bands[80]
    assert (low <= said.expected).all() and (said.expected <= high).all()


def test_before_the_first_interval_nothing_moves() -> None:
    said = Reforecaster(*some_days(40, between=0.1, within=0.05)).rest(MEAN, MEAN, 0)
    assert np.allclose(said.expected, MEAN) and said.followed == 0


@pytest.mark.long
@pytest.mark.parametrize(("between", "within"), [(0.08, 0.05), (0.0, 0.1), (0.15, 0.02)])
def test_update_is_no_worse_than_none_and_better_than_the_full_ratio_in_the_morning(
    between: float, within: float
) -> None:
    scores = score_cuts(
        *some_days(90, between=between, within=within, seed=3), first=40, cuts=[17, 20, 24, 30, 36]
    )
    assert all(one.ours <= one.none * 1.01 for one in scores)
    assert scores[0].ours < scores[0].full


def test_bands_of_the_rest_hold_what_they_say() -> None:
    expected, actual = some_days(140, between=0.1, within=0.05, seed=5)
    held = []
    for day in range(60, 140):
        said = Reforecaster(expected[:day], actual[:day]).rest(expected[day], actual[day], NOON)
        low, high = said.bands[80]
        known = np.isfinite(actual[day, NOON:])
        held += ((actual[day, NOON:] >= low) & (actual[day, NOON:] <= high))[known].tolist()
    assert 0.76 <= np.mean(held) <= 0.88
