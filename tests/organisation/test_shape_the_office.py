"""Teams, topics and skills are made, changed and taken out; what cannot be is told beside its field."""

from __future__ import annotations

import pytest
from tests.cast import MORNING, given_open_case, given_town, recorded

from presszero.organisation.models import Proficiency, Skill, Team, Topic
from presszero.organisation.queries import topic_of
from presszero.organisation.shaping import (
    TeamFacts,
    change_team,
    keep_topic,
    make_skill,
    remove_skill,
    remove_topic,
)
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db


def facts(**changed: object) -> TeamFacts:
    given = {
        "name": "Transit",
        "mail_name": "buses",
        "gives_turns": True,
        "open_limit": 9,
        "act_within_hours": 4,
    }
    return TeamFacts(**(given | changed))  # type: ignore[arg-type]


def test_team_changes_its_address_and_how_work_is_given_out() -> None:
    town = given_town()
    change_team(team_id=town.transit.pk, facts=facts(), by=town.noor.actor, at=MORNING)
    team = Team.objects.get(pk=town.transit.pk)
    assert (team.mail_name, team.gives_turns, team.open_limit, team.act_within_hours) == ("buses", True, 9, 4)
    assert "team.changed" in recorded()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Library"}, "name"),
        ({"mail_name": "library"}, "mail_name"),
        ({"mail_name": "our buses"}, "mail_name"),
        ({"open_limit": 0}, "open_limit"),
        ({"act_within_hours": 0}, "act_within_hours"),
    ],
)
def test_team_that_cannot_be_is_told_beside_its_field(changed: dict[str, object], field: str) -> None:
    town = given_town()
    with pytest.raises(BadInput) as refused:
        change_team(team_id=town.transit.pk, facts=facts(**changed), by=town.noor.actor, at=MORNING)
    assert refused.value.field == field


def test_new_topic_decides_the_team_of_the_next_letter() -> None:
    town = given_town()
    keep_topic(
        topic_id=None,
        name="Ferries",
        team_id=town.library.pk,
        words=["ferry", " ferry ", "", "bac"],
        skill_id=None,
        by=town.noor.actor,
        at=MORNING,
    )
    found = topic_of("Where does the ferry land?", addressed_to=["transit@portlumen.example"])
    assert (found.team, found.words) == (town.library, ("ferry",))
    assert Topic.objects.get(name="Ferries").words == ["ferry", "bac"]


def test_topic_taken_out_leaves_its_cases_with_their_team() -> None:
    town = given_town()
    case = given_open_case(asks=["timetable"])
    assert case.topic
    remove_topic(topic_id=case.topic.pk, by=town.noor.actor, at=MORNING)
    case.refresh_from_db()
    assert (case.topic, case.team) == (None, town.transit)
    with pytest.raises(NotFoundHere):
        remove_topic(topic_id=case.topic_id or 0, by=town.noor.actor, at=MORNING)


def test_skill_goes_from_topics_and_people_with_it() -> None:
    town = given_town()
    skill = make_skill(name="Timetables", by=town.noor.actor, at=MORNING)
    Topic.objects.filter(name="The shop").update(skill=skill)
    Proficiency.objects.create(worker=town.tomas, skill=skill)
    with pytest.raises(BadInput, match="already"):
        make_skill(name="Timetables", by=town.noor.actor, at=MORNING)
    remove_skill(skill_id=skill.pk, by=town.noor.actor, at=MORNING)
    assert Topic.objects.get(name="The shop").skill is None
    assert not Skill.objects.exists() and not Proficiency.objects.exists()
