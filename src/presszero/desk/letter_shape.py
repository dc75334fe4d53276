"""The shape of one letter on the desk: whose words, when, cut into pieces, with its files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import SimpleNamespace as Shape
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Contact
from presszero.desk.letters import pieces_of
from presszero.ui import times
from presszero.ui.file_responses import SHOWN_IN_PLACE


def contact_shapes(contacts: Sequence[Contact], points: list[Shape], zone: str) -> list[Shape]:
    """Return page.contacts[] of desk/parts/letter.html."""
    reads_along = {address for one in contacts if _is_ours(one) for address in one.copied_to}
    return [_contact(one, points, reads_along, zone, is_first=one is contacts[0]) for one in contacts]


def _is_ours(contact: Contact) -> bool:
    return contact.direction == Contact.Direction.OUT


def _contact(
    contact: Contact, points: list[Shape], reads_along: Collection[str], zone: str, *, is_first: bool
) -> Shape:
    ours = _is_ours(contact)
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
        again_words="" if ours or contact.automatic or is_first else _again_words(contact, points),
        pieces=pieces_of(contact, points),
        html_url=reverse("desk:contact_html", args=[contact.pk]) if contact.html else None,
        attachments=[_attachment(one) for one in contact.attachments.all() if ours or not one.inline],
        complaints=contact.complaints,
        copied_words=_copied_words(contact),
        not_theirs_words="" if ours or contact.confirmed_ours else _not_theirs(contact, reads_along),
        quarantined="",
    )


def _again_words(contact: Contact, points: list[Shape]) -> str:
    """Return what somebody is told who had the case open when the letter came."""
    name = contact.name or contact.address or _("Unknown sender")
    asked = sum(point.contact_id == contact.pk for point in points)
    if not asked:
        return _("%(name)s wrote again") % {"name": name}
    words = ngettext("%(name)s wrote again: %(n)s new point", "%(name)s wrote again: %(n)s new points", asked)
    return words % {"name": name, "n": asked}


def _attachment(attachment: Any) -> Shape:
    return Shape(
        name=attachment.name,
        size_words=times.size_words(attachment.file.size_bytes),
        type=attachment.content_type,
        is_picture=attachment.content_type in SHOWN_IN_PLACE,
        url=reverse("desk:attachment", args=[attachment.pk]),
    )


def _copied_words(contact: Contact) -> str:
    readers = ", ".join(contact.copied_to)
    return _("Copy to %(readers)s") % {"readers": readers} if readers else ""


def _not_theirs(contact: Contact, reads_along: Collection[str]) -> str:
    """Return whose letter it is when it is not the customer's, and that they see nothing of it."""
    if contact.address.lower() in reads_along:
        return _("Reads along in copy. Not the customer’s words: nothing of it shows on their page.")
    return _("Not from an address of the customer. Nothing of it shows on their page.")


def _our_words(contact: Contact, whose: str) -> str:
    if contact.kind == Contact.Kind.ACKNOWLEDGEMENT:
        return _("Acknowledgement")
    if contact.kind == Contact.Kind.NOTICE:
        return _("A new time, from %(name)s") % {"name": whose}
    return _("Our reply, by %(name)s") % {"name": whose}
