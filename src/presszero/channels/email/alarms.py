"""The alarm of a live flow, by mail: its lead and who published it read of it before a caller meets it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from presszero.channels.email.addressing import new_message_id
from presszero.channels.email.composing import OutgoingLetter, UnsendableLetter
from presszero.channels.email.house import house_address, send_of_house
from presszero.channels.email.models import HouseLetter
from presszero.flows.guarding import the_alarm
from presszero.flows.models import Alarm
from presszero.ground.actors import SYSTEM
from presszero.ground.record import record
from presszero.organisation.models import Worker
from presszero.organisation.queries import NobodyLeads, lead_on_duty, the_organisation

MOST_TRAPS = 10


def mail_flow_alarm(*, alarm_id: int, at: datetime) -> int:
    """Mail an alarm that is still open to the lead on duty and to who published the version; return how many.

    Each reads it once, however often this runs. Without a relay nobody is mailed; the office shows the alarm all the
    same. Records house_letter.sent for each.
    """
    alarm = the_alarm(alarm_id)
    if alarm is None or alarm.settled_at is not None or settings.PRESSZERO.relay is None:
        return 0
    return sum(_mail(alarm, reader, at) for reader in _readers(alarm))


def _readers(alarm: Alarm) -> list[Worker]:
    """Return who is to read it: the lead on duty of the flow's team, and the publisher; everybody once."""
    readers = []
    # Where nobody leads, the publisher reads it, and the office shows it to everybody who may see flows.
    with suppress(NobodyLeads):
        readers.append(lead_on_duty(alarm.version.flow.team).worker)
    if alarm.version.published_by:
        readers.append(alarm.version.published_by)
    return [one for one in dict.fromkeys(readers) if one.is_active and one.email]


def _mail(alarm: Alarm, reader: Worker, at: datetime) -> bool:
    with transaction.atomic():
        letter, is_new = HouseLetter.objects.get_or_create(
            token=f"alarm-{alarm.pk}-{reader.pk}",
            defaults={"kind": HouseLetter.Kind.ALARM, "address": reader.email, "made_at": at},
        )
        if not is_new:
            return False
        with translation.override(reader.language):
            outgoing = _letter(alarm, reader, at)
        try:
            send_of_house(letter, outgoing)
        except UnsendableLetter:
            return False  # their address takes no mail; the office shows the alarm
        record("house_letter.sent", about=letter, by=SYSTEM, at=at, kind=letter.kind)
    return True


def _letter(alarm: Alarm, reader: Worker, at: datetime) -> OutgoingLetter:
    flow, organisation = alarm.version.flow, the_organisation()
    told = [f"– {trap}" for trap in alarm.traps[:MOST_TRAPS]]
    text = "\n\n".join(
        [
            _("Dear %(name)s,") % {"name": reader.name},
            _(
                "Something around the flow %(flow)s changed, and version %(number)s, which callers hear, no longer holds:"
            )
            % {"flow": flow.name, "number": alarm.version.number},
            "\n".join(told),
            _("Mend what is named here, or publish a new version, before a caller meets it:"),
            f"{settings.PRESSZERO.public_url}/office/flows/{flow.pk}/",
            organisation.name,
        ]
    )
    return OutgoingLetter(
        from_name=organisation.name,
        from_address=house_address(),
        to_name=reader.name,
        to_address=reader.email,
        reply_to=house_address(),
        subject=_("%(flow)s no longer holds") % {"flow": flow.name},
        text=text,
        message_id=new_message_id(settings.PRESSZERO.mail_domain),
        date=at,
        automatic=True,
        language=reader.language,
    )
