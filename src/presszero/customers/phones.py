"""Phone numbers of customers: what they say at the phone or counter, kept as a way to reach them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from presszero.customers.models import Address, Customer
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput
from presszero.pure.phone_numbers import FEWEST_DIGITS, MOST_DIGITS, phone_number


def phones_of(customer_id: int | OuterRef) -> QuerySet[Address]:
    """Return a customer's phone numbers, as they were told one after the other."""
    return Address.objects.filter(customer_id=customer_id, kind=Address.Kind.PHONE).order_by("id")


def read_phone(typed: str) -> str:
    """Return a number as it is kept, "" for none. Raises BadInput where it is no number."""
    number = phone_number(typed)
    if typed.strip() and not number:
        raise BadInput(
            _(
                "“%(phone)s” is no phone number. One has %(fewest)s to %(most)s digits, such as +32 470 12 34 56."
            )
            % {"phone": typed.strip()[:40], "fewest": FEWEST_DIGITS, "most": MOST_DIGITS},
            "phone",
        )
    return number


def note_phone(*, customer_id: int, number: str, by: Actor, at: datetime) -> Address:
    """Keep a number that a customer says is theirs, once. It proves nothing: families share a phone.

    number: as read_phone returns it. Records customer.phone_noted when it is new.
    """
    with transaction.atomic():
        customer = Customer.objects.select_for_update().get(pk=customer_id)
        held = phones_of(customer.pk).filter(value=number).first()
        if held is None:
            held = Address.objects.create(customer=customer, kind=Address.Kind.PHONE, value=number)
            record("customer.phone_noted", about=customer, by=by, at=at)
    return held
