"""A time that a rule sets is the time by which the case stands in the lists, and by which the customer hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.cast import MORNING, a_letter, given_letter, given_open_case, given_town, recorded

from presszero.cases.clocks import set_clocks
from presszero.cases.models import Case, Clock
from presszero.cases.promises import move_promise
from presszero.cases.routing import set_target
from presszero.ground.actors import SYSTEM
from presszero.inbox.lists import inbox_page
from presszero.intake.acknowledging import acknowledge_contact

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def given_target(case: Case, *, hours: int, kind: str = "first", at: datetime = MORNING) -> Case:
    set_target(case=Case.objects.get(pk=case.pk), kind=kind, hours=hours, by=SYSTEM, at=at)
    for _ in range(2):
        set_clocks(case_id=case.pk, at=at)
    return Case.objects.get(pk=case.pk)


def due_at(case: Case) -> datetime:
    due = Clock.objects.get(case=case, kind="first").due_at
    assert due
    return due


def test_sooner_target_orders_the_list_and_is_promised_though_another_was_told() -> None:
    town = given_town()
    usual = given_open_case(asks=["refund"], taken_by=town.tomas)
    letter = given_letter(a_letter(asks=["timetable"], address="x@lakemail.example"))
    acknowledge_contact(contact_id=letter.pk, at=MORNING, message_id="ack@portlumen.example")
    told = Case.objects.get(pk=letter.case_id)
    assert usual.answer_due_at and told.answer_due_at and told.answer_due_at >= usual.answer_due_at
    case = given_target(told, hours=1)
    assert case.answer_due_at == due_at(case) < usual.answer_due_at
    assert case.promises.get(kind="answer").due_at == due_at(case)
    rows = inbox_page(by=town.noor.actor, view="team", after="").cases
    assert [row.pk for row in rows] == [case.pk, usual.pk]
    assert recorded(case).count("case.due_set") == 1


def test_later_target_holds_only_where_the_customer_was_told_no_time() -> None:
    given_town()
    letter = given_letter(a_letter(asks=["refund"]))
    before = letter.case.answer_due_at
    case = given_target(letter.case, hours=30)
    assert before and case.answer_due_at == due_at(case) > before
    assert case.promises.get(kind="answer").due_at == due_at(case)
    acknowledge_contact(contact_id=letter.pk, at=MORNING, message_id="ack@portlumen.example")
    later = given_target(case, hours=60)
    assert later.answer_due_at == case.answer_due_at == later.promises.get(kind="answer").due_at


def test_promise_that_comes_later_is_called_to_mind_once_more() -> None:
    given_town()
    case = given_letter(a_letter(asks=["refund"])).case
    case.promises.update(reminded_at=MORNING, overdue_at=MORNING)
    promise = given_target(case, hours=30).promises.get(kind="answer")
    assert (promise.reminded_at, promise.overdue_at) == (None, None)


def test_target_that_has_passed_shows_as_late_and_nothing_is_promised_for_the_past() -> None:
    given_town()
    case = given_open_case(asks=["refund"])
    promised = case.promises.get(kind="answer").due_at
    late = given_target(case, hours=1, at=MORNING + 3 * HOUR)
    assert late.answer_due_at == due_at(late) < MORNING + 3 * HOUR
    assert late.promises.get(kind="answer").due_at == promised


def test_time_to_settle_leaves_the_answer_where_it_was() -> None:
    given_town()
    case = given_open_case(asks=["refund"])
    assert given_target(case, hours=1, kind="settle").answer_due_at == case.answer_due_at


def test_time_that_a_person_gave_stands() -> None:
    town = given_town()
    case = given_target(given_open_case(asks=["refund"]), hours=2)
    told = move_promise(
        promise_id=case.promises.get(kind="answer").pk,
        due_at=MORNING + 50 * HOUR,
        words="The depot is closed.",
        by=town.tomas.actor,
        at=MORNING,
    )
    set_clocks(case_id=case.pk, at=MORNING)
    told.refresh_from_db()
    assert told.due_at == MORNING + 50 * HOUR


def test_rule_changes_no_time_that_a_person_gave() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    told = move_promise(
        promise_id=case.promises.get(kind="answer").pk,
        due_at=MORNING + 50 * HOUR,
        words="The depot is closed.",
        by=town.tomas.actor,
        at=MORNING,
    )
    before = Case.objects.get(pk=case.pk).answer_due_at
    assert given_target(case, hours=1).answer_due_at == before
    told.refresh_from_db()
    assert told.due_at == MORNING + 50 * HOUR


def test_later_target_holds_not_at_a_door_that_says_the_time_at_once() -> None:
    given_town()
    letter = given_letter(replace(a_letter(asks=["refund"]), channel="webform"))
    before = letter.case.answer_due_at
    assert given_target(letter.case, hours=30).answer_due_at == before
