"""This organisation's year as the verifier reads it: when each team and place is open, and who serves its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from presszero.lines.closing import closings
from presszero.organisation.cover import YearOf, years
from presszero.organisation.queries import the_zone
from presszero.pure.flowgraph.calendars import Calendar, WeekPlan
from presszero.pure.hours import Cover, Spans

DAYS_AHEAD = 364
Closed = tuple[datetime, datetime]


def calendar_from(first: date) -> Calendar:
    """Return the year that begins on a day.

    Teams of which nobody has said who is there are named as such: their staffing is not known, and no trap.
    """
    hours: dict[str, WeekPlan] = {}
    cover: dict[str, WeekPlan] = {}
    unsaid: set[str] = set()
    closed = _closed_lines(first)
    for year in years():
        for name in year.names:
            hours.setdefault(name, _hours(year))
            if year.cover is not None:
                plan = _cover(year, year.cover)
                cover.setdefault(name, _without(plan, closed.get(year.names[0], []), year.zone))
            else:
                unsaid.add(name)
    last = first + timedelta(days=DAYS_AHEAD)
    return Calendar(the_zone(), first, last, hours, cover, frozenset(unsaid - set(cover)))


def _closed_lines(first: date) -> dict[str, list[Closed]]:
    """Return by team when its line is closed, from a day on."""
    found: dict[str, list[Closed]] = {}
    for one in closings(since=datetime.combine(first, time(), the_zone())):
        found.setdefault(one.line.team.name, []).append((one.begins_at, one.ends_at))
    return found


def _without(plan: WeekPlan, closed: list[Closed], zone: ZoneInfo) -> WeekPlan:
    """Return who is there when nobody serves the line in these times."""
    exceptions = dict(plan.exceptions)
    for begins_at, ends_at in closed:
        begins, ends = begins_at.astimezone(zone), ends_at.astimezone(zone)
        for number in range((ends.date() - begins.date()).days + 1):
            day = begins.date() + timedelta(days=number)
            since = begins.hour * 60 + begins.minute if number == 0 else 0
            until = ends.hour * 60 + ends.minute if day == ends.date() else 1440
            there = exceptions.get(day, plan.week.get(day.weekday(), ()))
            exceptions[day] = tuple(_cut(there, since, until))
    return WeekPlan(plan.week, exceptions, plan.zone)


def _cut(there: Cover, since: int, until: int) -> Iterator[tuple[int, int, int]]:
    """Yield shifts without the minutes from since until until."""
    for begins, ends, people in there:
        for left, right in ((begins, min(ends, since)), (max(begins, until), ends)):
            if left < right:
                yield left, right, people


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
