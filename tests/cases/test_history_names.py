"""The history names what changed, from what to what, and who or what was the cause."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation
from tests.cast import LATER_THAT_DAY, MORNING, NEXT_DAY, a_letter, given_letter, given_open_case, given_town
from tests.rules.test_rules import given_rule, line_of

from presszero.cases.actions import Arrived, hand_over, take_case
from presszero.cases.asking import ask_outside, take_answer
from presszero.cases.asking_inside import answer_for_team, ask_team
from presszero.cases.clocks import escalate, look_at_clocks, set_clocks
from presszero.cases.fields import set_field
from presszero.cases.history import history_of_case
from presszero.cases.history_names import NamesAbove
from presszero.cases.incidents import leave_incident, open_incident
from presszero.cases.linking import link_cases
from presszero.cases.models import Case, Field
from presszero.cases.phrases import why_owner
from presszero.cases.points import edit_point, merge_point, take_out_point
from presszero.cases.routing import route_case, set_target
from presszero.cases.snoozing import snooze_case
from presszero.cases.steps import add_steps, remove_step, tick_step
from presszero.cases.topics import set_topic
from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.organisation.models import Team, Topic
from presszero.replies.macros import macro_names, make_macro, retire_macro, use_macro
from presszero.rules.acting import act_by_rules
from presszero.rules.keeping import remove_rule

pytestmark = pytest.mark.django_db


def told(case: Case, lines: int, **rules: str) -> list[str]:
    """Return the last lines of a case's history, the newest first. rules: r7="Night" names rule 7."""
    names = {int(one[1:]): name for one, name in rules.items()}
    return [one.words for one in history_of_case(case=case, above=NamesAbove(rules=lambda _ids: names))][
        :lines
    ]


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
        "The case went to Noor Halvane, who led on duty, by the rule “Night”. Before, Tomas Vell answered for it."
    ]
    assert why_owner(case) == "lead on duty, since a rule says so"


def test_clock_that_escalates_is_named() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(escalates=True)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    set_clocks(case_id=case.pk, at=MORNING)
    look_at_clocks(at=NEXT_DAY)
    assert (
        "The case went to Noor Halvane, who led on duty, since “First answer” ran out. Before, Tomas Vell answered for it."
        in told(case, 5)
    )


def test_team_target_topic_and_incident_are_named() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    topic = Topic.objects.filter(team=town.transit).exclude(pk=case.topic_id).first()
    assert topic
    set_topic(case_id=case.pk, topic_id=topic.pk, by=town.noor.actor, at=MORNING)
    other = Topic.objects.create(team=town.transit, name="Ferries")
    set_topic(case_id=case.pk, topic_id=other.pk, by=town.noor.actor, at=MORNING)
    open_incident(case_id=case.pk, title="Line 7", facts="", by=town.noor.actor, at=MORNING)
    leave_incident(case_id=case.pk, by=town.noor.actor, at=MORNING)
    case = Case.objects.select_related("team").get(pk=case.pk)
    set_target(case=case, kind="first", hours=1, by=SYSTEM, at=MORNING)
    route_case(case=case, team=town.library, by=SYSTEM, at=MORNING)
    assert told(case, 6) == [
        "The case went from the team Transit to the team Library; Hanne Lindqvist answers for it there.",
        "“First answer” was given a time of its own: 1 open hour.",
        "Noor Halvane took the case out of the incident “Line 7”.",
        "Noor Halvane made the case part of the incident “Line 7”.",
        f"Noor Halvane changed the topic from “{topic.name}” to “Ferries”.",
        f"Noor Halvane gave the case the topic “{topic.name}”.",
    ]
    with translation.override("fr"):
        assert told(case, 1) == [
            "Le dossier est passé de l’équipe Transit à l’équipe Library\u202f; Hanne Lindqvist en est responsable là-bas."
        ]


def test_owners_are_told_with_who_had_it_before() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    hand_over(case_id=case.pk, to=town.odile.pk, words="Call her.", by=town.noor.actor, at=MORNING)
    take_case(case_id=case.pk, by=town.odile.actor, at=MORNING)
    take_case(case_id=case.pk, by=town.tomas.actor, at=MORNING)
    owned = [words for words in told(case, 9) if "took" in words or "handed" in words]
    assert owned == [
        "Tomas Vell took the case. Before, Odile Farrow answered for it.",
        "Noor Halvane handed the case over to Odile Farrow. Before, Tomas Vell answered for it.",
        "Tomas Vell took the case. Before, Noor Halvane answered for it.",
    ]


def test_steps_are_named_even_those_that_were_taken_off() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    by = town.noor.actor
    add_steps(case_id=case.pk, words="Call the driver\nLook at the film", by=by, at=MORNING)
    first, second = case.steps.all()
    tick_step(step_id=first.pk, done=True, by=by, at=MORNING)
    tick_step(step_id=first.pk, done=False, by=by, at=MORNING)
    remove_step(step_id=second.pk, by=by, at=MORNING)
    assert told(case, 5) == [
        "Noor Halvane took “Look at the film” off the checklist.",
        "Noor Halvane opened “Call the driver” on the checklist again.",
        "Noor Halvane ticked “Call the driver” off.",
        "Noor Halvane added “Look at the film” to the checklist.",
        "Noor Halvane added “Call the driver” to the checklist.",
    ]
    with translation.override("fr"):
        assert told(case, 3)[2] == "Noor Halvane a coché «\u202fCall the driver\u202f»."


