"""A question reaches the colleague it was asked of and nobody else; the answer comes back, and stays on the case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, MORNING, given_open_case, given_town, recorded

from presszero.cases.errors import NoSuchCase
from presszero.ground.models import RecordLine
from presszero.inbox.asks import (
    answer_ask,
    ask_colleague,
    asks_of,
    asks_waiting,
    hear_answers,
    newest_unheard,
)
from presszero.inbox.models import Ask
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db


def asked(by: Worker, to: Worker, words: str = "Is the receipt there?", case_id: int | None = None) -> Ask:
    return ask_colleague(to=to.pk, words=words, case_id=case_id, by=by.actor, at=MORNING)


def answered(ask: Ask, by: Worker, words: str = "Yes, on page two.") -> Ask:
    return answer_ask(ask_id=ask.pk, words=words, by=by.actor, at=LATER_THAT_DAY)


def test_question_waits_with_the_colleague_and_the_answer_with_the_asker() -> None:
    town = given_town()
    ask = asked(town.tomas, town.noor)
    assert (asks_waiting(by=town.noor.actor), asks_waiting(by=town.tomas.actor)) == (1, 0)
    assert newest_unheard(by=town.noor.actor) == ask
    assert newest_unheard(by=town.tomas.actor) is None
    answered(ask, town.noor)
    assert newest_unheard(by=town.noor.actor) is None
    assert newest_unheard(by=town.tomas.actor) == ask
    assert hear_answers(by=town.tomas.actor, at=LATER_THAT_DAY) == 1
    assert newest_unheard(by=town.tomas.actor) is None
    assert recorded()[-2:] == ["ask.made", "ask.answered"]


def test_screens_of_both_hear_of_it() -> None:
    town = given_town()
    answered(asked(town.tomas, town.noor), town.noor)
    lines = RecordLine.objects.filter(kind__startswith="ask.")
    assert {line.team_id for line in lines} == {town.transit.pk}


def test_answer_about_a_case_stays_there_as_a_note() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    answered(asked(town.tomas, town.noor, case_id=case.pk), town.noor)
    assert case.notes.get().text == "Tomas Vell asked: Is the receipt there?\nAnswer: Yes, on page two."
    assert case.notes.get().author == town.noor


def test_nobody_else_sees_or_answers_it() -> None:
    town = given_town()
    ask = asked(town.tomas, town.noor)
    assert asks_of(by=town.odile.actor) == []
    for stranger in (town.odile, town.ivo, town.tomas):
        with pytest.raises(NotFoundHere):
            answered(ask, stranger)
    answered(ask, town.noor)
    with pytest.raises(BadInput, match="answered that already"):
        answered(ask, town.noor)


def test_only_who_sees_the_case_can_be_asked_about_it() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    with pytest.raises(BadInput, match="cannot be asked here"):
        asked(town.tomas, town.ivo, case_id=case.pk)
    with pytest.raises(BadInput, match="cannot be asked here"):
        asked(town.tomas, town.tomas, case_id=case.pk)
    with pytest.raises(NoSuchCase):
        asked(town.ivo, town.hanne, case_id=case.pk)
    assert not Ask.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"), [(" ", "Write what you would"), ("x" * 2001, "That has 2001 letters")]
)
def test_what_is_no_question_is_refused(words: str, sentence: str) -> None:
    town = given_town()
    with pytest.raises(BadInput, match=sentence):
        asked(town.tomas, town.noor, words)


def test_asked_on_a_page_and_answered_on_another(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    tomas, noor = at_the_desk(town.tomas), at_the_desk(town.noor, script=False)
    page = tomas.get(f"/desk/cases/{case.pk}/").content.decode()
    assert f'name="to" value="{town.noor.pk}"' in page
    sent = tomas.post("/desk/asks/", {"to": town.noor.pk, "words": "Is it ours?", "case": case.pk})
    assert "Asked. The answer comes here." in sent.content.decode()
    assert "Tomas Vell asks you: Is it ours?" in noor.get("/desk/asks/line/").content.decode()
    assert "Tomas Vell asks you" in noor.get("/desk/asks/").content.decode()
    noor.post(f"/desk/asks/{Ask.objects.get().pk}/answer/", {"words": "It is."})
    assert "Noor Halvane answers: It is." in tomas.get("/desk/asks/line/").content.decode()
    tomas.post("/desk/asks/heard/")
    assert "Noor Halvane answers" not in tomas.get("/desk/asks/line/").content.decode()
