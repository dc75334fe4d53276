"""A new case for the person at the phone or counter."""

from __future__ import annotations

from django.http import HttpRequest

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.on_behalf import (
    CustomerFound,
    CustomersFound,
    OnBehalfGiven,
    Opened,
    SaidGiven,
    ToReadBack,
)
from presszero.api.schemas.words import Words
from presszero.ground import clock
from presszero.inbox.customers import customers_found
from presszero.intake.on_behalf import open_on_behalf, points_to_read_back

routes = Routes(tags=["cases"])
ACT = "answer cases"


@routes.reads("/customers/", act=ACT, answers=CustomersFound, name="find_customers")
def customers(request: HttpRequest, q: Words = "") -> CustomersFound:
    """Customers whose cases the caller sees and that hold the words; the last one, a phone number or a mail address may be half typed."""
    found = customers_found(words=q, by=actor_of(request))
    return CustomersFound(
        customers=[
            CustomerFound(
                id=one.pk,
                name=one.name,
                mails=[str(way) for way in one.mails],
                phones=[str(way) for way in one.phones],
            )
            for one in found
        ]
    )


@routes.changes("/cases/new/points/", act=ACT, answers=ToReadBack, name="find_points")
def points(request: HttpRequest, given: SaidGiven) -> ToReadBack:
    """The points in somebody's words, to be read back to them. Keeps nothing."""
    return ToReadBack.from_orm(points_to_read_back(words=given.words, at=clock.now()))


@routes.changes("/cases/new/", act=ACT, answers=Opened, name="open_case_on_behalf", status=201)
def new(request: HttpRequest, given: OnBehalfGiven) -> Opened:
    """Open a case for somebody at the phone or counter, once its points were read back to them."""
    contact = open_on_behalf(
        channel=given.channel,
        words=given.words,
        read_back=given.read_back,
        name=given.name,
        email=given.email,
        phone=given.phone,
        customer_id=given.customer,
        team_id=given.team,
        by=actor_of(request),
        at=clock.now(),
    )
    return Opened(id=contact.case_id, reference=contact.case.reference, team=contact.case.team.name)
