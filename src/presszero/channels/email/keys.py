"""The mail that carries a one-use key to one's own letters."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from presszero.channels.email.composing import OutgoingLetter, UnsendableLetter, compose
from presszero.channels.email.deliver import record_mail
from presszero.channels.email.models import Outgoing
from presszero.channels.email.phrases import key_mail
from presszero.customers.keys import cut_key
from presszero.customers.models import AddressKey
from presszero.ground import jobs
from presszero.organisation.models import Team
from presszero.organisation.queries import the_organisation


def queue_key(*, key_id: int, message_id: str, at: datetime) -> Outgoing | None:
    """Write the mail that carries a one-use key, once; to nobody where the address is not known. Safe to run twice.

    Records mail.queued or mail.refused.
    """
    with transaction.atomic():
        if (cut := cut_key(key_id=key_id)) is None:
            return None
        key, token = cut
        link = f"{settings.PRESSZERO.public_url.rstrip('/')}/mine/{token}/"
        outgoing = Outgoing(
            key=key, recipient=key.address, message_id=message_id, queued_at=at, next_try_at=at, digest=""
        )
        try:
            outgoing.raw = _compose_key(key, link, message_id, at)
        except UnsendableLetter as error:
            outgoing.state, outgoing.last_words = Outgoing.State.REFUSED, str(error)
            outgoing.save()
            record_mail("mail.refused", outgoing, at)
            return outgoing
        outgoing.digest = hashlib.sha256(outgoing.raw).hexdigest()
        outgoing.save()
        record_mail("mail.queued", outgoing, at)
        jobs.start("email.send", outgoing_id=outgoing.pk)
    return outgoing


def _compose_key(key: AddressKey, link: str, message_id: str, at: datetime) -> bytes:
    organisation = the_organisation()
    team = Team.objects.order_by("id").first()
    house = f"{team.mail_name if team else 'service'}@{settings.PRESSZERO.mail_domain}"
    with translation.override(key.language or organisation.language):
        subject, text = key_mail(link, organisation.name)
        return compose(
            OutgoingLetter(
                from_name=organisation.name,
                from_address=house,
                to_address=key.address,
                reply_to=house,
                subject=subject,
                text=text,
                message_id=message_id,
                date=at,
                automatic=True,
                language=key.language or organisation.language,
            )
        )
