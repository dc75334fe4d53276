"""How good the forecasts would have been: at each day of the past, from what was known then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.forecasting import Forecaster, Knowledge
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.series import Counts, Series
from presszero.pure.demand.spreads import LEVELS
from presszero.pure.demand.stages import BY_LAST_WEEK

OURS: Final = "ours"
NAIVE: Final = BY_LAST_WEEK
WEEKDAYS: Final = "mean of 6 same weekdays"
NO_WEATHER: Final = "ours without the weather"
METHODS: Final = (OURS, NAIVE, WEEKDAYS)


@dataclass(frozen=True)
class Score:
    """What one method missed.

    wape: the sum of misses over the sum of arrivals, as a share. mase: the mean miss over that of last week's
    same weekday before the backtest began. day_wape: wape of whole days.
    """

    wape: float
    mase: float
    day_wape: float


@dataclass(frozen=True)
class HorizonScore:
    """What a backtest found for one horizon.

    days_ahead: all days from the first to this one. origins: days at whose beginning a forecast was made.
    cells: intervals scored; days: whole days scored. scores: by method, the models by themselves included.
    coverage: by level, the share of intervals within the band; day_coverage: of whole days.
    lost_days: of the days, how many were closed or lost by what is known of them: usually open, no holiday, and every
    count zero. without_lost: ours without them; the same as ours where there are none.
    """

    days_ahead: int
    origins: int
    cells: int
    days: int
    scores: Mapping[str, Score]
    coverage: Mapping[int, float]
    day_coverage: Mapping[int, float]
    lost_days: int
    without_lost: Score


@dataclass(frozen=True)
class Backtest:
    """Forecasts made at each origin, and their scores by horizon in days."""

    series: Series
    first: int
    forecasts: Mapping[int, Forecast]
    horizons: Mapping[int, HorizonScore]


def backtest(
    series: Series,
    *,
    first: int,
    horizons: Sequence[int],
    knowledge: Knowledge | None = None,
    step: Callable[[], None] = lambda: None,
    forecaster: Forecaster | None = None,
) -> Backtest:
    """Return how good forecasts are from day `first` to the end, one made at the beginning of each open day.

    first: row of the first origin. horizons: days ahead, such as (1, 7): the next day, the next seven days.
    A horizon is scored at the origins whose days lie within the series, but for days expected closed at its end,
    on the intervals that were recorded, as they were recorded; one that has no such origin is left out. step: called once a day. forecaster: to go on with afterwards.

    Raises BadSeries when no horizon has an origin to be scored at.
    """
    walker = forecaster or Forecaster(series, horizon=max(horizons), knowledge=knowledge)
    recorded = np.asarray(~np.isnan(series.counts).all(1))
    if not 0 <= first < series.days or not recorded[first:].any():
        raise BadSeries(
            f"No day of the series lies on or after {series.day(first)}; it ends with {series.day(series.days - 1)}.",
            "backtest-from",
        )
    made: dict[int, Forecast] = {}
    for origin in range(first, series.days):
        said = walker.forecast(origin)
        if recorded[origin] or said.expected[0].sum() > 0:
            made[origin] = said
        step()
    origins = {days: _origins(series, made, days) for days in sorted(set(horizons))}
    if not any(origins.values()):
        raise BadSeries(
            f"No origin from {series.day(first)} on has {min(horizons)} days of the series after it; begin earlier.",
            "backtest-from",
        )
    lost = walker.lost
    found = {
        days: _scored(series, first, made, days, those, lost) for days, those in origins.items() if those
    }
    return Backtest(series, first, made, found)


def _origins(series: Series, made: Mapping[int, Forecast], days_ahead: int) -> list[int]:
    """Return the origins whose days ahead lie within the series, but for days expected closed at its end."""
    return [
        origin for origin, said in made.items() if not said.expected[series.days - origin : days_ahead].any()
    ]


def _scored(
    series: Series,
    first: int,
    made: Mapping[int, Forecast],
    days_ahead: int,
    origins: Sequence[int],
    lost: Collection[int],
) -> HorizonScore:
    after = np.full((days_ahead, series.slots), np.nan)
    counts = np.concatenate([series.counts, after])
    actual = np.concatenate([counts[origin : origin + days_ahead] for origin in origins])
    scored = ~np.isnan(actual).all(1)
    said = [made[origin] for origin in origins]
    scale = _usual_miss(series, first)
    names = list(said[-1].models)
    kinds: dict[str, Counts] = {
        OURS: _stack([one.expected for one in said], days_ahead),
        NAIVE: _stack([one.naive for one in said], days_ahead),
        WEEKDAYS: _stack([one.baseline for one in said], days_ahead),
    }
    kinds |= {
        name: _stack([one.models.get(name, one.expected) for one in said], days_ahead) for name in names
    }
    if any(one.by_weather.any() for one in said):
        kinds[NO_WEATHER] = _stack([one.expected - one.by_weather for one in said], days_ahead)
    bands, day_bands = (
        {level: both(said, level, days_ahead) for level in LEVELS} for both in (_both, _day_both)
    )
    kept = _without_closed(actual, kinds[OURS])
    totals = np.nansum(actual[scored], axis=1)
    is_lost = np.array([origin + ahead in lost for origin in origins for ahead in range(days_ahead)])
    whole = scored & ~is_lost
    known = _known_part(actual[scored], kinds[OURS][scored])
    return HorizonScore(
        days_ahead=days_ahead,
        origins=len(origins),
        cells=int((~np.isnan(actual)).sum()),
        days=int(scored.sum()),
        scores={name: _score(actual[scored], said_[scored], scale) for name, said_ in kinds.items()},
        coverage={level: _held(kept, *both) for level, both in bands.items()},
        day_coverage={
            level: _held(totals, low[scored] * known, high[scored] * known)
            for level, (low, high) in day_bands.items()
        },
        lost_days=int((scored & is_lost).sum()),
        without_lost=_score(actual[whole], kinds[OURS][whole], scale),
    )


def _without_closed(actual: Counts, expected: Counts) -> Counts:
    """Return what came, without the zeros of hours that were expected closed: any band holds those."""
    opened = (actual > 0) | (expected > 0)
    return np.where(opened, actual, np.nan) if opened.any() else actual


def _known_part(actual: Counts, expected: Counts) -> Counts:
    """Return which share of each day's expected arrivals falls into intervals that were recorded, shape (days,)."""
    known = np.where(np.isnan(actual), 0.0, expected).sum(1)
    return np.where(known > 0, known / np.maximum(expected.sum(1), 1e-9), 1.0)


