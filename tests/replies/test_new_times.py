"""A promise that cannot be kept in time: one key proposes the letter, a person sends it, and the old time is not forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    NEXT_WEEK,
    PortLumen,
    given_draft,
    given_marks,
    given_open_case,
    given_town,
    points_of,
    recorded,
)

from presszero.cases.errors import WordsMissing
from presszero.cases.history import history_of_case
from presszero.cases.models import Case, Contact, Promise
from presszero.cases.promises import keep_promise, make_promise
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.replies.checking import check_draft
from presszero.replies.drafting import save_draft, settle_pledge
from presszero.replies.new_times import propose_new_time
from presszero.replies.sending import NotYetSaid, send_reply

pytestmark = pytest.mark.django_db
WHY = "The printer of the timetables stands still until Thursday."


def given_act(town: PortLumen, case: Case) -> Promise:
    return make_promise(
        case=case,
        what="the timetable of the extra buses",
        owner_id=town.odile.pk,
        due_at=NEXT_DAY,
        kind=Promise.Kind.ACT,
        made_in=None,
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
    )


def propose(
    promise: Promise, by: Worker, *, due_at: datetime = NEXT_WEEK, at: datetime = LATER_THAT_DAY
) -> None:
    propose_new_time(promise_id=promise.pk, due_at=due_at, why=WHY, by=by.actor, at=at)


def send(case: Case, by: Worker, at: datetime = LATER_THAT_DAY) -> Contact:
    return send_reply(case_id=case.pk, by=by.actor, at=at, message_id=f"new-{case.pk}-{at.hour}@x.example")


def test_letter_says_what_was_promised_why_and_the_new_time() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    propose(given_act(town, case), town.tomas)
    body = check_draft(case=case, at=LATER_THAT_DAY).body
    for said in (
        "Dear Maren Oduya,",
        "the timetable of the extra buses",
        "Monday 14 July",
        WHY,
        "Sunday 20 July",
    ):
        assert said in body
    assert body.endswith("Tomas Vell")


def test_letter_is_written_in_the_language_of_the_case() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    Case.objects.filter(pk=case.pk).update(language="fr")
    propose(given_act(town, case), town.tomas)
    assert "dimanche 20 juillet" in check_draft(case=case, at=LATER_THAT_DAY).body


def test_nothing_moves_before_the_letter_is_sent() -> None:
    town = given_town()
    promise = given_act(town, given_open_case(asks=["refund"], taken_by=town.tomas))
    propose(promise, town.tomas)
    promise.refresh_from_db()
    assert (promise.state, promise.due_at) == ("due", NEXT_DAY)


def test_sent_letter_moves_the_promise_and_keeps_its_owner_and_its_history() -> None:
    town = given_town()
    case = given_open_case(asks=[], taken_by=town.tomas)
    promise = given_act(town, case)
    propose(promise, town.tomas)
    letter = send(case, town.tomas)
    promise.refresh_from_db()
    new = promise.moved_to
    assert (promise.state, promise.settled_words) == ("moved", WHY)
    assert new and (new.due_at, new.owner, new.what, new.made_in) == (
        NEXT_WEEK,
        town.odile,
        promise.what,
        letter,
    )
    assert case.promises.filter(what=promise.what).count() == 2
    assert letter.kind == "notice"


def test_letter_goes_through_the_check_like_any_other() -> None:
    """A point that is open stops it: a new time for one thing is no answer to another."""
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    propose(given_act(town, case), town.tomas)
    with pytest.raises(NotYetSaid):
        send(case, town.tomas)


def test_promised_answer_takes_its_points_along_to_the_new_time() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "extra buses"], taken_by=town.tomas)
    promise = case.promises.get()
    propose(promise, town.tomas)
    send(case, town.tomas)
    promise.refresh_from_db()
    assert promise.state == "moved"
    assert [(one.state, one.promise) for one in points_of(case)] == [("promised", promise.moved_to)] * 2
    case.refresh_from_db()
    assert case.answer_due_at == NEXT_WEEK


def test_new_time_for_the_answer_is_no_answer_and_stops_no_clock() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    propose(case.promises.get(), town.tomas)
    send(case, town.tomas)
    assert "notice.sent" in recorded(case)
    assert "reply.sent" not in recorded(case)
    assert "promise.kept" not in recorded(case)


def test_promise_that_slipped_stays_broken_whatever_new_time_it_is_given() -> None:
    town = given_town()
    case = given_open_case(asks=[], taken_by=town.tomas)
    promise = given_act(town, case)
    late = NEXT_DAY + timedelta(hours=1)
    propose(promise, town.tomas, at=late)
    send(case, town.tomas, at=late)
    promise.refresh_from_db()
    assert (promise.state, promise.moved_to is not None) == ("broken", True)


def test_words_rewritten_and_promised_again_still_move_the_promise() -> None:
    town = given_town()
    case = given_open_case(asks=[], taken_by=town.tomas)
    promise = given_act(town, case)
    propose(promise, town.tomas)
    body = check_draft(case=case, at=LATER_THAT_DAY).body
    was = next(line for line in body.splitlines() if "now" in line)
    quote = "We will send it to you by Saturday 19 July, 12:00."
    save_draft(
        case_id=case.pk, body=body.replace(was, quote), version=None, by=town.tomas.actor, at=LATER_THAT_DAY
    )
    with pytest.raises(NotYetSaid):
        send(case, town.tomas)
    sooner = NEXT_WEEK - timedelta(days=1)
    settle_pledge(
        case_id=case.pk, quote=quote, is_promise=True, owner_id=town.tomas.pk, due_at=sooner,
        by=town.tomas.actor, at=LATER_THAT_DAY,
    )  # fmt: skip
    send(case, town.tomas)
    promise.refresh_from_db()
    assert promise.moved_to and promise.moved_to.due_at == sooner
    assert case.promises.filter(state="due", kind="act").count() == 1


def test_what_stood_in_the_reply_stays_above_the_letter() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    promise = given_act(town, case)
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    before = check_draft(case=case, at=LATER_THAT_DAY).body
    propose(promise, town.tomas)
    propose(promise, town.tomas, due_at=NEXT_WEEK + timedelta(days=1))
    checked = check_draft(case=case, at=LATER_THAT_DAY)
    assert checked.body.startswith(before.rstrip())
    assert len([one for one in checked.pledges.values() if one.moves_id]) == 1


def test_promise_that_a_colleague_kept_meanwhile_is_not_moved() -> None:
    town = given_town()
    case = given_open_case(asks=[], taken_by=town.tomas)
    promise = given_act(town, case)
    propose(promise, town.tomas)
    keep_promise(promise_id=promise.pk, words="Sent.", by=town.odile.actor, at=LATER_THAT_DAY)
    send(case, town.tomas)
    promise.refresh_from_db()
    assert (promise.state, promise.moved_to) == ("kept", None)


def test_half_a_new_time_and_a_stranger_are_refused() -> None:
    town = given_town()
    promise = given_act(town, given_open_case(asks=["refund"], taken_by=town.tomas))
    at = LATER_THAT_DAY
    with pytest.raises(WordsMissing):
        propose_new_time(promise_id=promise.pk, due_at=NEXT_WEEK, why=" ", by=town.tomas.actor, at=at)
    with pytest.raises(BadInput, match="passed already"):
        propose_new_time(promise_id=promise.pk, due_at=MORNING, why=WHY, by=town.tomas.actor, at=at)
    with pytest.raises(NotFoundHere):
        propose_new_time(promise_id=promise.pk, due_at=NEXT_WEEK, why=WHY, by=town.ivo.actor, at=at)


def test_history_tells_what_was_promised_for_when_and_the_new_time() -> None:
    town = given_town()
    case = given_open_case(asks=[], taken_by=town.tomas)
    propose(given_act(town, case), town.tomas)
    send(case, town.tomas)
    told = "\n".join(one.words for one in history_of_case(case=case))
    assert (
        "Tomas Vell gave “the timetable of the extra buses” a new time: 20 July, 08:12 in place of 14 July, 08:12."
        in told
    )


def test_key_on_the_case_leads_to_the_letter_in_the_reply(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    promise = given_act(town, case)
    desk = at_the_desk(town.tomas)
    given = {"due": "2025-07-20T12:00", "words": WHY}
    answer = desk.post(f"/desk/promises/{promise.pk}/new-time/", given)
    assert answer["HX-Redirect"] == f"/desk/cases/{case.pk}/#part-composer"
    assert WHY in desk.get(f"/desk/cases/{case.pk}/").content.decode()


def test_promise_of_who_changed_teams_is_seen_to_by_who_gives_the_new_time() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    promise = given_act(town, case)
    town.odile.memberships.all().delete()
    propose(promise, town.tomas)
    assert case.draft.pledges.get(moves=promise).owner == town.tomas
