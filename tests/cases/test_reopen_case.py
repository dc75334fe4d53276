"""Opening again: a closed case is due like a new one."""

from __future__ import annotations

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    NEXT_WEEK,
    PortLumen,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.actions import close_case, reopen_by_worker
from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case

pytestmark = pytest.mark.django_db


def given_closed_case(town: PortLumen) -> Case:
    case = given_open_case(taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    return close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=LATER_THAT_DAY)


def test_colleague_opens_it_and_it_has_a_time_again() -> None:
    town = given_town()
    case = given_closed_case(town)
    opened = reopen_by_worker(case_id=case.pk, by=town.odile.actor, at=NEXT_DAY)
    assert (opened.state, opened.outcome, opened.closed_at) == ("open", "", None)
    assert opened.answer_due_at and opened.answer_due_at > NEXT_DAY
    assert recorded(case)[-1] == "case.reopened"


def test_open_case_is_left_alone() -> None:
    town = given_town()
    case = given_open_case()
    before = recorded(case)
    opened = reopen_by_worker(case_id=case.pk, by=town.tomas.actor, at=NEXT_DAY)
    assert opened.answer_due_at == case.answer_due_at
    assert recorded(case) == before


def test_customer_who_writes_back_opens_it_and_its_owner_keeps_it() -> None:
    town = given_town()
    case = given_closed_case(town)
    given_letter(a_letter(asks=["timetable"], at=NEXT_WEEK), joins=case)
    case.refresh_from_db()
    assert (case.state, case.owner) == ("open", town.tomas)
    assert case.answer_due_at and case.answer_due_at > NEXT_WEEK
    assert "case.reopened" in recorded(case)


def test_automatic_mail_does_not_open_a_closed_case() -> None:
    town = given_town()
    case = given_closed_case(town)
    given_letter(a_letter(text="Out of office.", automatic="auto-submitted", at=NEXT_WEEK), joins=case)
    case.refresh_from_db()
    assert case.is_closed


def test_stranger_opens_nothing() -> None:
    town = given_town()
    case = given_closed_case(town)
    with pytest.raises(NoSuchCase):
        reopen_by_worker(case_id=case.pk, by=town.ivo.actor, at=NEXT_DAY)
    case.refresh_from_db()
    assert case.is_closed
