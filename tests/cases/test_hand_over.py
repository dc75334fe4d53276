"""Handing over: what was learnt goes along, so that the customer repeats nothing."""

from __future__ import annotations

import pytest
from tests.cast import LATER_THAT_DAY, given_open_case, given_town, recorded

from presszero.cases.actions import hand_over
from presszero.cases.errors import NoSuchCase, WordsMissing
from presszero.cases.models import Case
from presszero.desk.owners import owners_of
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db
LEARNT = "She has the taxi's receipt; planning knows why there were no buses."


def hand(case: Case, to: Worker, by: Worker, words: str = LEARNT) -> Case:
    return hand_over(case_id=case.pk, to=to.pk, words=words, by=by.actor, at=LATER_THAT_DAY)


def test_teammate_owns_it_from_now_on_and_reads_what_was_learnt() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    handed = hand(case, town.odile, town.tomas)
    assert (handed.owner, handed.owner_why, handed.owner_since) == (town.odile, "handed-over", LATER_THAT_DAY)
    note = case.notes.get()
    assert (note.text, note.author) == (LEARNT, town.tomas)
    assert recorded(case)[-2:] == ["note.added", "case.handed_over"]


@pytest.mark.parametrize("words", ["", "  \n "])
def test_without_words_the_case_stays(words: str) -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    with pytest.raises(WordsMissing, match="need not repeat"):
        hand(case, town.odile, town.tomas, words)
    assert Case.objects.get(pk=case.pk).owner == town.tomas


def test_colleague_of_another_team_is_not_handed_what_they_may_not_see() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    with pytest.raises(BadInput, match="not in the team Transit"):
        hand(case, town.ivo, town.tomas)
    assert not case.notes.exists()


def test_colleague_who_left_is_handed_nothing() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    Worker.objects.filter(pk=town.odile.pk).update(is_active=False)
    with pytest.raises(BadInput):
        hand(case, town.odile, town.tomas)


def test_stranger_hands_nothing_over() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    with pytest.raises(NoSuchCase):
        hand(case, town.ivo, town.ivo)
    assert Case.objects.get(pk=case.pk).owner == town.tomas


@pytest.mark.parametrize("role", ["planner", pytest.param("leader", marks=pytest.mark.long)])
def test_colleague_whose_role_answers_no_cases_is_handed_none_and_not_offered(role: str) -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    Worker.objects.filter(pk=town.odile.pk).update(role=role)
    with pytest.raises(BadInput, match="role answers no cases"):
        hand(case, town.odile, town.tomas)
    offered = owners_of(Worker.objects.filter(teams=town.transit), LATER_THAT_DAY, "Europe/Berlin")
    names = {one.name for one in offered}
    assert "Tomas Vell" in names and "Odile Farrow" not in names
