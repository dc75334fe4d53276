"""Letters to all people of an incident."""

from __future__ import annotations

from django.http import HttpRequest

from presszero.api.calling import actor_of
from presszero.api.incidents import INCIDENT
from presszero.api.routes import Routes
from presszero.api.schemas.letters import LetterList, LettersRead, SharedPledgeGiven
from presszero.ground import clock
from presszero.replies.letters import begin_letters
from presszero.replies.letters_leaving import send_letters, settle_shared_pledge, take_letters_back
from presszero.replies.letters_page import letters_page

routes = Routes(tags=["incidents"])
LETTERS, ANSWER = INCIDENT + "letters/", "answer cases"


@routes.reads(LETTERS, act="see cases", answers=LetterList, name="list_incident_letters")
def letters(request: HttpRequest, incident_id: int) -> LetterList:
    """The letters of an incident as they stand; whoever needs a person comes first."""
    return LetterList.of(letters_page(incident_id=incident_id, by=actor_of(request), at=clock.now()))


@routes.changes(LETTERS + "begun/", act=ANSWER, answers=LetterList, name="begin_letters")
def begin(request: HttpRequest, incident_id: int) -> LetterList:
    """Begin a letter for everybody whom the facts answer. Nothing is sent, and nobody's own words are overwritten."""
    begin_letters(incident_id=incident_id, by=actor_of(request), at=clock.now())
    return letters(request, incident_id)


@routes.changes(LETTERS + "departure/", act=ANSWER, answers=LetterList, name="send_letters")
def send(request: HttpRequest, incident_id: int, given: LettersRead) -> LetterList:
    """A person has read these: each point is answered by the sentence beside it. They leave in a minute."""
    send_letters(incident_id=incident_id, case_ids=given.cases, by=actor_of(request), at=clock.now())
    return letters(request, incident_id)


@routes.changes(LETTERS + "departure/end/", act=ANSWER, answers=LetterList, name="take_letters_back")
def back(request: HttpRequest, incident_id: int) -> LetterList:
    """Take back every letter that has not left yet."""
    take_letters_back(incident_id=incident_id, by=actor_of(request), at=clock.now())
    return letters(request, incident_id)


@routes.changes(LETTERS + "pledges/", act=ANSWER, answers=LetterList, name="settle_shared_pledge")
def pledge(request: HttpRequest, incident_id: int, given: SharedPledgeGiven) -> LetterList:
    """Say of a promise in the facts that it is one, by when, or that it is none; every letter says the same."""
    settle_shared_pledge(
        incident_id=incident_id,
        quote=given.quote,
        is_promise=given.said == "promise",
        due_at=given.due,
        by=actor_of(request),
        at=clock.now(),
    )
    return letters(request, incident_id)
