"""How service goes: first answers, settling, reopening, the backlog, promises and points, by team, topic or channel.

Counts of what was recorded, for the teams one may see. Nothing here names a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db.models import Min, QuerySet

from presszero.cases.marked import FEWEST_PEOPLE, marks_told
from presszero.cases.models import Case, Clock, Contact, Promise
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.organisation.models import Role, Worker
from presszero.organisation.queries import team_ids_of
from presszero.pure.measures import median, percentile, share_of

By = Literal["team", "topic", "channel"]
BY: tuple[By, ...] = ("team", "topic", "channel")
MARKS = ("marks_with_check", "missed_with_check", "marks_against_check", "missed_against_check")
Told = tuple[int, str, float]  # a case, what is counted of it, and how much
PERIODS_DAYS = (7, 28, 90)
# A case that comes back by itself, for a promise or a day that came, was not reopened by anybody.
REOPENED_BY_PEOPLE = ("not-fixed", "missed", "wrote-back", "by-worker")
# From so many days on; the last bucket has no end.
AGES_DAYS = (0, 1, 3, 7, 14, 30)


@dataclass
class Group:
    """What is counted of one team, topic or channel, or of all. Times in hours, shares 0 to 1, None: nothing to speak of."""

    name: str
    opened: int = 0
    first_hours: list[float] = field(default_factory=list)
    first_kept: int = 0
    first_late: int = 0
    settled_hours: list[float] = field(default_factory=list)
    closed: int = 0
    confirmed: int = 0
    reopened: int = 0
    promises_kept: int = 0
    promises_settled: int = 0
    promises_moved: int = 0
    points_answered: int = 0
    points_asked: int = 0
    marks_with_check: int = 0
    missed_with_check: int = 0
    marks_against_check: int = 0
    missed_against_check: int = 0
    marked_by: set[int] = field(default_factory=set)
    ages: Counter[int] = field(default_factory=Counter)

    def add(self, what: str, value: float) -> None:
        """Count one thing: what is the name of a field here, or "age" with the place of a bucket in AGES_DAYS."""
        if what == "age":
            self.ages[int(value)] += 1
        elif what == "marked_by":
            self.marked_by.add(int(value))
        elif what.endswith("_hours"):
            getattr(self, what).append(value)
        else:
            setattr(self, what, getattr(self, what) + int(value))

    @property
    def first_median_hours(self) -> float | None:
        return median(self.first_hours)

    @property
    def first_ninth_hours(self) -> float | None:
        """Within how many hours nine of ten first letters were answered."""
        return percentile(self.first_hours, 0.9)

    @property
    def first_kept_share(self) -> float | None:
        """Of the first answers that came or should have come by now, the share in time."""
        return share_of(self.first_kept, len(self.first_hours) + self.first_late)

    @property
    def settled_median_hours(self) -> float | None:
        return median(self.settled_hours)

    @property
    def settled_ninth_hours(self) -> float | None:
        return percentile(self.settled_hours, 0.9)

    @property
    def confirmed_share(self) -> float | None:
        return share_of(self.confirmed, len(self.settled_hours))

    @property
    def reopened_share(self) -> float | None:
        return share_of(self.reopened, self.closed)

    @property
    def promises_kept_share(self) -> float | None:
        return share_of(self.promises_kept, self.promises_settled)

    @property
    def first_reply_share(self) -> float | None:
        """Of the points asked before the first reply, the share that it answered."""
        return share_of(self.points_answered, self.points_asked)

    @property
    def marks(self) -> dict[str, int] | None:
        """Points marked as answered with the check and against it, and how many of each a customer says were missed.

        None where fewer than FEWEST_PEOPLE marked: it would be a figure of somebody.
        """
        if len(self.marked_by) < FEWEST_PEOPLE:
            return None
        return {name: getattr(self, name) for name in MARKS}

    @property
    def backlog(self) -> int:
        return self.ages.total()


@dataclass(frozen=True)
class Figures:
    """Figures of a period, until now. groups: by name, the largest backlog first; daily: median first answer by day."""

    since: datetime
    until: datetime
    all: Group
    groups: list[Group]
    daily: list[tuple[datetime, float | None]]


def figures(*, by: By, days: int, seen_by: Actor, at: datetime) -> Figures:
    """Return the figures of the last days for the teams an actor may see figures of, grouped."""
    since = at - timedelta(days=days)
    cases = _cases_counted(seen_by)
    told = list(_everything(cases, since, at))
    names = _group_names(cases, by, {case_id for case_id, _what, _value in told})
    groups: dict[str, Group] = {}
    whole = Group("")
    for case_id, what, value in told:
        name = names.get(case_id, "")
        groups.setdefault(name, Group(name)).add(what, value)
        whole.add(what, value)
    in_order = sorted(groups.values(), key=lambda group: (-group.backlog, group.name))
    return Figures(since, at, whole, in_order, _daily(cases, since, at, days))


def _cases_counted(seen_by: Actor) -> QuerySet[Case]:
    """A lead's figures are of their own teams; planners and leaders see all: figures name nobody."""
    worker = Worker.objects.filter(pk=seen_by.known_id).first()
    sees_all = worker is not None and worker.role in (Role.LEADER, Role.PLANNER)
    teams = None if sees_all else team_ids_of(seen_by)
    cases = Case.objects.filter(imported=False, automatic=False, merged_into=None)
    return cases if teams is None else cases.filter(team_id__in=teams)


def _everything(cases: QuerySet[Case], since: datetime, until: datetime) -> Iterator[Told]:
    yield from _openings(cases, since, until)
    yield from _first_answers(cases, since, until)
    yield from _closings(cases, since, until)
    yield from _promises(cases, since, until)
    yield from _first_replies(cases, since, until)
    yield from marks_told(cases, since, until)
    yield from _waiting(cases, until)


