"""Nobody is expected in an hour that the clocks leave out, and an hour that comes twice is told."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from tests.pure.demand.made_up import made_up

from presszero.pure.demand.clock_changes import on_the_clock_of
from presszero.pure.demand.findings import DAYLIGHT_SAVING
from presszero.pure.demand.forecasting import Forecaster, Knowledge
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.series import Series

NEW_YORK = ZoneInfo("America/New_York")


def ahead_of(first: date, grain: int = 30) -> tuple[Forecast, Series]:
    series = made_up(56, grain=grain, first=first, opens=0, closes=24, closed=())
    walker = Forecaster(series, horizon=7, knowledge=Knowledge(country=""))
    return walker.forecast(series.days), series


def test_hour_that_is_skipped_brings_nobody() -> None:
    said, series = ahead_of(
        date(2026, 1, 8)
    )  # the 5th to the 11th of March lie ahead, the clocks change on the 8th
    kept, found = on_the_clock_of(NEW_YORK, said, series)
    ahead = series.index(date(2026, 3, 8)) - said.origin
    assert [one.day for one in found] == [date(2026, 3, 8)] and found[0].kind == DAYLIGHT_SAVING
    assert (kept.expected[ahead, 4:6] == 0).all() and (said.expected[ahead, 4:6] > 0).all()
    assert (kept.bands[80][1][ahead, 4:6] == 0).all()
    left = said.expected[ahead].sum() - said.expected[ahead, 4:6].sum()
    assert kept.expected[ahead].sum() == pytest.approx(left)
    assert kept.day_bands[80][1][ahead] <= said.day_bands[80][1][ahead]
    assert (kept.expected[:ahead] == said.expected[:ahead]).all()


def test_hour_that_comes_twice_is_told_and_stands_once() -> None:
    said, series = ahead_of(date(2025, 9, 4))  # the clocks go back on the 2nd of November
    kept, found = on_the_clock_of(NEW_YORK, said, series)
    assert [(one.day, "comes twice" in one.says) for one in found] == [(date(2025, 11, 2), True)]
    assert (kept.expected == said.expected).all()


def test_days_without_a_change_and_counts_by_the_day_stay() -> None:
    for first, grain, zone in ((date(2026, 1, 8), 1440, NEW_YORK), (date(2026, 1, 8), 30, ZoneInfo("UTC"))):
        said, series = ahead_of(first, grain)
        kept, found = on_the_clock_of(zone, said, series)
        assert kept is said and not found
