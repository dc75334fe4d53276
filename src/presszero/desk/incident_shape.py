"""The shapes of incidents: the list, the page of one, and what of it stands beside a case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.incident_page import (
    IncidentListed,
    IncidentPage,
    PersonOfIncident,
    incidents_to_join,
    others_of_incident,
)
from presszero.cases.models import Case
from presszero.desk.rows import is_owed
from presszero.ground.actors import Actor
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation
from presszero.ui import times


def incidents_shape(listed: Sequence[IncidentListed], over_too: bool, now: datetime) -> Shape:
    """Return what desk/incidents.html is filled from."""
    zone, here = the_organisation().time_zone, reverse("desk:incidents")
    return Shape(
        views=[
            Shape(name=_("Running"), url=here, current=not over_too),
            Shape(name=_("All"), url=f"{here}?over=1", current=over_too),
        ],
        rows=[
            Shape(
                title=one.incident.title,
                url=reverse("desk:incident", args=[one.incident.pk]),
                team=one.incident.team.name,
                when=times.clock_words(one.incident.opened_at, now, zone),
                iso=one.incident.opened_at.isoformat(),
                people_words=_people_words(one.people, one.not_closed),
                is_over=one.incident.over_at is not None,
            )
            for one in listed
        ],
    )


def running_shape(listed: Sequence[IncidentListed], more: int) -> Shape | None:
    """Return inbox.incident of desk/parts/inbox_incident.html, the newest of those that run. more: how many others do."""
    if not listed:
        return None
    newest = listed[0]
    return Shape(
        title=newest.incident.title,
        people_words=_people_words(newest.people, newest.not_closed),
        url=reverse("desk:incident", args=[newest.incident.pk]),
        more_words=ngettext("%(n)s more incident", "%(n)s more incidents", more) % {"n": more}
        if more > 0
        else "",
        more_url=reverse("desk:incidents"),
    )


def _people_words(people: int, not_closed: int) -> str:
    told = ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
    return told + ", " + _("%(n)s not closed") % {"n": not_closed}


def incident_shape(page: IncidentPage, worker: Worker, now: datetime) -> Shape:
    """Return what desk/incident.html is filled from."""
    incident, zone = page.incident, the_organisation().time_zone
    here = reverse("desk:incident", args=[incident.pk])
    may_arrange = may(worker, "arrange cases")
    written = (
        _("Written by %(name)s, %(when)s")
        % {"name": incident.facts_by.name, "when": times.clock_words(incident.facts_at, now, zone)}
        if incident.facts_by and incident.facts_at
        else ""
    )
    return Shape(
        title=incident.title,
        opened_words=_("Opened by %(name)s, %(when)s")
        % {"name": incident.opened_by.name, "when": times.clock_words(incident.opened_at, now, zone)},
        team=incident.team.name,
        is_over=incident.over_at is not None,
        facts=incident.facts,
        version=incident.facts_version,
        written_words=written,
        url_facts=reverse("desk:incident_facts", args=[incident.pk]) if may_arrange else "",
        url_over=reverse("desk:incident_over", args=[incident.pk])
        if may_arrange and incident.over_at is None
        else "",
        url_letters=reverse("desk:letters", args=[incident.pk]) if incident.facts else "",
        people_words=_people_words(page.count, page.not_closed),
        points_words=ngettext("%(n)s point still open", "%(n)s points still open", page.open_points)
        % {"n": page.open_points},
        people=[_person(one, bool(incident.facts), now, zone) for one in page.people],
        next_url=f"{here}?after={page.next_after}" if page.next_after else "",
    )


def _person(one: PersonOfIncident, has_facts: bool, now: datetime, zone: str) -> Shape:
    case, due = one.case, one.case.answer_due_at
    return Shape(
        customer=case.customer.name or _("Unknown sender"),
        ref=case.reference,
        url=reverse("desk:case", args=[case.pk]),
        owner=case.owner.name,
        state_words=case.get_state_display(),
        is_closed=case.is_closed,
        pips=[Shape(state=point.state, owed=is_owed(point)) for point in case.points.all()],
        open_points=[
            Shape(number=point.number, ask=point.ask, covered=point.number in one.covered)
            for point in one.open_points
        ],
        covered_words=_covered_words(one) if has_facts else "",
        needs_a_person=has_facts and one.needs_a_person,
        nothing_open=_nothing_open(one),
        due_words=times.clock_words(due, now, zone) if due and not case.is_closed else "",
        due_tone=times.due_tone(due, now) if due and not case.is_closed else "",
    )


def _covered_words(one: PersonOfIncident) -> str:
    """Return how far the incident's facts go for this person."""
    if not one.open_points:
        return ""
    if not one.needs_a_person:
        return _("What we know answers everything they ask")
    left = len(one.open_points) - len(one.covered)
    return ngettext(
        "What we know leaves %(n)s point to %(owner)s", "What we know leaves %(n)s points to %(owner)s", left
    ) % {"n": left, "owner": one.case.owner.name}


def _nothing_open(one: PersonOfIncident) -> str:
    if one.open_points:
        return ""
    if one.promises_due:
        return ngettext("%(n)s promise still due", "%(n)s promises still due", one.promises_due) % {
            "n": one.promises_due
        }
    return _("Every point is answered") if one.points else _("No point was found; read the letter")


def beside_shape(case: Case, by: Actor, *, may_arrange: bool) -> Shape | None:
    """Return page.beside.incident of desk/parts/beside.html, None for a case of its own."""
    incident = case.incident
    if incident is None:
        return None
    others = others_of_incident(case=case, by=by)
    return Shape(
        title=incident.title,
        url=reverse("desk:incident", args=[incident.pk]),
        facts=incident.facts,
        others_words=ngettext("%(n)s other person", "%(n)s other people", others) % {"n": others},
        url_leave=reverse("desk:leave_incident", args=[case.pk]) if may_arrange else "",
    )


def choices(team_ids: Collection[int] | None) -> list[Shape]:
    """Return the running incidents of these teams that a case may join."""
    return [Shape(id=one.pk, title=one.title) for one in incidents_to_join(team_ids=team_ids)]
