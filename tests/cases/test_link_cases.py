"""Cases side by side, and the story of one in plain words."""

from __future__ import annotations

import pytest
from django.utils import translation
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    given_open_case,
    given_sent_reply,
    given_town,
)

from presszero.cases.errors import NoSuchCase
from presszero.cases.following import follow_case
from presszero.cases.history import history_of_case
from presszero.cases.linking import link_cases, unlink_cases
from presszero.cases.models import Case, CaseLink
from presszero.cases.news import together_on
from presszero.organisation.models import Membership
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db


def test_link_is_one_from_either_side() -> None:
    town = given_town()
    one, other = given_open_case(), given_open_case()
    typed = other.reference.lower().replace("-", " - ")
    link_cases(case_id=one.pk, reference=typed, words="Same bus", by=town.tomas.actor, at=NEXT_DAY)
    link_cases(
        case_id=other.pk, reference=one.reference.split("-")[1], words="", by=town.tomas.actor, at=NEXT_DAY
    )
    assert CaseLink.objects.count() == 1
    for here, there in ((one, other), (other, one)):
        assert [link.case for link in together_on(case=here, by=town.tomas.actor).links] == [there]
    unlink_cases(case_id=other.pk, other_id=one.pk, by=town.tomas.actor, at=NEXT_DAY)
    assert not CaseLink.objects.exists()
    with pytest.raises(NotFoundHere):
        unlink_cases(case_id=other.pk, other_id=one.pk, by=town.tomas.actor, at=NEXT_DAY)


def test_case_of_another_team_is_neither_linked_nor_shown() -> None:
    town = given_town()
    mine, theirs = given_open_case(), given_open_case(asks=["library book"], to="library@portlumen.example")
    assert theirs.team == town.library
    with pytest.raises(BadInput, match="among those you see"):
        link_cases(case_id=mine.pk, reference=theirs.reference, words="", by=town.tomas.actor, at=NEXT_DAY)
    with pytest.raises(NoSuchCase):
        link_cases(case_id=theirs.pk, reference=mine.reference, words="", by=town.tomas.actor, at=NEXT_DAY)
    Membership.objects.create(team=town.library, worker=town.odile)
    link_cases(case_id=mine.pk, reference=theirs.reference, words="", by=town.odile.actor, at=NEXT_DAY)
    assert len(together_on(case=mine, by=town.odile.actor).links) == 1
    assert together_on(case=mine, by=town.tomas.actor).links == []


def test_story_is_told_in_the_readers_language() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    follow_case(case_id=case.pk, by=town.odile.actor, at=LATER_THAT_DAY)
    given_sent_reply(case, by=town.tomas)
    case = Case.objects.select_related("customer").get(pk=case.pk)
    english = [line.words for line in history_of_case(case=case)]
    assert "Maren Oduya wrote by email." in english
    assert "Odile Farrow follows the case." in english
    assert "Tomas Vell answered the customer; points answered: 1 of 1." in english
    assert "Point 1 went out as answered." in english
    with translation.override("fr"):
        assert "Odile Farrow suit le dossier." in [line.words for line in history_of_case(case=case)]
