"""Whoever is given work without a colleague handing it over is told of it, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import MORNING, NEXT_DAY, given_open_case, given_town

from presszero.cases.clocks import escalate
from presszero.cases.models import Case, News
from presszero.desk.more_shape import news_words
from presszero.ground.actors import SYSTEM
from presszero.lines.models import Line
from presszero.lines.turns import give_turns, return_to_line
from presszero.organisation.models import Team, Worker

pytestmark = pytest.mark.django_db


def told(worker: Worker) -> list[str]:
    news = News.objects.filter(worker=worker).select_related("case__customer", "by").order_by("id")
    return [news_words(one) for one in news]


def test_whose_turn_it_is_is_told_and_so_is_the_lead_it_comes_back_to() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(gives_turns=True, act_within_hours=1)
    Worker.objects.exclude(pk__in=[town.tomas.pk, town.noor.pk]).update(presence="away")
    case = given_open_case(asks=["refund"])
    give_turns(line_id=Line.objects.get(team=town.transit).pk, at=MORNING)
    owner = Case.objects.get(pk=case.pk).owner
    assert told(owner) == [f"It is your turn: {case.reference} is yours."]
    assert return_to_line(case_id=case.pk, at=NEXT_DAY + timedelta(days=3))
    assert told(town.noor)[-1:] == [
        f"Nobody acted on {case.reference}; it waits in its line again, and you answer for it."
    ]


def test_lead_who_gets_a_case_is_told_and_nobody_else() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    assert escalate(case=case, by=SYSTEM, at=MORNING)
    assert not escalate(case=case, by=SYSTEM, at=MORNING)
    assert told(town.noor) == [f"{case.reference} went to you, who lead on duty."]
    assert News.objects.count() == 1
