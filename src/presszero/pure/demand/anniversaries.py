"""Days ahead that were closed a year before, though no holiday says that they will be again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from presszero.pure.demand.calendars import Holidays, holidays_of
from presszero.pure.demand.findings import CLOSED_A_YEAR_AGO, Finding
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.series import Series

# Easter Monday, Ascension, Whit Monday and Corpus Christi, in days after Good Friday, which is asked of this country.
AFTER_GOOD_FRIDAY = (0, 3, 41, 52, 62)
GOOD_FRIDAY, ASKED_OF = "Good Friday", "GB"
LEAP_DAY = (2, 29)


def closed_a_year_ago(
    series: Series, lost: Collection[date], said: Forecast, holidays: Holidays, country: str | None
) -> tuple[Finding, ...]:
    """Return a finding for each day ahead that is expected open, and was closed or lost a year before.

    lost: days of the series that are usually open and on which nothing came. country: whose holidays are taken.
    """
    first, last = series.day(said.origin), series.day(said.origin + said.days - 1)
    before = {_a_year_on(day): day for day in lost if (day.month, day.day) != LEAP_DAY}
    fridays = _good_fridays(first, last)
    for day in lost:
        there, then = fridays.get(day.year), fridays.get(day.year + 1)
        if there and then and (day - there).days in AFTER_GOOD_FRIDAY:
            before.pop(_a_year_on(day), None)
            before[then + (day - there)] = day
    found = []
    for day, was in sorted(before.items()):
        expected = said.expected[(day - first).days].sum() if first <= day <= last else 0.0
        if day in holidays or not expected > 0:
            continue
        calendar = f"no holiday of {country} falls there" if country else "no holidays are known"
        found.append(
            Finding(
                CLOSED_A_YEAR_AGO, day,
                f"Nothing came a year before, on {was}, and {calendar}: {expected:,.0f} are expected.",
                "Left as it is; if you are closed, name your holidays with their region, such as --holidays CH-ZH.",
            )
        )  # fmt: skip
    return tuple(found)


def _a_year_on(day: date) -> date:
    return day.replace(year=day.year + 1)


def _good_fridays(first: date, last: date) -> dict[int, date]:
    known = holidays_of(ASKED_OF, first - timedelta(days=366), last)
    return {day.year: day for day, name in known.items() if GOOD_FRIDAY in name}
