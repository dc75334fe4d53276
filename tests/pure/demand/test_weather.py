"""Weather: found where it matters, left out where it does not, and never known before its day."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.pure.demand.made_up import made_up

from presszero.pure.demand.backtests import NO_WEATHER, OURS, backtest
from presszero.pure.demand.forecasting import Forecaster, Knowledge
from presszero.pure.demand.series import DAY_MINUTES, Series
from presszero.pure.demand.weather import Weather

DAYS, ORIGIN = 240, 200


def rain(seed: int = 3, days: int = DAYS + 8) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.gamma(0.6, 8.0, days) * (chance.random(days) < 0.35)


def weather(readings: np.ndarray) -> Weather:
    first = made_up(1).first_day
    return Weather(("rain",), {first + timedelta(days=day): (one,) for day, one in enumerate(readings)})


def wet(readings: np.ndarray, *, until: int = DAYS) -> Series:
    """A series by the day that loses 2 % a millimetre of rain, up to 30 %, and from day `until` on gains as much."""
    dry = made_up(DAYS, grain=DAY_MINUTES, closed=(), wobble=0.02)
    share = np.minimum(0.02 * readings[:DAYS], 0.3)
    share[:until] *= -1
    return dry.with_counts(np.round(dry.counts * (1 + share)[:, None]))


def scores(series: Series, told: Weather) -> tuple[float, float, bool]:
    walker = Forecaster(series, horizon=1, knowledge=Knowledge(country="", weather=told))
    found = backtest(series, first=ORIGIN, horizons=(1,), forecaster=walker).horizons[1].scores
    assert walker.weather
    return found[OURS].wape, found.get(NO_WEATHER, found[OURS]).wape, walker.weather.is_kept(1)


def test_rain_that_keeps_people_at_home_is_found() -> None:
    ours, without, kept = scores(wet(rain()), weather(rain()))
    assert kept and ours < 0.8 * without


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_rain_that_changes_nothing_costs_next_to_nothing(seed: int) -> None:
    ours, without, _ = scores(made_up(DAYS, grain=DAY_MINUTES, closed=()), weather(rain(seed)))
    assert ours <= 1.02 * without


def test_what_holds_no_longer_is_listened_to_no_longer() -> None:
    ours, without, kept = scores(wet(rain(), until=140), weather(rain()))
    assert not kept and ours <= 1.02 * without


def test_a_forecast_knows_no_count_and_no_reading_of_days_after_its_own() -> None:
    series, readings = wet(rain()), rain()
    later = readings.copy()
    later[ORIGIN + 1 :] = 99.0
    counts = series.counts.copy()
    counts[ORIGIN:] = 1.0
    one, two = (
        Forecaster(given, horizon=1, knowledge=Knowledge(country="", weather=weather(told))).forecast(ORIGIN)
        for given, told in ((series, readings), (series.with_counts(counts), later))
    )
    assert one.expected == pytest.approx(two.expected)
    assert one.by_weather.any()


def test_a_day_whose_weather_is_not_told_is_expected_as_without() -> None:
    readings = rain()
    readings[ORIGIN - 1 :] = np.nan
    told = weather(readings)
    said = Forecaster(wet(rain()), horizon=2, knowledge=Knowledge(country="", weather=told)).forecast(ORIGIN)
    assert not said.by_weather.any()
