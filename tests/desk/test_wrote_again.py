"""A second letter says of itself what somebody is told who has the case open: whose it is, and how much it asks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, a_letter, given_letter, given_open_case, given_sent_reply, given_town

from presszero.cases.models import Case

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]


def told(client: Client, case: Case) -> list[str]:
    drawn = client.get(f"/desk/cases/{case.pk}/parts/").content.decode()
    assert 'id="part-letter"' in drawn
    return re.findall(r'data-again="([^"]*)"', drawn)


@pytest.mark.parametrize(
    ("asks", "words"),
    [
        (["timetable"], "Maren Oduya wrote again: 1 new point"),
        (["timetable", "refund"], "Maren Oduya wrote again: 2 new points"),
    ],
)
def test_a_second_letter_says_how_many_points_are_new(asks: list[str], words: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case(asks=["extra buses"])
    client = at_the_desk(town.tomas)
    assert told(client, case) == []
    given_letter(a_letter(asks=asks, at=LATER_THAT_DAY), joins=case)
    assert told(client, case) == [words]


def test_one_that_asks_nothing_is_told_without_a_number(at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case(asks=["extra buses"])
    given_letter(a_letter(text="Thank you, Tomas.", at=LATER_THAT_DAY), joins=case)
    assert told(at_the_desk(town.tomas), case) == ["Maren Oduya wrote again"]


def test_what_we_wrote_and_what_a_machine_sent_is_no_second_letter(at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case(asks=["extra buses"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    away = a_letter(text="I am away until Monday.", at=LATER_THAT_DAY, automatic="auto-replied")
    given_letter(away, joins=case)
    assert told(at_the_desk(town.tomas), case) == []
