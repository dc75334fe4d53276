"""Who wrote: known only by what is proved."""

from __future__ import annotations

import threading

import pytest
from tests.cast import LATER_THAT_DAY, MAREN, MORNING, recorded
from tests.sealing import Colleague

from presszero.customers.actions import Recognised, confirm_address, recognise
from presszero.customers.models import Address, Customer
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine

pytestmark = pytest.mark.django_db


def writes(proof: str = "", email: str = MAREN, name: str = "Maren Oduya") -> Recognised:
    return recognise(email=email, name=name, language="en", proof=proof, at=MORNING)


def test_first_proved_letter_makes_a_customer_whose_address_is_confirmed() -> None:
    known = writes("dkim")
    assert (known.proved, known.how) == (True, "dkim")
    assert known.customer.addresses.get().confirmed_at == MORNING
    assert recorded() == ["customer.met"]


def test_proved_sender_is_known_again() -> None:
    assert writes("dkim").customer == writes("relay").customer
    assert Customer.objects.count() == 1


def test_unproved_letter_is_nobody_we_have_met() -> None:
    known = writes()
    assert (known.proved, known.how) == (False, "")
    assert known.customer.addresses.get().confirmed_at is None


def test_proved_sender_is_not_taken_for_the_one_who_only_claimed_the_address() -> None:
    claimed = writes().customer
    proved = writes("dkim").customer
    assert proved != claimed
    assert writes("dkim").customer == proved


def test_name_proves_nothing() -> None:
    assert writes("dkim").customer != writes("dkim", email="maren@elsewhere.example").customer


def test_letters_without_an_address_are_each_somebody_new() -> None:
    first, second = writes(email=""), writes(email="")
    assert first.customer != second.customer
    assert not Address.objects.exists()


def test_confirmed_address_counts_as_an_earlier_confirmation() -> None:
    met = writes().customer
    confirm_address(customer_id=met.pk, email=MAREN, by=Actor("customer", met.pk), at=LATER_THAT_DAY)
    again = writes()
    assert (again.customer, again.proved, again.how) == (met, True, "earlier-confirmation")
    assert RecordLine.objects.filter(kind="address.confirmed").count() == 1


def test_address_proved_by_one_is_not_confirmed_by_another() -> None:
    claimed, holder = writes().customer, writes("dkim").customer
    kept = confirm_address(
        customer_id=claimed.pk, email=MAREN, by=Actor("customer", claimed.pk), at=LATER_THAT_DAY
    )
    assert kept == holder
    assert claimed.addresses.get().confirmed_at is None
    assert "address.confirmed" not in recorded()


@pytest.mark.django_db(transaction=True)
def test_two_first_letters_of_one_proved_sender_meet_one_customer() -> None:
    together = threading.Barrier(4)

    def first_letter() -> int:
        together.wait(120)
        return writes("dkim").customer.pk

    hands = [Colleague(first_letter) for _ in range(4)]
    for hand in hands:
        hand.start()
    assert len({hand.done().answer for hand in hands}) == 1
    assert [hand.error for hand in hands] == [None] * 4
    assert Customer.objects.count() == 1
    assert recorded() == ["customer.met"]
