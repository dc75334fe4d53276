"""One honest acknowledgement: who answers, when they will hear, and their private page."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import translation

from presszero.cases.locking import kept_case_locked
from presszero.cases.models import Case, Contact
from presszero.ground.actors import SYSTEM
from presszero.ground.record import record
from presszero.intake.phrases import acknowledgement_subject, acknowledgement_text
from presszero.organisation.queries import the_organisation

# A machine that answers every mail with a new one, and says nothing of itself, is heard out after this many.
MOST_IN_A_DAY = 4


def acknowledge_contact(*, contact_id: int, at: datetime, message_id: str) -> Contact | None:
    """Tell the customer once per case that a named person answers, by when, and where to follow it.

    Says nothing to automatic mail, to imports, to letters that joined a running
    case, or to an address that got MOST_IN_A_DAY already. The points stand in it
    only when the sender is proved: else anybody could have us mail their words
    to a stranger. Safe to run twice. Records acknowledgement.sent.
    """
    with transaction.atomic():
        contact = Contact.objects.select_related("case", "case__owner", "case__customer").get(pk=contact_id)
        case = kept_case_locked(contact.case_id)
        if not _deserves_one(contact, case, at):
            return None
        with translation.override(case.language or the_organisation().language):
            text = acknowledgement_text(case=case, contact=contact)
            subject = acknowledgement_subject(contact=contact)
        try:
            with transaction.atomic():
                said = Contact.objects.create(
                    case=case,
                    direction=Contact.Direction.OUT,
                    kind=Contact.Kind.ACKNOWLEDGEMENT,
                    channel="email",
                    at=at,
                    name=the_organisation().name,
                    address=contact.address,
                    subject=subject,
                    text=text,
                    language=case.language,
                    message_id=message_id,
                    references=[contact.message_id] if contact.message_id else [],
                )
        except IntegrityError:
            return None
        record(
            "acknowledgement.sent",
            about=said,
            by=SYSTEM,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            proved=bool(contact.proof),
        )
    return said


def _deserves_one(contact: Contact, case: Case, at: datetime) -> bool:
    if contact.automatic or case.imported or not contact.address or not contact.confirmed_ours:
        return False
    if (
        contact.direction != Contact.Direction.IN
        or case.contacts.filter(kind=Contact.Kind.ACKNOWLEDGEMENT).exists()
    ):
        return False
    if case.contacts.filter(kind=Contact.Kind.REPLY).exists():
        return False
    lately = Contact.objects.filter(
        kind=Contact.Kind.ACKNOWLEDGEMENT, address=contact.address, at__gt=at - timedelta(days=1)
    )
    return lately.count() < MOST_IN_A_DAY
