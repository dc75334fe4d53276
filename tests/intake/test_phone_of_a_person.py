"""The number of the person at the phone is kept as theirs, stands on their cases, and finds them however it is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, PortLumen, given_open_case, given_town, known_to_search, recorded
from tests.intake.test_open_on_behalf import opened

from presszero.customers.models import Address
from presszero.ground.models import RecordLine
from presszero.inbox.customers import customers_found
from presszero.inbox.search import search_cases
from presszero.pure.errors import BadInput
from presszero.pure.phone_numbers import number_tails, phone_number
from presszero.wiring import CONSEQUENCES


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+32 (0)470/12.34.56", "+32470123456"),
        ("0032 470 12 34 56", "+32470123456"),
        ("0470-12-34-56", "0470123456"),
        ("+1 (206) 555-0100", "+12065550100"),
        ("12 34", ""),
        ("0470 12 34 56 ext", ""),
        ("1" * 16, ""),
        ("", ""),
        ("٠٤٧٠١٢٣٤٥٦", ""),
    ],
)
def test_number_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert phone_number(typed) == kept


def test_number_without_its_country_is_an_end_of_it() -> None:
    assert "470123456" in number_tails("+32470123456")
    assert min(map(len, number_tails("+32470123456"))) > 6


@pytest.mark.django_db
def test_number_is_kept_once_as_a_way_to_reach_them_and_proves_nothing() -> None:
    town = given_town()
    first = opened(town, phone="0032 470/12 34 56")
    opened(town, phone="+32 470 12 34 56", customer_id=first.case.customer_id)
    [held] = Address.objects.filter(kind="phone")
    assert (held.value, held.customer_id, held.confirmed_at) == (
        "+32470123456",
        first.case.customer_id,
        None,
    )
    assert recorded().count("customer.phone_noted") == 1
    stranger = opened(town, phone="+32 470 12 34 56", name="Ruth Hale", email="r@lakemail.example")
    assert stranger.case.customer_id != first.case.customer_id


@pytest.mark.django_db
def test_what_is_no_number_is_refused_and_nothing_kept() -> None:
    town = given_town()
    with pytest.raises(BadInput) as refused:
        opened(town, phone="12")
    assert (refused.value.field, "“12” is no phone number" in refused.value.sentence) == ("phone", True)
    assert not Address.objects.exists() and "contact.received" not in recorded()


@pytest.mark.django_db
def test_person_is_found_by_their_number_while_it_is_typed_and_never_by_a_stranger() -> None:
    town = given_town()
    case = opened(town, phone="+32 470 12 34 56").case
    known_to_search()
    for typed in ("0470 12", "470/12 34 56", "+32 4701", "0032470123456", "0470 12 34 56"):
        [customer] = customers_found(words=typed, by=town.tomas.actor)
        assert (customer.pk, [one.value for one in customer.phones]) == (
            case.customer_id,
            ["+32470123456"],
        ), typed
        assert customers_found(words=typed, by=town.hanne.actor) == []
    for words in ("0470 12 34 56", "phone:0470123456", "tél:+32470123456 state:open"):
        assert [one.pk for one in search_cases(by=town.tomas.actor, words=words).cases] == [case.pk], words
    assert search_cases(by=town.tomas.actor, words="0470 12 34 57", exactly=True).cases == []
    assert "six of its digits" in search_cases(by=town.tomas.actor, words="phone:04").problem


@pytest.mark.django_db
def test_number_finds_their_earlier_cases_too() -> None:
    town = given_town()
    earlier = given_open_case(asks=["timetable"])
    known_to_search()
    later = opened(town, phone="0470 12 34 56", customer_id=earlier.customer_id)
    line = RecordLine.objects.get(kind="customer.phone_noted")
    for consequence in CONSEQUENCES["customer.phone_noted"]:
        consequence(line)
    found = search_cases(by=town.tomas.actor, words="0470123456").cases
    assert [one.pk for one in found] == [later.case_id, earlier.pk]


@pytest.mark.django_db
def test_digits_that_stand_in_a_letter_are_found_as_words_still() -> None:
    town = given_town()
    contact = opened(town, at=LATER_THAT_DAY)
    contact.text = "Ring me on 0470 12 34 56."
    contact.save()
    known_to_search()
    assert [one.pk for one in search_cases(by=town.tomas.actor, words="0470 12 34 56").cases] == [
        contact.case_id
    ]


@pytest.mark.django_db
def test_number_is_asked_for_shown_and_can_be_called(
    at_the_desk: Callable[..., Client], town: PortLumen
) -> None:
    client = at_the_desk(town.tomas, script=False)
    assert 'name="phone" type="tel"' in client.get("/desk/cases/new/").content.decode()
    case = opened(town, phone="+32 470 12 34 56").case
    assert 'href="tel:+32470123456"' in client.get(f"/desk/cases/{case.pk}/").content.decode()
    known_to_search()
    assert "+32470123456" in client.get("/desk/customers/", {"q": "0470 12"}).content.decode()


@pytest.fixture
def town() -> PortLumen:
    return given_town()
