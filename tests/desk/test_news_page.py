"""What a colleague was told, as a page of its own: theirs alone, until they say that all is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, given_open_case, given_town

from presszero.cases.models import News
from presszero.cases.notes import add_note, tell
from presszero.ground.actors import SYSTEM

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]


def test_who_is_named_finds_the_note_and_nobody_else_does(at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case()
    add_note(case_id=case.pk, text="@Odile, is line 7 yours?", by=town.tomas.actor, at=LATER_THAT_DAY)
    for asked in ("", "?mentions=1"):
        page = at_the_desk(town.odile, script=False).get(f"/desk/news/{asked}").content.decode()
        assert "is line 7 yours?" in page
        assert f"/desk/cases/{case.pk}/" in page
        for other in (town.tomas, town.ivo, town.noor):
            assert (
                "is line 7"
                not in at_the_desk(other, script=False).get(f"/desk/news/{asked}").content.decode()
            )


def test_the_line_for_the_script_tells_the_newest_until_all_is_read(at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case()
    add_note(case_id=case.pk, text="@Odile, yours?", by=town.tomas.actor, at=LATER_THAT_DAY)
    desk = at_the_desk(town.odile)
    line = f"Tomas Vell vous nomme dans une note sur {case.reference}."  # Odile reads French
    assert line in desk.get("/desk/news/").content.decode()
    assert at_the_desk(town.odile, script=False).post("/desk/news/seen/").status_code == 302
    assert line not in desk.get("/desk/news/").content.decode()


def test_whatever_a_colleague_is_told_has_its_words(at_the_desk: Desk) -> None:
    """A reason without words would shut the page, and the line that tells of it, for whoever was told."""
    town = given_town()
    case = given_open_case()
    for why in News.Why:
        tell([town.tomas.pk], case=case, why=why, by=SYSTEM, at=LATER_THAT_DAY)
    page = at_the_desk(town.tomas, script=False).get("/desk/news/")
    assert page.status_code == 200
    assert page.content.decode().count('<li><p><a href="/desk/cases/') == len(News.Why)
