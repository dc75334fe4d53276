"""A rule is tried on what really happened, each case asked as it stood then; what cannot be known is said."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    PortLumen,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    points_of,
)

from presszero.cases.actions import close_case
from presszero.cases.clocks import look_at_clocks, set_clocks
from presszero.cases.merging import merge_case
from presszero.cases.models import Case
from presszero.cases.points import merge_point
from presszero.cases.routing import route_case
from presszero.cases.tags import tag_case, untag_case
from presszero.cases.topics import set_topic
from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.organisation.models import Topic, Worker
from presszero.pure.conditions import Condition
from presszero.rules.keeping import keep_rule
from presszero.rules.trying import DryRun, dry_run

pytestmark = pytest.mark.django_db


def tried(town: PortLumen, when: str, *conditions: Condition, by: Worker | None = None) -> DryRun:
    rule = keep_rule(
        rule_id=None,
        name=f"Rule {RecordLine.objects.count()}",
        when=when,
        conditions=conditions,
        acts=[("tag", "seen")],
        is_on=False,
        by=town.noor.actor,
        at=MORNING,
    )
    return dry_run(rule=rule, by=(by or town.noor).actor)


def counted(run: DryRun) -> tuple[int, int, int, int]:
    return run.looked_at, run.happened, run.would_act, run.unknown


def given_closed(case: Case, *, at: datetime = LATER_THAT_DAY) -> Case:
    town_lead = case.owner
    close_case(case_id=case.pk, outcome="no_answer_needed", words="Thanks.", by=town_lead.actor, at=at)
    return case


def test_rule_for_closing_looks_only_at_cases_that_were_closed() -> None:
    town = given_town()
    for n in range(2):
        given_open_case(asks=["refund"], address=f"{n}@x.example")
    assert counted(tried(town, "closed")) == (2, 0, 0, 0)
    closed = given_closed(given_open_case(asks=["refund"], address="3@x.example"))
    run = tried(town, "closed")
    assert counted(run) == (3, 1, 1, 0) and run.shown == [closed]
    assert counted(tried(town, "answered")) == (3, 0, 0, 0)


def test_rule_for_a_clock_asks_which_clock_it_was() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    set_clocks(case_id=case.pk, at=MORNING)
    look_at_clocks(at=NEXT_DAY)
    assert counted(tried(town, "missed", Condition("clock", "first"))) == (1, 1, 1, 0)
    assert counted(tried(town, "missed", Condition("clock", "settle"))) == (1, 1, 0, 0)
    assert counted(tried(town, "opened", Condition("clock", "first"))) == (1, 1, 0, 0)


def test_letter_team_tags_and_points_are_those_of_that_moment() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    tag_case(case_id=case.pk, tag="vip", by=town.tomas.actor, at=MORNING)
    given_sent_reply(case, by=town.tomas, at=LATER_THAT_DAY)
    untag_case(case_id=case.pk, tag="vip", by=town.tomas.actor, at=LATER_THAT_DAY)
    given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    route_case(
        case=Case.objects.select_for_update().get(pk=case.pk), team=town.library, by=SYSTEM, at=NEXT_DAY
    )
    for when, condition, acts in (
        ("opened", Condition("team", "Transit"), 1),
        ("opened", Condition("team", "Library"), 0),
        ("opened", Condition("tag", "vip"), 0),
        ("answered", Condition("tag", "vip"), 1),
        ("opened", Condition("points", "1"), 1),
        ("answered", Condition("points", "1"), 0),
        ("opened", Condition("words", "taxi"), 1),
        ("answered", Condition("words", "taxi", is_not=True), 0),
    ):
        run = tried(town, when, condition, by=town.hanne)
        assert counted(run) == (1, 1, acts, 0), (when, condition)


def test_topic_of_that_moment_is_told_and_where_it_was_not_kept_the_case_counts_as_unknown() -> None:
    town = given_town()
    case = given_open_case(asks=["timetable"])
    was, other = case.topic, Topic.objects.filter(team=town.transit).exclude(pk=case.topic_id).first()
    assert was and other
    set_topic(case_id=case.pk, topic_id=other.pk, by=town.noor.actor, at=LATER_THAT_DAY)
    assert counted(tried(town, "opened", Condition("topic", was.name))) == (1, 1, 1, 0)
    assert counted(tried(town, "opened", Condition("topic", other.name))) == (1, 1, 0, 0)
    line = RecordLine.objects.get(kind="case.topic_set")
    line.facts = {one: fact for one, fact in line.facts.items() if one != "was"}
    line.save()
    assert counted(tried(town, "opened", Condition("topic", was.name))) == (1, 1, 0, 1)
    assert counted(tried(town, "opened")) == (1, 1, 1, 0)


def test_points_that_were_joined_since_leave_it_unknown_how_many_were_open() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    first, second = points_of(case)
    merge_point(point_id=second.pk, into=first.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert counted(tried(town, "opened", Condition("points", "2"))) == (1, 1, 0, 1)
    assert counted(tried(town, "opened", Condition("words", "taxi"))) == (1, 1, 1, 0)


def test_point_that_was_joined_to_another_before_is_not_counted() -> None:
    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    first, second = points_of(case)
    merge_point(point_id=second.pk, into=first.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    given_letter(a_letter(asks=["extra buses"], at=NEXT_DAY), joins=case)
    assert tried(town, "wrote", Condition("points", "2")).would_act == 1
    assert tried(town, "wrote", Condition("points", "3")).would_act == 0


def test_case_brought_in_or_standing_in_another_by_now_is_not_looked_at() -> None:
    town = given_town()
    given_letter(a_letter(asks=["refund"], address="old@x.example"), clocked=False)
    case, same = given_open_case(asks=["refund"]), given_open_case(asks=["timetable"])
    assert tried(town, "opened").looked_at == 2
    merge_case(case_id=same.pk, into=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert tried(town, "opened").looked_at == 1
