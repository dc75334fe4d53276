"""The lists of the inbox go on behind their last row, in the order they promise, and count honestly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import MORNING, PortLumen, given_open_case, given_town

from presszero.cases.models import Case
from presszero.inbox import lists
from presszero.inbox.lists import InboxPage, inbox_page
from presszero.organisation.models import Membership, Worker
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db


def given_cases(town: PortLumen) -> list[Case]:
    """Six open cases of two teams: two of one time, and two without any."""
    cases = []
    for number in range(6):
        to = ("transit", "library")[number % 2]
        case = given_open_case(
            asks=["refund"], address=f"w{number}@lakemail.example", to=f"{to}@portlumen.example"
        )
        case.answer_due_at = MORNING + timedelta(hours=number // 2) if number < 4 else None
        case.moved_at = MORNING + timedelta(hours=number // 2)
        case.save()
        cases.append(case)
    return cases


def whole_list(by: Worker, view: str) -> list[int]:
    """Return the ids of a list, page by page to its end."""
    ids: list[int] = []
    page = InboxPage([], {}, "begin")
    after = ""
    while page.next_after:
        page = inbox_page(by=by.actor, view=view, after=after)
        ids += [case.pk for case in page.cases]
        after = page.next_after
    return ids


@pytest.mark.parametrize("rows", [1, 2, 3, 50])
def test_pages_of_any_length_give_what_is_due_first_and_what_has_no_time_last(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = given_town()
    cases = given_cases(town)
    monkeypatch.setattr(lists, "PAGE_ROWS", rows)
    assert whole_list(town.edda, "team") == [case.pk for case in cases]
    Membership.objects.create(team=town.library, worker=town.tomas)
    assert whole_list(town.tomas, "team") == [case.pk for case in cases]


@pytest.mark.parametrize("rows", [1, 2, 50])
def test_closed_list_begins_with_what_moved_last(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    town = given_town()
    cases = given_cases(town)
    Case.objects.update(state="closed")
    monkeypatch.setattr(lists, "PAGE_ROWS", rows)
    assert whole_list(town.edda, "closed") == [case.pk for case in reversed(cases)]


def test_colleague_sees_the_teams_they_are_in_and_nobody_elses() -> None:
    town = given_town()
    cases = given_cases(town)
    assert whole_list(town.tomas, "team") == [case.pk for case in cases if case.team == town.transit]
    assert whole_list(town.ivo, "mine") == []


def test_counts_stop_where_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    town = given_town()
    given_cases(town)
    assert lists.counts(by=town.edda.actor)["team"] == 6
    monkeypatch.setattr(lists, "COUNT_AT_MOST", 3)
    assert lists.counts(by=town.edda.actor)["team"] == 4


def test_promises_are_counted_for_who_owes_them() -> None:
    town = given_town()
    given_open_case(asks=["refund"], taken_by=town.tomas)
    assert lists.counts(by=town.tomas.actor)["promises"] == 1
    assert lists.counts(by=town.odile.actor)["promises"] == 0


@pytest.mark.parametrize(
    "after", ["x", "none,", "2025-07-13,1", "none,-1", f"none,{2**63}", "0001-01-01T00:00:00+00:00,1"]
)
def test_place_that_is_none_is_refused(after: str) -> None:
    town = given_town()
    with pytest.raises(BadInput, match="from its beginning"):
        inbox_page(by=town.tomas.actor, view="mine", after=after)
