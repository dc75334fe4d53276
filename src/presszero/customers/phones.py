"""Phone numbers of customers: what they say at the phone or counter, kept as a way to reach them, and put right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from presszero.customers.models import Address, Customer, PhoneChange
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.phone_numbers import FEWEST_DIGITS, MOST_DIGITS, phone_number


def phones_of(customer_id: int | OuterRef) -> QuerySet[Address]:
    """Return a customer's phone numbers, as they were told one after the other."""
    return Address.objects.filter(customer_id=customer_id, kind=Address.Kind.PHONE).order_by("id")


def numbers_of_person(person_id: int) -> list[str]:
    """Return the numbers of all records of a person, each once. person_id: as each of the records names it."""
    theirs = Address.objects.filter(customer__person_id=person_id, kind=Address.Kind.PHONE)
    return list(dict.fromkeys(theirs.order_by("id").values_list("value", flat=True)))


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


def correct_phone(*, phone_id: int, of: Collection[int], number: str, by: Actor, at: datetime) -> PhoneChange:
    """Put a number right; where the right one is kept already, the wrong one goes. Raises NotFoundHere, BadInput.

    of: the records it must be a number of. number: as read_phone returns it. Records customer.phone_corrected.
    """
    with transaction.atomic():
        held = _locked(phone_id, of)
        if number in ("", held.value):
            raise BadInput(
                _("Write the number as it should be; it is still %(phone)s.") % {"phone": held}, "phone"
            )
        change = PhoneChange.objects.create(customer_id=held.customer_id, old=held.value, new=number)
        if phones_of(held.customer_id).filter(value=number).exists():
            held.delete()
        else:
            held.value = number
            held.save(update_fields=["value"])
        record("customer.phone_corrected", about=change.customer, by=by, at=at, change=change.pk)
    return change


def remove_phone(*, phone_id: int, of: Collection[int], by: Actor, at: datetime) -> PhoneChange:
    """Take a number away: it is not theirs, or no longer. Raises NotFoundHere. Records customer.phone_removed.

    of: the records it must be a number of.
    """
    with transaction.atomic():
        held = _locked(phone_id, of)
        change = PhoneChange.objects.create(customer_id=held.customer_id, old=held.value)
        held.delete()
        record("customer.phone_removed", about=change.customer, by=by, at=at, change=change.pk)
    return change


def _locked(phone_id: int, of: Collection[int]) -> Address:
    """Return a number, its customer held first as in note_phone, so that two changes wait for each other."""
    phones = Address.objects.filter(pk=phone_id, kind=Address.Kind.PHONE, customer__in=of)
    found = phones.first()
    if found:
        Customer.objects.select_for_update().get(pk=found.customer_id)
        found = phones.first()
    if found is None:
        raise NotFoundHere(_("This number is not theirs, or was removed meanwhile. Open the page again."))
    return found
