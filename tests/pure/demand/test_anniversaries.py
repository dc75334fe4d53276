"""A day that was closed a year before, and that no holiday explains, is told before anybody plans it as open."""

from __future__ import annotations

from datetime import date

import numpy as np
from tests.pure.demand.made_up import made_up

from presszero.pure.demand.findings import CLOSED_A_YEAR_AGO
from presszero.pure.demand.forecasting import Forecaster, Knowledge

CLOSED = (date(2025, 4, 18), date(2025, 5, 1), date(2025, 8, 4))  # Good Friday, May Day, a works outing
BEGINS = date(2025, 1, 6)


def told_of(country: str, days: int = 420, horizon: int = 160) -> list[date]:
    series = made_up(days, grain=1440, first=BEGINS, holidays=CLOSED, wobble=0.02)
    counts = series.counts.copy()
    for day in CLOSED:
        counts[series.index(day)] = 0.0
    walker = Forecaster(series.with_counts(counts), horizon=horizon, knowledge=Knowledge(country=country))
    said = walker.forecast(series.days)
    found = walker.unlike_a_year_ago(said)
    assert {one.kind for one in found} <= {CLOSED_A_YEAR_AGO}
    assert all(said.expected[series.index(one.day) - said.origin].sum() > 0 for one in found if one.day)
    assert not np.isnan(said.expected).any()
    return [one.day for one in found if one.day]


def test_days_no_holiday_explains_are_told_on_the_day_they_come_back() -> None:
    assert told_of("") == [date(2026, 4, 3), date(2026, 5, 1), date(2026, 8, 4)]


def test_known_holidays_need_no_word() -> None:
    assert told_of("CH-BS") == [date(2026, 8, 4)]  # Good Friday and the first of May are kept there


def test_what_lies_beyond_the_forecast_is_not_told() -> None:
    assert told_of("", horizon=40) == [date(2026, 4, 3)]
