"""Closing: only once every point and every promise is settled."""

from __future__ import annotations

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

from presszero.cases.actions import close_case
from presszero.cases.errors import NoSuchCase, PointsStillOpen, PromisesStillDue, WordsMissing
from presszero.cases.models import Case, Promise
from presszero.cases.promises import keep_promise, make_promise
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db


def close(case: Case, by: Worker, outcome: str = "settled", words: str = "") -> Case:
    return close_case(case_id=case.pk, outcome=outcome, words=words, by=by.actor, at=NEXT_DAY)


def test_case_whose_points_are_answered_closes_with_its_outcome() -> None:
    town = given_town()
    case = given_open_case()
    given_sent_reply(case, by=town.tomas)
    closed = close(case, town.tomas, words=" Refunded. ")
    assert (closed.state, closed.outcome, closed.outcome_words) == ("closed", "settled", "Refunded.")
    assert (closed.closed_at, closed.answer_due_at) == (NEXT_DAY, None)
    assert recorded(case)[-1] == "case.closed"


@pytest.mark.parametrize("outcome", ["settled", "part_settled", "not_ours"])
def test_case_with_an_unanswered_point_stays_open_and_the_point_is_named(outcome: str) -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    with pytest.raises(PointsStillOpen, match=r"2 points not answered \(1, 2\)"):
        close(case, town.tomas, outcome)
    case.refresh_from_db()
    assert case.state == "open"


def test_case_with_a_promise_still_due_stays_open_and_the_promise_is_named() -> None:
    town = given_town()
    case = given_open_case()
    given_sent_reply(case, by=town.tomas)
    promise = make_promise(
        case=case,
        what="the timetable of the extra buses",
        owner_id=town.tomas.pk,
        due_at=NEXT_WEEK,
        kind=Promise.Kind.ACT,
        made_in=None,
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
    )
    with pytest.raises(PromisesStillDue, match="owes 1 promise: “the timetable of the extra buses”"):
        close(case, town.tomas)
    keep_promise(promise_id=promise.pk, words="", by=town.tomas.actor, at=NEXT_DAY)
    assert close(case, town.tomas).is_closed


def test_letter_that_needs_no_answer_is_closed_with_words_the_customer_reads() -> None:
    """The acknowledgement named a time, so silence would break it: the closing words are the answer."""
    town = given_town()
    case = given_open_case()
    with pytest.raises(WordsMissing):
        close(case, town.tomas, "no_answer_needed")
    assert not Case.objects.get(pk=case.pk).is_closed
    close(case, town.tomas, "no_answer_needed", words="Thank you for telling us.")
    assert [promise.settled_words for promise in case.promises.all()] == ["Thank you for telling us."]
    assert "promise.kept" in recorded(case)


def test_automatic_mail_needs_no_answer_and_closes_at_once() -> None:
    town = given_town()
    letter = a_letter(
        text="I am out of the office until Monday. When will you be back?", automatic="auto-submitted"
    )
    case = given_letter(letter).case
    assert close(case, town.tomas, "no_answer_needed").is_closed


@pytest.mark.parametrize("outcome", ["", "won", "SETTLED"])
def test_outcome_must_be_one_of_those_that_exist(outcome: str) -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(BadInput, match="Say how it ended"):
        close(case, town.tomas, outcome)


def test_stranger_closes_nothing() -> None:
    town = given_town()
    case = given_open_case()
    given_sent_reply(case, by=town.tomas)
    with pytest.raises(NoSuchCase):
        close(case, town.ivo)
    case.refresh_from_db()
    assert not case.is_closed
