"""Mending what we understood: add, word, merge, split, take out, and the customer's "you missed this"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    PortLumen,
    given_open_case,
    given_sent_reply,
    given_town,
    points_of,
    recorded,
)
from tests.sealing import Colleague, waits_for_a_lock
from tests.waiting import wait_for

from presszero.cases.errors import WordsMissing
from presszero.cases.models import Case, Point
from presszero.cases.points import (
    LONGEST_ASK,
    add_point,
    edit_point,
    merge_point,
    miss_point,
    note_points,
    split_point,
    take_out_point,
)
from presszero.ground.actors import SYSTEM, Actor
from presszero.pure.errors import BadInput, NotFoundHere, PressZeroError

pytestmark = pytest.mark.django_db
AT = LATER_THAT_DAY
TWO_IN_ONE = "Please refund the taxi, which cost 41.50, and tell me when line 7 runs again."


def given_point(text: str = TWO_IN_ONE) -> Point:
    """A case with one point that fills a letter of its own."""
    case = given_open_case(asks=["refund"])
    contact = case.contacts.get()
    contact.text = text
    contact.save(update_fields=["text"])
    case.points.all().delete()
    details = [
        {
            "kind": kind,
            "start": text.find(words),
            "end": text.find(words) + len(words),
            "text": words,
            "value": words,
        }
        for kind, words in (("amount", "41.50"), ("route", "line 7"))
        if words in text
    ]
    found = {"kind": "request", "start": 0, "end": len(text), "details": details}
    return note_points(contact=contact, found=[found], by=SYSTEM, at=MORNING)[0]


def test_selected_words_become_the_next_point_without_the_space_around_them() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    letter = case.contacts.get()
    start = letter.text.index("Good morning")
    point = add_point(
        case_id=case.pk, contact_id=letter.pk, start=start, end=start + 14, by=town.tomas.actor, at=AT
    )
    assert (point.number, point.text, point.state) == (2, "Good morning,", "open")
    assert letter.text[point.start : point.end] == point.text
    assert recorded(case)[-1] == "point.found"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (13, 15), (99_999, 100_000), (-5, 0)])
def test_selection_without_words_is_no_point(start: int, end: int) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    letter = case.contacts.get()
    with pytest.raises(BadInput, match="Select the words"):
        add_point(case_id=case.pk, contact_id=letter.pk, start=start, end=end, by=town.tomas.actor, at=AT)


def test_our_own_reply_and_another_cases_letter_hold_no_points_of_this_one() -> None:
    town = given_town()
    case, other = (
        given_open_case(asks=["refund"]),
        given_open_case(asks=["refund"], address="y@lakemail.example"),
    )
    reply = given_sent_reply(case, by=town.tomas)
    for contact in (reply, other.contacts.get()):
        with pytest.raises(NotFoundHere):
            add_point(case_id=case.pk, contact_id=contact.pk, start=0, end=9, by=town.tomas.actor, at=AT)


def test_wording_changes_and_the_customers_own_words_stay() -> None:
    town = given_town()
    point = given_point()
    edited = edit_point(point_id=point.pk, ask=" Refund of the taxi ", by=town.tomas.actor, at=AT)
    assert (edited.ask, edited.text) == ("Refund of the taxi", TWO_IN_ONE)
    assert recorded(point.case)[-1] == "point.edited"


def test_wording_must_say_something_and_not_everything() -> None:
    town = given_town()
    point = given_point()
    with pytest.raises(WordsMissing):
        edit_point(point_id=point.pk, ask=" ", by=town.tomas.actor, at=AT)
    with pytest.raises(BadInput, match=f"{LONGEST_ASK + 1} letters are more than {LONGEST_ASK}"):
        edit_point(point_id=point.pk, ask="x" * (LONGEST_ASK + 1), by=town.tomas.actor, at=AT)


def test_merged_point_is_answered_with_the_one_it_went_into() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "extra buses", "timetable"])
    first, second, third = points_of(case)
    merge_point(point_id=third.pk, into=second.pk, by=town.tomas.actor, at=AT)
    stays = merge_point(point_id=second.pk, into=first.pk, by=town.tomas.actor, at=AT)
    assert stays == first
    assert points_of(case) == [first]
    assert set(first.merged.all()) == {second, third}
    assert recorded(case)[-1] == "point.merged"


def test_point_merges_into_no_other_case_and_not_into_itself() -> None:
    town = given_town()
    case, other = (
        given_open_case(asks=["refund"]),
        given_open_case(asks=["refund"], address="y@lakemail.example"),
    )
    (point,), (foreign,) = points_of(case), points_of(other)
    for into in (point.pk, foreign.pk, 10**12):
        with pytest.raises(BadInput, match="another point of this case"):
            merge_point(point_id=point.pk, into=into, by=town.tomas.actor, at=AT)


def test_split_gives_each_half_its_own_words_and_details() -> None:
    town = given_town()
    point = given_point()
    first, second = split_point(
        point_id=point.pk, after=TWO_IN_ONE.index(" and tell"), by=town.tomas.actor, at=AT
    )
    assert first.text == "Please refund the taxi, which cost 41.50,"
    assert second.text == "and tell me when line 7 runs again."
    assert [detail["text"] for detail in first.details] == ["41.50"]
    assert [detail["text"] for detail in Point.objects.get(pk=second.pk).details] == ["line 7"]
    assert Point.objects.get(pk=first.pk).details == first.details
    assert recorded(point.case)[-2:] == ["point.split", "point.found"]


@pytest.mark.parametrize("after", [-3, 0, len(TWO_IN_ONE), 10_000])
def test_cut_outside_the_point_changes_nothing(after: int) -> None:
    town = given_town()
    point = given_point()
    with pytest.raises(BadInput, match="Put the cut between two of its words"):
        split_point(point_id=point.pk, after=after, by=town.tomas.actor, at=AT)
    assert points_of(point.case) == [point]


def test_point_that_was_never_asked_is_taken_out_with_the_reason() -> None:
    town = given_town()
    point = given_point()
    with pytest.raises(WordsMissing):
        take_out_point(point_id=point.pk, why=" ", by=town.tomas.actor, at=AT)
    out = take_out_point(point_id=point.pk, why="She tells, she does not ask.", by=town.tomas.actor, at=AT)
    assert (out.taken_out_at, out.taken_out_why) == (AT, "She tells, she does not ask.")
    assert points_of(point.case) == []
    assert recorded(point.case)[-1] == "point.taken_out"


def test_number_of_a_point_taken_out_is_not_given_again() -> None:
    town = given_town()
    point = given_point()
    take_out_point(point_id=point.pk, why="no ask", by=town.tomas.actor, at=AT)
    again = add_point(
        case_id=point.case_id, contact_id=point.contact_id, start=0, end=9, by=town.tomas.actor, at=AT
    )
    assert again.number == 2


def test_customer_who_was_missed_opens_the_point_again_with_their_words() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_sent_reply(case, by=town.tomas)
    (point,) = points_of(case)
    missed = miss_point(
        point_id=point.pk, words=" It was 46.50. ", by=Actor("customer", case.customer_id), at=NEXT_DAY
    )
    assert (missed.state, missed.settled_at) == ("open", None)
    assert (missed.missed_at, missed.missed_words) == (NEXT_DAY, "It was 46.50.")
    assert recorded(case)[-1] == "point.missed"


def test_another_customer_misses_nothing_here() -> None:
    given_town()
    case, other = (
        given_open_case(asks=["refund"]),
        given_open_case(asks=["refund"], address="y@lakemail.example"),
    )
    (point,) = points_of(case)
    with pytest.raises(NotFoundHere):
        miss_point(point_id=point.pk, words="x", by=Actor("customer", other.customer_id), at=NEXT_DAY)


ACTS: dict[str, Callable[[Point, Actor], Any]] = {
    "add": lambda p, by: add_point(case_id=p.case_id, contact_id=p.contact_id, start=0, end=9, by=by, at=AT),
    "edit": lambda p, by: edit_point(point_id=p.pk, ask="x", by=by, at=AT),
    "merge": lambda p, by: merge_point(point_id=p.pk, into=p.pk + 1, by=by, at=AT),
    "split": lambda p, by: split_point(point_id=p.pk, after=9, by=by, at=AT),
    "take out": lambda p, by: take_out_point(point_id=p.pk, why="x", by=by, at=AT),
    "miss": lambda p, by: miss_point(point_id=p.pk, words="x", by=by, at=AT),
}


@pytest.mark.parametrize("act", list(ACTS))
def test_stranger_mends_nothing(act: str) -> None:
    town = given_town()
    point = given_point()
    before = list(Point.objects.values())
    with pytest.raises(NotFoundHere):
        ACTS[act](point, town.ivo.actor)
    assert list(Point.objects.values()) == before


@pytest.mark.parametrize("act", [act for act in ACTS if act != "add"])
def test_point_that_is_gone_is_mended_no_more(act: str) -> None:
    town = given_town()
    point = given_point()
    take_out_point(point_id=point.pk, why="no ask", by=town.tomas.actor, at=AT)
    with pytest.raises(NotFoundHere):
        ACTS[act](point, town.tomas.actor)


@pytest.mark.django_db(transaction=True)
def test_point_taken_out_while_a_colleague_was_wording_it_stays_as_it_was() -> None:
    from django.db import transaction

    town = given_town()
    point = given_point()
    with transaction.atomic():
        take_out_point(point_id=point.pk, why="no ask", by=town.tomas.actor, at=AT)
        wording = Colleague(lambda: edit_point(point_id=point.pk, ask="Refund", by=town.odile.actor, at=AT))
        wording.start()
        wait_for("the colleague standing before the case", waits_for_a_lock)
    assert isinstance(wording.done().error, NotFoundHere)
    assert Point.objects.get(pk=point.pk).ask == point.ask


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "split", "merge", "take out"]), st.integers(0, 200), st.integers(0, 200)
    ),
    max_size=12,
)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
def test_however_points_are_mended_numbers_stay_their_own_and_spans_stay_in_the_text(
    steps: list[tuple[str, int, int]],
) -> None:
    town = given_town()
    point = given_point()
    for step, one, other in steps:
        _take_step(town, point.case, step, one, other)
    every = list(Point.objects.filter(case=point.case))
    numbers = [each.number for each in every]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    for each in every:
        assert 0 <= each.start < each.end <= len(TWO_IN_ONE)
        assert each.text == TWO_IN_ONE[each.start : each.end]
        assert each.text == each.text.strip()
        assert all(each.start <= d["start"] < d["end"] <= each.end for d in each.details)
        assert each.merged_into is None or each.merged_into.merged_into is None
    Point.objects.all().delete()
    Case.objects.all().delete()


def _take_step(town: PortLumen, case: Case, step: str, one: int, other: int) -> None:
    live, by = points_of(case), town.tomas.actor
    contact_id = case.contacts.get().pk
    try:
        if step == "add":
            add_point(case_id=case.pk, contact_id=contact_id, start=one, end=other, by=by, at=AT)
        elif live and step == "split":
            split_point(point_id=live[one % len(live)].pk, after=other, by=by, at=AT)
        elif live and step == "merge":
            merge_point(point_id=live[one % len(live)].pk, into=live[other % len(live)].pk, by=by, at=AT)
        elif live:
            take_out_point(point_id=live[one % len(live)].pk, why="no ask", by=by, at=AT)
    except PressZeroError:
        pass  # a refusal is an answer too; the law holds after it
