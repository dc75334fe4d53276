"""What `presszero forecast` found, and its shapes as JSON and as a table."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from presszero.commands.forecast_today import Today, cuts_of
from presszero.pure.demand.backtests import NAIVE, NO_WEATHER, OURS, WEEKDAYS, Backtest, HorizonScore, Score
from presszero.pure.demand.events import Lift
from presszero.pure.demand.findings import Finding
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.series import DAY_MINUTES, Series
from presszero.pure.demand.spreads import LEVELS


@dataclass(frozen=True)
class Answer:
    """All that one call found; forecast begins on the day after the series ends.

    weather_kept: by days ahead, whether the weather is listened to; None where no weather was given.
    closed_contacts: how many contacts expected on top fall into hours that are closed; they are not in the forecast.
    columns: the headings of the table that were taken, by what they hold.
    """

    source: str
    series: Series
    findings: Sequence[Finding]
    country: str | None
    horizons: Sequence[int]
    forecast: Forecast
    backtest: Backtest | None
    today: Today | None = None
    weather_kept: Mapping[int, bool] | None = None
    closed_contacts: float = 0.0
    columns: Mapping[str, str] = field(default_factory=dict)

    def open_slots(self, ahead: int) -> list[int]:
        """Return the intervals of a day ahead that are expected to be open, first to last."""
        inside = [slot for slot in range(self.series.slots) if self.forecast.expected[ahead, slot] > 0]
        return list(range(inside[0], inside[-1] + 1)) if inside else []


def as_json(answer: Answer) -> dict[str, Any]:
    """Return the answer in its documented shape, of what JSON can hold."""
    series = answer.series
    return {
        "series": {
            "source": answer.source,
            "columns": dict(answer.columns),
            "grain_minutes": series.grain_minutes,
            "first_day": series.first_day.isoformat(),
            "last_day": series.day(series.days - 1).isoformat(),
            "days": series.days,
            "holidays": answer.country,
        },
        "findings": [
            {
                "kind": one.kind,
                "day": one.day.isoformat() if one.day else None,
                "says": one.says,
                "mend": one.mend,
            }
            for one in answer.findings
        ],
        "backtest": _backtest(answer.backtest, answer.horizons) if answer.backtest else None,
        "forecast": {"days": _days(answer), "intervals": intervals(answer)},
        "events": [_lift(lift) for lift in answer.forecast.lifts],
        "closed_contacts": _told(answer.closed_contacts),
        "weather": _weather(answer.weather_kept),
        "today": _today(answer, answer.today) if answer.today else None,
    }


def _weather(kept: Mapping[int, bool] | None) -> dict[str, Any] | None:
    return None if kept is None else {"kept": {f"{days}d": one for days, one in kept.items()}}


def _lift(lift: Lift) -> dict[str, Any]:
    event = lift.event
    return {
        "name": event.name,
        "begins": event.begins.isoformat(),
        "ends": event.ends.isoformat(),
        "lift": _told(lift.share),
        "error": _told(lift.error),
        "learnt_from": lift.learnt_from,
        "entered": lift.entered,
        "seen": _told(lift.seen),
        "base": _told(lift.base),
        "usually_closed": bool(lift.closed),
    }


def _today(answer: Answer, today: Today) -> dict[str, Any]:
    rest, slots = today.rest, range(today.rest.begins, answer.series.slots)
    return {
        "begins": answer.series.starts_at(answer.forecast.origin, rest.begins).isoformat(),
        "came": _told(today.came),
        "expected_by_then": _told(today.expected_by_then),
        "ratio": _told(rest.ratio),
        "followed": _told(rest.followed),
        "rest_expected": _told(float(rest.expected.sum())),
        "intervals": [
            {
                "interval_start": answer.series.starts_at(answer.forecast.origin, slot).isoformat(),
                "expected": _told(float(rest.expected[place])),
                "bands": {str(level): [float(side[place]) for side in rest.bands[level]] for level in LEVELS},
            }
            for place, slot in enumerate(slots)
            if rest.expected[place] > 0
        ],
    }


def _backtest(tested: Backtest, horizons: Sequence[int]) -> dict[str, Any]:
    return {
        "from": tested.series.day(tested.first).isoformat(),
        "to": tested.series.day(tested.series.days - 1).isoformat(),
        "origins": len(tested.forecasts),
        "refit": "at every origin, from the days before it",
        "horizons": {
            f"{days}d": _horizon(tested.horizons[days]) if days in tested.horizons else None
            for days in horizons
        },
        "rest_of_day": [
            {
                "from": tested.series.label(one.begins),
                "wape": _told(one.ours),
                "without_update": _told(one.none),
                "full_ratio": _told(one.full),
                "days": one.days,
            }
            for one in cuts_of(tested)
        ],
    }


def _horizon(found: HorizonScore) -> dict[str, Any]:
    others = [name for name in found.scores if name not in (OURS, NAIVE, WEEKDAYS, NO_WEATHER)]
    return {
        "days_ahead": [1, found.days_ahead],
        "origins": found.origins,
        "intervals": found.cells,
        "days": found.days,
        **_score(found.scores[OURS]),
        "coverage": {str(level): _told(found.coverage[level]) for level in LEVELS},
        "day_coverage": {str(level): _told(found.day_coverage[level]) for level in LEVELS},
        "baselines": {
            "seasonal_naive": _score(found.scores[NAIVE]),
            "mean_of_same_weekdays": _score(found.scores[WEEKDAYS]),
        },
        "lost_days": found.lost_days,
        "without_lost_days": _score(found.without_lost) if found.lost_days else None,
        "without_weather": _score(found.scores[NO_WEATHER]) if NO_WEATHER in found.scores else None,
        "parts": {name: _score(found.scores[name]) for name in others},
    }


def _score(score: Score) -> dict[str, float | None]:
    return {"wape": _told(score.wape), "mase": _told(score.mase), "day_wape": _told(score.day_wape)}


def _told(value: float) -> float | None:
    return round(float(value), 6) if math.isfinite(value) else None


def _days(answer: Answer) -> list[dict[str, Any]]:
    said = answer.forecast
    return [
        {
            "date": answer.series.day(said.origin + ahead).isoformat(),
            "expected": _told(float(said.expected[ahead].sum())),
            "baseline": _told(float(said.baseline[ahead].sum())),
            "event_lift": _told(float(said.lift[ahead].sum())),
            "by_weather": _told(float(said.by_weather[ahead].sum())),
            "bands": {str(level): [float(side[ahead]) for side in said.day_bands[level]] for level in LEVELS},
        }
        for ahead in range(said.days)
    ]


def intervals(answer: Answer) -> list[dict[str, Any]]:
    """Return every interval that is expected to be open."""
    said = answer.forecast
    return [
        {
            "interval_start": answer.series.starts_at(said.origin + ahead, slot).isoformat(),
            "expected": _told(float(said.expected[ahead, slot])),
            "baseline": _told(float(said.baseline[ahead, slot])),
            "event_lift": _told(float(said.lift[ahead, slot])),
            "bands": {
                str(level): [float(side[ahead, slot]) for side in said.bands[level]] for level in LEVELS
            },
        }
        for ahead in range(said.days)
        for slot in answer.open_slots(ahead)
    ]


def as_csv(answer: Answer) -> str:
    """Return the intervals as a table that `presszero staff` reads: interval_start, offered, and the bands."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [f"{side}_{level}" for level in LEVELS for side in ("low", "high")]
    writer.writerow(["interval_start", "offered", "baseline", "event_lift", *names])
    for one in intervals(answer):
        bounds = [value for level in LEVELS for value in one["bands"][str(level)]]
        start = one["interval_start"].replace("T", " ")
        when = start[:10] if answer.series.grain_minutes == DAY_MINUTES else start
        writer.writerow([when, one["expected"], one["baseline"], one["event_lift"], *bounds])
    return out.getvalue()
