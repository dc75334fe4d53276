"""Finding a customer while somebody types, among those whose cases one sees."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from presszero.customers.models import Address, Customer
from presszero.ground.actors import Actor
from presszero.inbox.search import search_cases

MOST = 8
SHORTEST = 2


def customers_found(*, words: str, by: Actor) -> list[Customer]:
    """Return up to MOST customers whose cases hold the words, the latest first; the last word, or a phone number, may be half typed."""
    words = " ".join(words.replace("\x00", "").split())[:100]
    if len(words) < SHORTEST:
        return []
    begun = words if words[-1] in '*"”»' else f"{words}*"
    found = search_cases(by=by, words=begun).cases
    customers = list({case.customer_id: case.customer for case in found}.values())[:MOST]
    prefetch_related_objects(customers, "addresses")
    return customers


def phones_told(customer: Customer) -> list[str]:
    """Return the phone numbers of a customer who was found."""
    return [one.value for one in customer.addresses.all() if one.kind == Address.Kind.PHONE]
