"""Series of many shapes: never worse than the better plain way by more than chance, with bands that hold."""

from __future__ import annotations

import numpy as np
import pytest
from tests.pure.demand.made_up import made_up
from tests.pure.demand.shapes import MOVES_AT, SHAPES

from presszero.pure.demand.backtests import NAIVE, OURS, WEEKDAYS, Backtest, backtest
from presszero.pure.demand.forecasting import Forecaster, Knowledge

# A level moves within the days that are judged: whoever forecast before that is wrong, and so are the bands.
MOVING = {"half more for good", "two fifths less for good", "days that move for good"}
# Counts that vary less than chance would let them: our bands are never narrower than chance.
TOO_EVEN = {"a timetable"}
FAIR = 1.05


def judged(name: str, seed: int = 1) -> Backtest:
    drawn, first = SHAPES[name]
    return backtest(drawn(seed), first=first, horizons=(1, 7), knowledge=Knowledge(country="find"))


@pytest.mark.long
@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_is_forecast_worse_than_by_the_better_baseline(name: str) -> None:
    for days, found in judged(name).horizons.items():
        better = min(found.scores[NAIVE].wape, found.scores[WEEKDAYS].wape)
        assert found.scores[OURS].wape <= FAIR * better, f"{days} days ahead"


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(set(SHAPES) - MOVING - TOO_EVEN))
def test_bands_of_a_shape_hold_about_what_they_say(name: str) -> None:
    for days, found in judged(name, seed=2).horizons.items():
        assert 0.68 <= found.coverage[80] <= 0.92, f"{days} days ahead"


@pytest.mark.parametrize("times", [1.5, pytest.param(0.6, marks=pytest.mark.long)])
def test_level_that_moved_for_good_is_believed_after_three_days(times: float) -> None:
    series = made_up(
        MOVES_AT + 14, grain=1440, closed=(), times=lambda day: times if day >= MOVES_AT else 1.0
    )
    said = Forecaster(series, horizon=7).forecast(MOVES_AT + 3)
    came = series.counts[MOVES_AT + 3 : MOVES_AT + 10].sum()
    # What the mixture still hears of the days before goes within the week.
    assert said.expected.sum() == pytest.approx(came, rel=0.18)


@pytest.mark.long
def test_quiet_series_moves_for_no_reason_in_hardly_any_year() -> None:
    moved = 0
    for seed in range(4):
        series = made_up(365, grain=1440, seed=seed, closed=())
        walker = Forecaster(series, horizon=1)
        for origin in range(28, 365):
            walker.forecast(origin)
        moved += len(walker.steps)
    assert moved <= 2


@pytest.mark.long
def test_days_after_a_wild_one_are_forecast_as_if_it_had_not_been() -> None:
    series = made_up(168, grain=1440, closed=())
    counts = series.counts.copy()
    counts[120] *= 3
    plain, wild = (
        Forecaster(one, horizon=7).forecast(121).expected.sum()
        for one in (series, series.with_counts(counts))
    )
    assert wild == pytest.approx(plain, rel=0.08)
    assert np.isfinite(wild)
