"""A rule begins a reply with a macro: for whoever answers, over nobody's words, and nothing leaves by it."""

from __future__ import annotations

import pytest
from tests.cast import MORNING, NEXT_DAY, PortLumen, given_draft, given_open_case, given_town, recorded
from tests.rules.test_rules import given_rule, line_of

from presszero.cases.models import Case
from presszero.pure.errors import BadInput
from presszero.replies.macros import make_macro, retire_macro
from presszero.replies.models import Draft, Macro
from presszero.rules.acting import act_by_rules
from presszero.rules.models import Rule
from presszero.rules.phrases import Names, rule_sentence

pytestmark = pytest.mark.django_db


def given_macro(town: PortLumen, name: str = "Night of the fireworks") -> Macro:
    return make_macro(
        name=name,
        body="Dear {customer}, {me} looks into it.",
        shortcut="",
        team_id=None,
        tags=["fireworks"],
        by=town.noor.actor,
        at=MORNING,
    )


def begun(town: PortLumen, case: Case, macro: Macro) -> Rule:
    rule = given_rule(town, acts=(("macro", macro.name),))
    assert act_by_rules(line_of(case, "case.opened"), at=NEXT_DAY) == 1
    return rule


def test_reply_begins_with_the_macro_filled_for_the_owner_and_is_not_sent() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    rule = begun(town, case, given_macro(town))
    draft = Draft.objects.get(case=case)
    assert (draft.body, draft.author) == ("Dear Maren Oduya, Tomas Vell looks into it.", town.tomas)
    assert not draft.marks.exists()
    assert [one.tag.name for one in case.tagged.all()] == ["fireworks"]
    assert "macro.used" in recorded(case) and "reply.sent" not in recorded(case)
    assert "begin the reply with the macro “Night of the fireworks”" in rule_sentence(rule, Names.read())


def test_words_that_somebody_wrote_are_left_alone() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_draft(case, by=town.tomas, body="Mine.")
    begun(town, case, given_macro(town))
    assert Draft.objects.get(case=case).body == "Mine."


def test_retired_macro_is_used_no_more_and_cannot_be_chosen() -> None:
    town = given_town()
    case, macro = given_open_case(asks=["refund"], taken_by=town.tomas), given_macro(town)
    rule = given_rule(town, acts=(("macro", macro.name),))
    retire_macro(macro_id=macro.pk, by=town.noor.actor, at=MORNING)
    act_by_rules(line_of(case, "case.opened"), at=NEXT_DAY)
    assert not Draft.objects.filter(case=case).exists()
    with pytest.raises(BadInput, match="There is no “Night of the fireworks”"):
        given_rule(town, acts=(("macro", macro.name),), name="Again")
    assert rule.acts == [["macro", str(macro.pk)]]
