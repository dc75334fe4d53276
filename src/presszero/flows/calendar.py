"""This organisation's year as the verifier reads it: when each team and place is open, and who is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from presszero.organisation.cover import YearOf, years
from presszero.organisation.queries import the_zone
from presszero.pure.flowgraph.calendars import Calendar, WeekPlan
from presszero.pure.hours import Cover, Spans

DAYS_AHEAD = 364


def calendar_from(first: date) -> Calendar:
    """Return the year that begins on a day.

    Teams of which nobody has said who is there are named as such: their staffing is not known, and no trap.
    """
    hours: dict[str, WeekPlan] = {}
    cover: dict[str, WeekPlan] = {}
    unsaid: set[str] = set()
    for year in years():
        for name in year.names:
            hours.setdefault(name, _hours(year))
            if year.cover is not None:
                cover.setdefault(name, _cover(year, year.cover))
            else:
                unsaid.add(name)
    last = first + timedelta(days=DAYS_AHEAD)
    return Calendar(the_zone(), first, last, hours, cover, frozenset(unsaid - set(cover)))


def _hours(year: YearOf) -> WeekPlan:
    return WeekPlan(
        dict(enumerate(_one_each(spans) for spans in year.hours)),
        {day: _one_each(spans) for day, spans in year.hours_on.items()},
        year.zone,
    )


def _cover(year: YearOf, week: tuple[Cover, ...]) -> WeekPlan:
    # On a day on which the team is closed nobody comes to work, unless somebody has said who does.
    nobody: dict[date, Cover] = {day: () for day, spans in year.hours_on.items() if not spans}
    exceptions: Mapping[date, Cover] = nobody | dict(year.cover_on)
    return WeekPlan(dict(enumerate(week)), dict(exceptions))


def _one_each(spans: Spans) -> Cover:
    return tuple((begins, ends, 1) for begins, ends in spans)
