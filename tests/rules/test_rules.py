"""Rules are read as sentences, tried without doing, act once for a thing that happened, and never set each other off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import (
    MORNING,
    NEXT_DAY,
    PortLumen,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.actions import close_case
from presszero.cases.clocks import look_at_clocks, set_clocks
from presszero.cases.field_keeping import FieldFacts, change_field, make_field
from presszero.cases.fields import set_field
from presszero.cases.merging import merge_case
from presszero.cases.models import Case, Clock, News
from presszero.ground.models import RecordLine
from presszero.lines.models import Waiting
from presszero.organisation.models import Topic
from presszero.pure.conditions import Condition, Facts, holds
from presszero.pure.errors import BadInput
from presszero.replies.macros import make_macro
from presszero.rules.acting import act_by_rules
from presszero.rules.keeping import keep_rule, move_up, remove_rule
from presszero.rules.looking import LOOKS_AT, when_of
from presszero.rules.models import Acted, Rule
from presszero.rules.phrases import Names, rule_sentence
from presszero.rules.trying import dry_run

pytestmark = pytest.mark.django_db
TAG = (("tag", "fireworks"),)


def given_rule(
    town: PortLumen,
    *conditions: Condition,
    acts: tuple[tuple[str, str], ...] = TAG,
    when: str = "opened",
    name: str = "Fireworks",
    is_on: bool = True,
) -> Rule:
    return keep_rule(
        rule_id=None,
        name=name,
        when=when,
        conditions=conditions,
        acts=acts,
        is_on=is_on,
        by=town.noor.actor,
        at=MORNING,
    )


def line_of(case: Case, kind: str) -> RecordLine:
    """The newest line of a kind, as if it were sealed: a rule looks at lines by their position."""
    line = RecordLine.objects.filter(case_id=case.pk, kind=kind).latest("id")
    line.position = line.position or 10**6 + line.pk
    line.save()
    return line


def act(case: Case, kind: str = "case.opened") -> int:
    return act_by_rules(line_of(case, kind), at=MORNING)


def tags_of(case: Case) -> set[str]:
    return {one.tag.name for one in case.tagged.all()}


def test_rule_reads_as_a_sentence() -> None:
    town = given_town()
    rule = given_rule(
        town,
        Condition("words", "fireworks, feu d’artifice"),
        Condition("team", "Transit", is_not=True),
        acts=(("route", "Transit"), ("tag", "Fireworks"), ("first", "4")),
    )
    assert rule_sentence(rule, Names.read()) == (
        "When a case is opened, if the letter has one of the words “fireworks, feu d’artifice” and not: the team is "
        "“Transit”, then give it to the team “Transit” and tag it “fireworks” and set the first answer, in open hours, "
        "to “4”."
    )


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        (Condition("words", "taxi, ferry"), True),
        (Condition("words", "taxis"), False),
        (Condition("words", "taxis", is_not=True), True),
        (Condition("sender", "@lakemail.example"), True),
        (Condition("team", "Library"), False),
        (Condition("language", "en"), True),
        (Condition("channel", "webform"), False),
        (Condition("points", "1"), True),
        (Condition("points", "2"), False),
        (Condition("before", "1"), False),
        (Condition("open_hours", ""), True),
        (Condition("tag", "vip"), False),
    ],
)
def test_if_is_asked_of_the_case(condition: Condition, fits: bool) -> None:
    town = given_town()
    given_rule(town, condition)
    case = given_open_case(asks=["refund"])
    assert (act(case), tags_of(case)) == ((1, {"fireworks"}) if fits else (0, set()))


@pytest.mark.parametrize(
    ("value", "fits"),
    [("Vehicle = bus, tram", True), ("Vehicle", True), ("vehicle=bu", False), ("Vehicle = ferry", False)],
)
def test_if_is_asked_of_a_field_of_the_house(value: str, fits: bool) -> None:
    town = given_town()
    field = make_field(name="Vehicle", kind="text", choices=[], team_id=None, by=town.noor.actor, at=MORNING)
    rule = given_rule(town, Condition("field", value))
    case = given_open_case(asks=["refund"])
    assert act(case) == 0
    set_field(case_id=case.pk, field_id=field.pk, value="Tram", by=town.tomas.actor, at=MORNING)
    assert act(case) == int(fits)
    change_field(field_id=field.pk, facts=FieldFacts("Wagon"), by=town.noor.actor, at=MORNING)
    assert "the field reads “Wagon" in rule_sentence(rule, Names.read())


@pytest.mark.parametrize(
    ("kind", "choices", "kept", "asked"),
    [
        ("yes_no", [], "yes", "Fact = oui"),
        ("number", [], "41.5", "Fact = 41,5"),
        ("number", [], "41.5", "Fact = 7, 41,5"),
        ("choice", ["Tram, line 7", "Bus"], "Tram, line 7", "Fact = Tram, line 7"),
    ],
)
def test_field_is_asked_for_as_it_would_be_kept(kind: str, choices: list[str], kept: str, asked: str) -> None:
    town = given_town()
    field = make_field(name="Fact", kind=kind, choices=choices, team_id=None, by=town.noor.actor, at=MORNING)
    given_rule(town, Condition("field", asked))
    case = given_open_case(asks=["refund"])
    set_field(case_id=case.pk, field_id=field.pk, value=kept, by=town.tomas.actor, at=MORNING)
    assert act(case) == 1


def test_rule_that_is_off_does_nothing() -> None:
    town = given_town()
    given_rule(town, is_on=False)
    assert act(given_open_case(asks=["refund"])) == 0


def test_line_read_twice_is_acted_on_once() -> None:
    town = given_town()
    given_rule(town, acts=(("note", "Look at the crowd plan."),))
    case = given_open_case(asks=["refund"])
    assert (act(case), act(case)) == (1, 0)
    assert [note.text for note in case.notes.all()] == ["Look at the crowd plan. (rule “Fireworks”)"]
    assert recorded(case).count("rule.acted") == 1


def test_routed_case_waits_in_the_other_teams_line_and_its_lead_answers_for_it() -> None:
    town = given_town()
    given_rule(town, acts=(("route", "Library"),))
    case = given_open_case(asks=["refund"])
    act(case)
    case = Case.objects.get(pk=case.pk)
    assert (case.team, case.owner) == (town.library, town.hanne)
    assert Waiting.objects.get(case=case).line.team == town.library
    assert case.promises.get().owner == town.hanne
    assert {"case.routed", "case.left_team"} <= set(recorded(case))


def test_closed_case_is_routed_nowhere() -> None:
    town = given_town()
    given_rule(town, acts=(("route", "Library"),), when="closed")
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    ended = {"outcome": "no_answer_needed", "words": "Thanks.", "by": town.tomas.actor, "at": MORNING}
    close_case(case_id=case.pk, **ended)
    act(case, "case.closed")
    assert Case.objects.get(pk=case.pk).team == town.transit


def test_later_rule_sees_what_the_earlier_one_did_and_order_can_be_changed() -> None:
    town = given_town()
    second = given_rule(town, Condition("tag", "fireworks"), acts=(("first", "2"),), name="Quick")
    first = given_rule(town)
    case = given_open_case(asks=["refund"])
    assert act(case) == 1 and Case.objects.get(pk=case.pk).targets == {}
    move_up(rule_id=first.pk, by=town.noor.actor, at=MORNING)
    assert [rule.pk for rule in Rule.objects.all()] == [first.pk, second.pk]
    case = given_open_case(asks=["refund"])
    assert act(case) == 2 and Case.objects.get(pk=case.pk).targets == {"first": 2}
    clocks = {one.kind: one for one in set_clocks(case_id=case.pk, at=MORNING)}
    assert clocks["first"].within_hours == 2


def test_rule_tells_only_who_may_see_the_case() -> None:
    town = given_town()
    given_rule(town, acts=(("tell", "Odile Farrow"), ("tell", "Ivo Castellan")))
    act(given_open_case(asks=["refund"]))
    assert [(one.worker, one.why) for one in News.objects.all()] == [(town.odile, "rule")]


def test_clock_that_runs_out_is_escalated_once_even_when_a_rule_gives_it_more_time() -> None:
    town = given_town()
    given_rule(
        town,
        Condition("clock", "first"),
        acts=(("escalate", ""), ("first", "9")),
        when="missed",
    )
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    set_clocks(case_id=case.pk, at=MORNING)
    look_at_clocks(at=NEXT_DAY)
    assert act(case, "clock.missed") == 1
    assert Case.objects.get(pk=case.pk).owner == town.noor
    set_clocks(case_id=case.pk, at=MORNING)
    assert Clock.objects.get(case=case, kind="first").missed_at is None
    look_at_clocks(at=NEXT_DAY + timedelta(days=2))
    assert recorded(case).count("clock.missed") == 2
    assert act(case, "clock.missed") == 0
    assert Acted.objects.count() == 1


def test_nothing_a_rule_does_is_a_thing_that_rules_look_at() -> None:
    """So no rule can set off another, or itself."""
    town = given_town()
    macro = make_macro(
        name="Thanks", body="Dear Maren,", shortcut="", team_id=None, tags=(), by=town.noor.actor, at=MORNING
    )
    every = (
        ("tag", "loop"),
        ("first", "3"),
        ("next", "3"),
        ("settle", "3"),
        ("note", "Again."),
        ("tell", "Odile Farrow"),
        ("escalate", ""),
        ("route", "Library"),
        ("macro", macro.name),
    )
    assert {does for does, _ in every} == set(Rule.Does.values)
    for when in Rule.When.values:
        for half in (every[:5], every[5:]):
            given_rule(town, acts=half, when=when, name=f"{when} {half[0][0]}")
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    before = len(recorded())
    for kind in ("case.opened", "contact.received", "reply.sent"):
        assert act(case, kind) == 2
    assert [one.kind for one in RecordLine.objects.order_by("id")[before:] if when_of(one)] == []
    assert set(LOOKS_AT.values()) == set(Rule.When.values)


def test_dry_run_counts_and_does_nothing_and_a_stranger_learns_nothing_from_it() -> None:
    town = given_town()
    rule = given_rule(town, Condition("words", "taxi"), is_on=False)
    fits = given_open_case(asks=["refund"])
    given_open_case(asks=["timetable"])
    lines = recorded()
    tried = dry_run(rule=rule, by=town.noor.actor)
    assert (tried.looked_at, tried.would_act, tried.shown) == (2, 1, [fits])
    assert recorded() == lines and tags_of(fits) == set()
    strangers = dry_run(rule=rule, by=town.hanne.actor)
    assert (strangers.looked_at, strangers.would_act) == (0, 0)


def test_dry_run_asks_the_database_as_often_for_many_cases_as_for_few(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    town = given_town()
    rule = given_rule(town, Condition("words", "taxi"))
    for n in range(12):
        given_open_case(asks=["refund"], address=f"{n}@x.example")
    with django_assert_max_num_queries(12):
        assert dry_run(rule=rule, by=town.noor.actor).would_act == 12


@pytest.mark.parametrize(
    ("conditions", "acts", "field"),
    [
        ((Condition("team", "Ferries"),), TAG, "value0"),
        ((Condition("words", " , "),), TAG, "value0"),
        ((Condition("words", "x"), Condition("points", "many")), TAG, "value1"),
        ((Condition("language", "Klingon"),), TAG, "value0"),
        ((Condition("field", "Meter = 7"),), TAG, "value0"),
        ((), (), "does0"),
        ((), (("tag", " "),), "act0"),
        ((), (("route", "Nobody"),), "act0"),
        ((), (("first", "0"),), "act0"),
    ],
)
def test_part_that_cannot_be_is_told_beside_it(
    conditions: tuple[Condition, ...], acts: tuple[tuple[str, str], ...], field: str
) -> None:
    town = given_town()
    with pytest.raises(BadInput) as refused:
        given_rule(town, *conditions, acts=acts)
    assert refused.value.field == field


def test_topic_taken_out_leaves_a_rule_that_says_so_and_never_fits() -> None:
    town = given_town()
    rule = given_rule(town, Condition("topic", "Lost property"))
    Topic.objects.filter(name="Lost property").delete()
    assert "(gone)" in rule_sentence(rule, Names.read())
    assert act(given_letter(a_letter(asks=["lost glove"])).case) == 0


def test_rule_taken_out_leaves_what_it_did() -> None:
    town = given_town()
    rule = given_rule(town)
    case = given_open_case(asks=["refund"])
    act(case)
    remove_rule(rule_id=rule.pk, by=town.noor.actor, at=MORNING)
    assert tags_of(case) == {"fireworks"}


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        (Condition("tag", "dégâts"), True),
        (Condition("tag", "Degats"), True),
        (Condition("tag", "dégât"), False),
        (Condition("words", "l’éclair"), True),
        (Condition("words", "L'ECLAIR"), True),
        (Condition("sender", "@ÉCLAIR.example"), True),
    ],
)
def test_accents_capitals_and_apostrophes_are_set_aside_on_both_sides(
    condition: Condition, fits: bool
) -> None:
    facts = Facts(text="Vu l'Éclair hier.", sender="Ana@éclair.example", tags=frozenset({"dégâts"}))
    assert holds([condition], facts) is fits


def test_no_rule_acts_on_a_case_brought_in_or_standing_in_another() -> None:
    town = given_town()
    given_rule(town)
    brought_in = given_letter(a_letter(asks=["refund"], address="old@x.example"), clocked=False).case
    case, same = given_open_case(asks=["refund"]), given_open_case(asks=["timetable"])
    merge_case(case_id=same.pk, into=case.pk, by=town.tomas.actor, at=MORNING)
    assert [act(one) for one in (brought_in, same, case)] == [0, 0, 1]
