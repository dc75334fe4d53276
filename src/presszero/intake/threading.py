"""Which case a letter belongs to: by what is proved, never by a number in a subject alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from presszero.cases.models import Case, Contact


def case_it_joins(*, reply_tokens: Sequence[str], message_ids: Sequence[str], address: str) -> Case | None:
    """Return the case a letter is proved to belong to, or None.

    reply_tokens: secrets of the signed reply addresses it was sent to.
    message_ids: what it names in In-Reply-To and References, the nearest first.
    A Message-ID of ours holds 128 random bits and proves; one of the
    customer's own only joins a letter from an address of that case.
    """
    for token in reply_tokens:
        if case := Case.objects.filter(reply_token=token).first():
            return case
    ours_or_theirs = Q(direction=Contact.Direction.OUT)
    if address:
        ours_or_theirs |= Q(address=address)
    for message_id in message_ids[:50]:
        known = Contact.objects.filter(message_id=message_id).filter(ours_or_theirs)
        if contact := known.select_related("case").order_by("id").first():
            return contact.case
    return None


def imported_case_it_joins(*, message_ids: Sequence[str]) -> Case | None:
    """Return the case of an earlier import that a mail of an archive names, or None.

    An archive is our own, so its threads need no proof; and being only an
    archive, it joins no case that reached us by any other door.
    """
    for message_id in message_ids[:50]:
        named = Contact.objects.filter(message_id=message_id, case__imported=True).select_related("case")
        if contact := named.order_by("id").first():
            return contact.case
    return None
