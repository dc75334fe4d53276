"""Letters to and fro without processes: what follows is done by hand, and a relay takes what leaves."""

from __future__ import annotations

import dataclasses
from email.message import EmailMessage
from typing import Any

from django.db import connection
from tests.walks.town import Relay

from presszero.channels.email.arriving import keep_arrival
from presszero.channels.email.deliver import send_what_is_due
from presszero.channels.email.models import Arrival
from presszero.ground import clock
from presszero.ground.consequences import do_next_duty, note_duties
from presszero.ground.models import RecordLine
from presszero.wiring import CONSEQUENCES

_SEAL = """
    UPDATE ground_record SET position = found.position
    FROM (SELECT id, row_number() OVER (ORDER BY id)
              + (SELECT coalesce(max(position), 0) FROM ground_record) AS position
          FROM ground_record WHERE position IS NULL) AS found
    WHERE found.id = ground_record.id
"""


def do_what_follows() -> None:
    """Give new lines their positions and do every duty, until nothing follows any more."""
    while RecordLine.objects.filter(position=None).exists():
        with connection.cursor() as cursor:
            cursor.execute(_SEAL)
        while note_duties(CONSEQUENCES):
            continue
        while do_next_duty(CONSEQUENCES):
            continue


class Correspondence:
    """One installation and one relay. settings: pytest-django's; the town must stand."""

    def __init__(self, settings: Any) -> None:
        self.relay = Relay()
        self.relay.start()
        settings.PRESSZERO = dataclasses.replace(
            settings.PRESSZERO, relay=("127.0.0.1", self.relay.port), mail_domain="portlumen.example"
        )

    def arrives(self, raw: bytes, *, sender: str, to: str = "transit@portlumen.example") -> Arrival:
        """Let a mail arrive and do what follows of it; return what became of it."""
        kept = keep_arrival(raw=raw, envelope_from=sender, envelope_to=[to], door="smtp", at=clock.now())
        self.goes_on()
        return Arrival.objects.get(pk=kept.pk)

    def goes_on(self) -> None:
        do_what_follows()
        while send_what_is_due(at=clock.now()):
            do_what_follows()

    @property
    def left(self) -> list[EmailMessage]:
        """Every mail that left, the earliest first."""
        return list(self.relay.taken)
