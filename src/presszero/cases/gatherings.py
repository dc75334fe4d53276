"""Incidents that are found: cases about one matter that came together are offered, and a person makes them one incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from presszero.cases.incidents import join_incident, open_incident
from presszero.cases.models import Case, Incident
from presszero.cases.sorting import first_words, letters_of
from presszero.customers.people import people_among
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.reading.gatherings import (
    NoSuchGathering,
    keep_gathering,
    locked_gathering,
    offered_lately,
    settle_gathering,
    unsettled,
    unsettled_cases,
    watch_messages,
)
from presszero.reading.models import Gathering

MEMORY, MOST_REMEMBERED = timedelta(days=7), 3_000
WITHIN = timedelta(hours=24)
FEWEST_CASES = 6  # within a day: before that the engine is not woken for it
FEWEST_PEOPLE = 4  # one who writes ten times is no crowd
MOST_EXAMPLES = 3


@dataclass(frozen=True)
class Offered:
    """A gathering as one actor sees it: how many people of theirs wrote, and some of their cases."""

    gathering: Gathering
    people: int
    cases: list[Case]
    incident: Incident | None


class _Given:
    """How far the watch of this host has read; it forgets with its process, and is then told the last days again."""

    lock = Lock()
    last_id = 0


def see_gatherings(*, at: datetime) -> list[Gathering]:
    """Let the watch read the cases that are new, and keep what came together. Safe to run twice. Raises EngineAway."""
    few = list(_newest(FEWEST_CASES))
    if len(few) < FEWEST_CASES or few[-1].opened_at < at - WITHIN:
        return []
    with _Given.lock:
        crowds = _what_is_new()
        if crowds is None:
            crowds = _all_of_it(at)
    return [kept for crowd in crowds if (kept := _keep(crowd, at))]


def _what_is_new() -> list[dict[str, Any]] | None:
    """Give the watch what came since it was last asked; None when it must be told everything again."""
    if not _Given.last_id:
        return None
    newer = _messages(_watched().filter(pk__gt=_Given.last_id).order_by("pk"))
    crowds = watch_messages(newer, after=str(_Given.last_id), afresh=False) if newer else []
    _Given.last_id = int(newer[-1]["key"]) if newer else _Given.last_id
    return crowds


def _all_of_it(at: datetime) -> list[dict[str, Any]]:
    known = [
        one for one in _messages(_newest(MOST_REMEMBERED))[::-1] if one["at"] >= (at - MEMORY).isoformat()
    ]
    _Given.last_id = int(known[-1]["key"])
    return watch_messages(known, after="", afresh=True) or []


def _watched() -> QuerySet[Case]:
    return Case.objects.filter(automatic=False, imported=False).exclude(state=Case.State.MERGED)


def _newest(most: int) -> QuerySet[Case]:
    # By number: there is an index of that, and cases are numbered in the order they are opened.
    return _watched().order_by("-pk")[:most]


def _messages(cases: QuerySet[Case]) -> list[dict[str, Any]]:
    read = [(case, first_words(case)) for case in cases.prefetch_related(letters_of())]
    return [{"key": str(case.pk), "text": text, "at": case.opened_at.isoformat()} for case, text in read]


def _keep(crowd: dict[str, Any], at: datetime) -> Gathering | None:
    keys = [int(key) for key in crowd["keys"]]
    cases = list(Case.objects.filter(pk__in=keys).select_related("customer").order_by("pk"))
    newest = max((case.opened_at for case in cases), default=None)
    if newest is None or newest < at - WITHIN or _people(cases) < FEWEST_PEOPLE:
        return None
    team_id = Counter(case.team_id for case in cases).most_common(1)[0][0]
    return keep_gathering(case_ids=[case.pk for case in cases], crowd=crowd, team_id=team_id, at=at)


def offered_gatherings(*, by: Actor, at: datetime) -> list[Offered]:
    """Return the gatherings whose people this actor sees and nobody has spoken for, the newest first."""
    return [offered for one in offered_lately(at) if (offered := _offered(one, by))]


def cases_gathered() -> QuerySet[Case]:
    """Return the cases that are offered as part of something that happened to many."""
    return Case.objects.filter(pk__in=unsettled(), incident=None)


def _offered(gathering: Gathering, by: Actor) -> Offered | None:
    cases = _open_to(gathering, by)
    if not cases or (gathering.incident_id is None and len(cases) < FEWEST_PEOPLE):
        return None
    incident = Incident.objects.filter(pk=gathering.incident_id or 0, over_at=None).first()
    if gathering.incident_id and incident is None:
        return None
    return Offered(gathering, _people(cases), cases[:MOST_EXAMPLES], incident)


def _people(cases: Iterable[Case]) -> int:
    return people_among(case.customer for case in cases)


def _open_to(gathering: Gathering, by: Actor) -> list[Case]:
    seen = Case.objects.visible_to(by).filter(pk__in=unsettled_cases(gathering), incident=None)
    return list(seen.exclude(state=Case.State.MERGED).select_related("customer").order_by("pk"))


def confirm_gathering(*, gathering_id: int, title: str, by: Actor, at: datetime) -> Incident:
    """Make the people of a gathering one incident, those whom this actor sees; later ones join the one that is there.

    title: of a new incident, in a line. Raises NoSuchGathering, WordsMissing. Records gathering.confirmed, and what
    open_incident and join_incident record.
    """
    with transaction.atomic():
        gathering = locked_gathering(gathering_id)
        cases = _open_to(gathering, by)
        if not cases:
            raise NoSuchGathering
        incident = _incident_of(gathering, title, cases, by, at)
        for case in cases:
            join_incident(case_id=case.pk, incident_id=incident.pk, by=by, at=at)
        _settle(gathering, Gathering.State.CONFIRMED, cases, incident.pk, by, at)
        record(
            "gathering.confirmed",
            about=gathering,
            by=by,
            at=at,
            team_id=incident.team_id,
            incident=incident.pk,
            cases=len(cases),
        )
    return incident


def _incident_of(
    gathering: Gathering, title: str, cases: Sequence[Case], by: Actor, at: datetime
) -> Incident:
    known = Incident.objects.visible_to(by).filter(pk=gathering.incident_id or 0, over_at=None).first()
    return known or open_incident(title=title, facts="", case_id=cases[0].pk, by=by, at=at)


def dismiss_gathering(*, gathering_id: int, by: Actor, at: datetime) -> None:
    """Say that these have nothing in common: it is offered no more, and its cases stay as they are.

    Raises NoSuchGathering. Records gathering.dismissed.
    """
    with transaction.atomic():
        gathering = locked_gathering(gathering_id)
        cases = _open_to(gathering, by)
        if not cases:
            raise NoSuchGathering
        _settle(gathering, Gathering.State.DISMISSED, cases, gathering.incident_id, by, at)
        record("gathering.dismissed", about=gathering, by=by, at=at, team_id=cases[0].team_id)


def _settle(
    gathering: Gathering, state: str, cases: Sequence[Case], incident_id: int | None, by: Actor, at: datetime
) -> None:
    case_ids = [case.pk for case in cases]
    settle_gathering(gathering, state=state, case_ids=case_ids, incident_id=incident_id, by=by, at=at)
