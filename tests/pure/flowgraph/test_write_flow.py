"""Flows of other platforms written in our language: they read, keep what traps callers, and never get safer unsaid."""

from __future__ import annotations

import json

import pytest
import yaml
from tests.pure.flowgraph.flows import TWINS, example, example_text

from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.findings import Verdict
from presszero.pure.flowgraph.opening import open_flow
from presszero.pure.flowgraph.verifying import verify
from presszero.pure.flowgraph.writing import written_in_our_language


def brought_in(name: str, text: str) -> tuple[str, Verdict]:
    written = written_in_our_language(open_flow(name, text), name="brought", team="desk")
    return written, verify(graph_from(written), all_given=True)


@pytest.mark.parametrize("name", TWINS)
def test_safe_flow_of_each_platform_is_a_safe_draft_at_once(name: str) -> None:
    written, verdict = brought_in(name, example_text(name))
    assert written.startswith("# Brought in from ") and "presszero: 1" in written
    assert verdict.verdict == "safe", [(one.rule, one.node, one.message) for one in verdict.traps]
    said = " ".join(yaml.safe_dump(yaml.safe_load(written), allow_unicode=True).split())
    for words in (
        one for node in example(name).nodes.values() for one in node.prompt.values() if node.does == "ask"
    ):
        assert " ".join(words.split())[:40] in said, words


COUNTING = """[menu]
exten => s,1,Set(tries=0)
 same => n(ask),Background(hello)
 same => n,WaitExten(7)
exten => 0,1,Queue(desk)
exten => 1,1,Queue(sales)
exten => i,1,Set(tries=$[${tries} + 1])
 same => n,GotoIf($[${tries} < 3]?s,ask:0,1)
exten => t,1,Goto(i,1)
"""


def test_tries_that_the_source_counts_and_its_waits_are_the_drafts_own() -> None:
    written, verdict = brought_in("menu.conf", COUNTING)
    asked = [one for one in yaml.safe_load(written)["nodes"].values() if one["kind"] == "menu"]
    assert verdict.verdict == "safe", [(one.rule, one.node, one.message) for one in verdict.traps]
    assert len(asked) == 6 and {one["wait_seconds"] for one in asked} == {6.0, 7.0}
    written, verdict = brought_in("menu.conf", COUNTING.replace("?s,ask:0,1", "?s,ask:9,1"))
    assert verdict.verdict == "trap", written


LOOP = {
    "Version": "2019-10-30",
    "StartAction": "menu",
    "Actions": [
        {"Identifier": "menu", "Type": "GetParticipantInput",
         "Parameters": {"Text": "Press 0.", "InputTimeLimitSeconds": "8"},
         "Transitions": {"NextAction": "desk",
                         "Conditions": [{"NextAction": "desk", "Condition": {"Operator": "Equals", "Operands": ["0"]}}],
                         "Errors": [{"NextAction": "loop", "ErrorType": "InputTimeLimitExceeded"},
                                    {"NextAction": "loop", "ErrorType": "NoMatchingCondition"},
                                    {"NextAction": "desk", "ErrorType": "NoMatchingError"}]}},
        {"Identifier": "loop", "Type": "Loop", "Parameters": {"LoopCount": "2"},
         "Transitions": {"NextAction": "desk", "Conditions": [
             {"NextAction": "menu", "Condition": {"Operator": "Equals", "Operands": ["ContinueLooping"]}},
             {"NextAction": "desk", "Condition": {"Operator": "Equals", "Operands": ["DoneLooping"]}}]}},
        {"Identifier": "desk", "Type": "TransferContactToQueue", "Parameters": {}, "Transitions": {}},
    ],
}  # fmt: skip


def test_loop_of_the_source_is_counted_out() -> None:
    written, verdict = brought_in("menu.json", json.dumps(LOOP))
    asked = [one for one in yaml.safe_load(written)["nodes"].values() if one["kind"] == "menu"]
    assert verdict.verdict == "safe" and {one["wait_seconds"] for one in asked} == {8.0}
    assert [one["no_input"] for one in asked][-1] == "desk" and len(asked) == 3


HANGS_UP = """[menu]
exten => s,1,Answer()
 same => n(ask),Background(hello)
 same => n,WaitExten(5)
exten => 1,1,Queue(sales)
exten => 2,1,AGI(x.php)
 same => n,Queue(sales)
exten => i,1,Hangup()
"""


def test_place_where_the_source_hangs_up_is_named_by_the_verdict_and_so_is_code() -> None:
    written, verdict = brought_in("menu.conf", HANGS_UP)
    assert verdict.verdict == "trap" and any("'hang-up'" in one.message for one in verdict.traps)
    assert "flow: not-in-the-file" in written
    assert any("'not-in-the-file'" in one.message for one in verdict.traps)
    assert "had no way to a person in the source; here 0 leads to one." in written


def test_source_without_people_gets_a_place_for_them_and_says_so() -> None:
    flow = {
        "Version": "2019-10-30",
        "StartAction": "hello",
        "Actions": [
            {"Identifier": "hello", "Type": "MessageParticipant", "Parameters": {"Text": "Hello."}, "Transitions": {"NextAction": "bye"}},
            {"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
        ],
    }  # fmt: skip
    written, verdict = brought_in("flow.json", json.dumps(flow))
    assert "The source has no person at all; people was put in." in written
    assert verdict.verdict == "trap" and "person: people" in written
