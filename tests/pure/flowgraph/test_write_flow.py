"""Flows of other platforms written in our language: they read, keep what traps callers, and never get safer unsaid."""

from __future__ import annotations

import json

import pytest
from tests.pure.flowgraph.flows import TWINS, example, example_text

from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.findings import Verdict
from presszero.pure.flowgraph.opening import open_flow
from presszero.pure.flowgraph.verifying import verify
from presszero.pure.flowgraph.writing import written_in_our_language


def brought_in(name: str, text: str) -> tuple[str, Verdict]:
    written = written_in_our_language(open_flow(name, text), name="brought", team="desk")
    return written, verify(graph_from(written))


@pytest.mark.parametrize("name", TWINS)
def test_twin_of_each_platform_reads_as_a_draft_without_a_new_trap_at_its_questions(name: str) -> None:
    written, verdict = brought_in(name, example_text(name))
    assert written.startswith("# Brought in from ") and "presszero: 1" in written
    asked = {one.rule for one in verdict.traps} & {"Z1"}
    assert not asked, [(one.rule, one.node, one.message) for one in verdict.traps]
    assert len(graph_from(written).nodes) >= len(
        [one for one in example(name).nodes.values() if one.does != "hangup"]
    )


HANGS_UP = """[menu]
exten => s,1,Answer()
 same => n(ask),Background(hello)
 same => n,WaitExten(5)
exten => 1,1,Queue(sales)
exten => 2,1,AGI(x.php)
 same => n,Queue(sales)
exten => i,1,Hangup()
"""


def test_place_where_the_source_hangs_up_is_named_by_the_verdict_and_code_stays_unknown() -> None:
    written, verdict = brought_in("menu.conf", HANGS_UP)
    assert verdict.verdict == "trap" and any("'hang-up'" in one.message for one in verdict.traps)
    assert "flow: not-in-the-file" in written
    assert any("not-in-the-file" in one for one in verdict.unknowns)
    assert "had no 0 in the source; here 0 leads to a person." in written


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
