"""One table: what follows from what. Everything here is safe to run twice."""

from __future__ import annotations

from django.conf import settings

from presszero.cases.models import Case
from presszero.channels.email.addressing import new_message_id
from presszero.channels.email.deliver import queue_letter
from presszero.channels.email.receive import read_arrival
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.ground.consequences import Consequence
from presszero.ground.models import RecordLine
from presszero.intake.acknowledging import acknowledge_contact
from presszero.lines.actions import leave_line


def read_mail(line: RecordLine) -> None:
    read_arrival(arrival_id=line.about_id, at=clock.now())


def acknowledge(line: RecordLine) -> None:
    acknowledge_contact(contact_id=line.about_id, at=clock.now(), message_id=_new_id())


def deliver(line: RecordLine) -> None:
    queue_letter(contact_id=line.about_id, at=clock.now())


def leave_the_line(line: RecordLine) -> None:
    case = Case.objects.get(pk=line.case_id)
    leave_line(case=case, by=Actor("worker", line.actor_id), at=clock.now())


def _new_id() -> str:
    return new_message_id(settings.PRESSZERO.mail_domain)


CONSEQUENCES: dict[str, list[Consequence]] = {
    "mail.arrived": [read_mail],
    "contact.received": [acknowledge],
    "acknowledgement.sent": [deliver],
    "reply.sent": [deliver, leave_the_line],
    "notice.sent": [deliver],
    "case.taken": [leave_the_line],
    "case.handed_over": [leave_the_line],
    "case.closed": [leave_the_line],
}


def load_jobs(_app: object) -> None:
    """Name every module that registers jobs, so that a worker knows them all."""
    from presszero.channels.email import deliver as _deliver  # noqa: F401
