"""Days ahead on which the clocks change: a time that is left out brings nobody, and one that comes twice is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from presszero.pure.demand.findings import DAYLIGHT_SAVING, Finding
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.series import DAY_MINUTES, Counts, Series

STEP_MINUTES = 5  # every zone's clocks change by a multiple


def on_the_clock_of(zone: ZoneInfo, said: Forecast, series: Series) -> tuple[Forecast, tuple[Finding, ...]]:
    """Return the forecast without the time that the zone's clocks skip, and what is odd about such days.

    zone: whose wall clock the series is on. Of an interval that is skipped in part the rest stays.
    """
    there = np.ones_like(said.expected)
    findings = []
    for ahead in range(said.days if series.grain_minutes < DAY_MINUTES else 0):
        day = series.day(said.origin + ahead)
        steps = _steps(series, said.origin + ahead)
        if (
            steps[0].replace(tzinfo=zone).utcoffset()
            == (steps[-1] + timedelta(days=1)).replace(tzinfo=zone).utcoffset()
        ):
            continue
        if skipped := [at for at in steps if not _comes(at, zone)]:
            for slot, share in _shares(series, said.origin + ahead, skipped).items():
                there[ahead, slot] = 1 - share
            if (there[ahead] * said.expected[ahead]).sum() < said.expected[ahead].sum():
                says = f"The clocks go forward: there is no time {_span(skipped)}."
                findings.append(Finding(DAYLIGHT_SAVING, day, says, "Nobody is expected then."))
        twice = [at for at in steps if _comes(at, zone) and _comes_twice(at, zone)]
        if twice and said.expected[ahead, list(_shares(series, said.origin + ahead, twice))].any():
            says = f"The clocks go back: the time {_span(twice)} comes twice."
            mend = "It stands once, and so it does in the day's total; expect the same again the second time."
            findings.append(Finding(DAYLIGHT_SAVING, day, says, mend))
    return (said if (there == 1).all() else _only(said, there)), tuple(findings)


def _steps(series: Series, index: int) -> Sequence[datetime]:
    """Return the wall clock of a day in small steps, from where its first interval begins."""
    begins = series.starts_at(index, 0)
    return [begins + timedelta(minutes=minutes) for minutes in range(0, DAY_MINUTES, STEP_MINUTES)]


def _shares(series: Series, index: int, steps: Sequence[datetime]) -> dict[int, float]:
    """Return which share of its interval some steps are, by the interval's place."""
    begins = series.starts_at(index, 0)
    places = [int((at - begins).total_seconds() // 60) // series.grain_minutes for at in steps]
    return {place: places.count(place) * STEP_MINUTES / series.grain_minutes for place in set(places)}


def _span(steps: Sequence[datetime]) -> str:
    return f"from {steps[0]:%H:%M} to {steps[-1] + timedelta(minutes=STEP_MINUTES):%H:%M}"


def _comes(at: datetime, zone: ZoneInfo) -> bool:
    """False for a time that clocks never show: there and back it is another."""
    local = at.replace(tzinfo=zone)
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == at


def _comes_twice(at: datetime, zone: ZoneInfo) -> bool:
    early, late = (at.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return early.utcoffset() != late.utcoffset()


def _only(said: Forecast, there: Counts) -> Forecast:
    """Return the forecast of the time that is there; a day's band shrinks with its total."""
    expected = said.expected * there
    totals = said.expected.sum(1)
    kept = np.where(totals > 0, expected.sum(1) / np.maximum(totals, 1e-9), 1.0)
    return replace(
        said,
        expected=expected,
        bands={
            level: (np.floor(low * there), np.ceil(high * there)) for level, (low, high) in said.bands.items()
        },
        day_bands={
            level: (np.floor(low * kept), np.ceil(high * kept))
            for level, (low, high) in said.day_bands.items()
        },
        baseline=said.baseline * there,
        naive=said.naive * there,
        models={name: counts * there for name, counts in said.models.items()},
        lift=said.lift * there,
        by_weather=said.by_weather * there,
    )
