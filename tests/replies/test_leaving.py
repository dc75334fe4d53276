"""Between Send and the moment a reply leaves: ten seconds to take it back, or a later time."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    NEXT_WEEK,
    a_letter,
    given_draft,
    given_letter,
    given_marks,
    given_open_case,
    given_town,
    points_of,
    recorded,
    worker,
)

from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case, News
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput
from presszero.replies.drafting import DraftIsLeaving, save_draft
from presszero.replies.leaving import UNDO, LeftAlready, call_back, let_go, send_what_leaves
from presszero.replies.sending import NotYetSaid

pytestmark = pytest.mark.django_db
PRESSED = LATER_THAT_DAY
_ids = count(1)


def new_id() -> str:
    return f"leaving-{next(_ids)}@portlumen.example"


def ready_case() -> Case:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    return case


def test_it_leaves_after_ten_seconds_and_not_before() -> None:
    case, tomas = ready_case(), worker("Tomas Vell")
    let_go(case_id=case.pk, leaves_at=None, by=tomas.actor, at=PRESSED)
    assert send_what_leaves(at=PRESSED + timedelta(seconds=9), new_message_id=new_id) == 0
    assert not case.contacts.filter(kind="reply").exists()
    assert send_what_leaves(at=PRESSED + UNDO, new_message_id=new_id) == 1
    assert send_what_leaves(at=PRESSED + UNDO, new_message_id=new_id) == 0
    assert case.contacts.get(kind="reply").author == tomas
    assert points_of(case)[0].state == "answered"


def test_reply_taken_back_is_a_draft_again_and_never_leaves() -> None:
    case, odile = ready_case(), worker("Odile Farrow")
    let_go(case_id=case.pk, leaves_at=None, by=worker("Tomas Vell").actor, at=PRESSED)
    draft = call_back(case_id=case.pk, by=odile.actor, at=PRESSED)
    assert (draft.leaves_at, draft.leaving_by) == (None, None)
    assert send_what_leaves(at=NEXT_WEEK, new_message_id=new_id) == 0
    assert recorded(case)[-2:] == ["reply.let_go", "reply.called_back"]
    with pytest.raises(LeftAlready, match="left already"):
        call_back(case_id=case.pk, by=odile.actor, at=PRESSED)


def test_nobody_writes_into_what_is_on_its_way() -> None:
    case = ready_case()
    let_go(case_id=case.pk, leaves_at=None, by=worker("Tomas Vell").actor, at=PRESSED)
    for name in ("Tomas Vell", "Odile Farrow"):
        with pytest.raises(DraftIsLeaving, match="Take it back first"):
            save_draft(case_id=case.pk, body="Else", version=None, by=worker(name).actor, at=PRESSED)


def test_what_no_person_has_said_stops_it_before_it_is_let_go() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    with pytest.raises(NotYetSaid):
        let_go(case_id=case.pk, leaves_at=None, by=town.tomas.actor, at=PRESSED)


def test_later_time_is_kept_and_a_letter_that_asks_more_holds_it_back_with_a_note() -> None:
    case, tomas = ready_case(), worker("Tomas Vell")
    let_go(case_id=case.pk, leaves_at=NEXT_DAY, by=tomas.actor, at=PRESSED)
    given_letter(a_letter(asks=["timetable"], at=PRESSED + timedelta(hours=1)), joins=case)
    assert send_what_leaves(at=NEXT_DAY, new_message_id=new_id) == 0
    case.refresh_from_db()
    assert not case.contacts.filter(kind="reply").exists()
    assert "did not leave: Sending waits for 1" in case.notes.get().text
    assert News.objects.get(worker=tomas).why == "held"
    assert recorded(case)[-1] == "reply.held_back"
    assert case.draft.leaves_at is None
    assert case.draft.body
    assert send_what_leaves(at=NEXT_WEEK, new_message_id=new_id) == 0


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_time_that_has_passed_or_lies_too_far_is_refused(days: int) -> None:
    case = ready_case()
    with pytest.raises(BadInput, match="at most 90 days"):
        let_go(
            case_id=case.pk,
            leaves_at=PRESSED + timedelta(days=days),
            by=worker("Tomas Vell").actor,
            at=PRESSED,
        )


def test_stranger_neither_sends_nor_takes_back() -> None:
    case, ivo = ready_case(), worker("Ivo Castellan").actor
    with pytest.raises(NoSuchCase):
        let_go(case_id=case.pk, leaves_at=None, by=ivo, at=PRESSED)
    let_go(case_id=case.pk, leaves_at=None, by=worker("Tomas Vell").actor, at=PRESSED)
    with pytest.raises(NoSuchCase):
        call_back(case_id=case.pk, by=ivo, at=PRESSED)


@pytest.mark.parametrize(
    "left",
    [{"is_active": False}, pytest.param({"role": "planner"}, marks=pytest.mark.long), {"teams": []}],
    ids=["gone", "role", "team"],
)
def test_reply_of_who_answers_no_more_stays_and_whoever_answers_for_the_case_is_told(
    left: dict[str, Any],
) -> None:
    case, odile = ready_case(), worker("Odile Farrow")
    let_go(case_id=case.pk, leaves_at=NEXT_DAY, by=odile.actor, at=PRESSED)
    if "teams" in left:
        odile.memberships.all().delete()
    else:
        Worker.objects.filter(pk=odile.pk).update(**left)
    assert send_what_leaves(at=NEXT_DAY, new_message_id=new_id) == 0
    assert not case.contacts.filter(kind="reply").exists()
    assert "did not leave: Odile Farrow does not answer cases of the team Transit" in case.notes.get().text
    told = set(News.objects.filter(case=case, why="held").values_list("worker__name", flat=True))
    assert "Tomas Vell" in told and "Odile Farrow" not in told


def test_reply_of_an_owner_who_left_is_told_to_the_lead_on_duty() -> None:
    case, tomas = ready_case(), worker("Tomas Vell")
    let_go(case_id=case.pk, leaves_at=NEXT_DAY, by=tomas.actor, at=PRESSED)
    Worker.objects.filter(pk=tomas.pk).update(is_active=False)
    assert send_what_leaves(at=NEXT_DAY, new_message_id=new_id) == 0
    assert News.objects.filter(case=case, why="held", worker=worker("Noor Halvane")).exists()


def test_reply_let_go_anew_while_it_was_about_to_leave_waits_for_its_new_time() -> None:
    case, tomas = ready_case(), worker("Tomas Vell").actor
    let_go(case_id=case.pk, leaves_at=None, by=tomas, at=PRESSED)

    def meanwhile() -> str:
        call_back(case_id=case.pk, by=tomas, at=PRESSED + UNDO)
        let_go(case_id=case.pk, leaves_at=NEXT_DAY, by=tomas, at=PRESSED + UNDO)
        return new_id()

    assert send_what_leaves(at=PRESSED + UNDO, new_message_id=meanwhile) == 0
    assert send_what_leaves(at=NEXT_DAY, new_message_id=new_id) == 1
