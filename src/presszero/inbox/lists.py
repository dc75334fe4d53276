"""The lists of the inbox: what is due first, or what moved last, a page at a time.

A page begins behind the key that the last one ended with, so it costs the same wherever it lies; each
team is read by its own index and the first rows of all are taken together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from presszero.cases.gatherings import cases_gathered
from presszero.cases.models import Case, Incident, News, Promise
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.models import RecordLine
from presszero.ground.once import once_a_page
from presszero.inbox.rows import PAGE_ROWS, first_words, rows_of
from presszero.organisation.models import Team
from presszero.organisation.queries import teams_as_ids
from presszero.pure.errors import BadInput

COUNT_AT_MOST = 1000


@dataclass(frozen=True)
class View:
    """One list: whose cases (mine, or my teams'), in which state, and in which order."""

    is_mine: bool
    state: str
    newest_first: bool = False
    by_waking: bool = False
    is_pressing: bool = False

    @property
    def scope(self) -> str:
        return "owner_id" if self.is_mine else "team_id"

    @property
    def key(self) -> str:
        if self.by_waking:
            return "snoozed_until"
        return "moved_at" if self.newest_first else "answer_due_at"

    @property
    def only(self) -> str:
        """Return what else its rows must be, as SQL."""
        return "AND pressing <> '' " if self.is_pressing else ""


VIEWS = {
    "mine": View(True, Case.State.OPEN),
    "team": View(False, Case.State.OPEN),
    "urgent": View(False, Case.State.OPEN, is_pressing=True),
    "waiting": View(True, Case.State.WAITING, newest_first=True),
    "snoozed": View(True, Case.State.SNOOZED, by_waking=True),
    "closed": View(False, Case.State.CLOSED, newest_first=True),
}
MENTIONS = "mentions"  # cases whose notes name the actor, the last named first
COUNTED = ("mine", "team", "urgent", "waiting", "snoozed")


@dataclass(frozen=True)
class InboxPage:
    """Some rows of one view, and where the next ones begin. counts stop at COUNT_AT_MOST + 1."""

    cases: list[Case]
    counts: dict[str, int]
    next_after: str
    words: dict[int, str] = field(default_factory=dict)


def inbox_page(*, by: Actor, view: str, after: str = "") -> InboxPage:
    """Return the rows of a view, what is due first, and honest counts of every view.

    after: the key the last page ended with ("<due>,<id>"). Raises BadInput for a place that is none.
    """
    if view == MENTIONS:
        return _mentions_page(by, after)
    chosen, ids = VIEWS[view], ids_of_page(by=by, view=view, after=after)
    cases = rows_of(case_ids=ids[:PAGE_ROWS], by=by)
    more = len(ids) > PAGE_ROWS and bool(cases)
    return InboxPage(
        cases=cases,
        counts=counts(by=by),
        next_after=_place_of(cases[-1], chosen.key) if more else "",
        words=first_words(cases),
    )


def inbox_mark(*, by: Actor, view: str, after: str = "") -> str:
    """Return what changes whenever a page of a view does: its rows, the last thing recorded of any, and the counts.

    It costs a small part of the page itself: an open screen asks for it after each thing that happens in its teams.
    """
    ids = ids_of_page(by=by, view=view, after=after)
    last = RecordLine.objects.filter(case_id__in=ids).aggregate(last=Max("id"))["last"]
    told = f"{view} {after} {ids} {last} {sorted(counts(by=by).items())}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _mentions(worker_id: int, teams: Collection[int] | None) -> QuerySet[News]:
    """Return the last mention of a colleague on each case of these teams; None: of every team."""
    own = News.objects.filter(worker_id=worker_id, why=News.Why.MENTIONED)
    later = own.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    return own.filter(case__in=Case.objects.of_teams(teams)).exclude(Exists(later))


def _mentions_page(by: Actor, after: str) -> InboxPage:
    told = _mentions(by.known_id, teams_as_ids(by)).order_by("-id")
    rows = list((told.filter(pk__lt=_place(after)[1]) if after else told)[: PAGE_ROWS + 1])
    cases = rows_of(case_ids=[one.case_id for one in rows[:PAGE_ROWS]], by=by)
    return InboxPage(
        cases=cases,
        counts=counts(by=by),
        next_after=f"none,{rows[PAGE_ROWS - 1].pk}" if len(rows) > PAGE_ROWS else "",
        words=first_words(cases),
    )


@once_a_page
def ids_of_page(*, by: Actor, view: str, after: str) -> list[int]:
    """Return the ids of a page of a view and of one row more; an open list asks for its mark and its rows by them."""
    if view == MENTIONS:
        return [case.pk for case in _mentions_page(by, after).cases]
    return _page_ids(VIEWS[view], _whose(VIEWS[view], by), after)


@once_a_page
def counts(*, by: Actor) -> dict[str, int]:
    """Return how many rows each view has, counted to COUNT_AT_MOST + 1, and how many promises the actor owes."""
    me, seen = by.known_id, teams_as_ids(by)
    teams = _whose(VIEWS["team"], by).owners
    rows = {
        name: count.sql(owners=_whose(VIEWS[name], by).owners, teams=_whose(VIEWS[name], by).teams)
        for name, count in _COUNTED.items()
    }
    rows[MENTIONS] = _mentioned_ids.sql(worker_id=me, teams=seen)
    rows["incidents"] = _incident_ids.sql(teams=teams)
    rows["gathered"] = _gathered_ids.sql(teams=teams)
    rows["promises"] = _promise_ids.sql(owner_id=me, teams=seen)
    # Its values are parameters; what stands here is written by Django.
    most = COUNT_AT_MOST + 1
    parts = [f"(SELECT count(*) FROM ({query} LIMIT {most}) AS counted)" for query, _values in rows.values()]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(parts)}", [one for _query, values in rows.values() for one in values]
        )
        return dict(zip(rows, cursor.fetchone(), strict=True))


