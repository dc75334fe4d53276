"""The record by position: what happened, for whoever follows it."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.office import RecordPage
from presszero.api.schemas.words import Id
from presszero.ground.record import read_after
from presszero.organisation.queries import team_ids_of

Limit = Annotated[int, Field(ge=1, le=500)]
routes = Routes(tags=["record"])


@routes.reads("/record/", act="follow the record", answers=RecordPage, name="follow_record")
def follow(request: HttpRequest, after: Id = 0, limit: Limit = 100) -> RecordPage:
    """The lines after a position, in order, of the teams you see."""
    lines = read_after(after, limit, team_ids=team_ids_of(actor_of(request)))
    next_after = lines[-1].position if lines else after
    return RecordPage.model_validate({"lines": lines, "next_after": next_after})
