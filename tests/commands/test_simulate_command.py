"""`presszero simulate` as its user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from presszero.commands import main

FLOOR = """
interval_minutes: 30
begins: "08:00"
kinds:
  calls: {arrivals: [60, 110, 120, 90], handling_seconds: 240, patience_seconds: 180, redial_share: 0.3}
  chats: {arrivals: [20, 30, 40, 30], handling_seconds: 400, patience_seconds: 300, priority: 1}
groups:
  phones: {skills: [calls], people: [8, 14, 16, 12]}
  all-round:
    skills: {calls: 1.0, chats: 1.1}
    shifts: [{start: "08:00", end: "10:00", people: 9, breaks: [["09:00", "09:15"]]}]
"""


@pytest.fixture
def floor(tmp_path: Path) -> Path:
    (tmp_path / "floor.yaml").write_text(FLOOR)
    return tmp_path / "floor.yaml"


def test_plays_to_the_half_width_and_the_same_seed_says_the_same(
    floor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["simulate", str(floor), "--half-width", "0.02", "--target", "60/20", "--json"]
    assert main(asked) == 0
    first = capsys.readouterr().out
    told = json.loads(first)
    assert told["half_width"] <= 0.02
    assert [one["hours"] for one in told["groups"]] == [25.0, 15.75]
    assert len(told["intervals"]) == 8
    main(asked)
    assert capsys.readouterr().out == first


def test_target_missed_ends_with_one(floor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", str(floor), "--target", "99/1", "--half-width", "0.05", "--explain"]) == 1
    assert "Whoever talks at the end of a shift" in capsys.readouterr().out


def test_report_and_table_are_written(floor: Path, tmp_path: Path) -> None:
    page, table = tmp_path / "played.html", tmp_path / "played.csv"
    main(["simulate", str(floor), "--half-width", "0.05", "--html", str(page), "--csv", str(table)])
    assert page.read_text().count("The same as a table") == 4
    assert len(table.read_text().splitlines()) == 9


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("handling_seconds: 240", "handling_seconds: -1", "at kinds > calls > handling_seconds"),
        ("skills: [calls]", "skills: [cals]", "no kind is called cals; there are calls, chats"),
        (
            "people: [8, 14, 16, 12]",
            "people: [8, 14]",
            "of one length, an entry for each interval; here: calls 4",
        ),
        ('start: "08:00"', 'start: "8 am"', "'8 am' is no time of day"),
        ("groups:\n", "groups: ][\n", "line 7: this is not YAML"),
        ("priority: 1", "prio: 1", "at kinds > chats > prio"),
    ],
)
def test_mistake_is_told_with_its_place(
    floor: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    floor.write_text(FLOOR.replace(old, new))
    assert main(["simulate", str(floor)]) == 1
    assert told in capsys.readouterr().err
