"""Promises: made, kept, broken, moved in time, reminded of and overdue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    NEXT_WEEK,
    PortLumen,
    given_open_case,
    given_town,
    points_of,
    recorded,
)
from tests.sealing import Colleague, waits_for_a_lock
from tests.waiting import wait_for

from presszero.cases.errors import WordsMissing
from presszero.cases.jobs import look_at_promises
from presszero.cases.models import Case, Point, Promise
from presszero.cases.promises import (
    break_promise,
    keep_promise,
    make_promise,
    move_promise,
    note_overdue,
    remind_of_promise,
)
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db


def given_promise(town: PortLumen, case: Case | None = None, due_at: datetime = NEXT_DAY) -> Promise:
    return make_promise(
        case=case or given_open_case(asks=["refund"]),
        what="the timetable of the extra buses",
        owner_id=town.tomas.pk,
        due_at=due_at,
        kind=Promise.Kind.ACT,
        made_in=None,
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
    )


def test_promise_has_an_owner_a_time_and_a_line() -> None:
    town = given_town()
    promise = given_promise(town)
    assert (promise.owner, promise.due_at, promise.state) == (town.tomas, NEXT_DAY, "due")
    assert recorded(promise.case)[-1] == "promise.made"


REMIND_BEFORE = timedelta(hours=2)  # as a team begins


@pytest.mark.parametrize("due_at", [LATER_THAT_DAY, MORNING])
def test_promise_for_a_time_that_has_passed_is_refused(due_at: datetime) -> None:
    town = given_town()
    with pytest.raises(BadInput, match="lies ahead"):
        given_promise(town, due_at=due_at)


def test_letter_itself_is_promised_an_answer_by_the_one_who_answers_for_it() -> None:
    town = given_town()
    case = given_open_case()
    promise = case.promises.get()
    assert (promise.kind, promise.owner, promise.due_at) == ("answer", town.noor, case.answer_due_at)


@pytest.mark.parametrize(("at", "late"), [(NEXT_DAY, False), (NEXT_DAY + timedelta(seconds=1), True)])
def test_kept_promise_says_whether_it_was_in_time(at: datetime, late: bool) -> None:
    town = given_town()
    promise = given_promise(town)
    kept = keep_promise(promise_id=promise.pk, words=" It went out. ", by=town.odile.actor, at=at)
    assert (kept.state, kept.settled_at, kept.settled_words) == ("kept", at, "It went out.")
    line = RecordLine.objects.get(kind="promise.kept")
    assert line.facts == {"late": late}


def test_broken_promise_needs_words_for_the_customer_and_opens_its_point_again() -> None:
    town = given_town()
    promise = given_promise(town)
    Point.objects.filter(case=promise.case).update(promise=promise, state="promised")
    with pytest.raises(WordsMissing):
        break_promise(promise_id=promise.pk, words=" ", by=town.tomas.actor, at=NEXT_DAY)
    broken = break_promise(
        promise_id=promise.pk, words="The printer failed.", by=town.tomas.actor, at=NEXT_DAY
    )
    assert (broken.state, broken.settled_words) == ("broken", "The printer failed.")
    assert [point.state for point in points_of(promise.case)] == ["open"]
    assert recorded(promise.case)[-1] == "promise.broken"


def test_moved_promise_goes_on_as_a_new_one_with_its_points() -> None:
    town = given_town()
    promise = given_promise(town)
    Point.objects.filter(case=promise.case).update(promise=promise, state="promised")
    new = move_promise(
        promise_id=promise.pk, due_at=NEXT_WEEK, words="It takes longer.", by=town.tomas.actor, at=MORNING
    )
    promise.refresh_from_db()
    assert (promise.state, promise.moved_to, promise.settled_words) == ("moved", new, "It takes longer.")
    assert (new.state, new.due_at, new.what, new.owner) == ("due", NEXT_WEEK, promise.what, town.tomas)
    assert [point.promise for point in points_of(promise.case)] == [new]


def test_new_time_needs_words_and_lies_ahead() -> None:
    town = given_town()
    promise = given_promise(town)
    with pytest.raises(WordsMissing):
        move_promise(promise_id=promise.pk, due_at=NEXT_WEEK, words="", by=town.tomas.actor, at=NEXT_DAY)
    with pytest.raises(BadInput, match="has passed already"):
        move_promise(promise_id=promise.pk, due_at=NEXT_DAY, words="Later.", by=town.tomas.actor, at=NEXT_DAY)
    promise.refresh_from_db()
    assert promise.state == "due"


SETTLE: dict[str, Callable[[Promise, Actor], Any]] = {
    "keep": lambda p, by: keep_promise(promise_id=p.pk, words="", by=by, at=NEXT_DAY),
    "break": lambda p, by: break_promise(promise_id=p.pk, words="No.", by=by, at=NEXT_DAY),
    "move": lambda p, by: move_promise(promise_id=p.pk, due_at=NEXT_WEEK, words="Later.", by=by, at=NEXT_DAY),
}


@pytest.mark.parametrize("act", list(SETTLE))
def test_stranger_settles_nothing(act: str) -> None:
    town = given_town()
    promise = given_promise(town)
    with pytest.raises(NotFoundHere):
        SETTLE[act](promise, town.ivo.actor)
    promise.refresh_from_db()
    assert promise.state == "due"


@pytest.mark.parametrize("again", list(SETTLE))
@pytest.mark.parametrize("act", list(SETTLE))
def test_settled_promise_is_settled_once(act: str, again: str) -> None:
    town = given_town()
    promise = given_promise(town)
    SETTLE[act](promise, town.tomas.actor)
    with pytest.raises(NotFoundHere, match="settled already"):
        SETTLE[again](promise, town.tomas.actor)


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_do_not_overwrite_each_other() -> None:
    town = given_town()
    promise = given_promise(town)
    with transaction.atomic():
        SETTLE["keep"](promise, town.tomas.actor)
        other = Colleague(lambda: SETTLE["break"](promise, town.odile.actor))
        other.start()
        wait_for("the colleague standing before the case", waits_for_a_lock)
    assert isinstance(other.done().error, NotFoundHere)
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_owner_is_reminded_once_before_it_slips_and_never_after_it_is_settled() -> None:
    town = given_town()
    promise = given_promise(town, due_at=NEXT_DAY)
    Promise.objects.exclude(pk=promise.pk).delete()
    assert look_at_promises(at=NEXT_DAY - REMIND_BEFORE - timedelta(seconds=1)) == 0
    assert look_at_promises(at=NEXT_DAY - REMIND_BEFORE) == 1
    assert look_at_promises(at=NEXT_DAY - REMIND_BEFORE) == 0
    assert recorded(promise.case)[-1] == "promise.falls_due"
    keep_promise(promise_id=promise.pk, words="", by=town.tomas.actor, at=NEXT_DAY)
    assert look_at_promises(at=NEXT_WEEK) == 0
    assert not remind_of_promise(promise_id=promise.pk, at=NEXT_WEEK)


def test_promise_past_its_time_is_noted_once_and_not_in_the_very_second() -> None:
    town = given_town()
    promise = given_promise(town, due_at=NEXT_DAY)
    Promise.objects.exclude(pk=promise.pk).delete()
    look_at_promises(at=NEXT_DAY)
    assert "promise.overdue" not in recorded(promise.case)
    look_at_promises(at=NEXT_DAY + timedelta(seconds=1))
    look_at_promises(at=NEXT_WEEK)
    assert recorded(promise.case).count("promise.overdue") == 1
    promise.refresh_from_db()
    assert (promise.state, promise.overdue_at) == ("due", NEXT_DAY + timedelta(seconds=1))


def test_moved_promise_is_reminded_of_again_at_its_new_time() -> None:
    town = given_town()
    promise = given_promise(town)
    look_at_promises(at=NEXT_DAY)
    new = move_promise(
        promise_id=promise.pk, due_at=NEXT_WEEK, words="Later.", by=town.tomas.actor, at=NEXT_DAY
    )
    assert remind_of_promise(promise_id=new.pk, at=NEXT_WEEK)
    assert not note_overdue(promise_id=promise.pk, at=NEXT_WEEK)
