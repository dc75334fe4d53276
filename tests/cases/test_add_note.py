"""Notes: colleagues to colleagues."""

from __future__ import annotations

import pytest
from tests.cast import LATER_THAT_DAY, given_open_case, given_town, recorded

from presszero.cases.actions import add_note
from presszero.cases.errors import NoSuchCase, WordsMissing

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
