"""Which days of the calendar are asked for, and whose promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse


@dataclass(frozen=True)
class Asked:
    """What of the calendar is asked for. who: "all", "me", "team-3" or "worker-7"."""

    span: str
    on: date
    who: str

    @property
    def first_on(self) -> date:
        if self.span == "month":
            first = self.on.replace(day=1)
            return first - timedelta(days=first.weekday())
        return self.on - timedelta(days=self.on.weekday())

    @property
    def days(self) -> list[date]:
        """The whole weeks shown, a Monday first."""
        if self.span == "week":
            return [self.first_on + timedelta(days=n) for n in range(7)]
        last = self.turned(1) - timedelta(days=1)
        weeks = (last - self.first_on).days // 7 + 1
        return [self.first_on + timedelta(days=n) for n in range(7 * weeks)]

    def turned(self, by: int) -> date:
        """Return a day of the page before (-1) or after (1): for a month, its first."""
        if self.span == "week":
            return self.on + timedelta(days=7 * by)
        months = self.on.year * 12 + self.on.month - 1 + by
        return date(months // 12, months % 12 + 1, 1)

    def url(self, **other: str) -> str:
        asked = {"span": self.span, "on": self.on.isoformat(), "who": self.who} | other
        return f"{reverse('desk:promise_calendar')}?{urlencode(asked)}"
