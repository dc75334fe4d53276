"""Which findings are traps, and what they make of the verdict: what is not known stops a flow, and is called neither."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.pure.flowgraph.flows import SHIPPED, TWINS, example, found, good

from presszero.commands.flow_verify import main
from presszero.pure.flowgraph.exploring import explore
from presszero.pure.flowgraph.findings import RULES
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.levels import TRAPS, level_of
from presszero.pure.flowgraph.opening import open_flow
from presszero.pure.flowgraph.reports import as_text
from presszero.pure.flowgraph.verifying import prove, verify
from presszero.pure.flowgraph.waivers import Waiver

A_DAY = date(2026, 3, 1)
ELSEWHERE = {"kind": "subflow", "flow": "elsewhere", "next": "desk"}


def leading_elsewhere(**more: object) -> Graph:
    return good(topic={"keys": {"1": "other"}, **more}, other=ELSEWHERE)


def test_the_rules_that_are_traps_are_those_that_were_promised() -> None:
    assert TRAPS == {"Z1", "S1", "N1", "T1", "T2", "F1", "H1", "M1"} <= set(RULES)
    assert [rule for rule in RULES if level_of(rule) == "trap"] == [rule for rule in RULES if rule in TRAPS]


def test_what_is_not_known_is_a_trap_whose_flow_is_called_neither_safe_nor_a_trap() -> None:
    verdict = verify(leading_elsewhere())
    finding = found(verdict, "M1")
    assert (finding.level, finding.node, verdict.verdict) == ("trap", "other", "unknown")
    assert finding.path == ("press 1", "other answers does not come back", "→ unknown")
    assert verdict.traps == [finding] and finding.line == 0


def test_another_trap_beside_what_is_not_known_makes_it_a_trap() -> None:
    verdict = verify(leading_elsewhere(no_input="topic"))
    assert verdict.verdict == "trap" and [one.rule for one in verdict.traps][-1] == "M1"


def test_where_all_flows_are_given_one_that_is_not_there_is_a_missing_target() -> None:
    verdict = verify(leading_elsewhere(), all_given=True)
    finding = found(verdict, "T3")
    assert (verdict.verdict, finding.level, finding.node) == ("trap", "trap", "other")
    assert (
        finding.path == ("press 1", "→ nothing: the flow has no answer") and "'elsewhere'" in finding.message
    )
    assert not [one for one in verdict.findings if one.rule == "M1"]


def waiver(rule: str, node: str) -> Waiver:
    return Waiver("good", rule, node, "Noor Halvane", "the old line ends then", A_DAY)


def test_who_answers_for_what_is_not_known_lets_it_go_live_and_makes_it_no_better_known() -> None:
    standing = verify(leading_elsewhere(), waivers=[waiver("M1", "other")], on=A_DAY)
    assert (standing.verdict, standing.traps) == ("unknown", [])
    ended = verify(leading_elsewhere(), waivers=[waiver("M1", "other")], on=date(2026, 3, 2))
    assert (ended.verdict, len(ended.traps)) == ("unknown", 1)
    both = leading_elsewhere(no_input="topic")
    waivers = [waiver("M1", "other"), *(waiver(one.rule, one.node) for one in verify(both).traps)]
    assert verify(both, waivers=waivers, on=A_DAY).verdict == "unknown"
    assert verify(both, waivers=[waiver("M1", "other")], on=A_DAY).verdict == "trap"


def test_flow_too_large_to_walk_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(prove.__globals__, "explore", lambda graph, starts: explore(graph, most_states=3))
    verdict = verify(good())
    assert (verdict.verdict, [one.rule for one in verdict.traps]) == ("unknown", ["M1"])


def test_flows_that_lead_to_themselves_are_followed_some_way_and_then_not_known() -> None:
    verdict = verify(good(topic={"keys": {"1": "other"}}, other=ELSEWHERE | {"flow": "good"}), all_given=True)
    finding = found(verdict, "M1")
    assert (verdict.verdict, finding.node, finding.path.count("press 1")) == ("unknown", "other", 9)
    assert "more than 8 deep" in finding.message


# What leads out of the file, in each platform's own way: nobody can say where from here.
LEADING_OUT = {
    "dynamic.json": json.dumps({"Version": "2019-10-30", "StartAction": "a", "Actions": [
        {"Identifier": "a", "Type": "TransferToFlow", "Parameters": {"ContactFlowId": "$.Attributes.next"},
         "Transitions": {"NextAction": "b", "Errors": [{"NextAction": "q", "ErrorType": "NoMatchingError"}]}},
        {"Identifier": "q", "Type": "TransferContactToQueue", "Parameters": {}, "Transitions": {}}]}),
    "redirect.json": json.dumps({"description": "x", "initial_state": "Trigger", "flags": {}, "states": [
        {"name": "Trigger", "type": "trigger", "properties": {}, "transitions": [
            {"event": "incomingCall", "next": "out"}]},
        {"name": "out", "type": "add-twiml-redirect", "properties": {"url": "https://example.org/x"},
         "transitions": [{"event": "return"}]}]}),
    "agi.conf": "[from-outside]\nexten => s,1,Answer()\n same => n,AGI(agi://localhost/menu)\n same => n,Hangup()\n",
    "stasis.conf": "[from-outside]\nexten => s,1,Answer()\n same => n,Stasis(menu)\n same => n,Hangup()\n",
    "menu.xml": '<configuration name="ivr.conf"><menus><menu name="m" max-failures="1" max-timeouts="1">'
    '<entry action="menu-exec-app" digits="0" param="bridge user/100"/>'
    '<entry action="menu-exec-app" digits="1" param="lua ask.lua"/></menu></menus></configuration>',
    "submit.vxml": '<vxml version="2.1"><form><block><submit next="https://example.org/next"/></block></form></vxml>',
}  # fmt: skip


@pytest.mark.parametrize("name", LEADING_OUT)
def test_what_leads_out_of_an_imported_file_is_not_known(name: str) -> None:
    verdict = verify(open_flow(name, LEADING_OUT[name]))
    others = {one.rule for one in verdict.traps} - {"M1"}
    assert found(verdict, "M1").level == "trap" and found(verdict, "M1").path
    assert verdict.verdict == ("trap" if others else "unknown")
    assert not others or name == "menu.xml", others


@pytest.mark.parametrize("name", [*SHIPPED, *TWINS])
def test_good_flow_and_repaired_twin_have_nothing_of_the_level_of_a_trap(name: str) -> None:
    assert verify(example(name)).traps == []


def test_what_is_not_known_stands_as_a_trap_in_every_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "agi.conf"
    file.write_text(LEADING_OUT["agi.conf"])
    assert main([str(file)]) == 1
    said = capsys.readouterr().out
    assert "trap M1: Not known" in said and "unknown (asterisk; 1 trap (1 not known), 0 advice" in said
    assert main([str(file), "--json"]) == 1
    (shown,) = json.loads(capsys.readouterr().out)
    assert (shown["verdict"], shown["findings"][0]["level"]) == ("unknown", "trap")
    assert main([str(file), "--format", "sarif"]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert [one["level"] for one in run["results"]] == ["error"]
    finding = shown["findings"][0]
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(
        f"- {{flow: agi, rule: M1, node: '{finding['node']}', by: Noor, reason: known, until: 2026-05-31}}\n"
    )
    assert main([str(file), "--waivers", str(waivers), "--on", "2026-05-31"]) == 0
    assert "unknown" in capsys.readouterr().out
    assert main([str(file), "--waivers", str(waivers), "--on", "2026-06-01"]) == 1


def test_file_that_is_no_flow_is_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all")
    assert main([str(file)]) == 1 and "trap M1: " in capsys.readouterr().out


def test_text_of_a_safe_flow_counts_no_trap() -> None:
    assert "0 traps, 0 advice" in as_text(verify(good()))
