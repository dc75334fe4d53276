"""Finding a customer while somebody types, among those whose cases one sees."""

from __future__ import annotations

import re

from django.db.models import prefetch_related_objects

from presszero.customers.models import Customer
from presszero.ground.actors import Actor
from presszero.inbox.search import search_cases
from presszero.pure.words import name_key

MOST = 8
SHORTEST = 2
_ADDRESS = re.compile(r"(?![-:])[^\s:]*@\S*\Z")  # and no filter, such as from:jo@


def customers_found(*, words: str, by: Actor) -> list[Customer]:
    """Return up to MOST customers whose cases hold the words, those of that name first, then the latest.

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
    customers = list({case.customer_id: case.customer for case in found}.values())
    customers = sorted(customers, key=lambda one: not _is_called(one, words))[:MOST]
    prefetch_related_objects(customers, "addresses")
    return customers


def _is_called(customer: Customer, words: str) -> bool:
    """Whether each of the words begins a part of their name, accents and capitals aside."""
    parts = name_key(customer.name)[0].split()
    return all(any(part.startswith(word) for part in parts) for word in name_key(words)[0].split())
