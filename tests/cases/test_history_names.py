"""The history names what changed, from what to what, and who or what was the cause."""

from __future__ import annotations

import pytest
from django.utils import translation
from tests.cast import LATER_THAT_DAY, MORNING, NEXT_DAY, given_open_case, given_town

from presszero.cases.clocks import escalate, look_at_clocks, set_clocks
from presszero.cases.fields import set_field
from presszero.cases.history import history_of_case
from presszero.cases.incidents import leave_incident, open_incident
from presszero.cases.models import Case, Field
from presszero.cases.phrases import why_owner
from presszero.cases.routing import route_case, set_target
from presszero.cases.topics import set_topic
from presszero.ground.actors import SYSTEM
from presszero.organisation.models import Team, Topic

pytestmark = pytest.mark.django_db


def told(case: Case, lines: int, **rules: str) -> list[str]:
    """Return the last lines of a case's history, the newest first. rules: r7="Night" names rule 7."""
    names = {int(one[1:]): name for one, name in rules.items()}
    return [one.words for one in history_of_case(case=case, rules=names)][:lines]


def test_field_is_told_with_what_stood_in_it_and_what_does_now() -> None:
    town = given_town()
    case, field = given_open_case(asks=["refund"]), Field.objects.create(name="Meter")
    for value in ("12", "13", ""):
        set_field(case_id=case.pk, field_id=field.pk, value=value, by=town.noor.actor, at=LATER_THAT_DAY)
    assert told(case, 3) == [
        "Noor Halvane emptied “Meter”; “13” stood in it.",
        "Noor Halvane changed “Meter” from “12” to “13”.",
        "Noor Halvane wrote “12” into “Meter”.",
    ]


def test_rule_that_escalates_is_the_cause_and_no_clock() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    escalate(case=case, by=SYSTEM, at=MORNING, rule=7)
    assert told(case, 1, r7="Night") == [
        "The case went to Noor Halvane, who led on duty, by the rule “Night”."
    ]
    assert why_owner(case) == "lead on duty, since a rule says so"


def test_clock_that_escalates_is_named() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(escalates=True)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    set_clocks(case_id=case.pk, at=MORNING)
    look_at_clocks(at=NEXT_DAY)
    assert "The case went to Noor Halvane, who led on duty, since “First answer” ran out." in told(case, 5)


def test_team_target_topic_and_incident_are_named() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    topic = Topic.objects.filter(team=town.transit).exclude(pk=case.topic_id).first()
    assert topic
    set_topic(case_id=case.pk, topic_id=topic.pk, by=town.noor.actor, at=MORNING)
    open_incident(case_id=case.pk, title="Line 7", facts="", by=town.noor.actor, at=MORNING)
    leave_incident(case_id=case.pk, by=town.noor.actor, at=MORNING)
    case = Case.objects.select_related("team").get(pk=case.pk)
    set_target(case=case, kind="first", hours=1, by=SYSTEM, at=MORNING)
    route_case(case=case, team=town.library, by=SYSTEM, at=MORNING)
    assert told(case, 5) == [
        "The case went from the team Transit to the team Library.",
        "“First answer” was given a time of its own: 1 open hour.",
        "Noor Halvane took the case out of the incident “Line 7”.",
        "Noor Halvane made the case part of the incident “Line 7”.",
        f"Noor Halvane gave the case the topic “{topic.name}”.",
    ]
    with translation.override("fr"):
        assert told(case, 1) == ["Le dossier est passé de l’équipe Transit à l’équipe Library."]
