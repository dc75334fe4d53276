"""Sending: stopped by what no person has said, and by nothing else."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.cast import (
    ANSWERS,
    LATER_THAT_DAY,
    MAREN,
    NEXT_DAY,
    NEXT_WEEK,
    PortLumen,
    a_letter,
    answering_body,
    given_draft,
    given_letter,
    given_marks,
    given_open_case,
    given_sent_reply,
    given_town,
    points_of,
    recorded,
)
from tests.sealing import Colleague

from presszero.cases.actions import close_case
from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case, Contact, Promise
from presszero.pure.errors import BadInput
from presszero.replies.checking import check_draft
from presszero.replies.drafting import mark_point, settle_pledge
from presszero.replies.models import Draft
from presszero.replies.sending import NotYetSaid, customer_address, send_reply

pytestmark = pytest.mark.django_db
AT = LATER_THAT_DAY
PLEDGE = "We will send you the timetable of the extra buses."


def send(
    case: Case, town: PortLumen, by: str = "tomas", message_id: str = "answer-1@portlumen.example"
) -> Contact:
    return send_reply(case_id=case.pk, by=getattr(town, by).actor, at=AT, message_id=message_id)


def test_reply_settles_the_points_keeps_the_answers_promise_and_waits_for_the_customer() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    reply = send(case, town)
    case.refresh_from_db()
    assert (reply.kind, reply.author, reply.address) == ("reply", town.tomas, MAREN)
    assert (reply.message_id, reply.references[-1]) == (
        "answer-1@portlumen.example",
        case.contacts.first().message_id,
    )
    assert (case.state, case.answer_due_at) == ("waiting", None)
    for point, ask in zip(points_of(case), ("refund", "timetable"), strict=True):
        assert (point.state, point.settled_in, point.answer_quote) == ("answered", reply, ANSWERS[ask])
    promise = case.promises.get()
    assert (promise.kind, promise.state, promise.settled_at) == ("answer", "kept", AT)
    assert not Draft.objects.exists()
    assert recorded(case)[-4:] == ["promise.kept", "point.settled", "point.settled", "reply.sent"]


@pytest.mark.parametrize("where", ["point", "sentence"])
def test_promise_of_a_colleague_who_left_the_team_since_is_not_sent(where: str) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas, body=f"{answering_body(case)}\n\n{PLEDGE}")
    owes = {"owner_id": town.odile.pk, "due_at": NEXT_DAY, "by": town.tomas.actor, "at": AT}
    given_marks(case, by=town.tomas)
    if where == "point":
        mark_point(point_id=points_of(case)[0].pk, said="promised", **owes)
        settle_pledge(case_id=case.pk, quote=PLEDGE, is_promise=False, by=town.tomas.actor, at=AT)
    else:
        settle_pledge(case_id=case.pk, quote=PLEDGE, is_promise=True, **owes)
    town.odile.memberships.all().delete()
    with pytest.raises(BadInput, match="Choose a colleague"):
        send(case, town)
    assert not case.promises.filter(owner=town.odile).exists()


def test_point_that_nobody_marked_stops_the_send_though_the_reply_answers_it() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    given_draft(case, by=town.tomas)
    assert [each.state for each in check_draft(case=case, at=AT).check.proposals] == ["answered", "answered"]
    before = recorded(case)
    with pytest.raises(NotYetSaid, match="Sending waits for 2"):
        send(case, town)
    assert recorded(case) == before
    assert not case.contacts.filter(kind="reply").exists()


def test_promise_that_nobody_dated_stops_the_send() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas, body=f"{ANSWERS['refund']}\n\n{PLEDGE}")
    given_marks(case, by=town.tomas)
    with pytest.raises(NotYetSaid, match="Sending waits for 1"):
        send(case, town)


ADVISED_AGAINST = """\
Thank you for your feedback.

We apologise for any inconvenience caused.

