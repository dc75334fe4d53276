"""Putting a case aside: it comes back by itself, and nothing the customer was told slips meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    NEXT_WEEK,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case
from presszero.cases.snoozing import SleepsPastAPromise, snooze_case, wake_case, wake_what_is_due
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db


def answered_case() -> Case:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    snooze_case(case_id=case.pk, until=NEXT_WEEK, why="She measures", by=town.tomas.actor, at=LATER_THAT_DAY)
    return Case.objects.get(pk=case.pk)


def test_it_comes_back_at_its_time_and_not_before() -> None:
    case = answered_case()
    assert (case.state, case.snoozed_why) == ("snoozed", "She measures")
    assert wake_what_is_due(at=NEXT_DAY) == 0
    assert wake_what_is_due(at=NEXT_WEEK) == 1
    assert wake_what_is_due(at=NEXT_WEEK) == 0
    case.refresh_from_db()
    assert (case.state, case.snoozed_until, case.snoozed_why) == ("open", None, "")
    assert recorded(case)[-1] == "case.reopened"


def test_letter_brings_it_back_sooner() -> None:
    case = answered_case()
    given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    case.refresh_from_db()
    assert (case.state, case.snoozed_until) == ("open", None)
    assert case.answer_due_at is not None


def test_it_may_not_sleep_past_what_the_customer_was_told() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    assert case.answer_due_at
    with pytest.raises(SleepsPastAPromise, match="tell them a new time first"):
        snooze_case(
            case_id=case.pk,
            until=case.answer_due_at + timedelta(minutes=1),
            why="",
            by=town.tomas.actor,
            at=LATER_THAT_DAY,
        )
    case.refresh_from_db()
    assert case.state == "open"


def test_time_that_has_passed_is_refused() -> None:
    town = given_town()
    case = given_open_case()
    for until in (None, LATER_THAT_DAY):
        with pytest.raises(BadInput):
            snooze_case(case_id=case.pk, until=until, why="", by=town.tomas.actor, at=LATER_THAT_DAY)


def test_colleague_wakes_it_and_the_stranger_does_neither() -> None:
    town = given_town()
    case = given_open_case()
    until = LATER_THAT_DAY + timedelta(hours=1)
    with pytest.raises(NoSuchCase):
        snooze_case(case_id=case.pk, until=until, why="", by=town.ivo.actor, at=LATER_THAT_DAY)
    snooze_case(case_id=case.pk, until=until, why="", by=town.tomas.actor, at=LATER_THAT_DAY)
    with pytest.raises(NoSuchCase):
        wake_case(case_id=case.pk, by=town.ivo.actor, at=LATER_THAT_DAY)
    assert wake_case(case_id=case.pk, by=town.odile.actor, at=LATER_THAT_DAY).state == "open"
