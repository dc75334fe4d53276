"""Reads of mail that could not be read: kept byte for byte until a person has looked at it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from presszero.channels.email.models import Arrival
from presszero.pure.errors import NotFoundHere

AT_ONCE = 200


def quarantined_mails() -> list[Arrival]:
    """Return what lies in quarantine, the newest first, without the bytes."""
    kept = Arrival.objects.filter(state=Arrival.State.QUARANTINED).defer("raw")
    return list(kept.order_by("-received_at", "-id")[:AT_ONCE])


def quarantined_mail(*, arrival_id: int) -> Arrival:
    """Return one mail in quarantine with its bytes. Raises NotFoundHere."""
    mail = Arrival.objects.filter(pk=arrival_id, state=Arrival.State.QUARANTINED).first()
    if mail is None:
        raise NotFoundHere(_("There is no such mail in quarantine."))
    return mail
