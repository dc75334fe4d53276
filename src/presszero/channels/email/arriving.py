"""The first act of the door: keep the bytes. Only then is the sender told that we have them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from presszero.channels.email.models import Arrival
from presszero.ground.actors import SYSTEM
from presszero.ground.fail_points import reach
from presszero.ground.record import record


def keep_arrival(
    *,
    raw: bytes,
    envelope_from: str,
    envelope_to: Sequence[str],
    door: str,
    at: datetime,
    peer: str = "",
    stays_open: bool = True,
) -> Arrival:
    """Keep a mail byte for byte, with its hash. Records mail.arrived, from which its reading follows.

    peer: the address that handed it over. stays_open: False closes the case of an imported mail.
    """
    reach("before-arrival-commit")
    with transaction.atomic():
        digest = hashlib.sha256(raw).hexdigest()
        arrival = Arrival.objects.create(
            raw=raw,
            digest=digest,
            size_bytes=len(raw),
            received_at=at,
            envelope_from=envelope_from[:320],
            envelope_to=[address[:320] for address in envelope_to][:200],
            door=door,
            peer=peer,
            stays_open=stays_open,
        )
        record("mail.arrived", about=arrival, by=SYSTEM, at=at, door=door, digest=digest, size=len(raw))
    reach("after-arrival-commit")
    return arrival
