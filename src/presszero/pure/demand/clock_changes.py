"""Days ahead on which the clocks change: an hour that is left out brings nobody, and one that comes twice is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from presszero.pure.demand.findings import DAYLIGHT_SAVING, Finding
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.series import DAY_MINUTES, Counts, Series


def on_the_clock_of(zone: ZoneInfo, said: Forecast, series: Series) -> tuple[Forecast, tuple[Finding, ...]]:
    """Return the forecast without the intervals that the zone's clocks skip, and what is odd about such days.

    zone: whose wall clock the series is on.
    """
    there = np.ones_like(said.expected)
    findings = []
    for ahead in range(said.days if series.grain_minutes < DAY_MINUTES else 0):
        starts = [series.starts_at(said.origin + ahead, slot) for slot in range(series.slots)]
        skipped = [slot for slot, at in enumerate(starts) if not _comes(at, zone)]
        twice = [slot for slot, at in enumerate(starts) if slot not in skipped and _comes_twice(at, zone)]
        day = series.day(said.origin + ahead)
        if skipped and said.expected[ahead, skipped].any():
            there[ahead, skipped] = 0.0
            says = f"The clocks go forward: there is no hour from {series.label(skipped[0])}."
            findings.append(Finding(DAYLIGHT_SAVING, day, says, "Nobody is expected in it."))
        if twice and said.expected[ahead, twice].any():
            says = f"The clocks go back: the hour from {series.label(twice[0])} comes twice."
            mend = "It stands once; its counts hold for each of the two, and the day's total for one."
            findings.append(Finding(DAYLIGHT_SAVING, day, says, mend))
    return (said if there.all() else _only(said, there)), tuple(findings)


def _comes(at: datetime, zone: ZoneInfo) -> bool:
    """False for a time that clocks never show: there and back it is another."""
    local = at.replace(tzinfo=zone)
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == at


def _comes_twice(at: datetime, zone: ZoneInfo) -> bool:
    early, late = (at.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return early.utcoffset() != late.utcoffset()


def _only(said: Forecast, there: Counts) -> Forecast:
    """Return the forecast of the intervals that are there; a day's band shrinks with its total."""
    expected = said.expected * there
    totals = said.expected.sum(1)
    kept = np.where(totals > 0, expected.sum(1) / np.maximum(totals, 1e-9), 1.0)
    return replace(
        said,
        expected=expected,
        bands={level: (low * there, high * there) for level, (low, high) in said.bands.items()},
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