def _stack(rows: Sequence[Counts], days_ahead: int) -> Counts:
    return np.concatenate([one[:days_ahead] for one in rows])


def _both(said: Sequence[Forecast], level: int, days_ahead: int) -> tuple[Counts, Counts]:
    low, high = (_stack([one.bands[level][side] for one in said], days_ahead) for side in (0, 1))
    return low, high


def _day_both(said: Sequence[Forecast], level: int, days_ahead: int) -> tuple[Counts, Counts]:
    low, high = (_stack([one.day_bands[level][side] for one in said], days_ahead) for side in (0, 1))
    return low, high


def _usual_miss(series: Series, first: int) -> float:
    """Return the mean miss of last week's same weekday before the backtest, by interval.

    Of the day before where less than a week and a day are known, or one week copies another.
    """
    before = series.counts[:first]
    for lag in (7, 1):
        missed = np.abs(before[lag:] - before[:-lag])
        if np.nansum(missed) > 0:
            return _mean(missed)
    return float("nan")


def _mean(values: Counts) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _score(actual: Counts, said: Counts, scale: float) -> Score:
    known = ~np.isnan(actual)
    missed = np.abs(np.where(known, said - actual, 0.0))
    whole = np.abs(np.where(known, said - np.nan_to_num(actual), 0.0).sum(1)).sum()
    arrivals = float(np.nansum(actual))
    return Score(
        wape=_share(float(missed.sum()), arrivals),
        mase=_share(float(missed.sum()) / max(int(known.sum()), 1), scale),
        day_wape=_share(float(whole), arrivals),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")


def _held(actual: Counts, low: Counts, high: Counts) -> float:
    known = ~np.isnan(actual)
    if not known.any():
        return float("nan")
    return float(((actual >= low) & (actual <= high))[known].mean())
