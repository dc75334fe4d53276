"""Marks and pledges: what a person says of each point and each promise of the draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.cast import (
    ANSWERS,
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    NEXT_WEEK,
    given_draft,
    given_open_case,
    given_town,
    points_of,
    recorded,
)

from presszero.cases.models import Case
from presszero.cases.points import merge_point, take_out_point
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.replies.checking import CheckedDraft, check_draft
from presszero.replies.drafting import mark_point, save_draft, settle_pledge, unmark_point, unsettle_pledge
from presszero.replies.models import Mark, Pledge

pytestmark = pytest.mark.django_db
AT = LATER_THAT_DAY
PLEDGE = "We will send you the timetable of the extra buses."


def checked(case: Case) -> CheckedDraft:
    return check_draft(case=case, at=AT)


def test_mark_names_the_words_that_answer() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas)
    (point,) = points_of(case)
    mark = mark_point(point_id=point.pk, said="answered", quote=ANSWERS["refund"], by=town.tomas.actor, at=AT)
    assert (mark.by, mark.at, mark.quote) == (town.tomas, AT, ANSWERS["refund"])
    assert set(checked(case).marks) == {1}
    assert recorded(case)[-1] == "point.marked"


def test_saying_something_else_replaces_what_was_said() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas)
    (point,) = points_of(case)
    mark_point(point_id=point.pk, said="answered", quote=ANSWERS["refund"], by=town.tomas.actor, at=AT)
    mark_point(point_id=point.pk, said="declined", reason="Not a fare of ours.", by=town.odile.actor, at=AT)
    mark = Mark.objects.get()
    assert (mark.said, mark.reason, mark.by) == ("declined", "Not a fare of ours.", town.odile)


HALVES: list[dict[str, Any]] = [
    {"said": "maybe"},
    {"said": "answered"},
    {"said": "answered", "quote": " "},
    {"said": "declined"},
    {"said": "declined", "reason": "  "},
    {"said": "promised"},
    {"said": "promised", "due_at": NEXT_DAY},
    {"said": "promised", "owner_id": 1},
    {"said": "promised", "owner_id": 1, "due_at": MORNING},
    {"said": "promised", "owner_id": 10**9, "due_at": NEXT_DAY},
]


@pytest.mark.parametrize("half", HALVES, ids=str)
def test_half_a_word_is_none(half: dict[str, Any]) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas)
    if half.get("owner_id") == 1:
        half = half | {"owner_id": town.tomas.pk}
    (point,) = points_of(case)
    with pytest.raises(BadInput):
        mark_point(point_id=point.pk, by=town.tomas.actor, at=AT, **half)
    assert not Mark.objects.exists()


def given_marked(town: Any) -> Case:
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas)
    (point,) = points_of(case)
    mark_point(point_id=point.pk, said="answered", quote=ANSWERS["refund"], by=town.tomas.actor, at=AT)
    return case


def rewritten(case: Case, town: Any, body: str) -> CheckedDraft:
    save_draft(case_id=case.pk, body=body, version=None, by=town.tomas.actor, at=AT)
    return checked(case)


def test_mended_sentence_keeps_its_mark_and_the_mark_follows_the_new_words() -> None:
    town = given_town()
    case = given_marked(town)
    mended = ANSWERS["refund"].replace("in full", "in full and at once")
    found = rewritten(case, town, f"Dear Maren Oduya,\n\n{mended}")
    assert found.marks[1].quote == mended
    assert found.may_send


def test_sentence_that_was_taken_out_takes_its_mark_along() -> None:
    town = given_town()
    case = given_marked(town)
    found = rewritten(case, town, "Dear Maren Oduya,\n\nThe buses run again as on every other evening.")
    assert found.marks == {}
    assert [finding.number for finding in found.check.stops] == [1]
    assert not found.may_send


def test_sentence_that_comes_back_has_its_mark_again() -> None:
    town = given_town()
    case = given_marked(town)
    rewritten(case, town, "Dear Maren Oduya,")
    assert rewritten(case, town, f"Dear Maren,\n\n{ANSWERS['refund']}").may_send


def test_what_was_said_can_be_taken_back() -> None:
    town = given_town()
    case = given_marked(town)
    (point,) = points_of(case)
    unmark_point(point_id=point.pk, by=town.tomas.actor, at=AT)
    assert checked(case).marks == {}
    assert recorded(case)[-1] == "point.unmarked"
    before = recorded(case)
    unmark_point(point_id=point.pk, by=town.tomas.actor, at=AT)
    assert recorded(case) == before


def test_point_that_is_gone_takes_its_mark_along() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    given_draft(case, by=town.tomas)
    first, second = points_of(case)
    for point, ask in ((first, "refund"), (second, "timetable")):
        mark_point(point_id=point.pk, said="answered", quote=ANSWERS[ask], by=town.tomas.actor, at=AT)
    merge_point(point_id=second.pk, into=first.pk, by=town.tomas.actor, at=AT)
    assert set(checked(case).marks) == {1}
    take_out_point(point_id=first.pk, why="no ask", by=town.tomas.actor, at=AT)
    assert checked(case).marks == {}
    with pytest.raises(NotFoundHere):
        mark_point(point_id=first.pk, said="declined", reason="x", by=town.tomas.actor, at=AT)


def given_pledge(
    town: Any, case: Case, *, is_promise: bool = True, due_at: datetime | None = NEXT_WEEK
) -> Pledge:
    return settle_pledge(
        case_id=case.pk,
        quote=PLEDGE,
        is_promise=is_promise,
        owner_id=town.odile.pk if is_promise else None,
        due_at=due_at if is_promise else None,
        by=town.tomas.actor,
        at=AT,
    )


def test_promise_in_the_draft_stops_until_a_person_dates_it_or_says_that_it_is_none() -> None:
    town = given_town()
    case = given_marked(town)
    body = f"Dear Maren Oduya,\n\n{ANSWERS['refund']}\n\n{PLEDGE}"
    assert [finding.rule for finding in rewritten(case, town, body).check.stops] == ["promise-undated"]
    pledge = given_pledge(town, case)
    assert checked(case).may_send
    unsettle_pledge(case_id=case.pk, pledge_id=pledge.pk, by=town.tomas.actor, at=AT)
    assert not checked(case).may_send
    given_pledge(town, case, is_promise=False)
    assert checked(case).may_send
    assert recorded(case)[-3:] == ["pledge.settled", "pledge.unsettled", "pledge.settled"]


def test_promise_whose_words_changed_wants_a_persons_word_again() -> None:
    """Who dated "the timetable" has not dated "a new timetable and a refund"."""
    town = given_town()
    case = given_marked(town)
    rewritten(case, town, f"{ANSWERS['refund']}\n\n{PLEDGE}")
    given_pledge(town, case)
    changed = rewritten(
        case, town, f"{ANSWERS['refund']}\n\nWe will send you the new timetable and a voucher."
    )
    assert [finding.rule for finding in changed.check.stops] == ["promise-undated"]


@pytest.mark.parametrize("due_at", [None, MORNING, AT])
def test_promise_needs_a_time_that_lies_ahead(due_at: datetime | None) -> None:
    town = given_town()
    case = given_marked(town)
    with pytest.raises(BadInput):
        given_pledge(town, case, due_at=due_at)
    assert not Pledge.objects.exists()


def test_promise_without_words_is_refused() -> None:
    town = given_town()
    case = given_marked(town)
    with pytest.raises(BadInput, match="Name the words"):
        settle_pledge(case_id=case.pk, quote=" ", is_promise=False, by=town.tomas.actor, at=AT)


def test_stranger_says_nothing_of_points_and_promises() -> None:
    town = given_town()
    case = given_marked(town)
    (point,) = points_of(case)
    before = recorded(case)
    for act in (
        lambda: mark_point(point_id=point.pk, said="declined", reason="x", by=town.ivo.actor, at=AT),
        lambda: unmark_point(point_id=point.pk, by=town.ivo.actor, at=AT),
        lambda: settle_pledge(case_id=case.pk, quote="x", is_promise=False, by=town.ivo.actor, at=AT),
        lambda: unsettle_pledge(case_id=case.pk, pledge_id=1, by=town.ivo.actor, at=AT),
    ):
        with pytest.raises(NotFoundHere):
            act()
    assert recorded(case) == before
    assert Mark.objects.get().said == "answered"


def test_point_whose_answer_is_promised_is_not_counted_as_settled(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "extra buses"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    first, second = points_of(case)
    quote = "The taxi is refunded in full"
    mark_point(point_id=first.pk, said="answered", quote=quote, by=town.tomas.actor, at=LATER_THAT_DAY)
    mark_point(
        point_id=second.pk, said="promised", owner_id=town.tomas.pk, due_at=NEXT_DAY, by=town.tomas.actor,
        at=LATER_THAT_DAY,
    )  # fmt: skip
    assert "1 of 2 settled" in at_the_desk(town.tomas).get(f"/desk/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize(
    "who", ["stranger", *(pytest.param(one, marks=pytest.mark.long) for one in ("gone", "planner"))]
)
def test_promise_is_given_only_to_who_sees_the_case_and_may_answer_it(who: str) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    owner = town.ivo if who == "stranger" else town.odile
    changed = {"gone": {"is_active": False}, "planner": {"role": "planner"}}.get(who, {})
    Worker.objects.filter(pk=owner.pk).update(name=owner.name, **changed)
    given = {"owner_id": owner.pk, "due_at": NEXT_DAY, "by": town.tomas.actor, "at": AT}
    with pytest.raises(BadInput, match="answers cases of the team Transit"):
        mark_point(point_id=points_of(case)[0].pk, said="promised", **given)
    with pytest.raises(BadInput, match="answers cases of the team Transit"):
        settle_pledge(case_id=case.pk, quote=PLEDGE, is_promise=True, **given)
    assert not Mark.objects.exists() and not Pledge.objects.exists()


def test_promise_names_no_point_of_another_case() -> None:
    town = given_town()
    case, other = given_open_case(asks=["refund"]), given_open_case(asks=["timetable"], address="b@x.example")
    promised = {"owner_id": town.odile.pk, "due_at": NEXT_DAY, "by": town.tomas.actor, "at": AT}
    for named, kept in ((points_of(case)[0], points_of(case)[0]), (points_of(other)[0], None)):
        pledge = settle_pledge(case_id=case.pk, quote=PLEDGE, is_promise=True, point_id=named.pk, **promised)
        assert pledge.point == kept


def test_pledge_of_another_case_is_not_taken_back_here() -> None:
    town = given_town()
    case, other = given_open_case(asks=["refund"]), given_open_case(asks=["timetable"], address="b@x.example")
    pledge = settle_pledge(case_id=other.pk, quote=PLEDGE, is_promise=False, by=town.tomas.actor, at=AT)
    unsettle_pledge(case_id=case.pk, pledge_id=pledge.pk, by=town.tomas.actor, at=AT)
    assert Pledge.objects.filter(pk=pledge.pk).exists()
    unsettle_pledge(case_id=other.pk, pledge_id=pledge.pk, by=town.tomas.actor, at=AT)
    assert not Pledge.objects.exists()
