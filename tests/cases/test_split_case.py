"""One case holds two matters: points, or whole letters, become a case of their own."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    NEXT_WEEK,
    a_letter,
    given_draft,
    given_letter,
    given_open_case,
    given_town,
    points_of,
    recorded,
)

from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case, Contact
from presszero.cases.news import together_on
from presszero.cases.splitting import split_case
from presszero.ground.files import store_file
from presszero.ground.models import RecordLine
from presszero.intake.threading import case_it_joins
from presszero.pure.errors import BadInput
from presszero.replies.drafting import mark_point
from presszero.replies.sending import send_reply

pytestmark = pytest.mark.django_db


def test_points_leave_with_a_copy_of_their_letter_and_the_time_the_customer_was_told() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"], taken_by=town.tomas)
    letter = case.contacts.get(kind="letter")
    stored = store_file([b"receipt"], at=LATER_THAT_DAY)
    letter.attachments.create(file=stored, name="receipt.txt", content_type="text/plain")
    stays, leaves = points_of(case)
    new = split_case(case_id=case.pk, title="", point_ids=[leaves.pk], by=town.tomas.actor, at=LATER_THAT_DAY)
    assert [point.text for point in points_of(case)] == [stays.text]
    (moved,) = points_of(new)
    assert (moved.pk, moved.number, moved.text) == (leaves.pk, 1, leaves.text)
    copy = new.contacts.get()
    assert (copy.copy_of, copy.text, copy.confirmed_ours) == (letter, letter.text, letter.confirmed_ours)
    assert copy.text[moved.start : moved.end] == moved.text
    assert [file.name for file in copy.attachments.all()] == ["receipt.txt"]
    assert case.contacts.filter(pk=letter.pk).exists()
    assert (new.customer, new.owner, new.owner_why) == (case.customer, town.tomas, "split")
    assert RecordLine.objects.get(kind="case.opened", case_id=new.pk).facts["owner"] == town.tomas.pk
    assert new.answer_due_at == case.answer_due_at == new.promises.get().due_at
    assert [one.case for one in together_on(case=new, by=town.tomas.actor).links] == [case]
    assert "case.split" in recorded(case)
    connection.check_constraints()


def test_whole_letters_leave_and_later_mail_follows_them() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    other = given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    new = split_case(case_id=case.pk, title="Books", contact_ids=[other.pk], by=town.tomas.actor, at=NEXT_DAY)
    other.refresh_from_db()
    assert (other.case, new.title, other.copy_of) == (new, "Books", None)
    assert [point.contact for point in points_of(new)] == [other]
    joins = case_it_joins(reply_tokens=[], message_ids=[other.message_id], address=other.address)
    assert joins == new
    first = case.contacts.get(kind="letter")
    assert case_it_joins(reply_tokens=[], message_ids=[first.message_id], address=first.address) == case


def test_letter_that_was_copied_is_still_answered_where_it_arrived() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    letter, (_, leaves) = case.contacts.get(kind="letter"), points_of(case)
    split_case(case_id=case.pk, title="", point_ids=[leaves.pk], by=town.tomas.actor, at=NEXT_DAY)
    assert case_it_joins(reply_tokens=[], message_ids=[letter.message_id], address=letter.address) == case


def promised_together() -> tuple[Case, list[int]]:
    town = given_town()
    case = given_open_case(asks=["refund", "extra buses", "timetable"], taken_by=town.tomas)
    given_draft(case, by=town.tomas, body="This is about all of it.")
    for point in points_of(case):
        mark_point(
            point_id=point.pk,
            said="promised",
            owner_id=town.tomas.pk,
            due_at=NEXT_WEEK,
            by=town.tomas.actor,
            at=LATER_THAT_DAY,
        )
    send_reply(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY, message_id="one@portlumen.example")
    first, second, _ = points_of(case)
    second.promise = first.promise
    second.save(update_fields=["promise"])
    return case, [point.pk for point in points_of(case)]


def test_promise_goes_along_with_its_points_and_is_never_torn() -> None:
    case, (first, second, third) = promised_together()
    tomas = given_town().tomas.actor
    with pytest.raises(BadInput, match="Points 1, 2 rest on one promise"):
        split_case(case_id=case.pk, title="", point_ids=[first], by=tomas, at=NEXT_DAY)
    new = split_case(case_id=case.pk, title="", point_ids=[first, second], by=tomas, at=NEXT_DAY)
    shared = points_of(new)[0].promise
    assert shared is not None and shared.case == new
    assert (new.state, new.answer_due_at) == ("waiting", NEXT_WEEK)
    assert [point.pk for point in points_of(case)] == [third]


def test_nothing_or_everything_or_another_cases_is_refused() -> None:
    town = given_town()
    case, other = given_open_case(asks=["refund"]), given_open_case(asks=["refund"])
    letter, theirs = case.contacts.get(kind="letter"), points_of(other)[0]
    before = Case.objects.count(), Contact.objects.count()
    for chosen in ({}, {"contact_ids": [letter.pk]}, {"point_ids": [theirs.pk]}, {"contact_ids": [10**9]}):
        with pytest.raises(BadInput):
            split_case(case_id=case.pk, title="", by=town.tomas.actor, at=NEXT_DAY, **chosen)
    assert (Case.objects.count(), Contact.objects.count()) == before


def test_stranger_splits_nothing() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    with pytest.raises(NoSuchCase):
        split_case(
            case_id=case.pk, title="", point_ids=[points_of(case)[0].pk], by=town.ivo.actor, at=NEXT_DAY
        )
    assert len(points_of(case)) == 2