As per our SLA you should have read the T&C.
"""


def test_no_advice_however_much_of_it_stops_a_send() -> None:
    town = given_town()
    many = [given_open_case(asks=["refund"], address=f"{n}@lakemail.example", proof="") for n in range(4)]
    for one in many:
        given_draft(one, by=town.tomas, body=ADVISED_AGAINST)
        (point,) = points_of(one)
        mark_point(
            point_id=point.pk,
            said="answered",
            quote="Thank you for your feedback.",
            by=town.tomas.actor,
            at=AT,
            against_check=True,
        )
        found = check_draft(case=one, at=AT).check
        assert len([finding for finding in found.findings if finding.level == "advice"]) >= 3
        assert not found.stops
        send(one, town)
    rules = {finding.rule for finding in found.findings}
    assert "form-letter" in rules


def test_promise_in_the_reply_gets_its_owner_and_time_and_the_case_is_due_then() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas, body=f"{ANSWERS['refund']}\n\n{PLEDGE}")
    given_marks(case, by=town.tomas)
    settle_pledge(
        case_id=case.pk,
        quote=PLEDGE,
        is_promise=True,
        what="the timetable",
        owner_id=town.odile.pk,
        due_at=NEXT_WEEK,
        by=town.tomas.actor,
        at=AT,
    )
    reply = send(case, town)
    promise = case.promises.get(state="due")
    assert (promise.what, promise.owner, promise.due_at, promise.made_in) == (
        "the timetable",
        town.odile,
        NEXT_WEEK,
        reply,
    )
    case.refresh_from_db()
    assert case.answer_due_at == NEXT_WEEK


@pytest.mark.parametrize("lost", ["owner", "due_at"])
def test_promise_that_lost_its_owner_or_its_time_stops_the_send(lost: str) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas, body=f"{ANSWERS['refund']}\n\n{PLEDGE}")
    given_marks(case, by=town.tomas)
    promised = {"owner_id": town.odile.pk, "due_at": NEXT_WEEK, "by": town.tomas.actor, "at": AT}
    pledge = settle_pledge(case_id=case.pk, quote=PLEDGE, is_promise=True, **promised)
    setattr(pledge, lost, None)
    pledge.save()
    with pytest.raises(BadInput, match="has no owner or no time"):
        send(case, town)
    assert not case.contacts.filter(kind="reply").exists()


def test_words_that_are_said_to_be_no_promise_make_none() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas, body=f"{ANSWERS['refund']}\n\n{PLEDGE}")
    given_marks(case, by=town.tomas)
    settle_pledge(case_id=case.pk, quote=PLEDGE, is_promise=False, by=town.tomas.actor, at=AT)
    send(case, town)
    assert not case.promises.filter(state="due").exists()


def test_point_answered_by_the_very_promise_is_promised() -> None:
    town = given_town()
    case = given_open_case(asks=["timetable"])
    given_draft(case, by=town.tomas, body=f"Dear Maren Oduya,\n\n{PLEDGE}")
    (point,) = points_of(case)
    mark_point(point_id=point.pk, said="answered", quote=PLEDGE, by=town.tomas.actor, at=AT)
    settle_pledge(
        case_id=case.pk, quote=PLEDGE, is_promise=True, owner_id=town.tomas.pk, due_at=NEXT_WEEK,
        by=town.tomas.actor, at=AT,
    )  # fmt: skip
    send(case, town)
    (point,) = points_of(case)
    assert (point.state, point.promise) == ("promised", case.promises.get(state="due"))


def test_declined_point_keeps_the_reason_the_customer_reads() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(
        case, by=town.tomas, body="Dear Maren Oduya,\n\nA taxi of another company is not ours to refund."
    )
    (point,) = points_of(case)
    mark_point(
        point_id=point.pk, said="declined", reason="Another company's fare.", by=town.tomas.actor, at=AT
    )
    send(case, town)
    (point,) = points_of(case)
    assert (point.state, point.decline_reason, point.promise) == ("declined", "Another company's fare.", None)


def given_promised_point(town: PortLumen) -> Case:
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas, body="Dear Maren Oduya,\n\nMy colleague has the taxi on her desk.")
    (point,) = points_of(case)
    mark_point(
        point_id=point.pk,
        said="promised",
        owner_id=town.odile.pk,
        due_at=NEXT_DAY,
        by=town.tomas.actor,
        at=AT,
    )
    send(case, town)
    return case


def test_promised_point_is_owed_in_the_next_reply_and_its_promise_is_kept_by_it() -> None:
    town = given_town()
    case = given_promised_point(town)
    (point,) = points_of(case)
    assert (point.state, point.promise.owner, point.promise.state) == ("promised", town.odile, "due")
    given_draft(case, by=town.odile)
    assert [each.number for each in check_draft(case=case, at=AT).points] == [1]
    given_marks(case, by=town.odile)
    send(case, town, "odile", "answer-2@portlumen.example")
    (point,) = points_of(case)
    assert (point.state, point.promise.state) == ("answered", "kept")
    case.refresh_from_db()
    assert case.answer_due_at is None


def test_point_promised_anew_moves_its_promise() -> None:
    town = given_town()
    case = given_promised_point(town)
    (point,) = points_of(case)
    given_draft(
        case, by=town.odile, body="Dear Maren Oduya,\n\nAnother colleague has the taxi on her desk now."
    )
    mark_point(
        point_id=point.pk,
        said="promised",
        owner_id=town.odile.pk,
        due_at=NEXT_WEEK,
        by=town.odile.actor,
        at=AT,
    )
    send(case, town, "odile", "answer-2@portlumen.example")
    (new,) = case.promises.filter(state=Promise.State.DUE)
    assert new.due_at == NEXT_WEEK
    point.promise.refresh_from_db()
    assert (point.promise.state, point.promise.moved_to) == ("moved", new)


def test_answered_points_are_not_owed_twice() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_sent_reply(case, by=town.tomas)
    given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    assert [point.number for point in check_draft(case=case, at=NEXT_DAY).points] == [2]


@pytest.mark.parametrize("body", ["", " \n "])
def test_empty_reply_is_not_sent(body: str) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas, body=body or "x")
    Draft.objects.update(body=body)
    with pytest.raises(BadInput, match="The reply is empty"):
        send(case, town)


def test_customer_who_left_no_address_is_not_written_to() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], address="", proof="")
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    with pytest.raises(BadInput, match="left no mail address"):
        send(case, town)


def test_closed_case_sends_nothing_until_it_is_opened_again() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=AT)
    given_draft(case, by=town.odile, body="One more thing: the receipt can stay with you.")
    with pytest.raises(BadInput, match="is closed. Open it again"):
        send(case, town, "odile", "answer-2@portlumen.example")
    case.refresh_from_db()
    assert case.is_closed


def test_stranger_sends_nothing() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    with pytest.raises(NoSuchCase):
        send(case, town, "ivo")
    assert Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_one_reply() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    with transaction.atomic():
        send(case, town)
        other = Colleague(lambda: send(case, town, "odile", "answer-2@portlumen.example"))
        other.start()
    assert other.done().answer is None or other.answer.message_id == "answer-1@portlumen.example"
    assert case.contacts.filter(kind="reply").count() == 1


def test_reply_goes_to_the_address_that_wrote_last_and_was_theirs() -> None:
    given_town()
    case = given_open_case(asks=["refund"])
    given_letter(
        a_letter(text="I also saw it.", address="stranger@elsewhere.example", at=NEXT_DAY), joins=case
    )
    assert customer_address(case) == MAREN
    case.contacts.update(address="")
    case.customer.addresses.create(value="unproved@lakemail.example")
    assert customer_address(case) == MAREN
