"""Another team of the house is asked: it reads the words and nothing of the case, and its answer is a note."""

from __future__ import annotations

from itertools import count

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, MAREN, PortLumen, given_open_case, given_sent_reply, given_town

from presszero.cases.asking_inside import answer_for_team, ask_team, team_questions
from presszero.cases.errors import NoSuchCase, WordsMissing
from presszero.cases.links import new_link
from presszero.cases.models import Case, Inquiry, News
from presszero.channels.email.models import Outgoing
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db
QUESTION, ANSWER = "Was the reading room open that night?", "It was locked; the key was lost."
_ids = count(1)


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def case(town: PortLumen) -> Case:
    return given_open_case(asks=["refund"], taken_by=town.tomas)


def asked(case: Case, town: PortLumen, *, text: str = QUESTION, team_id: int = 0) -> Inquiry:
    return ask_team(
        case_id=case.pk,
        team_id=team_id or town.library.pk,
        text=text,
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
        message_id=f"team-{next(_ids)}@portlumen.example",
    )


def test_answer_comes_back_as_a_note_and_brings_the_case_back(town: PortLumen, case: Case) -> None:
    given_sent_reply(case, by=town.tomas)
    inquiry = asked(case, town)
    assert [one.pk for one in team_questions(by=town.ivo.actor)] == [inquiry.pk]
    note = answer_for_team(inquiry_id=inquiry.pk, words=ANSWER, by=town.ivo.actor, at=LATER_THAT_DAY)
    assert note.text == f"The team Library answered:\n\n{ANSWER}"
    assert (note.case_id, note.author) == (case.pk, town.ivo)
    assert News.objects.filter(worker=town.tomas, why="outside").exists()
    case.refresh_from_db()
    assert case.state == Case.State.OPEN
    assert team_questions(by=town.ivo.actor) == []


def test_nothing_of_it_reaches_the_customer_or_the_post(town: PortLumen, case: Case) -> None:
    answer_for_team(inquiry_id=asked(case, town).pk, words=ANSWER, by=town.ivo.actor, at=LATER_THAT_DAY)
    page = Client().get(f"/c/{new_link(case=case, sent_to=MAREN, at=LATER_THAT_DAY)}/").content.decode()
    assert QUESTION not in page and ANSWER not in page
    assert not Outgoing.objects.exists()


def test_asked_team_reads_the_words_and_nothing_of_the_case(town: PortLumen, case: Case) -> None:
    asked(case, town)
    client = Client()
    client.force_login(town.ivo)
    page = client.get("/desk/asks/").content.decode()
    assert QUESTION in page
    assert case.reference not in page and "Maren" not in page
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 404
    assert QUESTION in client.get("/desk/asks/line/").content.decode()
    assert team_questions(by=town.odile.actor) == [], "nobody asked her team"


def test_stranger_answers_nothing_and_nobody_answers_twice(town: PortLumen, case: Case) -> None:
    inquiry = asked(case, town)
    with pytest.raises(NotFoundHere):
        answer_for_team(inquiry_id=inquiry.pk, words=ANSWER, by=town.odile.actor, at=LATER_THAT_DAY)
    answer_for_team(inquiry_id=inquiry.pk, words=ANSWER, by=town.hanne.actor, at=LATER_THAT_DAY)
    with pytest.raises(BadInput, match="answered that already"):
        answer_for_team(inquiry_id=inquiry.pk, words="Or not.", by=town.ivo.actor, at=LATER_THAT_DAY)


def test_what_may_not_be_asked(town: PortLumen, case: Case) -> None:
    with pytest.raises(BadInput, match="answers this case itself"):
        asked(case, town, team_id=town.transit.pk)
    with pytest.raises(WordsMissing):
        asked(case, town, text=" ")
    with pytest.raises(BadInput, match="private link"):
        asked(case, town, text=f"See https://x.example/c/{'a' * 26}/")
    with pytest.raises(NoSuchCase):
        ask_team(
            case_id=case.pk,
            team_id=town.transit.pk,
            text=QUESTION,
            by=town.ivo.actor,
            at=LATER_THAT_DAY,
            message_id="no@portlumen.example",
        )
    assert not Inquiry.objects.exists()


def test_it_is_asked_and_answered_at_the_desk(town: PortLumen, case: Case) -> None:
    asking, answering = Client(), Client()
    asking.force_login(town.tomas)
    answering.force_login(town.ivo)
    asking.post(f"/desk/cases/{case.pk}/team-inquiries/", {"team": town.library.pk, "words": QUESTION})
    inquiry = Inquiry.objects.get()
    answering.post(f"/desk/team-asks/{inquiry.pk}/answer/", {"words": ANSWER})
    assert ANSWER in asking.get(f"/desk/cases/{case.pk}/").content.decode()
