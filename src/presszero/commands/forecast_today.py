"""The rest of a day that has begun, and how good such updates would have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from presszero.pure.demand.backtests import Backtest
from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.forecasting import Forecaster
from presszero.pure.demand.intraday import CutScore, Reforecaster, RestOfDay, score_cuts
from presszero.pure.demand.series import Series, slot_of

DAYS_LEARNT_FROM = 60
EVERY_MINUTES = 120
FEWEST_DAYS = 10


@dataclass(frozen=True)
class Today:
    """A day up to now: what came, what had been expected by then, and what is still expected."""

    came: float
    expected_by_then: float
    rest: RestOfDay


def rest_of_day(walker: Forecaster, series: Series, moment: datetime) -> Today:
    """Return what is expected of the rest of the day of `moment`; only what came before it is looked at.

    walker: of the days before, not yet asked for that day. Raises BadSeries for a series of whole days.
    """
    if series.slots == 1:
        raise BadSeries(
            "A series of whole days has no rest of the day; ask for a grain such as 30min.", "now"
        )
    index = series.index(moment.date())
    _, begins = slot_of(moment.hour * 60 + moment.minute, series.grain_minutes, series.offset_minutes)
    said, came = [], []
    for day in range(max(index - DAYS_LEARNT_FROM, walker.begins_from()), index):
        if day >= walker.asked and np.nansum(series.counts[day]) > 0:
            said.append(walker.forecast(day).expected[0])
            came.append(series.counts[day])
    ahead = walker.forecast(index)
    past = (np.array(said), np.array(came)) if said else (np.zeros((0, series.slots)),) * 2
    so_far = series.counts[index]
    rest = Reforecaster(*past).rest(ahead.expected[0], so_far, begins)
    known = ~np.isnan(so_far[:begins])
    return Today(float(so_far[:begins][known].sum()), float(ahead.expected[0, :begins][known].sum()), rest)


def cuts_of(tested: Backtest) -> list[CutScore]:
    """Return how updates every two open hours would have done; none for whole days or fewer than 20 days."""
    series = tested.series
    opened = [origin for origin in tested.forecasts if np.nansum(series.counts[origin]) > 0]
    if series.slots == 1 or len(opened) < 2 * FEWEST_DAYS:
        return []
    expected = np.array([tested.forecasts[origin].expected[0] for origin in opened])
    usual = np.flatnonzero(expected.mean(0) >= 0.02 * expected.mean(0).max())
    step = max(EVERY_MINUTES // series.grain_minutes, 1)
    cuts = list(range(int(usual[0]) + step, int(usual[-1]), step))
    return score_cuts(expected, series.counts[opened], FEWEST_DAYS, cuts)
