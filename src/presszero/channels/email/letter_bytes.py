"""A letter of ours on its way to one reader: the customer, with their private page, or somebody in copy, without."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from presszero.cases.links import new_link
from presszero.cases.models import Attachment, Case, Contact
from presszero.channels.email.addressing import reply_address
from presszero.channels.email.choices import unsubscribe_address
from presszero.channels.email.composing import OutgoingFile, OutgoingLetter, compose
from presszero.channels.email.phrases import copy_footer, footer, signature
from presszero.ground.files import path_of
from presszero.organisation.queries import the_organisation


def letter_bytes(contact: Contact, at: datetime, *, is_copy: bool) -> bytes:
    """Return the mail of a contact that leaves. Raises UnsendableLetter.

    A copy names nothing that opens the case: no private link, no reply address of the case.
    """
    case, organisation, domain = contact.case, the_organisation(), settings.PRESSZERO.mail_domain
    ours = f"{case.team.mail_name}@{domain}"
    subject = contact.subject or case.title
    house = case.team.sender_name or organisation.name
    return compose(
        OutgoingLetter(
            from_name=f"{contact.author.name}, {house}" if contact.author else house,
            from_address=ours,
            to_address=contact.address,
            copied_to=contact.copied_to,
            reply_to=ours if is_copy else reply_address(case.reply_token, domain),
            subject=subject if subject[:3].casefold() == "re:" else f"Re: {subject}",
            text=_copied_text(contact, case) if is_copy else _text(contact, case, at),
            message_id=contact.message_id,
            in_reply_to=contact.references[-1] if contact.references else None,
            references=contact.references,
            date=at,
            automatic=contact.kind == Contact.Kind.ACKNOWLEDGEMENT,
            language=contact.language,
            unsubscribe="" if is_copy else unsubscribe_address(contact),
            files=[_file(one) for one in contact.attachments.select_related("file")],
        )
    )


def _text(contact: Contact, case: Case, at: datetime) -> str:
    token = new_link(case=case, sent_to=contact.address, at=at)
    link = f"{settings.PRESSZERO.public_url.rstrip('/')}/c/{token}/"
    if contact.kind == Contact.Kind.ACKNOWLEDGEMENT:
        return contact.text.replace("{link}", link)
    return contact.text + signature(case.team, contact.author) + footer(case, link)


def _copied_text(contact: Contact, case: Case) -> str:
    return contact.text + signature(case.team, contact.author) + copy_footer(case)


def _file(one: Attachment) -> OutgoingFile:
    return OutgoingFile(
        name=one.name,
        media_type=one.content_type,
        content=path_of(one.file_id).read_bytes(),
        content_id=one.content_id if one.inline else "",
    )
