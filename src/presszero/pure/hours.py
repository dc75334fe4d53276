"""Opening hours and what they make of a time limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_SEARCH_DAYS = 400


@dataclass(frozen=True)
class Week:
    """When a team is there. weekdays: 0 is Monday; opens before closes, on one day, in zone."""

    opens: time
    closes: time
    weekdays: frozenset[int]
    zone: ZoneInfo

    @property
    def opens_at_all(self) -> bool:
        return bool(self.weekdays) and self.opens < self.closes

    def opening(self, day: date) -> tuple[datetime, datetime] | None:
        """Return the open interval of a day, aware, or None when closed."""
        if day.weekday() not in self.weekdays or self.opens >= self.closes:
            return None
        return (
            datetime.combine(day, self.opens, self.zone),
            datetime.combine(day, self.closes, self.zone),
        )


def due_after(at: datetime, working_hours: float, week: Week) -> datetime:
    """Return the instant at which so many open hours have passed since at.

    at: aware. working_hours: hours counted while open, >= 0. The clock counts
    real seconds, so a night the clocks change does not lengthen an open day.

    Raises ValueError when LONGEST_SEARCH_DAYS do not hold so many open hours.

    >>> week = Week(time(8), time(20), frozenset(range(7)), ZoneInfo("UTC"))
    >>> due_after(datetime(2025, 7, 13, 19, tzinfo=ZoneInfo("UTC")), 2, week).isoformat()
    '2025-07-14T09:00:00+00:00'
    """
    # In UTC: adding to a wall clock would count an hour that the spring night does not have.
    left, from_then = timedelta(hours=working_hours), at.astimezone(UTC)
    day = at.astimezone(week.zone).date()
    for _ in range(LONGEST_SEARCH_DAYS):
        interval = week.opening(day)
        if interval:
            begins = max(interval[0].astimezone(UTC), from_then)
            ends = interval[1].astimezone(UTC)
            if begins <= ends:
                if ends - begins >= left:
                    return (begins + left).astimezone(at.tzinfo)
                left -= ends - begins
        day += timedelta(days=1)
    raise ValueError(
        f"{LONGEST_SEARCH_DAYS} days do not hold {working_hours} open hours. "
        "Give the team opening hours in the office, under Team."
    )
