"""Taking a case: one named person answers for it from now on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, NEXT_DAY, given_open_case, given_town, recorded
from tests.sealing import Colleague

from presszero.cases.actions import take_case
from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.pure.errors import NotAllowed


@pytest.mark.django_db
def test_new_case_is_answered_for_by_the_lead_until_somebody_takes_it() -> None:
    town = given_town()
    case = given_open_case()
    assert (case.owner, case.owner_why, case.taken_at) == (town.noor, "lead-on-duty", None)
    taken = take_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert (taken.owner, taken.owner_why, taken.taken_at) == (town.tomas, "taken", LATER_THAT_DAY)
    assert recorded(case)[-1] == "case.taken"


@pytest.mark.django_db
def test_lead_who_is_away_still_answers_for_it_and_it_says_so() -> None:
    town = given_town()
    town.noor.presence = "away"
    town.noor.save(update_fields=["presence"])
    case = given_open_case()
    assert (case.owner, case.owner_why) == (town.noor, "lead-though-away")


@pytest.mark.django_db
def test_taking_ones_own_again_changes_nothing() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    before = recorded(case)
    assert take_case(case_id=case.pk, by=town.tomas.actor, at=NEXT_DAY).taken_at == case.taken_at
    assert recorded(case) == before


@pytest.mark.django_db
def test_stranger_takes_nothing() -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(NoSuchCase):
        take_case(case_id=case.pk, by=town.ivo.actor, at=LATER_THAT_DAY)
    case.refresh_from_db()
    assert case.owner == town.noor


@pytest.mark.django_db
def test_colleague_who_left_takes_nothing() -> None:
    town = given_town()
    case = given_open_case()
    town.tomas.is_active = False
    town.tomas.save(update_fields=["is_active"])
    with pytest.raises(NoSuchCase):
        take_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)


@pytest.mark.django_db
def test_customer_does_not_answer_for_their_own_case() -> None:
    given_town()
    case = given_open_case()
    with pytest.raises(NotAllowed):
        take_case(case_id=case.pk, by=Actor("customer", case.customer_id), at=LATER_THAT_DAY)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_at_once_are_both_on_the_record_and_the_last_one_owns_it() -> None:
    town = given_town()
    case = given_open_case()
    hands = [
        Colleague(lambda who=who: take_case(case_id=case.pk, by=who.actor, at=LATER_THAT_DAY))
        for who in (town.tomas, town.odile)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        assert hand.done().error is None
    takers = list(
        RecordLine.objects.filter(kind="case.taken").order_by("id").values_list("actor_id", flat=True)
    )
    assert sorted(takers) == sorted([town.tomas.pk, town.odile.pk])
    assert Case.objects.get(pk=case.pk).owner_id == takers[-1]


@pytest.mark.django_db
def test_inbox_offers_nobody_what_is_theirs_and_a_lead_what_waits_with_them(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    case = given_open_case()
    preview = f"/desk/cases/{case.pk}/preview/"
    assert "Take it yourself" in at_the_desk(town.noor).get(preview).content.decode()
    take_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert 'data-act="take"' not in at_the_desk(town.tomas).get(preview).content.decode()
