"""Whose turn it is: take the next case, and say whether one is here."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Schema

from presszero.api.calling import actor_of
from presszero.api.cases import show_case
from presszero.api.routes import Routes
from presszero.api.schemas.cases import CaseWhole
from presszero.api.schemas.codes import WorkerPresence
from presszero.ground import clock
from presszero.lines.turns import take_next
from presszero.organisation.actions import set_presence
from presszero.organisation.models import Presence

routes = Routes(tags=["cases"])


class PresenceShape(Schema):
    presence: WorkerPresence


@routes.changes("/turns/", act="answer cases", answers=CaseWhole, name="take_next_case")
def next_case(request: HttpRequest) -> CaseWhole:
    """Take the case that waits longest in your lines; any number may ask at once."""
    case = take_next(by=actor_of(request), at=clock.now())
    return show_case(request, case.pk)


@routes.changes("/presence/", act="say who is here", answers=PresenceShape, name="set_presence")
def presence(request: HttpRequest, given: PresenceShape) -> PresenceShape:
    """Say that you are here, busy or away; who is not here is given no work."""
    worker = set_presence(presence=given.presence, by=actor_of(request), at=clock.now())
    return PresenceShape(presence=Presence(worker.presence))
