"""Bands hold as many counts as they say, when counts follow the law that they state."""

from __future__ import annotations

import numpy as np
import pytest

from presszero.pure.demand.combining import MIXTURES, Mixing
from presszero.pure.demand.spreads import LEVELS, Spreads, band
from presszero.pure.demand.stages import BY_PROFILE, BY_WEEKDAY, MODELS


@pytest.mark.parametrize("mean", [40.0, 400.0, 30_000.0])
@pytest.mark.parametrize("share", [0.0, 0.1])
@pytest.mark.parametrize("level", LEVELS)
def test_band_holds_what_it_says(mean: float, share: float, level: int) -> None:
    chance = np.random.default_rng(7)
    rate = chance.gamma(1 / share**2, mean * share**2, 40_000) if share else np.full(40_000, mean)
    drawn = chance.poisson(rate)
    low, high = band(np.array([mean]), share, level)
    held = ((drawn >= low[0]) & (drawn <= high[0])).mean()
    assert held == pytest.approx(level / 100, abs=0.02 + 0.8 / np.sqrt(mean))


def test_nobody_is_expected_where_it_is_closed() -> None:
    low, high = band(np.array([0.0, 9.0]), 0.1, 95)
    assert (low[0], high[0]) == (0, 0) and high[1] > 9


def test_spread_is_learnt_from_what_was_missed() -> None:
    chance = np.random.default_rng(3)
    spreads = Spreads()
    mean = np.full(20, 200.0)
    for _ in range(90):
        spreads.learn(mean, chance.poisson(chance.gamma(1 / 0.15**2, mean * 0.15**2)).astype(float), 1)
    found = spreads.shares("interval", 1, belief=0.05)
    assert all(found[level] == pytest.approx(0.15, abs=0.03) for level in LEVELS)
    untold = spreads.shares("interval", 3, belief=0.05)
    assert untold[80] == pytest.approx(0.05)


def test_mixtures_add_up_and_the_better_model_is_heard_more() -> None:
    assert np.allclose(MIXTURES.sum(1), 1.0)
    mixing = Mixing()
    chance = np.random.default_rng(1)
    for _ in range(40):
        actual = chance.poisson(100, 20).astype(float)
        models = {name: np.full(20, 100.0) for name in MODELS} | {BY_PROFILE: np.full(20, 130.0)}
        mixing.learn(models, actual, 1)
        mixing.fade()
    weights = dict(zip(MODELS, mixing.weights(1), strict=True))
    assert sum(weights.values()) == pytest.approx(1.0)
    assert weights[BY_PROFILE] < 0.1
    assert weights[BY_WEEKDAY] > 0.0
    before = dict(zip(MODELS, mixing.weights(3), strict=True))
    assert before[BY_PROFILE] > before[BY_WEEKDAY]
