"""Changes to customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from presszero.customers.models import Address, Customer
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record


@dataclass(frozen=True)
class Recognised:
    """Who wrote, and by what that is proved. proved False: only what the letter claims."""

    customer: Customer
    proved: bool
    how: str  # "" or the proof's code word; "earlier-confirmation" when the address was confirmed before


def recognise(*, email: str, name: str, language: str, proof: str, at: datetime) -> Recognised:
    """Return the customer who wrote, made anew when nobody is proved to be them.

    email: lower-case address, "" when none was given. proof: a code word, "" for none.

    Without proof and without an earlier confirmation the letter joins no known
    person: anyone can write any From line.
    Records customer.met for a new customer.
    """
    with transaction.atomic():
        held = Address.objects.select_related("customer").filter(
            kind=Address.Kind.EMAIL, value=email, confirmed_at__isnull=False
        )
        known = held.first() if email else None
        if known:
            return Recognised(known.customer, True, proof or "earlier-confirmation")
        if not proof and email and (claimed := _claimed(email)):
            return Recognised(claimed, False, "")
        try:
            with transaction.atomic():
                return Recognised(_meet(email, name, language, proof, at), bool(proof), proof)
        except IntegrityError:
            # Two first letters of one proved sender arrived in the same moment.
            return Recognised(held.get().customer, True, proof)


def _claimed(email: str) -> Customer | None:
    address = (
        Address.objects.select_related("customer")
        .filter(kind=Address.Kind.EMAIL, value=email, confirmed_at__isnull=True)
        .order_by("id")
        .first()
    )
    return address.customer if address else None


def _meet(email: str, name: str, language: str, proof: str, at: datetime) -> Customer:
    customer = Customer.objects.create(name=name[:200], language=language, since=at)
    if email:
        Address.objects.create(customer=customer, value=email, confirmed_at=at if proof else None)
    record("customer.met", about=customer, by=SYSTEM, at=at, proved=bool(proof))
    return customer


def confirm_address(*, customer_id: int, email: str, by: Actor, at: datetime) -> Customer:
    """Note that whoever holds this address opened a link that was sent only there.

    Returns the customer the address now belongs to: another one when it was
    proved theirs before. Records address.confirmed.
    """
    with transaction.atomic():
        held = (
            Address.objects.select_related("customer").filter(value=email, confirmed_at__isnull=False).first()
        )
        if held:
            return held.customer
        address = Address.objects.select_for_update().filter(customer_id=customer_id, value=email).first()
        if address is None:
            address = Address(customer_id=customer_id, value=email)
        address.confirmed_at = at
        address.save()
        record("address.confirmed", about=address.customer, by=by, at=at)
        return address.customer
