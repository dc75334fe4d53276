"""Nobody is expected in an hour that the clocks leave out, and an hour that comes twice is told."""

from __future__ import annotations

from datetime import date, timedelta
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


@pytest.mark.parametrize(
    ("zone", "day", "grain", "left"),
    [
        ("Europe/Zurich", date(2026, 3, 29), 120, {1: 0.5}),
        ("Europe/Zurich", date(2026, 3, 29), 60, {2: 0.0}),
        ("Africa/Cairo", date(2026, 4, 24), 720, {0: 11 / 12}),
        ("America/Santiago", date(2026, 9, 6), 360, {0: 5 / 6}),
        ("Australia/Lord_Howe", date(2026, 10, 4), 60, {2: 0.5}),
    ],
)
def test_of_an_interval_that_is_skipped_in_part_the_rest_stays(
    zone: str, day: date, grain: int, left: dict[int, float]
) -> None:
    said, series = ahead_of(day - timedelta(days=58), grain)
    kept, found = on_the_clock_of(ZoneInfo(zone), said, series)
    share = kept.expected[2] / said.expected[2]
    assert {slot: one for slot, one in enumerate(share) if one != 1} == pytest.approx(left)
    assert [one.day for one in found] == [day]


@pytest.mark.parametrize(
    ("zone", "day", "grain", "told"),
    [
        ("Europe/Zurich", date(2026, 10, 25), 180, "from 02:00 to 03:00 comes twice"),
        ("Australia/Lord_Howe", date(2026, 4, 5), 60, "from 01:30 to 02:00 comes twice"),
    ],
)
def test_time_that_comes_twice_is_told_however_long_intervals_are(
    zone: str, day: date, grain: int, told: str
) -> None:
    said, series = ahead_of(day - timedelta(days=58), grain)
    kept, found = on_the_clock_of(ZoneInfo(zone), said, series)
    assert kept is said and len(found) == 1 and found[0].day == day and told in found[0].says


def test_days_without_a_change_and_counts_by_the_day_stay() -> None:
    for first, grain, zone in ((date(2026, 1, 8), 1440, NEW_YORK), (date(2026, 1, 8), 30, ZoneInfo("UTC"))):
        said, series = ahead_of(first, grain)
        kept, found = on_the_clock_of(zone, said, series)
        assert kept is said and not found
