"""Finding a customer while somebody types, among those whose cases one sees."""

from __future__ import annotations

import re

from django.db.models import prefetch_related_objects

from presszero.customers.models import Address, Customer
from presszero.ground.actors import Actor
from presszero.inbox.search import search_cases

MOST = 8
SHORTEST = 2
_ADDRESS = re.compile(r"\S*@\S*\Z")


def customers_found(*, words: str, by: Actor) -> list[Customer]:
    """Return up to MOST customers whose cases hold the words, the latest first.

    The last word, a phone number or a mail address may be half typed. Records of one person are each named: a new case
    goes under one of them, and whoever reads its address reads that case.
    """
    words = " ".join(words.replace("\x00", "").split())[:100]
    if len(words) < SHORTEST:
        return []
    if _ADDRESS.match(words):
        words = f"from:{words}"
    begun = words if words[-1] in '*"”»' else f"{words}*"
    found = search_cases(by=by, words=begun).cases
    customers = list({case.customer_id: case.customer for case in found}.values())[:MOST]
    prefetch_related_objects(customers, "addresses")
    return customers


def phones_told(customer: Customer) -> list[str]:
    """Return the phone numbers of a customer who was found."""
    return _ways(customer, Address.Kind.PHONE)


def mails_told(customer: Customer) -> list[str]:
    """Return the mail addresses of a customer who was found."""
    return _ways(customer, Address.Kind.EMAIL)


def _ways(customer: Customer, kind: str) -> list[str]:
    ways = sorted(customer.addresses.all(), key=lambda one: one.pk)
    return [one.value for one in ways if one.kind == kind]
