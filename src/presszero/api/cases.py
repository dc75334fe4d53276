"""The case, and the acts on a whole case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.cases import (
    CaseWhole,
    ClosureGiven,
    HandoverGiven,
    Markup,
    NoteGiven,
    NoteShape,
    UrgencyGiven,
)
from presszero.cases.actions import close_case, hand_over, reopen_by_worker, take_case
from presszero.cases.notes import add_note
from presszero.cases.pressing import say_urgency
from presszero.cases.queries import case_page, seen_attachment, seen_contact
from presszero.channels.email.receive import shown_html
from presszero.ground import clock
from presszero.ui.file_responses import SHOWN_IN_PLACE, file_response

routes = Routes(tags=["cases"])
CASE = "/cases/{int:case_id}/"


@routes.reads(CASE, act="see cases", answers=CaseWhole, name="show_case")
def show_case(request: HttpRequest, case_id: int) -> CaseWhole:
    """One case with its contacts, points, promises and notes."""
    return CaseWhole.of(case_page(case_id=case_id, by=actor_of(request)))


@routes.changes(CASE + "owner/", act="answer cases", answers=CaseWhole, name="take_case")
def take(request: HttpRequest, case_id: int) -> CaseWhole:
    """Answer for a case from now on."""
    take_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "handover/", act="hand over cases", answers=CaseWhole, name="hand_over_case")
def handover(request: HttpRequest, case_id: int, given: HandoverGiven) -> CaseWhole:
    """Give a case to a colleague, with what you learnt."""
    hand_over(case_id=case_id, to=given.to, words=given.words, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "closure/", act="answer cases", answers=CaseWhole, name="close_case")
def close(request: HttpRequest, case_id: int, given: ClosureGiven) -> CaseWhole:
    """Close a case once every point and promise on it is settled."""
    close_case(
        case_id=case_id, outcome=given.outcome, words=given.words, by=actor_of(request), at=clock.now()
    )
    return show_case(request, case_id)


@routes.changes(CASE + "reopening/", act="answer cases", answers=CaseWhole, name="reopen_case")
def reopen(request: HttpRequest, case_id: int) -> CaseWhole:
    """Open a closed case again; it is due like a new one."""
    reopen_by_worker(case_id=case_id, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "urgency/", act="arrange cases", answers=CaseWhole, name="say_urgency")
def urgency(request: HttpRequest, case_id: int, given: UrgencyGiven) -> CaseWhole:
    """Say that a case cannot wait, or that it can; the rules learn from both."""
    say_urgency(case_id=case_id, said=given.said, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "notes/", act="answer cases", answers=NoteShape, name="add_note", status=201)
def note(request: HttpRequest, case_id: int, given: NoteGiven) -> NoteShape:
    """Tell the colleagues something; the customer never sees it."""
    return NoteShape.from_orm(
        add_note(case_id=case_id, text=given.words, by=actor_of(request), at=clock.now())
    )


@routes.reads("/contacts/{int:contact_id}/as-sent/", act="see cases", answers=Markup, name="show_markup")
def markup(request: HttpRequest, contact_id: int) -> Markup:
    """A letter's own markup, cleaned."""
    contact = seen_contact(contact_id=contact_id, by=actor_of(request))
    urls = {
        one.content_id: reverse("api:read_attachment", args=[one.pk])
        for one in contact.attachments.all()
        if one.content_id and one.content_type in SHOWN_IN_PLACE
    }
    return Markup(html=shown_html(contact.html, urls))


@routes.reads_file("/files/{int:attachment_id}/", act="see cases", name="read_attachment")
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """The bytes of a file that came with a letter."""
    return file_response(seen_attachment(attachment_id=attachment_id, by=actor_of(request)))
