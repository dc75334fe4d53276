"""What colleagues keep on a case: tags, the organisation's own fields, and a checklist."""

from __future__ import annotations

import pytest
from tests.cast import LATER_THAT_DAY, MORNING, given_open_case, given_town, recorded

from presszero.cases.errors import WordsMissing
from presszero.cases.field_keeping import make_field, retire_field
from presszero.cases.fields import set_field
from presszero.cases.models import CaseTag, Field, FieldValue
from presszero.cases.news import together_on
from presszero.cases.steps import add_steps, remove_step, tick_step
from presszero.cases.tags import MOST_TAGS, tag_case, untag_case
from presszero.ground.actors import SYSTEM
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db


def test_tag_is_one_whatever_its_letters_and_counts_once() -> None:
    town = given_town()
    case = given_open_case()
    for words in ("Fire  Works", "#fire works", "fire works"):
        tag_case(case_id=case.pk, tag=words, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert together_on(case=case, by=town.tomas.actor).tags == ["fire works"]
    assert recorded(case).count("case.tagged") == 1
    untag_case(case_id=case.pk, tag="fire works", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert not CaseTag.objects.exists()


@pytest.mark.parametrize("words", ["", " # ", "x" * 41])
def test_what_is_no_tag_is_refused(words: str) -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(BadInput):
        tag_case(case_id=case.pk, tag=words, by=town.tomas.actor, at=LATER_THAT_DAY)


def test_there_is_an_end_to_tags() -> None:
    town = given_town()
    case = given_open_case()
    for number in range(MOST_TAGS):
        tag_case(case_id=case.pk, tag=f"tag {number}", by=town.tomas.actor, at=LATER_THAT_DAY)
    with pytest.raises(BadInput, match="take one off"):
        tag_case(case_id=case.pk, tag="one more", by=town.tomas.actor, at=LATER_THAT_DAY)


def given_field(kind: str = "text", **more: object) -> Field:
    facts: dict[str, object] = {"name": "Meter", "choices": [], "team_id": None, **more}
    return make_field(kind=kind, by=SYSTEM, at=MORNING, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", "  A  7 ", "A 7"),
        ("number", "1 041,50", "1041.50"),
        ("number", "seven", None),
        ("number", "NaN", None),
        ("number", "1e400", None),
        ("date", "2025-09-05", "2025-09-05"),
        ("date", "5 September", None),
        ("yes_no", "yes", "yes"),
        ("yes_no", "perhaps", None),
        ("choice", "tram", "tram"),
        ("choice", "ship", None),
        ("text", "x" * 301, None),
    ],
)
def test_field_takes_what_it_is_for(kind: str, typed: str, kept: str | None) -> None:
    town = given_town()
    case = given_open_case()
    field = given_field(kind, choices=["bus", "tram"])
    if kept is None:
        with pytest.raises(BadInput, match="Meter takes"):
            set_field(case_id=case.pk, field_id=field.pk, value=typed, by=town.tomas.actor, at=MORNING)
        return
    set_field(case_id=case.pk, field_id=field.pk, value=typed, by=town.tomas.actor, at=MORNING)
    assert FieldValue.objects.get(case=case).value == kept
    set_field(case_id=case.pk, field_id=field.pk, value=typed, by=town.tomas.actor, at=MORNING)
    assert recorded(case).count("field.set") == 1
    set_field(case_id=case.pk, field_id=field.pk, value="", by=town.tomas.actor, at=MORNING)
    assert not FieldValue.objects.exists()


def test_field_of_another_team_or_out_of_use_is_none_here() -> None:
    town = given_town()
    case = given_open_case()
    other = given_field(team_id=town.library.pk)
    gone = given_field(name="Gone")
    retire_field(field_id=gone.pk, by=SYSTEM, at=MORNING)
    for field in (other, gone):
        with pytest.raises(NotFoundHere):
            set_field(case_id=case.pk, field_id=field.pk, value="7", by=town.tomas.actor, at=MORNING)


def test_steps_are_ticked_opened_again_and_taken_off() -> None:
    town = given_town()
    case = given_open_case()
    add_steps(case_id=case.pk, words="- Call the driver\n\nAsk planning", by=town.tomas.actor, at=MORNING)
    first, second = case.steps.all()
    assert (first.what, second.what) == ("Call the driver", "Ask planning")
    tick_step(step_id=first.pk, done=True, by=town.odile.actor, at=MORNING)
    tick_step(step_id=first.pk, done=True, by=town.tomas.actor, at=LATER_THAT_DAY)
    first.refresh_from_db()
    assert (first.done_by, first.done_at) == (town.odile, MORNING)
    tick_step(step_id=first.pk, done=False, by=town.tomas.actor, at=LATER_THAT_DAY)
    remove_step(step_id=second.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert [step.done_at for step in case.steps.all()] == [None]
    with pytest.raises(WordsMissing):
        add_steps(case_id=case.pk, words=" \n- \n", by=town.tomas.actor, at=MORNING)


def test_stranger_keeps_nothing_on_the_case() -> None:
    town = given_town()
    case = given_open_case()
    field = given_field()
    add_steps(case_id=case.pk, words="Call", by=town.tomas.actor, at=MORNING)
    step, ivo = case.steps.get(), town.ivo.actor
    before = recorded()
    for act in (
        lambda: tag_case(case_id=case.pk, tag="x", by=ivo, at=MORNING),
        lambda: untag_case(case_id=case.pk, tag="x", by=ivo, at=MORNING),
        lambda: set_field(case_id=case.pk, field_id=field.pk, value="7", by=ivo, at=MORNING),
        lambda: add_steps(case_id=case.pk, words="x", by=ivo, at=MORNING),
        lambda: tick_step(step_id=step.pk, done=True, by=ivo, at=MORNING),
        lambda: remove_step(step_id=step.pk, by=ivo, at=MORNING),
    ):
        with pytest.raises(NotFoundHere):
            act()
    assert recorded() == before
