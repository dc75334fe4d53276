"""Where the way to a person became longer, later or went away between two versions."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import presszero.pure.flowgraph
from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.comparing import AWAY, LATER, LONGER, TEAM, worsened

EXAMPLES = sorted(Path(presszero.pure.flowgraph.__file__).parent.glob("examples/*.yaml"))
FLOWS = [path for path in EXAMPLES if path.name != "calendar.yaml"]
FLOW = """\
presszero: 1
flow: harbour
start: hello
person: desk
nodes:
  hello:
    kind: menu
    prompt: "This is a machine. For refunds, press 1. For a person, press 0."
    keys: {"1": refunds}
  refunds: {kind: queue, team: refunds}
  desk: {kind: queue, team: desk}
"""


def found(after: str) -> set[tuple[str, str, str]]:
    return {(one.how, one.who, one.place) for one in worsened(graph_from(FLOW), graph_from(after))}


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_a_flow_is_no_worse_than_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert worsened(graph_from(text), graph_from(text)) == []


def test_team_that_nobody_can_choose_any_more_went_away() -> None:
    gone = FLOW.replace('    keys: {"1": refunds}\n', "").replace(
        "For refunds, press 1. ", "For a refund, wait. "
    )
    assert found(gone) == {(AWAY, TEAM, "refunds")}


def test_team_behind_another_menu_is_longer() -> None:
    behind = FLOW.replace('{"1": refunds}', '{"1": sure}') + (
        '  sure: {kind: menu, prompt: "Sure? Press 1.", keys: {"1": refunds}}\n'
    )
    assert (LONGER, TEAM, "refunds") in found(behind)


def test_longer_prompt_is_later_for_everybody_who_hears_it() -> None:
    slow = FLOW.replace("This is a machine.", "This is a machine that has a good many words to say to you.")
    assert found(slow) >= {(LATER, "zero", ""), (LATER, "silent", "hello"), (LATER, TEAM, "desk")}


def test_more_retries_are_longer_for_the_silent_and_not_for_who_presses_zero() -> None:
    asked_more = FLOW.replace('    keys: {"1": refunds}', '    keys: {"1": refunds}\n    retries: 4')
    assert {who for _, who, _ in found(asked_more)} == {"silent", "confused"}


def test_silent_caller_in_a_circle_has_no_way_any_more() -> None:
    circle = FLOW.replace('    keys: {"1": refunds}', '    keys: {"1": refunds}\n    no_input: hello')
    assert (AWAY, "silent", "hello") in found(circle)


def test_question_that_is_asked_no_more_is_no_loss() -> None:
    renamed = FLOW.replace("hello", "welcome")
    assert found(renamed) == set()


def test_what_got_worse_one_way_got_no_worse_the_other() -> None:
    for before, after in pairwise(
        [FLOW, FLOW.replace("This is a machine.", "This is a machine, as you hear.")]
    ):
        assert worsened(graph_from(after), graph_from(before)) == []
