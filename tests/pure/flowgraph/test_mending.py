"""One press writes a mend in: the finding goes, the rest stays as it was written, and who must think is asked nothing."""

from __future__ import annotations

import pytest

from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.mending import mended
from presszero.pure.flowgraph.verifying import verify

FLOW = """\
presszero: 1
flow: town
languages: [en]
start: topic
person: desk
nodes:
  topic:
    # What people ask most.
    kind: menu
    prompt: "An automatic line. For bills, press 1. For a person, press 0."
    keys: {"1": account}
  account:
    kind: collect
    prompt: "Enter your number."
    keeps: account
    next: balance

  balance:
    kind: lookup
    asks: balance
    ok: settled
    not_found: desk
    error: desk
    timeout: desk
  settled:
    kind: menu
    prompt: "If that is all, press 1. For a person, press 0."
    keys: {"1": bye}
  bye:
    kind: resolved
    prompt: "Goodbye."
  desk:
    kind: queue
    team: desk
"""


def findings(text: str) -> list[Finding]:
    return list(verify(graph_from(text)).findings)


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("    keeps: account\n", "    keeps: account\n    no_input: account\n", "S1"),
        ("    keeps: account\n", "    keeps: account\n    no_match: account\n", "N1"),
        ('    keys: {"1": bye}\n', '    keys: {"1": bye}\n    zero: topic\n', "Z1"),
        ("    error: desk\n", "", "F1"),
        ("    not_found: desk\n", "    not_found: dekc\n", "T3"),
        (' For a person, press 0."\n    keys: {"1": account}', '"\n    keys: {"1": account}', "B1"),
        ('    keys: {"1": bye}\n', '    keys: {"1": bye}\n    retries: 6\n', "B1"),
        ('    keys: {"1": bye}\n', '    keys: {"1": bye}\n    barge_in: false\n', "B1"),
        ('    keys: {"1": bye}\n', '    keys: {"1": bye}\n    wait_seconds: 2\n', "A1"),
        ("    team: desk\n", "    team: desk\n    hands_over: [name]\n", "C1"),
    ],
)
def test_mend_takes_its_finding_away_and_brings_no_trap(right: str, wrong: str, rule: str) -> None:
    text = FLOW.replace(right, wrong, 1)
    assert text != FLOW
    found = [one for one in findings(text) if one.rule == rule]
    assert found, [one.rule for one in findings(text)]
    once = text
    for finding in found:
        once = mended(once, finding) or once
    left = findings(once)
    assert once != text and not [one for one in left if one.rule == rule or one.level == "trap"], left
    assert "# What people ask most." in once and len(once.split("\n")) - len(text.split("\n")) in (-1, 0, 1)


@pytest.mark.parametrize("rule", ["W1", "D1", "L1", "X1", "M1", "H1", "T1"])
def test_what_needs_thought_is_left_to_people(rule: str) -> None:
    assert mended(FLOW, Finding(rule, "trap", "topic", (), "Anything at all.", "Think.", "", 7)) is None


def test_node_on_one_line_and_flow_without_people_are_left_alone() -> None:
    short = FLOW.replace("  desk:\n    kind: queue\n    team: desk\n", "  desk: {kind: queue, team: desk}\n")
    line = short.split("\n").index("  desk: {kind: queue, team: desk}") + 1
    finding = Finding("C1", "advice", "desk", (), "It does not hand over.", "", "", line)
    assert mended(short, finding) is None
    assert mended(FLOW.replace("person: desk\n", ""), finding) is None
    assert mended("", finding) is None
