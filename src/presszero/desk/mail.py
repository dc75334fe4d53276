"""What came with a letter: its own markup in a closed frame, its files, and mail that could not be read."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from types import SimpleNamespace as Shape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from presszero.cases.models import Attachment, Contact
from presszero.cases.queries import seen_attachment, seen_contact
from presszero.channels.email.quarantine import quarantined_mail, quarantined_mails
from presszero.channels.email.receive import shown_html
from presszero.desk.requests import actor_of
from presszero.ground import clock
from presszero.ground.files import path_of
from presszero.organisation.queries import the_organisation
from presszero.ui import times
from presszero.ui.file_responses import SHOWN_IN_PLACE, file_response

FRAME_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"

MOST_PICTURE_BYTES = 10_000_000


@require_GET
def contact_html(request: HttpRequest, contact_id: int) -> HttpResponse:
    """A letter's markup, cleaned, in a frame that runs nothing and asks nobody outside for anything."""
    contact = seen_contact(contact_id=contact_id, by=actor_of(request))
    pictures = {f"picture-{one.pk}": one for one in _pictures_of(contact)}
    names = {one.content_id: name for name, one in pictures.items()}
    response = HttpResponse(with_pictures(shown_html(contact.html, names), pictures))
    response["Content-Security-Policy"] = FRAME_POLICY
    return response


def _pictures_of(contact: Contact) -> Iterator[Attachment]:
    left = MOST_PICTURE_BYTES
    for one in contact.attachments.all():
        if one.content_id and one.content_type in SHOWN_IN_PLACE and one.file.size_bytes <= left:
            left -= one.file.size_bytes
            yield one


def with_pictures(document: str, pictures: dict[str, Attachment]) -> str:
    """Put each picture into the document itself: from a closed frame no browser shows our cookie, so it could ask for none."""
    for name, one in pictures.items():
        place = f'src="{name}"'
        if place in document:
            data = base64.b64encode(path_of(one.file_id).read_bytes()).decode("ascii")
            document = document.replace(place, f'src="data:{one.content_type};base64,{data}"')
    return document


@require_GET
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    found = seen_attachment(attachment_id=attachment_id, by=actor_of(request))
    return file_response(found, inline="inline" in request.GET)


@require_GET
def quarantine(request: HttpRequest) -> HttpResponse:
    now, zone = clock.now(), the_organisation().time_zone
    mails = [
        Shape(
            id=mail.pk,
            when=times.clock_words(mail.received_at, now, zone),
            when_iso=mail.received_at.isoformat(),
            from_words=mail.envelope_from,
            subject="",
            size_words=times.size_words(mail.size_bytes),
            reason=mail.reason,
            raw_url=reverse("desk:raw_mail", args=[mail.pk]),
        )
        for mail in quarantined_mails()
    ]
    return render(request, "desk/quarantine.html", {"quarantine": Shape(mails=mails, next_url=None)})


@require_GET
def raw_mail(request: HttpRequest, arrival_id: int) -> HttpResponse:
    mail = quarantined_mail(arrival_id=arrival_id)
    response = HttpResponse(bytes(mail.raw), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
