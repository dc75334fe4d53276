"""The check of words that are still being typed: what it says, and that nothing is kept of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import ANSWERS, LATER_THAT_DAY, given_draft, given_open_case, given_town

from presszero.cases.models import Case
from presszero.organisation.hours import Keeper, add_special_day
from presszero.replies.models import Draft

pytestmark = pytest.mark.django_db
# Four to know who asks and what they may see; owners only with a promise, opening hours only where it names no day.
LOOK_BUDGET, PROMISE_BUDGET, UNDATED_BUDGET = 10, 12, 15
CLOCK = '"ground_installation"'  # read again after a fifth of a second
PROMISES = "We will send you a new card by Friday."
NO_DAY = "No day in these words"
UNDATED = "We will send you a new card."
SORRY = "We are sorry for the inconvenience."


def client_of(worker: object) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"HX-Request": "true"})
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    return client


def test_words_are_checked_and_the_saved_reply_stays() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    before = Draft.objects.values_list("body", "version").get(case=case)
    answer = client_of(town.tomas).post(f"/desk/cases/{case.pk}/draft/check/", {"body": SORRY})
    page = answer.content.decode()
    assert 'id="part-check"' in page and SORRY in page
    assert ANSWERS["refund"] not in page
    assert Draft.objects.values_list("body", "version").get(case=case) == before


def test_a_stranger_hears_nothing_of_the_case() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    answer = client_of(town.ivo).post(f"/desk/cases/{case.pk}/draft/check/", {"body": SORRY})
    assert answer.status_code == 404
    assert SORRY not in answer.content.decode()


def looked(client: Client, case_id: int, words: str, shown: str = "") -> HttpResponse:
    return client.post(f"/desk/cases/{case_id}/draft/check/", {"body": words, "shown": shown})  # type: ignore[return-value]


def mark_in(answer: HttpResponse) -> str:
    found = re.search(r'data-says="(\w+)"', answer.content.decode())
    assert found, "The check of a look has no mark to be known again by."
    return found[1]


def test_what_the_page_shows_already_is_not_said_again() -> None:
    town = given_town()
    case, client = given_open_case(asks=["refund"], taken_by=town.tomas), client_of(town.tomas)
    shown = mark_in(looked(client, case.pk, SORRY))
    again = looked(client, case.pk, SORRY, shown)
    assert (again.status_code, again.content) == (204, b"")
    other = looked(client, case.pk, PROMISES, shown)
    assert other.status_code == 200 and mark_in(other) != shown


@pytest.mark.parametrize(("words", "budget"), [(SORRY, LOOK_BUDGET), (PROMISES, PROMISE_BUDGET)])
def test_a_look_asks_the_database_little(words: str, budget: int) -> None:
    town = given_town()
    case, client = given_open_case(asks=["refund"], taken_by=town.tomas), client_of(town.tomas)
    given_draft(case, by=town.tomas)
    shown = mark_in(looked(client, case.pk, words))
    assert _asked(client, case.pk, words, "") <= budget
    assert _asked(client, case.pk, words, shown) <= LOOK_BUDGET


def test_a_promise_that_names_no_day_is_offered_an_open_one_and_says_so() -> None:
    town = given_town()
    case, client = given_open_case(asks=["refund"], taken_by=town.tomas), client_of(town.tomas)
    first = _offered(client, case.pk)
    add_special_day(
        keeper=Keeper(town.transit),
        name="Moving house",
        first_on=first,
        last_on=first + timedelta(days=1),
        spans="",
        by=town.noor.actor,
        at=LATER_THAT_DAY,
    )
    assert _offered(client, case.pk) > first + timedelta(days=1)
    assert NO_DAY not in looked(client, case.pk, PROMISES).content.decode()
    assert _asked(client, case.pk, UNDATED, "") <= UNDATED_BUDGET


def _offered(client: Client, case_id: int) -> date:
    page = looked(client, case_id, UNDATED).content.decode()
    offered = re.search(r'name="due" value="([\d-]+)T', page)
    assert offered and NO_DAY in page
    return date.fromisoformat(offered[1])


def _asked(client: Client, case_id: int, words: str, shown: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        looked(client, case_id, words, shown)
    return sum(CLOCK not in query["sql"] for query in asked.captured_queries)


def test_a_closed_case_has_no_check_of_a_reply_that_nobody_can_write() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    empty = 'id="part-check" hidden'
    client = client_of(town.tomas)
    assert empty not in client.get(f"/desk/cases/{case.pk}/").content.decode()
    look = client.post(f"/desk/cases/{case.pk}/draft/check/", {"body": "Hello."}).content.decode()
    assert 'id="part-check"' in look and empty not in look
    Case.objects.filter(pk=case.pk).update(state=Case.State.CLOSED)
    Draft.objects.filter(case=case).delete()
    assert empty in client.get(f"/desk/cases/{case.pk}/").content.decode()
