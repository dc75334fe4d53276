"""Rules look at owners, fields, tags, notes and answers too: at what people do, never at what a rule did or led to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    PortLumen,
    given_open_case,
    given_sent_reply,
    given_town,
)
from tests.rules.test_rules import act, given_rule, line_of, tags_of

from presszero.cases.actions import close_case, hand_over, reopen_by_worker, take_case
from presszero.cases.asking_inside import answer_for_team, ask_team
from presszero.cases.field_keeping import make_field
from presszero.cases.fields import set_field
from presszero.cases.models import Case, Field, Promise
from presszero.cases.notes import add_note
from presszero.cases.pressing import say_urgency
from presszero.cases.promises import note_overdue
from presszero.cases.snoozing import snooze_case
from presszero.cases.tags import tag_case, untag_case
from presszero.cases.topics import set_topic
from presszero.channels.webform.receiving import confirm_outcome
from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.lines.actions import join_line
from presszero.lines.models import Line
from presszero.lines.turns import give_turns
from presszero.organisation.models import Team, Topic, Worker
from presszero.pure.conditions import Condition
from presszero.pure.errors import BadInput
from presszero.rules.acting import act_by_rules
from presszero.rules.looking import LOOKS_AT, when_of
from presszero.rules.models import Acted, Rule
from presszero.rules.phrases import Names, rule_sentence
from presszero.rules.trying import DryRun, dry_run
from presszero.wiring import CONSEQUENCES, apply_rules, give_out, leave_the_line, stand_in_line_again

pytestmark = pytest.mark.django_db
Does = Callable[[PortLumen, Case], object]


def given_field(town: PortLumen, name: str) -> Field:
    return make_field(name=name, kind="text", choices=[], team_id=None, by=town.noor.actor, at=MORNING)


def fill(town: PortLumen, case: Case, name: str, value: str) -> None:
    field = Field.objects.get(name=name)
    set_field(case_id=case.pk, field_id=field.pk, value=value, by=town.tomas.actor, at=LATER_THAT_DAY)


def asked_inside(town: PortLumen, case: Case) -> None:
    asked = ask_team(
        case_id=case.pk,
        team_id=town.library.pk,
        text="Was it open?",
        by=town.tomas.actor,
        at=MORNING,
        message_id="<1@x>",
    )
    answer_for_team(inquiry_id=asked.pk, words="Until six.", by=town.hanne.actor, at=MORNING)


def closed(town: PortLumen, case: Case) -> None:
    by = town.tomas.actor
    close_case(case_id=case.pk, outcome="no_answer_needed", words="Thanks.", by=by, at=LATER_THAT_DAY)


def confirmed(town: PortLumen, case: Case) -> None:
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="Paid.", by=town.tomas.actor, at=NEXT_DAY)
    confirm_outcome(case=case, at=NEXT_DAY)


def reopened(town: PortLumen, case: Case) -> None:
    closed(town, case)
    reopen_by_worker(case_id=case.pk, by=town.tomas.actor, at=NEXT_DAY)


def with_topic(town: PortLumen, case: Case) -> None:
    other = Topic.objects.create(team=town.transit, name="Ferries")
    set_topic(case_id=case.pk, topic_id=other.pk, by=town.tomas.actor, at=MORNING)


def aside(town: PortLumen, case: Case) -> None:
    Promise.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(answer_due_at=None)
    snooze_case(case_id=case.pk, until=NEXT_DAY, why="", by=town.tomas.actor, at=MORNING)


HAPPENS: dict[str, tuple[str, Does]] = {
    "owner": ("case.taken", lambda town, case: take_case(case_id=case.pk, by=town.odile.actor, at=MORNING)),
    "field": ("field.set", lambda town, case: (given_field(town, "Meter"), fill(town, case, "Meter", "7"))),
    "tagged": (
        "case.tagged",
        lambda town, case: tag_case(case_id=case.pk, tag="vip", by=town.tomas.actor, at=MORNING),
    ),
    "topic": ("case.topic_set", with_topic),
    "noted": (
        "note.added",
        lambda town, case: add_note(case_id=case.pk, text="Call her.", by=town.tomas.actor, at=MORNING),
    ),
    "heard": ("inquiry.answered", asked_inside),
    "pressing": (
        "urgency.said",
        lambda town, case: say_urgency(case_id=case.pk, said="urgent", by=town.tomas.actor, at=MORNING),
    ),
    "slipped": (
        "promise.overdue",
        lambda town, case: note_overdue(promise_id=case.promises.get().pk, at=NEXT_DAY),
    ),
    "reopened": ("case.reopened", reopened),
    "aside": ("case.snoozed", aside),
    "confirm": ("outcome.confirmed", confirmed),
}


@pytest.mark.long
@pytest.mark.parametrize("when", HAPPENS)
def test_rule_acts_once_on_what_a_person_or_a_clock_did(when: str) -> None:
    town = given_town()
    kind, happens = HAPPENS[when]
    rule = given_rule(town, when=when, acts=(("tag", "seen"),))
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    happens(town, case)
    line = line_of(case, kind)
    assert (act_by_rules(line, at=NEXT_DAY), act_by_rules(line, at=NEXT_DAY)) == (1, 0)
    assert "seen" in tags_of(case)
    tried = dry_run(rule=rule, by=town.noor.actor)
    assert (tried.happened, tried.would_act, tried.unknown) == (1, 1, 0)
    assert rule_sentence(rule, Names.read()) == f"When {rule.get_when_display()}, then tag it “seen”."


def test_every_when_is_reached_from_the_record() -> None:
    """A kind that rules look at, and that the wiring does not bring to them, would never start one."""
    unwired = [kind for kind in LOOKS_AT if apply_rules not in CONSEQUENCES.get(kind, ())]
    assert unwired == [] and set(LOOKS_AT.values()) == set(Rule.When)


def test_field_that_was_set_is_told_from_another_that_stood_there() -> None:
    town = given_town()
    for name in ("Vehicle", "Meter"):
        given_field(town, name)
    rule = given_rule(town, Condition("field_set", "vehicle = Tram"), when="field")
    assert "if the field that was set reads “Vehicle = Tram”" in rule_sentence(rule, Names.read())
    case = given_open_case(asks=["refund"])
    acted = []
    for name, value in (("Vehicle", "bus"), ("Vehicle", "tram"), ("Meter", "7"), ("Vehicle", "")):
        fill(town, case, name, value)
        acted.append(act(case, "field.set"))
    assert acted == [0, 1, 0, 0]
    tried = dry_run(rule=rule, by=town.noor.actor)
    assert (tried.happened, tried.would_act, tried.unknown) == (1, 1, 0)


def test_tag_that_was_added_is_told_from_one_that_was_there() -> None:
    town = given_town()
    given_rule(town, Condition("tag_added", "VIP"), when="tagged", acts=(("note", "Look."),))
    case = given_open_case(asks=["refund"])
    acted = []
    for tag in ("vip", "tram"):
        tag_case(case_id=case.pk, tag=tag, by=town.tomas.actor, at=MORNING)
        acted.append(act(case, "case.tagged"))
    assert acted == [1, 0]


@pytest.mark.parametrize(("asks", "when"), [("field_set", "opened"), ("tag_added", "field")])
def test_what_just_happened_is_asked_only_where_it_can_have_happened(asks: str, when: str) -> None:
    town = given_town()
    given_field(town, "Meter")
    with pytest.raises(BadInput) as refused:
        given_rule(town, Condition(asks, "Meter"), when=when)  # type: ignore[arg-type]
    assert refused.value.field == "asks0" and "This can be asked only when a" in refused.value.sentence


def ran(town: PortLumen, when: str, *conditions: Condition) -> tuple[int, int, int]:
    rule = given_rule(town, *conditions, when=when, is_on=False, name=f"Rule {Rule.objects.count()}")
    tried: DryRun = dry_run(rule=rule, by=town.noor.actor)
    return tried.happened, tried.would_act, tried.unknown


def test_owner_and_fields_are_those_of_that_moment_in_the_dry_run() -> None:
    town = given_town()
    given_field(town, "Vehicle")
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    fill(town, case, "Vehicle", "tram")
    tag_case(case_id=case.pk, tag="vip", by=town.tomas.actor, at=LATER_THAT_DAY)
    fill(town, case, "Vehicle", "bus")
    hand_over(case_id=case.pk, to=town.odile.pk, words="Yours.", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert ran(town, "tagged", Condition("field", "Vehicle = tram")) == (1, 1, 0)
    assert ran(town, "tagged", Condition("field", "Vehicle = bus")) == (1, 0, 0)
    assert ran(town, "opened", Condition("field", "Vehicle")) == (1, 0, 0)
    assert ran(town, "tagged", Condition("owner", town.tomas.name)) == (1, 1, 0)
    assert ran(town, "tagged", Condition("owner", town.odile.name)) == (1, 0, 0)
    assert ran(town, "owner", Condition("owner", town.odile.name)) == (1, 1, 0)
    case.line_words.all().delete()
    assert ran(town, "tagged", Condition("field", "Vehicle = tram")) == (1, 0, 1)


def test_dry_run_of_tags_asks_as_often_for_many_cases_as_for_few(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    town = given_town()
    rule = given_rule(
        town, Condition("tag_added", "vip"), Condition("owner", "Tomas Vell", True), when="tagged"
    )
    for n in range(6):
        case = given_open_case(asks=["refund"], address=f"{n}@x.example")
        tag_case(case_id=case.pk, tag="vip", by=town.tomas.actor, at=MORNING)
    with django_assert_max_num_queries(13):
        assert dry_run(rule=rule, by=town.noor.actor).would_act == 6


def test_tag_and_note_of_a_rule_and_of_the_platform_start_no_rule() -> None:
    town = given_town()
    for when in ("tagged", "noted"):
        given_rule(town, when=when, name=when, acts=(("tag", when), ("note", "Again.")))
    given_rule(town, acts=(("tag", "first"), ("note", "Look.")))
    case = given_open_case(asks=["refund"])
    act(case)
    assert (act(case, "case.tagged"), act(case, "note.added")) == (0, 0)
    RecordLine.objects.filter(actor_kind="rule").update(
        actor_kind="system", actor_id=None
    )  # as before an upgrade
    assert (act(case, "case.tagged"), act(case, "note.added")) == (0, 0)
    assert ran(town, "tagged") == (0, 0, 0)


def let_follow(case: Case) -> int:
    """Let all that follows for rules and lines happen, until nothing does; return how many lines that took."""
    seen: set[int] = set()
    while line := RecordLine.objects.filter(case_id=case.pk).exclude(pk__in=seen).order_by("id").first():
        seen.add(line.pk)
        assert len(seen) < 200, "the rules go round in circles"
        RecordLine.objects.filter(pk=line.pk).update(position=10**6 + line.pk)
        line.position = 10**6 + line.pk
        for consequence in CONSEQUENCES.get(line.kind, ()):
            if consequence in (apply_rules, give_out, leave_the_line, stand_in_line_again):
                consequence(line)
    return len(seen)


def only_here(*people: Worker) -> None:
    Worker.objects.exclude(pk__in=[one.pk for one in people]).update(presence="away")
    Worker.objects.filter(pk__in=[one.pk for one in people]).update(presence="here")


def test_rules_that_send_a_case_to_and_fro_by_its_owner_end() -> None:
    town = given_town()
    Team.objects.update(gives_turns=True)
    only_here(town.tomas, town.odile, town.ivo, town.hanne)
    for here, there in (("Transit", "Library"), ("Library", "Transit")):
        given_rule(town, Condition("team", here), when="owner", acts=(("route", there),), name=here)
    case = given_open_case(asks=["refund"])
    let_follow(case)
    given = RecordLine.objects.filter(case_id=case.pk, kind="case.given").order_by("id")
    assert given.count() == 2, "by turn in the one team, and by turn in that to which a rule sent it"
    assert [bool(when_of(line)) for line in given] == [True, False]
    assert Acted.objects.count() == 2  # both at the one turn, in their order
    assert ran(town, "owner") == (1, 1, 0)


def test_turn_after_turn_starts_a_rule_once() -> None:
    """A case that nobody acts on is given out again and again; a rule would meet it each time."""
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(gives_turns=True)
    only_here(town.tomas)
    given_rule(town, when="owner", acts=(("note", "Look."),))
    case = given_open_case(asks=["refund"])
    line = Line.objects.get(team=town.transit)
    acted = []
    for _ in range(2):
        give_turns(line_id=line.pk, at=MORNING)
        acted.append(act(case, "case.given"))
        Case.objects.filter(pk=case.pk).update(taken_at=None)
        join_line(case=Case.objects.select_related("team").get(pk=case.pk), by=SYSTEM, at=MORNING)
    assert acted == [1, 0]


def test_every_rule_at_once_ends_and_each_acts_on_lines_of_people_alone() -> None:
    town = given_town()
    Team.objects.update(gives_turns=True)
    only_here(town.tomas, town.odile, town.hanne)
    for when in Rule.When.values:
        acts = (("tag", when), ("note", "Again."), ("escalate", ""), ("route", "Library"))
        given_rule(town, when=when, acts=acts, name=when)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    tag_case(case_id=case.pk, tag="vip", by=town.tomas.actor, at=MORNING)
    untag_case(case_id=case.pk, tag="vip", by=town.tomas.actor, at=MORNING)
    add_note(case_id=case.pk, text="Call her.", by=town.tomas.actor, at=MORNING)
    let_follow(case)
    looked_at = RecordLine.objects.filter(position__in=Acted.objects.values("position"))
    assert looked_at.count() == Acted.objects.count() > 3
    assert not looked_at.filter(actor_kind="rule").exists()
    let_follow(case)
    assert looked_at.count() == Acted.objects.count()
