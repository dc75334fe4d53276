"""One's own archive taken in: nothing is sent, promised or clocked, and a second run changes nothing."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from presszero.cases.models import Contact
from presszero.channels.email.archives import StoredMail, TooLargeToImport
from presszero.channels.email.arriving import keep_arrival
from presszero.channels.email.models import Arrival
from presszero.channels.email.receive import read_arrival
from presszero.ground.fail_points import reach
from presszero.pure.errors import PressZeroError

STORED, JOINED, QUARANTINED, DUPLICATES, FAILED = "stored", "joined", "quarantined", "duplicates", "failed"
log = logging.getLogger("presszero.import")


@dataclass(frozen=True)
class Imported:
    """What became of one mail. ended: stored, joined, quarantined, duplicates or failed; why: for the last three."""

    mail: StoredMail
    ended: str
    why: str = ""


def import_mails(
    mails: Iterable[StoredMail], *, stay_open: bool, at: datetime, tell: Callable[[Imported], None]
) -> dict[str, int]:
    """Take mails in, one commit each, and return how many ended how; `read` is the sum of the others.

    stay_open: their cases are left open, else closed as needing no answer. tell: hears of each mail as it ends.

    A mail is known again by the hash of its bytes, so a run that was broken off is simply run again.
    Raises what says that no mail at all can be taken in (NobodyLeads, the database being away).
    """
    counts = dict.fromkeys(("read", STORED, JOINED, QUARANTINED, DUPLICATES, FAILED), 0)
    for mail in mails:
        imported = import_mail(mail, stay_open=stay_open, at=at)
        counts["read"] += 1
        counts[imported.ended] += 1
        tell(imported)
    return counts


def import_mail(mail: StoredMail, *, stay_open: bool, at: datetime) -> Imported:
    """Take in one mail of an archive, whole or not at all. Records what keep_arrival and read_arrival record."""
    try:
        return _take_in(mail, mail.read(), stay_open, at)
    except (OSError, TooLargeToImport) as error:
        return Imported(mail, FAILED, str(error))
    except (PressZeroError, OperationalError, InterfaceError):
        raise
    except Exception as error:
        # One mail must not hold up ten thousand. It is still in the archive, and the next run tries it again.
        log.error("a mail was not imported", extra={"facts": {"error": type(error).__name__}}, exc_info=error)
        return Imported(mail, FAILED, f"This is a fault of ours to mend ({type(error).__name__}).")


def _take_in(mail: StoredMail, raw: bytes, stay_open: bool, at: datetime) -> Imported:
    known = Arrival.objects.filter(digest=hashlib.sha256(raw).hexdigest()).first()
    if known:
        return Imported(mail, DUPLICATES, "The very same bytes are here already.")
    with transaction.atomic():
        kept = keep_arrival(
            raw=raw, envelope_from="", envelope_to=[], door="import", at=at, stays_open=stay_open
        )
        arrival = read_arrival(arrival_id=kept.pk, at=at)
    reach("after-import-commit")
    return Imported(mail, _ended(arrival), arrival.reason)


def _ended(arrival: Arrival) -> str:
    if arrival.state == Arrival.State.QUARANTINED:
        return QUARANTINED
    if arrival.contact is None:
        return DUPLICATES
    earlier = Contact.objects.filter(case_id=arrival.contact.case_id, id__lt=arrival.contact_id)
    return JOINED if earlier.exists() else STORED
