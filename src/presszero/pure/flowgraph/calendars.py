"""When lines are open and who covers them: a week, its exceptions, and the year they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from presszero.pure.errors import BadInput

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_DAYS = 800
_TIMES = re.compile(r"^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(?:\s*x\s*(\d+))?$")

Span = tuple[float, float]


class BadCalendar(BadInput):
    """The calendar file cannot be read."""


@dataclass(frozen=True)
class WeekPlan:
    """Times of a week by weekday (0 is Monday) and by date; minutes after midnight, 1440 is the next midnight.

    zone: whose clock is meant, when not the calendar's.
    """

    week: dict[int, tuple[tuple[int, int, int], ...]]
    exceptions: dict[date, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)
    zone: ZoneInfo | None = None

    def spans(self, first: date, last: date, zone: ZoneInfo) -> list[Span]:
        """Return the times from first to last as seconds of the epoch, merged and in order.

        Wall times become instants day by day, so a day on which the clocks change has 23 or 25 hours.
        """
        found: list[Span] = []
        day = first
        while day <= last:
            for begins, ends, people in self.exceptions.get(day, self.week.get(day.weekday(), ())):
                if people > 0:
                    found.append(
                        (_instant(day, begins, self.zone or zone), _instant(day, ends, self.zone or zone))
                    )
            day += timedelta(days=1)
        return merged(found)


@dataclass(frozen=True)
class Calendar:
    """hours: when lines are open, by name. cover: when somebody of a team is there. Days from first to last.

    unsaid: teams that exist, but of which nobody has said who is there: nothing is known of their staffing.
    """

    zone: ZoneInfo
    first: date
    last: date
    hours: dict[str, WeekPlan]
    cover: dict[str, WeekPlan]
    unsaid: frozenset[str] = frozenset()

    def everything(self) -> list[Span]:
        return [(_instant(self.first, 0, self.zone), _instant(self.last, 1440, self.zone))]


def _instant(day: date, minutes: int, zone: ZoneInfo) -> float:
    if minutes >= 1440:
        day, minutes = day + timedelta(days=1), minutes - 1440
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone).timestamp()


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, touching ones joined, empty ones left out."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if begins >= ends:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def both(left: list[Span], right: list[Span]) -> list[Span]:
    """Return where two merged lists of spans overlap."""
    found, one, other = [], 0, 0
    while one < len(left) and other < len(right):
        begins, ends = max(left[one][0], right[other][0]), min(left[one][1], right[other][1])
        if begins < ends:
            found.append((begins, ends))
        if left[one][1] < right[other][1]:
            one += 1
        else:
            other += 1
    return found


def without(left: list[Span], right: list[Span]) -> list[Span]:
    """Return what of the merged spans on the left is not covered on the right."""
    found, at = [], 0
    for begins, ends in left:
        while at < len(right) and right[at][1] <= begins:
            at += 1
        looked = at
        while looked < len(right) and right[looked][0] < ends:
            if right[looked][0] > begins:
                found.append((begins, right[looked][0]))
            begins = max(begins, right[looked][1])
            looked += 1
        if begins < ends:
            found.append((begins, ends))
    return found


def calendar_from(data: object, *, today: date) -> Calendar:
    """Read a calendar as YAML gives it: zone, from, until, hours and cover; see docs/guides/verify.md.

    today: the first day looked at when the file gives no `from`; the last is then a year later.

    Raises BadCalendar with the place and the mend.
    """
    if not isinstance(data, dict):
        raise BadCalendar("A calendar is a mapping with zone, hours and cover.")
    unknown = sorted(str(key) for key in set(data) - {"zone", "from", "until", "hours", "cover"})
    if unknown:
        raise BadCalendar(
            f"A calendar has no {', '.join(unknown)}; it takes zone, from, until, hours and cover."
        )
    try:
        zone = ZoneInfo(str(data["zone"]))
    except KeyError:
        raise BadCalendar("The calendar names no zone. Add one such as `zone: Europe/Berlin`.")
    except (ValueError, OSError):
        raise BadCalendar(f"{data.get('zone')!r} is no time zone. Use one such as Europe/Berlin.")
    first = _day(data.get("from", today), "from")
    last = _day(data.get("until", first + timedelta(days=364)), "until")
    if not 0 <= (last - first).days <= LONGEST_DAYS:
        raise BadCalendar(f"From {first} until {last} is not between 1 and {LONGEST_DAYS} days.")
    return Calendar(zone, first, last, _plans(data.get("hours"), "hours"), _plans(data.get("cover"), "cover"))


def _plans(data: object, what: str) -> dict[str, WeekPlan]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise BadCalendar(f"`{what}` is a mapping from a name to its week.")
    return {str(name): _plan(plan, f"{what}: {name}") for name, plan in data.items()}


def _plan(data: object, where: str) -> WeekPlan:
    if not isinstance(data, dict):
        raise BadCalendar(f"{where}: give days with times, such as `mon-fri: 08:00-18:00`.")
    week: dict[int, tuple[tuple[int, int, int], ...]] = {}
    exceptions = data.get("exceptions") or {}
    if not isinstance(exceptions, dict):
        raise BadCalendar(f"{where}: exceptions is a mapping from a date to times, or to closed.")
    for days, times in data.items():
        if days != "exceptions":
            for day in _weekdays(str(days), where):
                week[day] = _times(times, f"{where}: {days}")
    return WeekPlan(
        week, {_day(day, where): _times(times, f"{where}: {day}") for day, times in exceptions.items()}
    )


def _weekdays(words: str, where: str) -> list[int]:
    found: list[int] = []
    for part in words.lower().replace(" ", "").split(","):
        begins, _, ends = part.partition("-")
        if begins == "daily":
            return list(range(7))
        if begins not in DAYS or (ends and ends not in DAYS):
            raise BadCalendar(f"{where}: {part!r} is no day; use {', '.join(DAYS)}, mon-fri or daily.")
        first, last = DAYS.index(begins), DAYS.index(ends or begins)
        found += [one % 7 for one in range(first, (last if last >= first else last + 7) + 1)]
    return found


def _times(data: object, where: str) -> tuple[tuple[int, int, int], ...]:
    if data is None or data in ("closed", False, [], "none"):
        return ()
    if data in ("always", "24h"):
        return ((0, 1440, 1),)
    return tuple(_one_time(str(one), where) for one in (data if isinstance(data, list) else [data]))


def _one_time(words: str, where: str) -> tuple[int, int, int]:
    match = _TIMES.match(words.strip())
    if not match:
        raise BadCalendar(f"{where}: {words!r} is no time; write 08:00-18:00, 08:00-18:00 x3 or closed.")
    from_hour, from_minute, to_hour, to_minute = (int(part) for part in match.groups()[:4])
    begins, ends = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if not (0 <= begins < ends <= 1440 and from_minute < 60 and to_minute < 60):
        raise BadCalendar(
            f"{where}: {words!r} does not lie within one day; write 22:00-24:00 and 00:00-02:00."
        )
    return begins, ends, int(match[5] or 1)


def _day(data: object, where: str) -> date:
    if isinstance(data, datetime):
        return data.date()
    if isinstance(data, date):
        return data
    try:
        return date.fromisoformat(str(data))
    except ValueError:
        raise BadCalendar(f"{where}: {data!r} is no date; write 2026-12-24.")
