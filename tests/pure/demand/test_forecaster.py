"""Forecasts: nothing of the future is used, closed stays closed, and what is said holds on series of known law."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.pure.demand.made_up import made_up

from presszero.pure.demand.backtests import NAIVE, OURS, WEEKDAYS, backtest
from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.findings import MISSING_DAY
from presszero.pure.demand.forecasting import Forecaster, Knowledge
from presszero.pure.demand.series import Series

ORIGIN = 70
FOURTH_OF_JULY = date(2026, 7, 3)  # kept on the Friday before


def forecast(series: Series, origin: int = ORIGIN, horizon: int = 7, country: str = "find"):  # noqa: ANN201
    return Forecaster(series, horizon=horizon, knowledge=Knowledge(country=country)).forecast(origin)


@pytest.mark.parametrize("grain", [60, pytest.param(1440, marks=pytest.mark.long)])
def test_what_comes_later_changes_nothing_that_was_said(grain: int) -> None:
    series = made_up(grain=grain)
    other = series.counts.copy()
    other[ORIGIN:] = np.random.default_rng(grain).poisson(500, other[ORIGIN:].shape)
    before, after = forecast(series), forecast(series.with_counts(other))
    cut = forecast(series.until(ORIGIN))
    for one in (after, cut):
        assert np.array_equal(before.expected, one.expected)
        assert all(np.array_equal(before.bands[80][side], one.bands[80][side]) for side in (0, 1))


@pytest.mark.long
def test_backtest_says_at_each_origin_what_was_said_then() -> None:
    series = made_up()
    tested = backtest(series, first=ORIGIN, horizons=(1, 7))
    later = forecast(series, ORIGIN + 5)
    alike = tested.forecasts[ORIGIN + 5]
    # The models were tuned on other days, so the two are near, not the same.
    assert alike.expected.sum() == pytest.approx(later.expected.sum(), rel=0.05)


def test_closed_weekday_is_expected_closed_and_open_hours_only_are_filled() -> None:
    said = forecast(made_up(closed=(5, 6)))
    assert ORIGIN % 7 == 0
    assert (said.expected[5:7] == 0).all() and (said.expected[:5].sum(1) > 0).all()
    assert (said.expected[:, :16] == 0).all() and (said.bands[95][1][:, :16] == 0).all()


def test_bands_lie_within_one_another_around_what_is_expected() -> None:
    said = forecast(made_up())
    open_ = said.expected > 5
    for inner, outer in ((50, 80), (80, 95)):
        assert (said.bands[outer][0] <= said.bands[inner][0]).all()
        assert (said.bands[outer][1] >= said.bands[inner][1]).all()
    assert (said.bands[50][0] <= said.expected)[open_].all() and (said.bands[50][1] >= said.expected)[
        open_
    ].all()


@pytest.mark.long
@pytest.mark.parametrize(("grain", "mean"), [(30, 2000.0), (60, 300.0), (1440, 800.0)])
def test_known_law_is_forecast_better_than_by_the_baselines_with_honest_bands(
    grain: int, mean: float
) -> None:
    found = backtest(made_up(210, grain=grain, mean=mean), first=126, horizons=(1, 7))
    for days in (1, 7):
        scores, held = found.horizons[days].scores, found.horizons[days].coverage
        assert scores[OURS].wape < scores[WEEKDAYS].wape < scores[NAIVE].wape
        assert 0.68 <= held[80] <= 0.93


@pytest.mark.long
def test_level_that_has_moved_is_followed_within_days() -> None:
    series = made_up(126, seed=4)
    counts = series.counts.copy()
    counts[100:] = np.floor(counts[100:] * 1.63)
    found = backtest(series.with_counts(counts), first=105, horizons=(1,)).horizons[1]
    assert found.scores[OURS].wape < 0.6 * found.scores[WEEKDAYS].wape


@pytest.mark.parametrize("days", [3, 10, 16])
def test_few_days_are_enough_to_say_something(days: int) -> None:
    said = forecast(made_up(days, closed=()), days, horizon=1)
    assert 500 < said.expected.sum() < 4000


def test_fewer_than_two_days_are_refused_with_what_is_needed() -> None:
    with pytest.raises(BadSeries, match="1 day with arrivals comes before 2026-01-06; a forecast needs 2"):
        forecast(made_up(10), 1)


def test_days_are_asked_in_their_order() -> None:
    walker = Forecaster(made_up(), horizon=1)
    walker.forecast(ORIGIN)
    with pytest.raises(BadSeries, match="in their order"):
        walker.forecast(ORIGIN - 1)


def test_where_nobody_ever_came_nobody_is_expected() -> None:
    series = made_up()
    nobody = series.with_counts(np.where(np.isnan(series.counts), np.nan, 0.0))
    found = backtest(nobody, first=ORIGIN, horizons=(1,))
    assert found.horizons[1].coverage[80] == 1.0
    assert forecast(nobody).expected.sum() == 0


def test_round_the_clock_with_empty_nights_is_forecast() -> None:
    series = made_up(mean=60, closed=())
    said = forecast(series.with_counts(np.nan_to_num(series.counts)))
    assert said.expected.sum(1) == pytest.approx(np.array([81, 66, 60, 59, 61, 36, 24]), rel=0.35)


@pytest.mark.long
def test_gaps_and_lost_days_do_not_pull_the_level_down() -> None:
    series = made_up(seed=8)
    whole = forecast(series).expected.sum()
    counts = series.counts.copy()
    chance = np.random.default_rng(1)
    counts[chance.integers(20, ORIGIN, 8)] = np.nan
    counts[chance.random(counts.shape) < 0.03] = np.nan
    assert forecast(series.with_counts(counts)).expected.sum() == pytest.approx(whole, rel=0.08)


def test_country_is_told_by_the_days_that_are_closed() -> None:
    american = {date(2025, 5, 26), FOURTH_OF_JULY, date(2025, 7, 4), date(2025, 9, 1), date(2025, 11, 27)}
    series = made_up(300, closed=(5, 6), holidays=american, first=date(2025, 3, 3))
    walker = Forecaster(series, horizon=1)
    walker.forecast(295)
    assert walker.country == "US"


def test_holiday_on_which_nothing_came_is_no_missing_day_and_another_day_is() -> None:
    labour_day, lost = date(2025, 9, 1), date(2025, 9, 3)
    series = made_up(100, closed=(5, 6), holidays={labour_day, lost}, first=date(2025, 6, 23))
    missing = {}
    for country in ("US", "DE", ""):
        walker = Forecaster(series, horizon=1, knowledge=Knowledge(country=country))
        walker.forecast(100)
        missing[country] = [one.day for one in walker.findings if one.kind == MISSING_DAY]
    both = [labour_day, lost]
    assert missing == {"US": [lost], "DE": both, "": both}


def test_series_without_odd_days_keeps_no_countrys_holidays() -> None:
    walker = Forecaster(made_up(150, closed=(5, 6)), horizon=1)
    walker.forecast(149)
    assert walker.country is None


@pytest.mark.long
def test_holiday_that_was_always_zero_is_expected_closed() -> None:
    series = made_up(800, grain=60, closed=(), first=date(2024, 1, 1))
    counts = series.counts.copy()
    for year in (2024, 2025):
        for day in (date(year, 12, 25), date(year, 7, 4), date(year, 1, 1)):
            counts[series.index(day)] = np.where(np.isnan(counts[0]), np.nan, 0.0)
    origin = series.index(date(2025, 12, 24))
    said = forecast(series.with_counts(counts), origin, horizon=3)
    assert (said.expected.sum(1) > 0).tolist() == [True, False, True]


def test_unknown_country_is_told() -> None:
    with pytest.raises(BadSeries, match="'XX' is no country"):
        forecast(made_up(), country="XX")


def test_backtest_outside_of_the_series_is_told() -> None:
    series = made_up()
    with pytest.raises(BadSeries, match="it ends with 2026-03-29"):
        backtest(series, first=100, horizons=(1,))
    with pytest.raises(BadSeries, match="7 days of the series after it"):
        backtest(series, first=series.days - 3, horizons=(7,))