def _count_of(view: View) -> kept_query[..., int]:
    return kept_query(lambda *, owners, teams: _ids_to_count(_all_of(view, owners, teams)))


def _ids_to_count(rows: QuerySet[Any]) -> QuerySet[Any, int]:
    return rows.order_by().values_list("id", flat=True)


@kept_query
def _mentioned_ids(*, worker_id: int, teams: tuple[int, ...] | None) -> QuerySet[News, int]:
    return _ids_to_count(_mentions(worker_id, teams))


@kept_query
def _incident_ids(*, teams: tuple[int, ...]) -> QuerySet[Incident, int]:
    return _ids_to_count(Incident.objects.filter(over_at=None, team_id__in=teams))


@kept_query
def _gathered_ids(*, teams: tuple[int, ...]) -> QuerySet[Case, int]:
    return _ids_to_count(cases_gathered().filter(team_id__in=teams))


@kept_query
def _promise_ids(*, owner_id: int, teams: tuple[int, ...] | None) -> QuerySet[Promise, int]:
    theirs = Promise.objects.filter(owner_id=owner_id, state=Promise.State.DUE)
    return _ids_to_count(theirs if teams is None else theirs.filter(case__team_id__in=teams))


@dataclass(frozen=True)
class Whose:
    """Whose cases a view shows: workers' or teams'. teams: of those that are mine, these alone; None: of every team."""

    owners: tuple[int, ...]
    teams: tuple[int, ...] | None = None

    @property
    def within(self) -> str:
        """Return what else its rows must be, as SQL."""
        return "" if self.teams is None else "AND team_id = ANY(%(teams)s) "

    @property
    def given(self) -> dict[str, Any]:
        teams = None if self.teams is None else list(self.teams)
        return {"owners": list(self.owners), "teams": teams}


def _whose(view: View, by: Actor) -> Whose:
    teams = teams_as_ids(by)
    if view.is_mine:
        # A case of a team that one has left is somebody else's by now, or will be in a moment.
        return Whose((by.known_id,), teams)
    return Whose(tuple(sorted(Team.objects.values_list("id", flat=True))) if teams is None else teams)


def _all_of(view: View, owners: Sequence[int], teams: tuple[int, ...] | None) -> QuerySet[Any]:
    every = Case.objects.of_teams(teams).filter(**{f"{view.scope}__in": owners}, state=view.state)
    return every.exclude(pressing="") if view.is_pressing else every


_COUNTED = {name: _count_of(VIEWS[name]) for name in COUNTED}


def _page_ids(view: View, whose: Whose, after: str) -> list[int]:
    """Return the ids of one page and of one row more; rows without a time come last."""
    at, case_id = _place(after) if after else (None, None)
    ids = [] if after and at is None else _dated(view, whose, at, case_id)
    left = PAGE_ROWS + 1 - len(ids)
    if left <= 0 or view.newest_first:
        return ids
    return ids + _undated(view, whose, case_id if after and at is None else None, left)


def _dated(view: View, whose: Whose, at: datetime | None, case_id: int | None) -> list[int]:
    order, beyond = ("DESC", "<") if view.newest_first else ("ASC", ">")
    begin = f"AND ({view.key}, id) {beyond} (%(at)s, %(id)s)" if at else ""
    return _ids(
        f"SELECT id, {view.key} AS place FROM cases_case WHERE {view.scope} = owner.id AND state = %(state)s "  # noqa: S608 (names of VIEWS)
        f"{view.only}{whose.within}AND {view.key} IS NOT NULL {begin} ORDER BY {view.key} {order}, id {order} LIMIT %(most)s",
        f"place {order}, found.id {order}",
        whose.given | {"state": view.state, "at": at, "id": case_id, "most": PAGE_ROWS + 1},
    )


def _undated(view: View, whose: Whose, after_id: int | None, most: int) -> list[int]:
    return _ids(
        f"SELECT id FROM cases_case WHERE {view.scope} = owner.id AND state = %(state)s "  # noqa: S608
        f"{view.only}{whose.within}AND {view.key} IS NULL AND id > %(id)s ORDER BY id LIMIT %(most)s",
        "found.id",
        whose.given | {"state": view.state, "id": after_id or 0, "most": most},
    )


def _ids(one_owner: str, order: str, given: dict[str, Any]) -> list[int]:
    """Return the first ids over all owners, each of whom is read by index no further than a page."""
    query = (
        f"SELECT found.id FROM unnest(%(owners)s::bigint[]) AS owner(id) "  # noqa: S608
        f"CROSS JOIN LATERAL ({one_owner}) AS found ORDER BY {order} LIMIT %(most)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return [case_id for (case_id,) in cursor.fetchall()]


def _place(after: str) -> tuple[datetime | None, int]:
    """Return the moment and case id of a key made by _place_of. Raises BadInput for any other words."""
    moment, _comma, case_id = after.partition(",")
    try:
        at = None if moment == "none" else datetime.fromisoformat(moment)
        place = int(case_id)
    except ValueError:
        raise _no_place() from None
    if not 0 <= place < 2**63 or (at is not None and (at.tzinfo is None or not 1900 < at.year < 3000)):
        raise _no_place()
    return at, place


def _no_place() -> BadInput:
    return BadInput(_("That is no place in this list. Open the list from its beginning."), "after")


def _place_of(case: Case, key: str) -> str:
    moment = getattr(case, key)
    return f"{moment.isoformat() if moment else 'none'},{case.pk}"
