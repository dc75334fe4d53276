"""Each rule finds its trap, by the shortest steps of a caller, and is quiet about the good flow."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.pure.flowgraph.flows import SHIPPED, TWINS, example, example_text, found, good, rules_of

from presszero.pure.flowgraph.calendars import calendar_from
from presszero.pure.flowgraph.opening import open_flow, open_flows
from presszero.pure.flowgraph.profiles import PROFILES
from presszero.pure.flowgraph.reading import yaml_data
from presszero.pure.flowgraph.verifying import verify
from presszero.pure.flowgraph.waivers import Waiver

LOOKUP = {
    "kind": "lookup",
    "asks": "x",
    "ok": "desk",
    "not_found": "desk",
    "error": "desk",
    "timeout": "desk",
}


def test_good_flow_is_safe_without_any_finding() -> None:
    verdict = verify(good())
    assert (verdict.verdict, verdict.findings, verdict.staffing) == ("safe", (), "unknown")


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_flow_is_safe_and_staffed(name: str) -> None:
    data, _ = yaml_data(example_text("calendar.yaml"), file="calendar.yaml")
    verdict = verify(example(name), calendar=calendar_from(data, today=date(2026, 1, 1)))
    assert (verdict.verdict, verdict.staffing, verdict.findings) == ("safe", "proved", ())


@pytest.mark.parametrize("name", TWINS)
def test_repaired_twin_is_safe(name: str) -> None:
    assert verify(example(name)).verdict == "safe"


@pytest.mark.parametrize(
    ("changed", "rule", "path"),
    [
        ({"topic": {"zero": "settled"}}, "Z1", ("press 0", "→ asked again at settled")),
        ({"topic": {"zero": "voice"}, "voice": {"kind": "voicemail", "team": "x"}}, "Z1", ("press 0", "→ a voicemail")),
        ({"topic": {"no_input": "topic"}}, "S1", ("say nothing", "→ round again at topic")),
        ({"topic": {"no_match": "gone"}}, "N1", None),
        ({"topic": {"no_input": "settled"}, "settled": {"no_input": "topic"}}, "T2", None),
        ({"topic": {"keys": {"1": "voice"}, "no_input": "voice"}, "voice": {"kind": "voicemail", "team": "x"}}, "T1", None),
        ({"balance": {"error": None}}, "F1", ("press 1", "enter something else at account", "balance answers error", "→ nothing: the flow has no answer")),
        ({"balance": {"ok": "gone"}}, "T3", None),
        ({"topic": {"prompt": "Automated. Press 1 or press 4, or 0. Press 0."}}, "X1", None),
        ({"topic": {"keys": {"1": "account", "2": "desk"}}}, "X1", None),
        ({"topic": {"prompt": "For bills, press 1. For a person, press 0."}}, "D1", None),
        ({"topic": {"prompt": "An automated line. For bills, press 1."}}, "B1", None),
        ({"topic": {"retries": 4}}, "B1", None),
        ({"topic": {"wait_seconds": 2}}, "A1", None),
        ({"topic": {"wait_seconds": 60, "retries": 2}}, "W1", None),
        ({"desk": {"hands_over": []}}, "C1", None),
        ({"balance": {"ok": "again"}, "again": {"kind": "collect", "prompt": "Press 0.", "keeps": "account", "next": "settled"}}, "C1", None),
        ({"lonely": {"kind": "say", "prompt": "Nobody hears this.", "next": "desk"}}, "T3", None),
    ],
)  # fmt: skip
def test_broken_promise_is_found(changed: dict[str, Any], rule: str, path: tuple[str, ...] | None) -> None:
    verdict = verify(good(**changed))
    finding = found(verdict, rule)
    assert finding.mend and finding.message
    assert path is None or finding.path == path
    is_trap = finding.level == "trap"
    assert (verdict.verdict == "trap") is is_trap or any(one.level == "trap" for one in verdict.findings)


def test_language_comes_before_other_menus() -> None:
    text = example_text("city-hall.yaml").replace('    chooses_language: {"1": en, "2": fr}\n', "")
    assert "L1" in {one.rule for one in verify(open_flow("city.yaml", text)).findings}


def test_callback_counts_only_with_a_number_and_when_nobody_is_there_or_it_was_chosen() -> None:
    callback = {"kind": "callback", "team": "x", "number": "caller", "no_number": "desk", "due_hours": 4}
    chosen = good(topic={"keys": {"1": "call"}}, call=callback)
    assert verify(chosen).verdict == "safe"
    unasked = good(topic={"keys": {"1": "balance"}}, balance=LOOKUP | {"error": "call"}, call=callback)
    assert verify(unasked).verdict == "safe", "the key before it was a choice"
    silent = good(topic={"no_input": "call"}, call=callback)
    assert "S1" in rules_of(silent)
    no_number = good(topic={"keys": {"1": "call"}}, call=callback | {"number": "account", "no_number": None})
    assert "T1" in rules_of(no_number)


def test_closed_line_may_promise_a_call_but_not_hang_up() -> None:
    hours = {"kind": "hours", "hours": "city", "open": "desk", "closed": "call"}
    callback = {"kind": "callback", "team": "x", "number": "caller", "no_number": "desk", "due_hours": 4}
    assert verify(good(topic={"zero": "h"}, h=hours, call=callback)).verdict == "safe"
    assert "Z1" in rules_of(good(topic={"zero": "h"}, h=hours | {"closed": "gone"}, call=callback))


CALENDAR = {
    "zone": "Europe/Berlin",
    "from": date(2026, 1, 1),
    "until": date(2026, 12, 31),
    "hours": {"city": {"mon-fri": "08:00-18:00"}},
    "cover": {"desk": {"mon-fri": "08:00-18:10"}},
}
HOURS = {"kind": "hours", "hours": "city", "open": "desk", "closed": "call"}
CALL = {"kind": "callback", "team": "desk", "number": "caller", "no_number": "mail", "due_hours": 4}
MAIL = {"kind": "voicemail", "team": "desk"}


def staffed(**changes: Any) -> tuple[str, str, list[str]]:
    calendar = calendar_from({**CALENDAR, **changes}, today=date(2026, 1, 1))
    graph = good(
        topic={"zero": "h", "no_input": "h", "no_match": "h", "keys": {"1": "h"}},
        h=HOURS,
        call=CALL,
        mail=MAIL,
        account=None,
        balance=None,
        settled=None,
        bye=None,
    )
    verdict = verify(graph, calendar=calendar)
    steps = [one.path[0] for one in verdict.findings if one.rule == "H1"]
    return verdict.verdict, verdict.staffing, steps


def test_cover_past_closing_is_proved_and_a_gap_is_told_by_the_day() -> None:
    assert staffed() == ("safe", "proved", [])
    short = {"desk": {"mon-fri": "08:00-18:10", "exceptions": {date(2026, 12, 24): "08:00-12:00"}}}
    assert staffed(cover=short) == (
        "trap",
        "missing",
        ["call so that the line is reached on Thursday 24 December 2026 at 12:00"],
    )


def test_cover_that_ends_with_the_hours_misses_who_calls_just_before_closing() -> None:
    verdict, staffing, steps = staffed(cover={"desk": {"mon-fri": "08:00-18:00"}})
    assert (verdict, staffing) == ("trap", "missing") and "at 18:00" in steps[0]


def test_night_on_which_the_clocks_change_is_covered_by_wall_time() -> None:
    always = {"city": {"daily": "00:00-24:00"}}
    assert staffed(hours=always, cover={"desk": {"daily": "00:00-24:00"}})[1] == "proved"
    gap = {
        "desk": {"daily": "00:00-24:00", "exceptions": {date(2026, 3, 29): ["00:00-02:00", "03:30-24:00"]}}
    }
    assert "29 March 2026 at 03:00" in staffed(hours=always, cover=gap)[2][0]


def test_team_or_hours_that_the_calendar_lacks_are_named() -> None:
    assert staffed(cover={})[1] == "missing"
    assert staffed(hours={})[1] == "missing"


def test_profile_raises_advice_to_a_trap() -> None:
    slow = good(topic={"wait_seconds": 60, "retries": 2})
    assert verify(slow).verdict == "safe"
    assert verify(slow, profile=PROFILES["es-10-2025"]).verdict == "trap"


def test_waiver_holds_until_its_day() -> None:
    trap = good(topic={"no_input": "gone"})
    waivers = [
        Waiver("good", one.rule, one.node, "Noor Halvane", "being mended", date(2026, 3, 1))
        for one in verify(trap).traps
    ]
    standing = verify(trap, waivers=waivers, on=date(2026, 3, 1))
    assert standing.verdict == "safe" and standing.findings[0].waived_by == "Noor Halvane"
    assert verify(trap, waivers=waivers, on=date(2026, 3, 2)).verdict == "trap"
    assert verify(trap, waivers=waivers).verdict == "trap"


def test_unlinked_subflow_is_unknown_and_linked_ones_are_verified_together() -> None:
    main = "presszero: 1\nflow: main\nstart: go\nperson: desk\nnodes:\n  go: {kind: subflow, flow: other, next: desk}\n  desk: {kind: queue, team: d}\n"
    other = "presszero: 1\nflow: other\nstart: ask\nperson: desk\nnodes:\n  ask: {kind: menu, keys: {'1': gone}}\n  desk: {kind: queue, team: d}\n"
    alone = verify(open_flow("main.yaml", main))
    assert alone.verdict == "unknown" and found(alone, "M1")
    first, second = open_flows({"main.yaml": main, "other.yaml": other})
    assert verify(first, others=[second]).verdict == "trap"


def test_flow_that_begins_nowhere_is_a_trap() -> None:
    written = example_text("transit.yaml").replace("start: hello", "start: hallo")
    finding = found(verify(open_flow("transit.yaml", written)), "T3")
    assert finding.level == "trap" and "hallo" in finding.message
