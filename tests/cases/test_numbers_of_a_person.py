"""A number of a person is noted, put right and removed, and the history says from what to what."""

from __future__ import annotations

import pytest
from tests.cast import LATER_THAT_DAY, NEXT_DAY, given_open_case, given_town, known_to_search
from tests.intake.test_open_on_behalf import opened

from presszero.cases.history import history_of_case
from presszero.cases.models import Case
from presszero.cases.person import what_would_join
from presszero.cases.same_person import correct_number, note_number, remove_number, say_same_person
from presszero.customers.models import Address
from presszero.ground.models import RecordLine
from presszero.inbox.search import search_cases
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.wiring import CONSEQUENCES

pytestmark = pytest.mark.django_db


def numbers() -> list[str]:
    return list(Address.objects.filter(kind="phone").order_by("id").values_list("value", flat=True))


def test_number_is_put_right_and_removed_and_every_case_tells_it() -> None:
    town = given_town()
    earlier = given_open_case(asks=["timetable"])
    case = opened(town, phone="0470 12 34 56", customer_id=earlier.customer_id).case
    by, phone = town.tomas.actor, Address.objects.get(kind="phone")
    known_to_search()
    correct_number(case_id=case.pk, phone_id=phone.pk, phone="0470 12 34 57", by=by, at=LATER_THAT_DAY)
    assert numbers() == ["0470123457"]
    [line] = RecordLine.objects.filter(kind="customer.phone_corrected")
    for consequence in CONSEQUENCES[line.kind]:
        consequence(line)
    assert search_cases(by=by, words="0470123456", exactly=True).cases == []
    assert len(search_cases(by=by, words="0470123457").cases) == 2
    remove_number(case_id=earlier.pk, phone_id=phone.pk, by=by, at=NEXT_DAY)
    assert numbers() == []
    for one in Case.objects.select_related("customer"):
        assert [said.words for said in history_of_case(case=one)][:2] == [
            "Tomas Vell removed their phone number 0470123457.",
            "Tomas Vell changed their phone number 0470123456 to 0470123457.",
        ]
    facts = RecordLine.objects.filter(kind__contains="phone").values_list("facts", flat=True)
    assert "0470" not in str(list(facts)), "the record holds no number"


def test_number_is_noted_once() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    for typed in ("+32 470 12 34 56", "0032470123456"):
        note_number(case_id=case.pk, phone=typed, by=town.tomas.actor, at=NEXT_DAY)
    assert numbers() == ["+32470123456"]
    with pytest.raises(BadInput):
        note_number(case_id=case.pk, phone=" ", by=town.tomas.actor, at=NEXT_DAY)


def test_wrong_number_put_right_to_one_that_is_kept_goes() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    for typed in ("0470 12 34 56", "0470 12 34 57"):
        note_number(case_id=case.pk, phone=typed, by=town.tomas.actor, at=NEXT_DAY)
    wrong = Address.objects.get(value="0470123457")
    correct_number(case_id=case.pk, phone_id=wrong.pk, phone="0470/123456", by=town.tomas.actor, at=NEXT_DAY)
    assert numbers() == ["0470123456"]


@pytest.mark.parametrize("typed", ["12", "", "0470123456"])
def test_what_is_no_other_number_is_refused(typed: str) -> None:
    town = given_town()
    case = opened(town, phone="0470 12 34 56").case
    phone = Address.objects.get(kind="phone")
    with pytest.raises(BadInput):
        correct_number(case_id=case.pk, phone_id=phone.pk, phone=typed, by=town.tomas.actor, at=NEXT_DAY)
    assert numbers() == ["0470123456"]


def test_number_of_somebody_else_is_not_touched_and_of_the_same_person_is() -> None:
    town = given_town()
    case, theirs = given_open_case(asks=["refund"]), opened(town, phone="0470 12 34 56").case
    by, phone = town.tomas.actor, Address.objects.get(kind="phone")
    mail = Address.objects.filter(kind="email").earliest("id")
    for wrong in (phone.pk, mail.pk, 10**9):
        with pytest.raises(NotFoundHere):
            remove_number(case_id=case.pk, phone_id=wrong, by=by, at=NEXT_DAY)
    coming = what_would_join(case_id=case.pk, other_id=theirs.customer_id, by=by)
    assert coming
    say_same_person(case_id=case.pk, other_id=theirs.customer_id, shown=coming.shown, by=by, at=NEXT_DAY)
    remove_number(case_id=case.pk, phone_id=phone.pk, by=by, at=NEXT_DAY)
    assert numbers() == []
