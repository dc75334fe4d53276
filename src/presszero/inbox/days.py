"""What a day holds: for an agent what waits, for a lead how the teams stand; from running totals, whatever the town's size."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from presszero.cases.models import Case, Promise
from presszero.cases.news import unseen_count
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.inbox.asks import asks_waiting
from presszero.inbox.lists import COUNT_AT_MOST
from presszero.inbox.models import DayCount
from presszero.organisation.models import Team
from presszero.organisation.queries import teams_seen_by, the_organisation

SOON = timedelta(hours=2)
What = DayCount.What
COUNTED = {
    "contact.received": What.CAME_IN,
    "reply.sent": What.ANSWERED,
    "case.closed": What.CLOSED,
    "promise.kept": What.KEPT,
    "promise.broken": What.BROKEN,
}
_ADD = """
    INSERT INTO inbox_daycount (day_on, team_id, worker_id, what, times) VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (day_on, team_id, what, worker_id) DO UPDATE SET times = inbox_daycount.times + 1
"""


@dataclass(frozen=True)
class MyDay:
    """What waits for one colleague. Counts stop at COUNT_AT_MOST + 1; done: how often today, by DayCount.What."""

    late: int
    soon: int
    open: int
    promises_today: int
    asked: int
    news: int
    done: dict[str, int]


@dataclass(frozen=True)
class TeamDay:
    """How one team stands. done: how often today, by DayCount.What; before: the same day a week ago."""

    team: Team
    open: int
    late: int
    done: dict[str, int]
    before: dict[str, int]


def count_line(line: RecordLine) -> None:
    """Add one to the running total of what a record line tells. Once for each line: the duty that calls it ends with it."""
    what = COUNTED.get(line.kind)
    if what is None or line.team_id is None:
        return
    worker_id = line.actor_id if line.actor_kind == "worker" else None
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [_day(line.at), line.team_id, worker_id or 0, str(what)])


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(the_organisation().time_zone)).date()


def my_day(*, by: Actor, at: datetime) -> MyDay:
    """Return what waits for a colleague at this moment, and what they did today."""
    mine = Case.objects.visible_to(by).filter(owner_id=by.known_id, state=Case.State.OPEN)
    ends_at = _end_of_day(at)
    owed = Promise.objects.filter(
        owner_id=by.known_id,
        state=Promise.State.DUE,
        due_at__lt=ends_at,
        case__in=Case.objects.visible_to(by),
    )
    return MyDay(
        late=_capped(mine.filter(answer_due_at__lt=at)),
        soon=_capped(mine.filter(answer_due_at__gte=at, answer_due_at__lt=at + SOON)),
        open=_capped(mine),
        promises_today=_capped(owed),
        asked=asks_waiting(by=by),
        news=unseen_count(by=by),
        done=_done(Q(day_on=_day(at), worker_id=by.known_id)),
    )


def teams_day(*, by: Actor, at: datetime) -> list[TeamDay]:
    """Return how each team stands whose cases an actor sees, by name."""
    today = _day(at)
    return [_team_day(team, today, at) for team in teams_seen_by(by)]


def _team_day(team: Team, today: date, at: datetime) -> TeamDay:
    standing = Case.objects.filter(team=team, state=Case.State.OPEN)
    return TeamDay(
        team=team,
        open=_capped(standing),
        late=_capped(standing.filter(answer_due_at__lt=at)),
        done=_done(Q(day_on=today, team=team)),
        before=_done(Q(day_on=today - timedelta(days=7), team=team)),
    )


def _done(which: Q) -> dict[str, int]:
    rows = DayCount.objects.filter(which).values_list("what").annotate(sum=Sum("times"))
    return Counter({what: count for what, count in rows})


def _end_of_day(at: datetime) -> datetime:
    zone = ZoneInfo(the_organisation().time_zone)
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)


def _capped(rows: QuerySet[Case] | QuerySet[Promise]) -> int:
    return rows.order_by().values("id")[: COUNT_AT_MOST + 1].count()
