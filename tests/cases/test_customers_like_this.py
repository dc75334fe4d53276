"""Customers like this: past cases with their answer and end, only those one may see, and what an empty place teaches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import (
    ANSWERS,
    MORNING,
    NEXT_DAY,
    PortLumen,
    given_open_case,
    given_sent_reply,
    given_town,
)

from presszero.cases.actions import close_case
from presszero.cases.customers_like_this import cases_like
from presszero.cases.models import Case
from presszero.reading.models import Suggestion, TextModel

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def given_past(town: PortLumen) -> Case:
    case = given_open_case(asks=["refund"], address="past@lakemail.example", name="Hester Quill")
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=NEXT_DAY)
    Case.objects.filter(pk=case.pk).update(outcome_confirmed_at=NEXT_DAY)
    return Case.objects.get(pk=case.pk)


def given_near(near: list[int]) -> Case:
    """Return a case for which a model found these cases near. Who is near is the model's matter, and tested with it."""
    case = given_open_case(asks=["refund"])
    model = TextModel.objects.create(hash="m" * 64, made_at=MORNING, size_bytes=9)
    Suggestion.objects.create(
        case_id=case.pk, model=model, probability=0.9, typicality=0.4, near=near, at=MORNING
    )
    return case


def test_page_shows_what_they_wrote_how_they_were_answered_and_how_it_ended(
    town: PortLumen, at_the_desk: Callable[..., Client]
) -> None:
    past = given_past(town)
    case = given_near([past.pk])
    page = at_the_desk(town.tomas).get(f"/desk/cases/{case.pk}/").content.decode()
    shown = page.partition('id="part-alike"')[2].partition("</section>")[0]
    for words in (past.reference, "Hester Quill", "cost 41.50", ANSWERS["refund"][:20], "confirmed it"):
        assert words in shown


def test_case_of_another_team_is_never_among_them(town: PortLumen) -> None:
    theirs = given_open_case(
        asks=["library book"], to="library@portlumen.example", address="reader@lakemail.example"
    )
    past = given_past(town)
    found = cases_like([theirs.pk, past.pk], by=town.tomas.actor)
    assert [one.case for one in found] == [past]
    assert cases_like([past.pk], by=town.ivo.actor) == []


def test_three_are_shown_the_nearest_first(town: PortLumen) -> None:
    near = [given_open_case(asks=["refund"], address=f"{n}@lakemail.example").pk for n in range(4)][::-1]
    assert [one.case.pk for one in cases_like(near, by=town.tomas.actor)] == near[:3]


def test_empty_place_says_what_it_waits_for(town: PortLumen, at_the_desk: Callable[..., Client]) -> None:
    case = given_open_case(asks=["refund"])
    page = at_the_desk(town.tomas).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "once Office → Sorting has learned from them" in page
