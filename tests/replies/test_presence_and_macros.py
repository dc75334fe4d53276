"""Who writes on a case at this moment, and words for replies that come again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from tests.cast import LATER_THAT_DAY, MORNING, given_draft, given_open_case, given_town, recorded

from presszero.cases.errors import NoSuchCase
from presszero.cases.field_keeping import make_field
from presszero.cases.fields import set_field
from presszero.cases.news import together_on
from presszero.ground.actors import SYSTEM
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.placeholders import filled
from presszero.replies.checking import check_draft
from presszero.replies.macros import macros_for, make_macro, retire_macro, use_macro
from presszero.replies.models import Macro
from presszero.replies.presence import STILL_WRITING, begin_writing, end_writing, others_writing

pytestmark = pytest.mark.django_db
NOW = LATER_THAT_DAY


def test_others_are_warned_from_the_first_key_until_it_rests() -> None:
    town = given_town()
    case = given_open_case()
    begin_writing(case_id=case.pk, by=town.odile.actor, at=NOW)
    begin_writing(case_id=case.pk, by=town.odile.actor, at=NOW + timedelta(seconds=25))
    assert recorded(case).count("writing.begun") == 1
    seen = [one.worker for one in others_writing(case=case, by=town.tomas.actor, at=NOW)]
    assert seen == [town.odile]
    assert others_writing(case=case, by=town.odile.actor, at=NOW) == []
    long_after = NOW + timedelta(seconds=26) + STILL_WRITING
    assert others_writing(case=case, by=town.tomas.actor, at=long_after) == []
    begin_writing(case_id=case.pk, by=town.odile.actor, at=long_after)
    assert recorded(case).count("writing.begun") == 2


def test_who_leaves_the_reply_is_named_no_more() -> None:
    town = given_town()
    case = given_open_case()
    begin_writing(case_id=case.pk, by=town.odile.actor, at=NOW)
    end_writing(case_id=case.pk, by=town.odile.actor, at=NOW)
    end_writing(case_id=case.pk, by=town.odile.actor, at=NOW)
    assert others_writing(case=case, by=town.tomas.actor, at=NOW) == []
    assert recorded(case).count("writing.ended") == 1


def given_macro(**more: object) -> Macro:
    facts: dict[str, object] = {
        "name": "Refund",
        "body": "Dear {Customer}, {reference}: {vehicle} by {me}.",
        "shortcut": ";Refund",
        "team_id": None,
        "tags": [],
        **more,
    }
    return make_macro(by=SYSTEM, at=MORNING, **facts)  # type: ignore[arg-type]


def test_fields_are_filled_and_what_is_not_known_is_seen() -> None:
    town = given_town()
    case = given_open_case()
    given_macro()
    field = make_field(name="Vehicle", kind="number", choices=[], team_id=None, by=SYSTEM, at=MORNING)
    (macro,) = macros_for(case=case, worker=town.tomas)
    assert macro.text == f"Dear Maren Oduya, {case.reference}: [vehicle?] by Tomas Vell."
    set_field(case_id=case.pk, field_id=field.pk, value="7043", by=town.tomas.actor, at=NOW)
    (macro,) = macros_for(case=case, worker=town.tomas)
    assert ": 7043 by" in macro.text


@pytest.mark.parametrize(("of_the_case", "said"), [("en", "Sunday 13 July"), ("fr", "dimanche 13 juillet")])
def test_day_of_an_answer_is_told_in_the_language_of_its_reader(of_the_case: str, said: str) -> None:
    town = given_town()
    case = given_open_case()
    case.language, case.answer_due_at = of_the_case, datetime(2025, 7, 13, 10, tzinfo=UTC)
    given_macro(body="You hear from us by {answer by}.")
    with translation.override("fr" if of_the_case == "en" else "en"):
        (macro,) = macros_for(case=case, worker=town.tomas)
    assert said in macro.text


def test_place_that_nothing_is_known_of_is_told_until_it_is_written() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="Your meter [meter?] was read.")
    (left,) = [one for one in check_draft(case=case, at=NOW).check.findings if one.rule == "place-unfilled"]
    assert (left.level, left.quote, left.place.start, left.place.end) == ("advice", "[meter?]", 11, 19)
    given_draft(case, by=town.tomas, body="Your meter 7043 [outside] was read.")
    assert "place-unfilled" not in [one.rule for one in check_draft(case=case, at=NOW).check.findings]


def test_value_that_looks_like_a_field_is_not_filled_again() -> None:
    assert filled("{customer}", {"customer": "{me}", "me": "Tomas"}) == "{me}"


def test_used_macro_puts_its_tags_on_the_case() -> None:
    town = given_town()
    case = given_open_case()
    macro = given_macro(tags=["Refund", "money"])
    use_macro(case_id=case.pk, macro_id=macro.pk, by=town.tomas.actor, at=NOW)
    assert together_on(case=case, by=town.tomas.actor).tags == ["money", "refund"]
    assert recorded(case)[-1] == "macro.used"


def test_macro_of_another_team_or_out_of_use_is_none_here() -> None:
    town = given_town()
    case = given_open_case()
    theirs = given_macro(team_id=town.library.pk)
    gone = given_macro(shortcut="gone")
    retire_macro(macro_id=gone.pk, by=SYSTEM, at=MORNING)
    assert macros_for(case=case, worker=town.tomas) == []
    for macro in (theirs, gone):
        with pytest.raises(NotFoundHere):
            use_macro(case_id=case.pk, macro_id=macro.pk, by=town.tomas.actor, at=NOW)


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"body": ""}, {"shortcut": "two words"}, {"shortcut": "refund"}, {"team_id": 999}],
)
def test_half_a_macro_is_refused(wrong: dict[str, object]) -> None:
    given_town()
    given_macro()
    with pytest.raises(BadInput):
        given_macro(**{"shortcut": "", **wrong})


def test_stranger_neither_writes_nor_uses() -> None:
    town = given_town()
    case = given_open_case()
    macro = given_macro()
    for act in (begin_writing, end_writing):
        with pytest.raises(NoSuchCase):
            act(case_id=case.pk, by=town.ivo.actor, at=NOW)
    with pytest.raises(NoSuchCase):
        use_macro(case_id=case.pk, macro_id=macro.pk, by=town.ivo.actor, at=NOW)
