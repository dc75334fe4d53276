"""Lines: a case waits in one line, until somebody takes it."""

from __future__ import annotations

import pytest
from tests.cast import LATER_THAT_DAY, MORNING, NEXT_DAY, given_open_case, given_town, recorded

from presszero.cases.actions import take_case
from presszero.ground.models import RecordLine
from presszero.lines.actions import join_line, leave_line
from presszero.lines.models import Line, Waiting
from presszero.wiring import leave_the_line

pytestmark = pytest.mark.django_db


def test_new_case_waits_in_its_teams_line_from_the_first_minute() -> None:
    town = given_town()
    case = given_open_case()
    waiting = Waiting.objects.get(case=case)
    assert (waiting.line.team, waiting.since) == (town.transit, MORNING)
    assert "line.joined" in recorded(case)


def test_case_waits_in_one_line_only() -> None:
    town = given_town()
    case = given_open_case()
    join_line(case=case, by=town.tomas.actor, at=NEXT_DAY)
    assert Waiting.objects.filter(case=case).count() == 1


def test_team_without_a_line_gets_one() -> None:
    town = given_town()
    case = given_open_case()
    Waiting.objects.all().delete()
    Line.objects.all().delete()
    waiting = join_line(case=case, by=town.tomas.actor, at=NEXT_DAY)
    assert (waiting.line.name, waiting.line.team) == ("Transit", town.transit)


def test_who_takes_the_case_takes_it_out_of_its_line_and_twice_is_once() -> None:
    town = given_town()
    case = given_open_case()
    take_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    line = RecordLine.objects.get(kind="case.taken")
    leave_the_line(line)
    leave_the_line(line)
    assert not Waiting.objects.filter(case=case).exists()
    assert recorded(case).count("line.left") == 1


def test_leaving_says_whether_it_stood_in_one() -> None:
    town = given_town()
    case = given_open_case()
    assert leave_line(case=case, by=town.tomas.actor, at=NEXT_DAY)
    assert not leave_line(case=case, by=town.tomas.actor, at=NEXT_DAY)
