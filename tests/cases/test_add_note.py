"""Notes: colleagues to colleagues."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.cast import LATER_THAT_DAY, given_open_case, given_town, recorded

from presszero.cases.actions import hand_over
from presszero.cases.errors import NoSuchCase, WordsMissing
from presszero.cases.news import news_of, unseen_count
from presszero.cases.notes import add_note, note_on, see_news
from presszero.ground.actors import SYSTEM
from presszero.organisation.models import Worker

pytestmark = pytest.mark.django_db


def test_note_keeps_who_when_and_the_words() -> None:
    town = given_town()
    case = given_open_case()
    note = add_note(case_id=case.pk, text=" She kept the receipt. ", by=town.odile.actor, at=LATER_THAT_DAY)
    assert (note.text, note.author, note.at) == ("She kept the receipt.", town.odile, LATER_THAT_DAY)
    assert recorded(case)[-1] == "note.added"


def test_empty_note_is_refused() -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(WordsMissing):
        add_note(case_id=case.pk, text=" ", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert not case.notes.exists()


def test_stranger_writes_none() -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(NoSuchCase):
        add_note(case_id=case.pk, text="Hello", by=town.ivo.actor, at=LATER_THAT_DAY)
    assert not case.notes.exists()


def told(worker: Worker) -> list[tuple[str, str]]:
    return [(one.why, one.note.text if one.note else "") for one in news_of(by=worker.actor)]


def test_named_colleague_is_told_of_the_note_until_they_have_read_it() -> None:
    town = given_town()
    case = given_open_case()
    add_note(case_id=case.pk, text="@Odile Farrow, is line 7 yours?", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert told(town.odile) == [("mentioned", "@Odile Farrow, is line 7 yours?")]
    assert recorded(case)[-2:] == ["note.added", "note.mentioned"]
    assert unseen_count(by=town.odile.actor) == 1
    assert see_news(by=town.odile.actor, at=LATER_THAT_DAY, case_id=case.pk) == 1
    assert unseen_count(by=town.odile.actor) == 0
    assert len(told(town.odile)) == 1


def test_stranger_is_not_told_even_when_named() -> None:
    town = given_town()
    case = given_open_case()
    add_note(case_id=case.pk, text="@Ivo Castellan @Tomas", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert told(town.ivo) == told(town.tomas) == []
    assert "note.mentioned" not in recorded(case)


def test_who_left_the_team_reads_no_more_of_what_they_were_told() -> None:
    town = given_town()
    case = given_open_case()
    add_note(
        case_id=case.pk, text="@Odile: her address is in the letter", by=town.tomas.actor, at=LATER_THAT_DAY
    )
    town.odile.memberships.all().delete()
    assert told(town.odile) == []
    assert unseen_count(by=town.odile.actor) == 0


def test_words_of_the_platform_name_nobody() -> None:
    town = given_town()
    case = given_open_case()
    with transaction.atomic():
        note_on(case=case, text="550 <@Odile Farrow> unknown", by=SYSTEM, at=LATER_THAT_DAY)
    assert told(town.odile) == []


def test_colleague_who_is_given_a_case_is_told() -> None:
    town = given_town()
    case = given_open_case()
    hand_over(case_id=case.pk, to=town.odile.pk, words="Yours.", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert told(town.odile) == [("given", "Yours.")]
