"""Reads of promises: a calendar, how much each colleague has promised, and how many were kept.

Counts name nobody but the one who asks: no colleague is set beside another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, F, Q

from presszero.cases.models import Case, Promise
from presszero.ground.actors import Actor
from presszero.pure.measures import share_of

MOST_SHOWN = 500
LOAD_AT_MOST = 200  # of one person: whoever chooses an owner needs no more, and a night brings 100,000
_SOONEST = """
    SELECT owner.id, soonest.due_at FROM unnest(%(owners)s::bigint[]) AS owner(id) CROSS JOIN LATERAL (
        SELECT due_at FROM cases_promise WHERE owner_id = owner.id AND state = 'due' ORDER BY due_at, id LIMIT %(most)s
    ) AS soonest ORDER BY owner.id, soonest.due_at
"""


@dataclass(frozen=True)
class Load:
    """What one colleague has promised and not done yet, by when it falls due. week: after today, within seven days.

    The soonest are counted, LOAD_AT_MOST of them; is_more: there are others after these.
    """

    overdue: int = 0
    today: int = 0
    week: int = 0
    later: int = 0
    next_due_at: datetime | None = None
    is_more: bool = False

    @property
    def all(self) -> int:
        return self.overdue + self.today + self.week + self.later


@dataclass(frozen=True)
class KeptPromises:
    """How promises ended whose time came in a period. moved: given a new time before the old one; not in the share."""

    kept: int = 0
    late: int = 0
    broken: int = 0
    moved: int = 0

    @property
    def came(self) -> int:
        """How many had to be kept."""
        return self.kept + self.late + self.broken

    @property
    def share(self) -> float | None:
        """The share kept in time, 0 to 1; None when no promise's time came."""
        return share_of(self.kept, self.came)


def promises_between(
    *,
    since: datetime,
    until: datetime,
    by: Actor,
    team_id: int | None = None,
    owner_id: int | None = None,
) -> list[Promise]:
    """Return the promises an actor sees whose time lies in [since, until), the soonest first, MOST_SHOWN at most.

    A promise that was given a new time stands at that time only.
    """
    seen = Promise.objects.filter(due_at__gte=since, due_at__lt=until, case__in=Case.objects.visible_to(by))
    seen = seen.filter(moved_to=None).exclude(state=Promise.State.MOVED)
    if team_id is not None:
        seen = seen.filter(case__team_id=team_id)
    if owner_id is not None:
        seen = seen.filter(owner_id=owner_id)
    return list(seen.select_related("case__customer", "owner").order_by("due_at", "id")[:MOST_SHOWN])


def load_of(worker_ids: Collection[int], *, at: datetime, zone: ZoneInfo) -> dict[int, Load]:
    """Return what each of these workers has promised and still owes; one with nothing is an empty Load."""
    midnight, week_ends_at = _midnight_after(at, zone), at + timedelta(days=7)
    dues: dict[int, list[datetime]] = {worker_id: [] for worker_id in worker_ids}
    with connection.cursor() as cursor:
        cursor.execute(_SOONEST, {"owners": list(dues), "most": LOAD_AT_MOST + 1})
        for owner_id, due_at in cursor.fetchall():
            dues[owner_id].append(due_at)
    return {one: _load(soonest, at, midnight, week_ends_at) for one, soonest in dues.items()}


def _load(soonest: list[datetime], at: datetime, midnight: datetime, week_ends_at: datetime) -> Load:
    """Return a load counted from due times in their order."""
    counted = soonest[:LOAD_AT_MOST]
    overdue, today, week = (bisect_left(counted, edge) for edge in (at, midnight, week_ends_at))
    week = max(week, today)
    return Load(
        overdue=overdue,
        today=today - overdue,
        week=week - today,
        later=len(counted) - week,
        next_due_at=counted[0] if counted else None,
        is_more=len(soonest) > LOAD_AT_MOST,
    )


def _midnight_after(at: datetime, zone: ZoneInfo) -> datetime:
    day = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), zone)


def own_kept_promises(*, by: Actor, days: int, at: datetime) -> KeptPromises:
    """Return how a colleague's own promises of the last days ended; for nobody else to see."""
    mine = Promise.objects.filter(owner_id=by.known_id, case__imported=False)
    since = at - timedelta(days=days)
    came = mine.filter(due_at__gt=since, due_at__lte=at).exclude(state=Promise.State.MOVED)
    kept, late = Q(state=Promise.State.KEPT, settled_at__lte=F("due_at")), Q(state=Promise.State.KEPT)
    counts = came.aggregate(
        kept=Count("id", filter=kept), late=Count("id", filter=late & ~kept), broken=Count("id", filter=~late)
    )
    moved = mine.filter(state=Promise.State.MOVED, settled_at__gt=since, settled_at__lte=at).count()
    return KeptPromises(**counts, moved=moved)
