"""A one-use key by mail: whoever reads the mail of an address sees that address's own letters, and nobody before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from presszero.customers.actions import confirm_address
from presszero.customers.models import Address, AddressKey, Customer
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.locks import wait_for_turn
from presszero.ground.record import record
from presszero.ground.tokens import new_token, token_hash
from presszero.pure.errors import NotFoundHere, PressZeroError

LIVES = timedelta(minutes=30)
WAITS = timedelta(minutes=5)  # between two mails to one address
MOST_IN_A_DAY = 5
MOST_IN_AN_HOUR = 500  # of all addresses together: a form must not make us a sender of mails nobody asked for
KEPT = timedelta(days=1)


class AskedTooOften(PressZeroError):
    """So many keys were asked for in this hour that we send no more."""

    status = 429


def ask_for_key(*, address: str, language: str, at: datetime) -> AddressKey | None:
    """Note that somebody asks for the letters of an address. Records key.asked.

    Returns None, and notes nothing, where that address got its mails already: known and unknown
    addresses are told the same. Raises AskedTooOften.
    """
    address = address.strip().lower()
    with transaction.atomic():
        wait_for_turn(f"key of {address}")
        if AddressKey.objects.filter(asked_at__gt=at - timedelta(hours=1)).count() >= MOST_IN_AN_HOUR:
            raise AskedTooOften(_("Too many people ask at once. Nothing was sent; try again in an hour."))
        if _had_enough(AddressKey.objects.filter(address=address), at):
            return None
        key = AddressKey.objects.create(
            address=address, language=language, asked_at=at, expires_at=at + LIVES
        )
        record("key.asked", about=key, by=SYSTEM, at=at)
    return key


def _had_enough(keys: QuerySet[AddressKey], at: datetime) -> bool:
    just_now = keys.filter(asked_at__gt=at - WAITS).exists()
    return just_now or keys.filter(asked_at__gt=at - timedelta(days=1)).count() >= MOST_IN_A_DAY


def cut_key(*, key_id: int) -> tuple[AddressKey, str] | None:
    """Return a key with the token that opens it, for the mail; None where the address is nobody's, or it was cut before."""
    with transaction.atomic():
        key = AddressKey.objects.select_for_update().filter(pk=key_id, hash=None, used_at=None).first()
        if key is None or not customers_at(key.address):
            return None
        token = new_token()
        key.hash = token_hash(token)
        key.save(update_fields=["hash"])
    return key, token


def customers_at(address: str) -> list[Customer]:
    """Return whom the letters of an address belong to: who proved to hold it, and who only ever wrote as it.

    Somebody with a proved address of their own who once claimed this one is not among them.
    """
    rows = Address.objects.filter(kind=Address.Kind.EMAIL, value=address)
    proved_elsewhere = Address.objects.filter(customer=OuterRef("customer"), confirmed_at__isnull=False)
    theirs = rows.filter(Q(confirmed_at__isnull=False) | ~Exists(proved_elsewhere))
    ids = theirs.order_by("confirmed_at", "id").values_list("customer_id", flat=True)
    found = Customer.objects.in_bulk(list(ids))
    return [found[pk] for pk in dict.fromkeys(ids)]


def key_is_live(token: str, at: datetime) -> bool:
    """Return whether a token opens letters still; looking uses nothing up."""
    return _live(token, at).exists()


def use_key(*, token: str, at: datetime) -> str:
    """Use a key up and return the address it opens, which is confirmed by that. Records key.used, address.confirmed.

    Raises NotFoundHere: used, out of date and unknown read the same.
    """
    with transaction.atomic():
        key = _live(token, at).select_for_update().first()
        holders = customers_at(key.address) if key else []
        if key is None or not holders:
            raise NotFoundHere(_("This link was used already, or is too old. Ask for a new one."))
        key.used_at = at
        key.save(update_fields=["used_at"])
        by = Actor("customer", holders[0].pk)
        record("key.used", about=key, by=by, at=at)
        confirm_address(customer_id=holders[0].pk, email=key.address, by=by, at=at)
        # A key that was asked for later, by whomever, must not stay open behind this one.
        AddressKey.objects.filter(address=key.address, used_at=None).update(used_at=at)
    return key.address


def _live(token: str, at: datetime) -> QuerySet[AddressKey]:
    return AddressKey.objects.filter(hash=token_hash(token), used_at=None, expires_at__gt=at)


def forget_keys(*, at: datetime) -> int:
    """Forget keys of the days before, and with them the addresses of people we never knew; return how many."""
    return AddressKey.objects.filter(asked_at__lt=at - KEPT).delete()[0]
