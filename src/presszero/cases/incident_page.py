"""Reads of incidents: which there are, and the people of one with what of theirs is still open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from presszero.cases.models import Case, Incident, Point, Promise
from presszero.ground.actors import Actor
from presszero.pure.errors import NotFoundHere
from presszero.pure.words.covering import Asked, covered
from presszero.pure.words.shapes import PointKind

PAGE_PEOPLE = 25
MOST_LISTED = 100
UNSETTLED = Q(state__in=(Case.State.OPEN, Case.State.WAITING, Case.State.SNOOZED))


@dataclass(frozen=True)
class IncidentListed:
    """An incident, and how many of the cases this actor sees are part of it and not closed."""

    incident: Incident
    people: int
    not_closed: int


@dataclass(frozen=True)
class PersonOfIncident:
    """One case of an incident: whom it is about, and what of theirs is not answered yet.

    covered: numbers of the open points that the incident's facts would answer, as the check proposes it.
    """

    case: Case
    open_points: list[Point]
    points: int
    promises_due: int
    covered: frozenset[int]

    @property
    def needs_a_person(self) -> bool:
        """Whether they ask something that the facts do not answer, or ask nothing that was found."""
        return not self.case.is_closed and (
            not self.points or any(point.number not in self.covered for point in self.open_points)
        )


@dataclass(frozen=True)
class IncidentPage:
    """An incident with a page of its people, those with open points first. next_after: "" at the end."""

    incident: Incident
    people: list[PersonOfIncident]
    count: int
    not_closed: int
    open_points: int
    next_after: str


def incidents_seen(*, by: Actor, over_too: bool = False, most: int = MOST_LISTED) -> list[IncidentListed]:
    """Return the incidents this actor sees, the newest first, at most so many."""
    seen = Incident.objects.visible_to(by).select_related("team")
    rows = list((seen if over_too else seen.filter(over_at=None)).order_by("-id")[:most])
    counted = Case.objects.visible_to(by).filter(incident__in=rows).values("incident")
    counts = {
        one["incident"]: one for one in counted.annotate(people=Count("id"), left=Count("id", UNSETTLED))
    }
    nobody = {"people": 0, "left": 0}
    return [
        IncidentListed(one, counts.get(one.pk, nobody)["people"], counts.get(one.pk, nobody)["left"])
        for one in rows
    ]


def incidents_to_join(*, team_ids: Collection[int] | None) -> list[Incident]:
    """Return the running incidents of these teams, the newest first; None: of all."""
    running = Incident.objects.filter(over_at=None)
    return list((running if team_ids is None else running.filter(team_id__in=team_ids))[:MOST_LISTED])


def seen_incident(*, incident_id: int, by: Actor) -> Incident:
    """Return an incident this actor sees. Raises NotFoundHere."""
    seen = Incident.objects.visible_to(by).select_related("team", "opened_by", "facts_by")
    found = seen.filter(pk=incident_id).first()
    if found is None:
        raise NotFoundHere(_("There is no such incident here, or it belongs to another team."))
    return found


def incident_page(*, incident_id: int, by: Actor, after: str = "") -> IncidentPage:
    """Return an incident and its people, the earliest first; only cases this actor sees are among them.

    after: next_after of the page before. Raises NotFoundHere.
    """
    incident = seen_incident(incident_id=incident_id, by=by)
    cases = Case.objects.visible_to(by).filter(incident=incident)
    open_of = Point.objects.live().filter(state=Point.State.OPEN)
    live = Prefetch("points", Point.objects.live())
    due = Count("promises", Q(promises__state=Promise.State.DUE), distinct=True)
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 16 else 0
    rows = list(
        cases.filter(pk__gt=begin)
        .select_related("customer", "owner", "team")
        .prefetch_related(live)
        .annotate(promises_due=due)
        .order_by("pk")[: PAGE_PEOPLE + 1]
    )
    return IncidentPage(
        incident=incident,
        people=[_person(case, incident.facts, incident.opened_at) for case in rows[:PAGE_PEOPLE]],
        count=cases.count(),
        not_closed=cases.filter(UNSETTLED).count(),
        open_points=open_of.filter(case__in=cases).count(),
        next_after=str(rows[PAGE_PEOPLE - 1].pk) if len(rows) > PAGE_PEOPLE else "",
    )


def _person(case: Case, facts: str, at: datetime) -> PersonOfIncident:
    points = list(case.points.all())
    open_points = [point for point in points if point.state == Point.State.OPEN]
    asked = [Asked(point.number, point.text, cast(PointKind, point.kind)) for point in open_points]
    return PersonOfIncident(
        case=case,
        open_points=open_points,
        points=len(points),
        promises_due=case.promises_due,  # type: ignore[attr-defined]
        covered=covered(asked, facts, at=at),
    )


def others_of_incident(*, case: Case, by: Actor) -> int:
    """Return how many other cases this actor sees are part of the same incident."""
    return Case.objects.visible_to(by).filter(incident=case.incident_id).exclude(pk=case.pk).count()
