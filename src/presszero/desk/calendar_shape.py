"""What desk/promise_calendar.html is filled from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import SimpleNamespace as Shape
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Promise
from presszero.cases.phrases import promise_what
from presszero.cases.promised import MOST_SHOWN, KeptPromises, Load
from presszero.desk.calendar_asked import Asked
from presszero.organisation.models import Worker
from presszero.ui import times

MOST_IN_A_DAY = 4  # of a month; a week shows all


class CalendarShape:
    """Shapes one page of the calendar. loads: by worker id."""

    def __init__(
        self,
        asked: Asked,
        promises: Sequence[Promise],
        people: Sequence[Worker],
        loads: Mapping[int, Load],
        now: datetime,
        zone: ZoneInfo,
    ) -> None:
        self.asked, self.promises, self.people, self.loads = asked, promises, people, loads
        self.now, self.zone, self.today = now, zone, now.astimezone(zone).date()
        self.by_day: dict[date, list[Promise]] = defaultdict(list)
        for promise in promises:
            self.by_day[promise.due_at.astimezone(zone).date()].append(promise)

    def all(self) -> Shape:
        asked, days = self.asked, self.asked.days
        is_week = asked.span == "week"
        return Shape(
            is_week=is_week,
            title=self._title(),
            previous_url=asked.url(on=asked.turned(-1).isoformat()),
            next_url=asked.url(on=asked.turned(1).isoformat()),
            today_url=asked.url(on=self.today.isoformat()),
            week_url=asked.url(span="week"),
            month_url=asked.url(span="month"),
            days=[self._day(day) for day in days] if is_week else [],
            weeks=[]
            if is_week
            else [[self._day(day) for day in days[n : n + 7]] for n in range(0, len(days), 7)],
            rows=[self._row(worker, days) for worker in self._shown()] if is_week else [],
            weekdays=[formats.date_format(day, "D") for day in days[:7]],
            loads=[self._load(worker) for worker in self.people],
            cut_words=_("Only the first %(n)s are shown; choose one team or person.") % {"n": MOST_SHOWN}
            if len(self.promises) == MOST_SHOWN
            else "",
            is_empty=not self.promises,
        )

    def _title(self) -> str:
        days = self.asked.days
        if self.asked.span == "month":
            return formats.date_format(self.asked.on, "F Y")
        return _("%(first)s to %(last)s") % {
            "first": formats.date_format(days[0], "j F"),
            "last": formats.date_format(days[-1], "j F Y"),
        }

    def _shown(self) -> list[Worker]:
        """Colleagues with something in the week; everybody else stands in the table of loads."""
        theirs = {promise.owner_id: promise.owner for promise in self.promises}
        named = [worker for worker in self.people if worker.pk in theirs]
        known = {worker.pk for worker in named}
        return named + [worker for pk, worker in theirs.items() if pk not in known]

    def _row(self, worker: Worker, days: Sequence[date]) -> Shape:
        return Shape(
            name=worker.name,
            initials=worker.initials,
            cells=[
                Shape(is_today=day == self.today, entries=[self._entry(one) for one in self._of(worker, day)])
                for day in days
            ],
        )

    def _of(self, worker: Worker, day: date) -> list[Promise]:
        return [one for one in self.by_day[day] if one.owner_id == worker.pk]

    def _day(self, day: date) -> Shape:
        theirs = self.by_day[day]
        shown = theirs if self.asked.span == "week" else theirs[:MOST_IN_A_DAY]
        return Shape(
            number=day.day,
            words=times.short_day(day),
            is_today=day == self.today,
            is_other=self.asked.span == "month" and day.month != self.asked.on.month,
            count=len(theirs),
            entries=[self._entry(one) for one in shown],
            more=len(theirs) - len(shown),
            url=self.asked.url(span="week", on=day.isoformat()),
        )

    def _entry(self, promise: Promise) -> Shape:
        tone, words = self._state(promise)
        return Shape(
            id=promise.pk,
            time=promise.due_at.astimezone(self.zone).strftime("%H:%M"),
            what=promise_what(promise),
            owner=promise.owner.name,
            customer=promise.case.customer.name,
            url=reverse("desk:case", args=[promise.case_id]),
            tone=tone,
            state_words=words,
        )

    def _state(self, promise: Promise) -> tuple[str, str]:
        if promise.state == Promise.State.KEPT:
            in_time = promise.settled_at is not None and promise.settled_at <= promise.due_at
            return ("good", _("Kept")) if in_time else ("bad", _("Kept too late"))
        if promise.state == Promise.State.BROKEN or promise.due_at < self.now:
            return "bad", _("Not kept")
        return times.due_tone(promise.due_at, self.now), _("Due")

    def _load(self, worker: Worker) -> Shape:
        load = self.loads[worker.pk]
        due = load.next_due_at
        return Shape(
            name=worker.name,
            url=self.asked.url(who=f"worker-{worker.pk}"),
            counts=[
                load.overdue,
                load.today,
                load.week,
                load.later,
                f"{load.all}+" if load.is_more else load.all,
            ],
            is_late=load.overdue > 0,
            next_words=times.clock_words(due, self.now, self.zone.key) if due else "",
        )

    def own_words(self, kept: KeptPromises, days: int) -> str:
        """Return how one's own promises went; it stands on no page of anybody else."""
        if not kept.came and not kept.moved:
            return _("In the last %(days)s days no promise of yours came due.") % {"days": days}
        said = ngettext(
            "In the last %(days)s days %(came)s promise of yours came due; you kept %(kept)s in time.",
            "In the last %(days)s days %(came)s promises of yours came due; you kept %(kept)s in time.",
            kept.came,
        ) % {"days": days, "came": kept.came, "kept": kept.kept}
        rest = [
            (kept.late, _("%(n)s kept too late")),
            (kept.broken, _("%(n)s not kept")),
            (kept.moved, _("%(n)s given a new time before they slipped")),
        ]
        told = ", ".join(words % {"n": count} for count, words in rest if count)
        return f"{said} {told[:1].upper()}{told[1:]}." if told else said
