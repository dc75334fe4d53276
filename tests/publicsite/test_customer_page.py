"""The customer's own page: what was promised and how it went, in words that hide nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, MORNING, NEXT_DAY, NEXT_WEEK, PortLumen, given_open_case, given_town

from presszero.cases.links import new_link
from presszero.cases.models import Case, Promise
from presszero.cases.promises import keep_promise, make_promise, move_promise
from presszero.ground import clock

pytestmark = pytest.mark.django_db


def given_promise(town: PortLumen, case: Case) -> Promise:
    return make_promise(
        case=case, what="the timetable", owner_id=town.tomas.pk, due_at=NEXT_DAY, kind="act", made_in=None,
        by=town.tomas.actor, at=MORNING,
    )  # fmt: skip


def page_of(client: Client, case: Case, at: datetime = LATER_THAT_DAY) -> str:
    clock.shift_to(at)
    token = new_link(case=case, sent_to="", at=at)
    return client.get(f"/c/{token}/").content.decode()


def test_moved_promise_shows_its_new_time_the_old_one_and_why(client: Client) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    promise = given_promise(town, case)
    by = town.tomas.actor
    move_promise(promise_id=promise.pk, due_at=NEXT_WEEK, words="The printer.", by=by, at=LATER_THAT_DAY)
    page = page_of(client, case)
    assert page.count("the timetable") == 1
    assert "by Sun 20 Jul, 08:12" in page
    assert "Promised by tomorrow 08:12 before: The printer." in page


def test_promise_past_its_time_reads_as_not_kept_before_anybody_says_so(client: Client) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_promise(town, case)
    page = page_of(client, case, at=NEXT_DAY + timedelta(hours=1))
    assert "Not kept by today, 08:12; we still owe it to you" in page


def test_promise_kept_after_its_time_is_not_called_kept_in_time(client: Client) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    promise = given_promise(town, case)
    late = NEXT_DAY + timedelta(hours=1)
    keep_promise(promise_id=promise.pk, words="It is in the post.", by=town.tomas.actor, at=late)
    assert "Kept too late, 09:12" in page_of(client, case, at=late)