def _openings(cases: QuerySet[Case], since: datetime, until: datetime) -> Iterator[Told]:
    for case_id in cases.filter(opened_at__gt=since, opened_at__lte=until).values_list("id", flat=True):
        yield case_id, "opened", 1


def _answered_first(cases: QuerySet[Case], since: datetime, until: datetime) -> QuerySet[Clock]:
    return Clock.objects.filter(
        case__in=cases, kind=Clock.Kind.FIRST, stopped_at__gt=since, stopped_at__lte=until
    )


def _first_answers(cases: QuerySet[Case], since: datetime, until: datetime) -> Iterator[Told]:
    clocks = _answered_first(cases, since, until)
    for case_id, began, stopped, missed in _rows(clocks, "case_id", "began_at", "stopped_at", "missed_at"):
        yield case_id, "first_hours", _hours(began, stopped)
        yield case_id, "first_kept", missed is None
    # Who still waits past the time is late today, however long ago the time was: only the answer ends it.
    late = Clock.objects.filter(case__in=cases, kind=Clock.Kind.FIRST, stopped_at=None, due_at__lt=until)
    for (case_id,) in _rows(late, "case_id"):
        yield case_id, "first_late", 1


def _closings(cases: QuerySet[Case], since: datetime, until: datetime) -> Iterator[Told]:
    closed = cases.filter(closed_at__gt=since, closed_at__lte=until)
    for case_id, opened, ended, outcome, confirmed in _rows(
        closed, "id", "opened_at", "closed_at", "outcome", "outcome_confirmed_at"
    ):
        if outcome in (Case.Outcome.SETTLED, Case.Outcome.PART_SETTLED):
            yield case_id, "settled_hours", _hours(opened, ended)
            yield case_id, "confirmed", confirmed is not None
    lines = RecordLine.objects.filter(
        kind__in=("case.closed", "case.reopened"), at__gt=since, at__lte=until, case_id__in=cases.values("id")
    )
    for case_id, kind, facts in lines.values_list("case_id", "kind", "facts"):
        if kind == "case.closed":
            yield case_id or 0, "closed", 1
        elif facts.get("why") in REOPENED_BY_PEOPLE:
            yield case_id or 0, "reopened", 1


def _promises(cases: QuerySet[Case], since: datetime, until: datetime) -> Iterator[Told]:
    """A promise counts when its time came, kept in time or not; beside these, how often one was given a new time."""
    due = Promise.objects.filter(case__in=cases, due_at__gt=since, due_at__lte=until)
    for case_id, state, due_at, settled in _rows(
        due.exclude(state=Promise.State.MOVED), "case_id", "state", "due_at", "settled_at"
    ):
        yield case_id, "promises_settled", 1
        yield case_id, "promises_kept", state == Promise.State.KEPT and settled <= due_at
    moved = Promise.objects.filter(case__in=cases, state=Promise.State.MOVED)
    for (case_id,) in _rows(moved.filter(settled_at__gt=since, settled_at__lte=until), "case_id"):
        yield case_id, "promises_moved", 1


def _first_replies(cases: QuerySet[Case], since: datetime, until: datetime) -> Iterator[Told]:
    first = (
        Contact.objects.filter(case__in=cases, kind=Contact.Kind.REPLY)
        .values("case_id")
        .annotate(first=Min("id"))
        .values("first")
    )
    lines = RecordLine.objects.filter(kind="reply.sent", about_id__in=first, at__gt=since, at__lte=until)
    for case_id, facts in lines.values_list("case_id", "facts"):
        yield case_id or 0, "points_asked", facts.get("points", 0)
        yield case_id or 0, "points_answered", min(facts.get("answered", 0), facts.get("points", 0))


def _waiting(cases: QuerySet[Case], until: datetime) -> Iterator[Told]:
    for case_id, opened in cases.exclude(state=Case.State.CLOSED).values_list("id", "opened_at"):
        days = (until - opened).total_seconds() / 86_400
        yield case_id, "age", max(place for place, least in enumerate(AGES_DAYS) if least <= max(days, 0))


def _rows(found: QuerySet[Any], *names: str) -> list[tuple[Any, ...]]:
    """Return rows of columns that the filter before has made sure of."""
    return list(found.values_list(*names))


def _hours(begins: datetime, ends: datetime) -> float:
    return (ends - begins).total_seconds() / 3600


def _group_names(cases: QuerySet[Case], by: By, ids: set[int]) -> dict[int, str]:
    if by == "channel":
        first = Contact.objects.filter(case_id__in=ids, direction=Contact.Direction.IN)
        rows = first.order_by("case_id", "at", "id").distinct("case_id").values_list("case_id", "channel")
        return {case_id: name for case_id, name in rows}
    named = cases.filter(pk__in=ids).values_list("id", f"{by}__name")
    return {case_id: name or "" for case_id, name in named}


def _daily(
    cases: QuerySet[Case], since: datetime, until: datetime, days: int
) -> list[tuple[datetime, float | None]]:
    """Return the median hours to a first answer of each day, the oldest first; None for a day without one."""
    by_day: dict[int, list[float]] = {day: [] for day in range(days)}
    for began, stopped in _rows(_answered_first(cases, since, until), "began_at", "stopped_at"):
        day = min(int((stopped - since).total_seconds() // 86_400), days - 1)
        by_day[day].append(_hours(began, stopped))
    return [(since + timedelta(days=day + 1), median(hours)) for day, hours in by_day.items()]
