"""Pages read as many times as they have kinds of rows, however many rows there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import (
    ASKS,
    LATER_THAT_DAY,
    NEXT_DAY,
    PortLumen,
    a_letter,
    given_draft,
    given_letter,
    given_marks,
    given_open_case,
    given_sent_reply,
    given_town,
    known_to_search,
)

from presszero.cases.models import Case
from presszero.cases.notes import add_note

pytestmark = pytest.mark.django_db
INBOX_BUDGET, SEARCH_BUDGET, CASE_BUDGET, PROMISES_BUDGET = 20, 25, 32, 6
CLOCK = (
    '"ground_installation"'  # read again after a fifth of a second, so it is in one count and not in the next
)


def queries(client: Client, address: str) -> int:
    """Return how many times a page asks the database, once its process is warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(CLOCK not in query["sql"] for query in asked.captured_queries)


def given_cases(count: int, town: PortLumen) -> list[Case]:
    asks = list(ASKS)[:4]
    return [
        given_open_case(asks=asks, address=f"writer-{n}@lakemail.example", taken_by=town.tomas)
        for n in range(count)
    ]


def test_inbox_reads_no_more_for_forty_cases_than_for_two(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    client = at_the_desk(town.tomas, script=False)
    given_cases(2, town)
    given_cases(2, town)  # the same two customers: a case has earlier ones beside it from the beginning
    few = {view: queries(client, f"/desk/?view={view}") for view in ("mine", "team")}
    given_cases(38, town)
    many = {view: queries(client, f"/desk/?view={view}") for view in ("mine", "team")}
    assert all(many[view] <= few[view] for view in few), (
        few,
        many,
    )  # a full page has nothing else to look for
    assert max(many.values()) <= INBOX_BUDGET


def test_search_reads_no_more_than_the_inbox(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    client = at_the_desk(town.tomas, script=False)
    given_cases(2, town)
    known_to_search()
    few = queries(client, "/desk/?q=taxi")
    given_cases(20, town)
    known_to_search()
    assert queries(client, "/desk/?q=taxi") == few <= SEARCH_BUDGET


def test_case_page_reads_no_more_for_a_long_story_than_for_a_short_one(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    client = at_the_desk(town.tomas, script=False)
    (case, *_), others = given_cases(1, town), given_cases(3, town)
    for other in others:
        given_sent_reply(
            other, by=town.tomas
        )  # what three others got already: the check has an earlier reply to show
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    add_note(case_id=case.pk, text="The first", by=town.odile.actor, at=LATER_THAT_DAY)
    short = queries(client, f"/desk/cases/{case.pk}/")
    for turn in range(5):
        given_sent_reply(case, by=town.tomas)
        given_letter(a_letter(asks=list(ASKS)[:4], at=NEXT_DAY), joins=case)
        add_note(case_id=case.pk, text=f"Note {turn}", by=town.odile.actor, at=LATER_THAT_DAY)
        given_cases(1, town)  # the same customer's other cases
        given_draft(case, by=town.tomas)
        given_marks(case, by=town.tomas)
    assert queries(client, f"/desk/cases/{case.pk}/") == short
    assert short <= CASE_BUDGET


def test_due_list_reads_no_more_for_many_promises(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    client = at_the_desk(town.tomas, script=False)
    given_cases(1, town)
    few = queries(client, "/desk/promises/")
    given_cases(20, town)
    assert queries(client, "/desk/promises/") == few <= PROMISES_BUDGET
