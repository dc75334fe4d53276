"""The shape of one letter on the desk: whose words, when, cut into pieces, with its files."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.cases.models import Contact
from presszero.desk.letters import pieces_of
from presszero.ui import times


def contact_shape(contact: Contact, points: list[Shape], zone: str) -> Shape:
    """Return page.contacts[] of desk/parts/letter.html for one contact."""
    ours = contact.direction == Contact.Direction.OUT
    whose = contact.author.name if contact.author else contact.name
    return Shape(
        id=contact.pk,
        ours=ours,
        folded=contact.kind == Contact.Kind.ACKNOWLEDGEMENT,
        when=times.full_words(contact.at, zone),
        when_iso=contact.at.isoformat(),
        from_words=_our_words(contact, whose)
        if ours
        else contact.name or contact.address or _("Unknown sender"),
        pieces=pieces_of(contact, points),
        html_url=reverse("desk:contact_html", args=[contact.pk]) if contact.html else None,
        attachments=[_attachment(one) for one in contact.attachments.all() if not one.inline],
        complaints=contact.complaints,
        quarantined="",
    )


def _attachment(attachment: Any) -> Shape:
    return Shape(
        name=attachment.name,
        size_words=times.size_words(attachment.file.size_bytes),
        type=attachment.content_type,
        url=reverse("desk:attachment", args=[attachment.pk]),
    )


def _our_words(contact: Contact, whose: str) -> str:
    if contact.kind == Contact.Kind.ACKNOWLEDGEMENT:
        return _("Acknowledgement")
    if contact.kind == Contact.Kind.NOTICE:
        return _("A new time, from %(name)s") % {"name": whose}
    return _("Our reply, by %(name)s") % {"name": whose}
