"""Incidents: one thing that happened to many people."""

from __future__ import annotations

from django.http import HttpRequest

from presszero.api.calling import actor_of
from presszero.api.cases import CASE, show_case
from presszero.api.routes import Routes
from presszero.api.schemas.cases import CaseWhole
from presszero.api.schemas.incidents import (
    FactsGiven,
    GatheringList,
    IncidentList,
    IncidentWhole,
    JoiningGiven,
    TitleGiven,
)
from presszero.api.schemas.words import Words
from presszero.cases.gatherings import confirm_gathering, dismiss_gathering, offered_gatherings
from presszero.cases.incident_page import incident_page, incidents_seen
from presszero.cases.incidents import (
    end_incident,
    join_incident,
    leave_incident,
    open_incident,
    write_facts,
)
from presszero.ground import clock

routes = Routes(tags=["incidents"])
ARRANGE, INCIDENT = "arrange cases", "/incidents/{int:incident_id}/"
GATHERING = "/gatherings/{int:gathering_id}/"


@routes.reads("/incidents/", act="see cases", answers=IncidentList, name="list_incidents")
def incidents(request: HttpRequest, over: bool = False) -> IncidentList:
    """The running incidents of your teams, the newest first; over=true with those that are over."""
    return IncidentList.of(incidents_seen(by=actor_of(request), over_too=over))


@routes.reads(INCIDENT, act="see cases", answers=IncidentWhole, name="show_incident")
def incident(request: HttpRequest, incident_id: int, after: Words = "") -> IncidentWhole:
    """What is known of an incident, and its people with what of theirs is still open, 25 at a time."""
    return IncidentWhole.of(incident_page(incident_id=incident_id, by=actor_of(request), after=after))


@routes.changes(INCIDENT + "facts/", act=ARRANGE, answers=IncidentWhole, name="write_facts")
def facts(request: HttpRequest, incident_id: int, given: FactsGiven) -> IncidentWhole:
    """Write what is known, once for everybody. No customer reads it by itself."""
    by, at = actor_of(request), clock.now()
    write_facts(incident_id=incident_id, facts=given.facts, version=given.version, by=by, at=at)
    return incident(request, incident_id)


@routes.changes(INCIDENT + "over/", act=ARRANGE, answers=IncidentWhole, name="end_incident")
def over(request: HttpRequest, incident_id: int) -> IncidentWhole:
    """Offer the incident no more; its cases stay part of it, and what is open of them stays open."""
    end_incident(incident_id=incident_id, by=actor_of(request), at=clock.now())
    return incident(request, incident_id)


@routes.changes(CASE + "incident/", act=ARRANGE, answers=CaseWhole, name="join_incident")
def join(request: HttpRequest, case_id: int, given: JoiningGiven) -> CaseWhole:
    """Make a case part of an incident: of one that is there, or of a new one with this title."""
    by, at = actor_of(request), clock.now()
    if given.incident is not None:
        join_incident(case_id=case_id, incident_id=given.incident, by=by, at=at)
    else:
        open_incident(title=given.title, facts=given.facts, case_id=case_id, by=by, at=at)
    return show_case(request, case_id)


@routes.changes(CASE + "incident/end/", act=ARRANGE, answers=CaseWhole, name="leave_incident")
def leave(request: HttpRequest, case_id: int) -> CaseWhole:
    """Take a case out of its incident: it is another matter after all."""
    leave_incident(case_id=case_id, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.reads("/gatherings/", act="see cases", answers=GatheringList, name="list_gatherings")
def gatherings(request: HttpRequest) -> GatheringList:
    """Crowds that were seen: people who wrote about one matter, and whom nobody has spoken for yet. Newest first."""
    return GatheringList.of(offered_gatherings(by=actor_of(request), at=clock.now()))


@routes.changes(GATHERING + "incident/", act=ARRANGE, answers=IncidentWhole, name="confirm_gathering")
def confirm(request: HttpRequest, gathering_id: int, given: TitleGiven) -> IncidentWhole:
    """Make the people of a gathering one incident; those who came later join the one it became."""
    by, at = actor_of(request), clock.now()
    made = confirm_gathering(gathering_id=gathering_id, title=given.title, by=by, at=at)
    return incident(request, made.pk)


@routes.changes(GATHERING + "dismissal/", act=ARRANGE, answers=GatheringList, name="dismiss_gathering")
def dismiss(request: HttpRequest, gathering_id: int) -> GatheringList:
    """Say that these people's letters have nothing in common; the cases stay as they are."""
    dismiss_gathering(gathering_id=gathering_id, by=actor_of(request), at=clock.now())
    return gatherings(request)
