"""`presszero surge`: from a feed and an event to waits, extra buses, a message and contacts."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.pure.surge.feeds import bent, packed

from presszero.commands import main, surge

EVENT = """
name: Fireworks
date: 2026-07-04
ends: "21:50"
place: 47.0, 8.0
attendance: 2500-3500
transit_share: 0.2
release: {0: 0, 30: 1}
told: {routes: [Lake Line], share: 0.8}
rain: true
hours_after: 3
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("feed.zip").write_bytes(packed())
    Path("event.yaml").write_text(EVENT)
    return tmp_path


def run(*arguments: str) -> int:
    return surge.main(["feed.zip", "--event", "event.yaml", "--nights", "20", *arguments])


def test_night_is_told_planned_and_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "--csv", "buses.csv", "--contacts", "contacts.csv", "--html", "night.html") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["keeps_target"] is False and told["plan"]["keeps_target"] is True
    assert told["without_plan"]["riders"]["low"] < told["without_plan"]["riders"]["high"]
    assert told["without_plan"]["p95_seconds"]["middle"] > 3600 > told["with_plan"]["p95_seconds"]["middle"]
    assert "Lake Line" in told["plan"]["strengthen"] and "Lake Line" in told["plan"]["message"]
    buses = list(csv.DictReader(Path("buses.csv").read_text().splitlines()))
    assert len(buses) == sum(told["plan"]["strengthen"].values())
    assert {one["stop"] for one in buses} <= {"Gate", "Lake Street"}
    hours = list(csv.DictReader(Path("contacts.csv").read_text().splitlines()))
    assert sum(float(one["extra_contacts"]) for one in hours) > 10
    assert "The same as a table" in Path("night.html").read_text()


def test_words_say_waits_stops_plan_and_message(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--explain")
    said = capsys.readouterr()
    for words in (
        "Without a plan:",
        "at Lake Street (10 min on foot)",
        "extra vehicles",
        "With the plan:",
        "Tell riders:",
    ):
        assert words in said.out
    assert "docs/sources.md#surge" in said.err


def test_small_crowd_needs_nothing_and_ends_with_zero(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("event.yaml").write_text(
        EVENT.replace("2500-3500", "40").replace("rain: true", "target: {wait_minutes: 180}")
    )
    assert run() == 0
    assert "no extra vehicles needed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("attendance: 2500-3500", "attendance: many", "event.yaml: attendance: 'many' is no number"),
        (
            "attendance: 2500-3500",
            "attendance: 2.500",
            "2.500 is no whole number of people; write it without",
        ),
        ("attendance: 2500-3500", "attendance: 3500-2500", "3500-2500 ends below where it begins"),
        ("attendance: 2500-3500", "attendance: 9999999", "9999999 is not between 1 and 2,000,000"),
        ("rain: true", "rain: perhaps", "event.yaml: rain: 'perhaps' is neither yes nor no"),
        ("rain: true", "rain: true\nrain: false", "event.yaml, line 11: rain stands twice"),
        ("attendance: 2500-3500", "crowd: 10", "'crowd' is not known"),
        ("date: 2026-07-04", "date: 4 July", "event.yaml: date: write a day like 2026-07-04"),
        ("place: 47.0, 8.0", "place: here", "write latitude and longitude"),
        ("place: 47.0, 8.0", "stop: Nowhere", "the feed has no stop 'Nowhere'"),
        ("0.2", "1.5", "event.yaml: transit_share: 1.5 is not between 0 and 1"),
        ("{0: 0, 30: 1}", "{0: 0, inf: 1}", "event.yaml: release: inf is not within a day of the end"),
        ("{0: 0, 30: 1}", "{0: 0, 30: 0.9}", "shares rise with the minutes up to 1"),
        ("[Lake Line]", "[9]", "Route '9' does not call within 900 m"),
        ("rain: true", "directions: [{name: home, share: 1, routes: []}]", "names no routes"),
        (
            "rain: true",
            "directions: [{name: home, share: 0.5, routes: [Lake Line]}]",
            "directions: the shares add up to 0.5",
        ),
    ],
)
def test_event_that_cannot_be_used_is_told_with_its_place(
    old: str, new: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("event.yaml").write_text(EVENT.replace(old, new))
    assert main(["surge", "feed.zip", "--event", "event.yaml", "--nights", "2"]) == 1
    assert said in capsys.readouterr().err


def test_bad_feed_is_one_sentence(folder: Path) -> None:
    Path("feed.zip").write_bytes(bent("stop_times", "b,24:10:00,24:10:00", "b,24:10:00,soon"))
    done = told_by_program()
    assert done.returncode == 1 and "stop_times.txt, line 5, column departure_time: 'soon'" in done.stderr


def told_by_program() -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "presszero",
        "surge",
        "feed.zip",
        "--event",
        "event.yaml",
        "--nights",
        "2",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_loop_is_not_compiled_by_reading(folder: Path) -> None:
    asked = "import sys, presszero.pure.surge; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
