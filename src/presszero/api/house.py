"""The organisation itself."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.words import Words
from presszero.ground import clock
from presszero.organisation.house import HouseFacts, change_organisation
from presszero.organisation.queries import the_organisation

routes = Routes(tags=["office"])
SHAPE = "shape the office"


class OrganisationShape(Schema):
    name: Annotated[Words, Field(max_length=120)]
    phone: Annotated[Words, Field(max_length=32, description="Empty: no number is shown.")]
    time_zone: Annotated[Words, Field(max_length=64, description="Such as Europe/Berlin.")]
    language: Annotated[Words, Field(max_length=8, description="For customers who tell no other: en or fr.")]


@routes.reads("/organisation/", act=SHAPE, answers=OrganisationShape, name="show_organisation")
def organisation(request: HttpRequest) -> OrganisationShape:
    """What customers and colleagues read of the organisation itself."""
    return OrganisationShape.model_validate(the_organisation())


@routes.changes("/organisation/", act=SHAPE, answers=OrganisationShape, name="change_organisation")
def organisation_change(request: HttpRequest, given: OrganisationShape) -> OrganisationShape:
    """Change its name, phone, time zone and language; with the time zone, what is still due is counted again."""
    house = change_organisation(facts=HouseFacts(**given.model_dump()), by=actor_of(request), at=clock.now())
    return OrganisationShape.model_validate(house)