def test_who_was_asked_is_named_with_the_question_and_the_answer() -> None:
    town = given_town()
    case, by = given_open_case(asks=["refund"], taken_by=town.tomas), town.tomas.actor
    outside = ask_outside(
        case_id=case.pk,
        address="depot@works.example",
        name="The depot",
        subject="Bus 7 on Friday",
        text="Did it stop?",
        by=by,
        at=MORNING,
        message_id="<one@x.example>",
        our_domain="lumen.example",
    )
    for minutes, words, automatic in ((1, "We are away.", "auto-replied"), (2, "It did, at 22:10.", "")):
        arrived = Arrived(
            channel="email",
            name="Ada Brun",
            address="ada@works.example",
            subject="Re",
            text=words,
            at=MORNING,
            automatic=automatic,
        )
        take_answer(inquiry=outside, arrived=arrived, at=MORNING + timedelta(minutes=minutes))
    inside = ask_team(
        case_id=case.pk,
        team_id=town.library.pk,
        text="Was it open?",
        by=by,
        at=MORNING,
        message_id="<two@x.example>",
    )
    answer_for_team(inquiry_id=inside.pk, words="Until six.", by=town.hanne.actor, at=LATER_THAT_DAY)
    asked = [words for words in told(case, 20) if "asked" in words or "answer" in words and "“" in words]
    assert asked[:5] == [
        "Hanne Lindqvist answered “Was it open?” for the team Library: “Until six.”",
        "Tomas Vell asked the team Library: “Was it open?”.",
        "Ada Brun (ada@works.example) answered “Bus 7 on Friday” by mail: “It did, at 22:10.”",
        "An automatic answer to “Bus 7 on Friday” came from Ada Brun (ada@works.example): “We are away.”",
        "Tomas Vell asked The depot (depot@works.example) by mail: “Bus 7 on Friday”.",
    ]


def test_macro_is_named_the_retired_one_too() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    macro = make_macro(
        name="Thanks", body="Thank you.", shortcut="", team_id=None, tags=(), by=town.noor.actor, at=MORNING
    )
    use_macro(case_id=case.pk, macro_id=macro.pk, by=town.tomas.actor, at=MORNING)
    retire_macro(macro_id=macro.pk, by=town.noor.actor, at=MORNING)
    [line, *_before] = history_of_case(case=case, above=NamesAbove(macros=macro_names))
    assert line.words == "Tomas Vell used the macro “Thanks”."


def test_aside_is_told_with_its_time_and_reason_and_a_link_with_its_words() -> None:
    town = given_town()
    case, by = given_open_case(asks=["refund"], taken_by=town.tomas), town.tomas.actor
    other = given_open_case(address="b@x.example")
    link_cases(case_id=case.pk, reference=other.reference, words="The same bus", by=by, at=MORNING)
    snooze_case(
        case_id=case.pk, until=MORNING + timedelta(minutes=50), why="The film comes", by=by, at=MORNING
    )
    assert told(case, 2) == [
        "Tomas Vell put the case aside until 13 July, 09:02: “The film comes”.",
        f"Tomas Vell linked the case with {other.reference}: “The same bus”.",
    ]


def test_points_are_told_in_their_words_and_in_those_before() -> None:
    town = given_town()
    case, by = given_open_case(asks=["refund", "timetable"]), town.noor.actor
    first, second = case.points.order_by("number")
    was, other = first.ask, second.ask
    edit_point(point_id=first.pk, ask="Pay the taxi", by=by, at=MORNING)
    merge_point(point_id=second.pk, into=first.pk, by=by, at=MORNING)
    take_out_point(point_id=first.pk, why="A joke", by=by, at=MORNING)
    assert told(case, 3) == [
        "Noor Halvane took point 1 out: “A joke”.",
        f"Noor Halvane merged point 2, “{other}”, into point 1.",
        f"Noor Halvane reworded point 1 from “{was}” to “Pay the taxi”.",
    ]
    assert f"Point 1 was found: “{was}”." in told(case, 20)


def test_what_a_rule_does_is_told_in_its_name_even_once_it_is_taken_out() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    rule = given_rule(town, name="Night")
    act_by_rules(line_of(case, "case.opened"), at=MORNING)
    remove_rule(rule_id=rule.pk, by=town.noor.actor, at=MORNING)
    assert told(case, 2) == [
        "The rule “Night” acted on the case.",
        "The rule “Night” added the tag “fireworks”.",
    ]


def test_sender_whom_nothing_proved_is_who_wrote() -> None:
    given_town()
    case = given_letter(a_letter(asks=["refund"], proof="")).case
    assert any(words.endswith("wrote by email.") and "PressZero" not in words for words in told(case, 20))


def test_lines_written_before_their_particulars_were_kept_are_told_too() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    snooze_case(
        case_id=case.pk, until=MORNING + timedelta(minutes=50), why="", by=town.tomas.actor, at=MORNING
    )
    RecordLine.objects.filter(kind__in=("case.snoozed", "case.taken")).update(facts={})
    assert "Tomas Vell put the case aside." in told(case, 9) and "Tomas Vell took the case." in told(case, 9)
