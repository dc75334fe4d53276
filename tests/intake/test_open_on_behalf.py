"""A case for the person at the phone or counter: read back before anything is kept."""

from __future__ import annotations

import pytest
from tests.cast import (
    ASKS,
    LATER_THAT_DAY,
    MAREN,
    PortLumen,
    given_open_case,
    given_town,
    known_to_search,
    points_of,
    recorded,
)

from presszero.cases.history import history_of_case
from presszero.cases.models import Case, Contact
from presszero.customers.models import Customer
from presszero.inbox.customers import customers_found
from presszero.intake.acknowledging import acknowledge_contact
from presszero.intake.on_behalf import NotReadBack, open_on_behalf, points_to_read_back
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db
SAID = f"{ASKS['refund']} {ASKS['extra buses']}"


def opened(town: PortLumen, **more: object) -> Contact:
    facts: dict[str, object] = {
        "channel": "phone",
        "words": SAID,
        "read_back": points_to_read_back(words=SAID, at=LATER_THAT_DAY).digest,
        "name": "Eve Anders",
        "email": "Eve@Lakemail.example",
        "customer_id": None,
        "team_id": town.transit.pk,
        "by": town.tomas.actor,
        "at": LATER_THAT_DAY,
        **more,
    }
    return open_on_behalf(**facts)  # type: ignore[arg-type]


def test_what_was_read_back_is_what_becomes_points() -> None:
    town = given_town()
    heard = points_to_read_back(words=SAID, at=LATER_THAT_DAY)
    assert not Case.objects.exists()
    contact = opened(town)
    assert [point.ask for point in points_of(contact.case)] == list(heard.asks)
    assert (contact.channel, contact.text, contact.confirmed_ours) == ("phone", SAID, True)
    assert contact.case.answer_due_at is not None
    case = Case.objects.select_related("customer").get(pk=contact.case_id)
    assert "Tomas Vell wrote down what the customer said." in [
        one.words for one in history_of_case(case=case)
    ]


def test_words_changed_since_they_were_read_back_are_not_kept() -> None:
    town = given_town()
    with pytest.raises(NotReadBack, match="once more"):
        opened(town, words=SAID + " And a free ride.")
    with pytest.raises(NotReadBack):
        opened(town, read_back="")
    assert not Case.objects.exists()


def test_person_found_keeps_their_name_and_history() -> None:
    town = given_town()
    known = given_open_case(asks=["timetable"])
    contact = opened(town, customer_id=known.customer_id, channel="counter")
    assert (contact.case.customer, contact.name) == (known.customer, known.customer.name)
    assert Customer.objects.count() == 1


def test_address_that_is_only_said_proves_nothing() -> None:
    """Else anybody at the phone could have us mail their words to a stranger."""
    town = given_town()
    contact = opened(town, email="new@lakemail.example")
    assert contact.proof == ""
    said = acknowledge_contact(contact_id=contact.pk, at=LATER_THAT_DAY, message_id="ack@portlumen.example")
    assert said is not None
    assert ASKS["refund"] not in said.text


@pytest.mark.parametrize(
    "wrong", [{"channel": "email"}, {"words": " "}, {"email": "no address"}, {"team_id": 10**9}]
)
def test_half_a_case_is_refused(wrong: dict[str, object]) -> None:
    town = given_town()
    with pytest.raises(BadInput):
        opened(town, **wrong)
    assert not Case.objects.exists()


def test_who_is_called_so_comes_before_whose_letter_says_it() -> None:
    town = given_town()
    called = given_open_case(asks=["timetable"])
    later = given_open_case(asks=["refund"], address="jo@lakemail.example").customer
    Customer.objects.filter(pk=later.pk).update(name="Jo Vale")
    Customer.objects.filter(pk=called.customer_id).update(name="Zoé Taxier")
    known_to_search()
    assert [one.name for one in customers_found(words="tax", by=town.tomas.actor)] == [
        "Zoé Taxier",
        "Jo Vale",
    ]


def test_stranger_finds_and_names_nobody_they_do_not_see() -> None:
    town = given_town()
    known = given_open_case(asks=["timetable"])
    known_to_search()
    assert [one.name for one in customers_found(words="maren od", by=town.tomas.actor)] == ["Maren Oduya"]
    assert customers_found(words="maren od", by=town.ivo.actor) == []
    assert customers_found(words="m", by=town.tomas.actor) == []
    with pytest.raises(BadInput, match="Find the person again"):
        opened(town, customer_id=known.customer_id, by=town.ivo.actor, team_id=town.library.pk)
    with pytest.raises(BadInput, match="own teams"):
        opened(town, by=town.ivo.actor)
    assert Case.objects.count() == 1
    assert "contact.received" in recorded(known)
    assert MAREN
