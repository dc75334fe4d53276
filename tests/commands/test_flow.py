"""`presszero flow`: what it prints, and how it ends, without Django and without a database."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.pure.flowgraph.flows import example_text

from presszero.commands import main

EXAMPLES = Path("src/presszero/pure/flowgraph/examples")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    path = tmp_path / "transit.yaml"
    path.write_text(example_text("transit.yaml").replace("    error: open_hours\n", "", 1))
    return path


def test_safe_flow_ends_with_zero_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "verify", str(EXAMPLES / "city-hall.yaml")]) == 0
    assert "city-hall.yaml: safe" in capsys.readouterr().out


def test_trap_is_told_like_a_compiler(trap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "verify", str(trap)]) == 1
    said = capsys.readouterr().out
    assert f"{trap}:33: trap F1: " in said
    assert (
        "the way: press 1, enter something else at stop_number, departures answers error, → nothing" in said
    )
    assert "the mend: Give 'error' a target at departures" in said


def test_json_is_a_list_of_the_documented_shape(trap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "verify", str(trap), str(EXAMPLES / "library.yaml"), "--json"]) == 1
    first, second = json.loads(capsys.readouterr().out)
    assert {"file", "format", "verdict", "staffing", "findings"} <= set(first)
    assert (first["format"], first["verdict"], first["staffing"]) == ("presszero", "trap", "unknown")
    assert second["verdict"] == "safe"
    finding = first["findings"][0]
    assert set(finding) == {"rule", "level", "node", "path", "message", "mend"}
    assert finding["rule"] == "F1" and finding["level"] == "trap" and isinstance(finding["path"], list)


def test_sarif_names_rule_place_and_level(trap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "verify", str(trap), "--format", "sarif"]) == 1
    run = json.loads(capsys.readouterr().out)["runs"][0]
    assert run["results"][0]["ruleId"] == "F1" and run["results"][0]["level"] == "error"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 33


def test_file_that_is_no_flow_is_unknown_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear town,\nthe lamp is broken.\n")
    assert main(["flow", "verify", str(other), "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)[0]["verdict"] == "unknown" and "none of the formats known" in told.err


def test_file_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["flow", "verify", "nowhere.yaml"])
    assert ended.value.code == 2


def test_calendar_and_waivers_are_read(
    trap: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(
        "- {flow: transit, rule: F1, node: departures, by: Noor Halvane, reason: mended soon, until: 2026-06-30}\n"
    )
    asked = [
        "flow",
        "verify",
        str(trap),
        "--calendar",
        str(EXAMPLES / "calendar.yaml"),
        "--waivers",
        str(waivers),
    ]
    assert main([*asked, "--on", "2026-06-30"]) == 0
    assert "waived by Noor Halvane until 2026-06-30" in capsys.readouterr().out
    assert main([*asked, "--on", "2026-07-01"]) == 1
    assert "staffing proved" in capsys.readouterr().out


def test_drawing_colours_the_way_into_the_trap(trap: Path, tmp_path: Path) -> None:
    picture = tmp_path / "transit.svg"
    assert main(["flow", "draw", str(trap), "--out", str(picture)]) == 0
    root = ET.fromstring(picture.read_text())
    on = [
        one
        for one in root.iter("{http://www.w3.org/2000/svg}g")
        if one.get("class", "").startswith("node") and one.get("class", "").endswith(" on")
    ]
    names = {one.find("{http://www.w3.org/2000/svg}text").text for one in on}  # type: ignore[union-attr]
    assert names == {"hello", "topic", "stop_number", "departures"}


def test_flow_is_tried_in_the_terminal_without_django() -> None:
    program = (
        "import sys; from presszero.commands import main; code = main(sys.argv[1:]); "
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    path = EXAMPLES / "library.yaml"
    tried = subprocess.run(
        [sys.executable, "-c", program, "flow", "try", str(path)],
        input="2\nprolonger\n4711\nerror\nopen\nanswered\n",
        text=True,
        capture_output=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stderr
    assert "Une bibliothécaire va vous répondre." in tried.stdout
    assert "The end: a person." in tried.stdout and "card = 4711" in tried.stdout


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Flow"


def test_keys_of_a_node_do_not_lie_upon_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    flow = Path("src/presszero/demo/flows/town-chat.yaml")
    assert main(["flow", "draw", str(flow)]) == 0
    picture = capsys.readouterr().out
    chips = [
        tuple(float(part) for part in found)
        for found in re.findall(
            r'class="chip [^"]*"><rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)"', picture
        )
    ]
    assert len(chips) > 8
    for one, two in combinations(chips, 2):
        beside = one[0] + one[2] <= two[0] or two[0] + two[2] <= one[0]
        assert beside or abs(one[1] - two[1]) >= 20
    assert 'class="node step on"' not in picture


def test_record_of_calls_adds_seconds_in_the_queue_that_are_not_proved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        f"2026-03-{day:02d} 09:{minute:02d},{minute},front-desk,no,200"
        for day in (2, 9)
        for minute in range(30)
    ]
    calls = tmp_path / "calls.csv"
    calls.write_text("\n".join(["arrived_at,wait_seconds,team,gave_up,handling_seconds", *rows]))
    given = ["flow", "verify", str(EXAMPLES / "city-hall.yaml"), "--record", str(calls)]
    assert main([*given, "--calendar", str(EXAMPLES / "calendar.yaml")]) == 0
    said = capsys.readouterr().out
    assert "in the queue of front-desk (not proved): of 60 from 2026-03-02 to 2026-03-09 half" in said
    assert "Forecast: " in said
    assert main([*given, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    queue = next(one for one in told["queues"] if one["team"] == "front-desk")
    assert queue["proved"] is False and queue["record"]["nine_in_ten_seconds"] == 26
    assert "Who is there has not been said" in queue["forecast"]["why_not"]
    with pytest.raises(SystemExit):
        main(["flow", "verify", str(EXAMPLES / "city-hall.yaml"), "--record", str(tmp_path / "none.csv")])
