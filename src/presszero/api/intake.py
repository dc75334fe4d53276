"""What anyone may do: give a letter in, and follow it on the private page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Form
from ninja.files import UploadedFile

from presszero.api.access import ANYONE
from presszero.api.routes import Routes
from presszero.api.schemas.intake import ContactGiven, ContactTaken
from presszero.cases.links import new_link
from presszero.channels.webform.files import given_files
from presszero.channels.webform.receiving import receive_form
from presszero.ground import clock

routes = Routes(tags=["contacts"])


@routes.changes("/contacts/", act=ANYONE, answers=ContactTaken, name="give_contact", status=201)
def give(
    request: HttpRequest, given: Form[ContactGiven], files: File[list[UploadedFile] | None] = None
) -> ContactTaken:
    """Give a letter in, as the web form does: up to 10 files, 25 MB together."""
    at = clock.now()
    contact = receive_form(**given.dict(), files=given_files(request, at), token="", at=at)
    token = new_link(case=contact.case, sent_to="", at=at)
    return ContactTaken(
        reference=contact.case.reference,
        answerer=contact.case.owner.name,
        answer_due_at=contact.case.answer_due_at,
        page=f"{settings.PRESSZERO.public_url.rstrip('/')}/c/{token}/",
    )
