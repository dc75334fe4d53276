"""Following: hear what happens to a case that somebody else answers for."""

from __future__ import annotations

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.errors import NoSuchCase
from presszero.cases.following import follow_case, tell_followers, unfollow_case
from presszero.cases.models import Case, News
from presszero.ground.models import RecordLine

pytestmark = pytest.mark.django_db


def tell(case: Case) -> None:
    """Let what follows from the case's record happen, twice, as it may."""
    for _ in range(2):
        for line in RecordLine.objects.filter(case_id=case.pk).order_by("id"):
            tell_followers(line, at=NEXT_DAY)


def test_follower_hears_of_letters_answers_and_the_end_each_once() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    follow_case(case_id=case.pk, by=town.edda.actor, at=LATER_THAT_DAY)
    follow_case(case_id=case.pk, by=town.edda.actor, at=LATER_THAT_DAY)
    assert recorded(case).count("case.followed") == 1
    RecordLine.objects.filter(case_id=case.pk).delete()
    given_sent_reply(case, by=town.tomas)
    given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    tell(case)
    heard = News.objects.filter(worker=town.edda).order_by("id").values_list("why", flat=True)
    assert list(heard) == ["answered", "wrote"]
    assert recorded(case).count("followers.told") == 2


def test_nobody_hears_of_their_own_act() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    follow_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    RecordLine.objects.filter(case_id=case.pk).delete()
    given_sent_reply(case, by=town.tomas)
    tell(case)
    assert not News.objects.exists()


def test_who_ended_it_or_left_the_team_hears_no_more() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    for worker in (town.odile, town.noor):
        follow_case(case_id=case.pk, by=worker.actor, at=LATER_THAT_DAY)
    unfollow_case(case_id=case.pk, by=town.noor.actor, at=LATER_THAT_DAY)
    town.odile.memberships.all().delete()
    given_sent_reply(case, by=town.tomas)
    tell(case)
    assert not News.objects.exists()


def test_stranger_follows_nothing() -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(NoSuchCase):
        follow_case(case_id=case.pk, by=town.ivo.actor, at=LATER_THAT_DAY)
    assert not case.followers.exists()
