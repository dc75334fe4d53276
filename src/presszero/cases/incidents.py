"""One incident, many people: cases join it, what is known is written once, and each stays a case of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.errors import WordsMissing
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Incident
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere, PressZeroError
from presszero.reading.gatherings import settle_case

LONGEST_FACTS = 20_000


class FactsMovedOn(PressZeroError):
    """A colleague wrote the facts anew; nothing was overwritten."""


def open_incident(*, title: str, facts: str, case_id: int, by: Actor, at: datetime) -> Incident:
    """Open an incident with its first case, in that case's team. facts: what we know so far; may be empty.

    Raises NoSuchCase, CaseMerged, WordsMissing, BadInput. Records incident.opened, incident.joined.
    """
    title = " ".join(title.split())
    if not title:
        raise WordsMissing(_("Say in a line what happened, such as “No buses after the fireworks”."), "title")
    _refuse_long(facts)
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        incident = Incident.objects.create(
            title=title[:200], team_id=case.team_id, opened_by_id=by.known_id, opened_at=at
        )
        record("incident.opened", about=incident, by=by, at=at, team_id=case.team_id)
        if facts.strip():
            _keep_facts(incident, facts, by, at)
        _join(case, incident, by, at)
    return incident


def join_incident(*, case_id: int, incident_id: int, by: Actor, at: datetime) -> Case:
    """Make a case part of an incident; it leaves the one it was part of. Joining twice changes nothing.

    Raises NoSuchCase, CaseMerged, NotFoundHere. Records incident.joined, and incident.left of another.
    """
    with transaction.atomic():
        incident = locked_incident(incident_id, by)
        case = locked_case(case_id=case_id, by=by)
        if case.incident_id != incident.pk:
            if case.incident_id:
                _record("incident.left", case, case.incident_id, by, at)
            _join(case, incident, by, at)
    return case


def _join(case: Case, incident: Incident, by: Actor, at: datetime) -> None:
    case.incident = incident
    case.save(update_fields=["incident"])
    _record("incident.joined", case, incident.pk, by, at)


def leave_incident(*, case_id: int, by: Actor, at: datetime) -> Case:
    """Take a case out of its incident: it is another matter after all. Raises NoSuchCase, CaseMerged. Records incident.left."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if case.incident_id:
            left, case.incident = case.incident_id, None
            case.save(update_fields=["incident"])
            settle_case(case.pk)
            _record("incident.left", case, left, by, at)
    return case


def write_facts(*, incident_id: int, facts: str, version: int | None, by: Actor, at: datetime) -> Incident:
    """Write what is known of an incident, for whoever answers one of its people.

    version: the one that was read, None to write over whatever stands there. Raises NotFoundHere, BadInput,
    FactsMovedOn when a colleague wrote meanwhile. Records incident.facts_written.
    """
    _refuse_long(facts)
    with transaction.atomic():
        incident = locked_incident(incident_id, by)
        if version is not None and version != incident.facts_version and facts.strip() != incident.facts:
            raise FactsMovedOn(
                _(
                    "%(name)s wrote the facts anew after you opened them. Copy yours, load the page and join the two."
                )
                % {"name": incident.facts_by.name if incident.facts_by else _("A colleague")}
            )
        if facts.strip() != incident.facts:
            _keep_facts(incident, facts, by, at)
    return incident


def _keep_facts(incident: Incident, facts: str, by: Actor, at: datetime) -> None:
    incident.facts, incident.facts_version = facts.strip(), incident.facts_version + 1
    incident.facts_by_id, incident.facts_at = by.known_id, at
    incident.save(update_fields=["facts", "facts_version", "facts_by", "facts_at"])
    record("incident.facts_written", about=incident, by=by, at=at, team_id=incident.team_id)


def _refuse_long(facts: str) -> None:
    if len(facts) > LONGEST_FACTS:
        raise BadInput(
            _("%(n)s letters are more than %(most)s.") % {"n": len(facts), "most": LONGEST_FACTS}, "facts"
        )


def end_incident(*, incident_id: int, by: Actor, at: datetime) -> Incident:
    """Say that an incident is over: it is offered no more. Its cases stay part of it, and what is open of them stays open.

    Raises NotFoundHere. Records incident.over.
    """
    with transaction.atomic():
        incident = locked_incident(incident_id, by)
        if incident.over_at is None:
            incident.over_at = at
            incident.save(update_fields=["over_at"])
            record("incident.over", about=incident, by=by, at=at, team_id=incident.team_id)
    return incident


def locked_incident(incident_id: int, by: Actor) -> Incident:
    seen = Incident.objects.filter(pk__in=Incident.objects.visible_to(by).filter(pk=incident_id).values("pk"))
    found = seen.select_for_update(of=("self",)).first()
    if found is None:
        raise NotFoundHere(_("There is no such incident here, or it belongs to another team."))
    return found


def _record(kind: str, case: Case, incident_id: int, by: Actor, at: datetime) -> None:
    record(kind, about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, incident=incident_id)
