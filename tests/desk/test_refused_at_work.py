"""What is not there, or not open to somebody, is said to a colleague within their desk, and to others on a page of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import given_open_case, given_town

pytestmark = pytest.mark.django_db
RAIL = 'class="rail"'


@pytest.mark.parametrize(
    ("address", "status"),
    [("/desk/cases/99999/", 404), ("/desk/nope/", 404), ("/office/nope/", 404), ("/office/team/", 403)],
)
def test_colleague_keeps_the_rail_and_is_led_to_the_inbox(
    address: str, status: int, at_the_desk: Callable[..., Client]
) -> None:
    town = given_town()
    answer = at_the_desk(town.tomas, script=False).get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert RAIL in page and '<a class="button primary" href="/desk/">To the inbox</a>' in page
    assert 'href="/">' not in page


def test_case_of_another_team_says_no_more_than_one_that_never_was(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    case, desk = given_open_case(asks=["refund"]), at_the_desk(town.ivo, script=False)
    theirs, nobodys = (
        desk.get(f"/desk/cases/{number}/").content.decode() for number in (case.pk, case.pk + 9999)
    )
    assert "belongs to another team" in theirs and case.title not in theirs
    assert ("belongs to another team" in nobodys) and RAIL in nobodys


@pytest.mark.parametrize("address", ["/nope/", "/c/nope/"])
def test_elsewhere_nothing_of_the_desk_is_shown(address: str, at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    for client in (Client(), at_the_desk(town.tomas, script=False)):
        answer = client.get(address)
        assert answer.status_code == 404 and RAIL not in answer.content.decode()
