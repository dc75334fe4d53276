"""`presszero roster` with files as nobody should write them: a clear sentence or a right answer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from presszero.commands import main

MONDAY = datetime(2026, 7, 6)
RULES = """
shifts:
  - {name: early, hours: 8, starts: ["07:00"]}
  - {name: late, hours: 8, starts: ["12:30"]}
contracts:
  - {name: full, shifts_a_week: 4-5, rest_hours: 11}
"""
PEOPLE = "name,prefers\nAda,early\nBo,\nCy,late\n"
Captured = pytest.CaptureFixture[str]


def requirement(people: str = "1", days: int = 5, first: int = 14, last: int = 41) -> str:
    lines = [
        f"{MONDAY + timedelta(days=day, minutes=30 * half):%Y-%m-%d %H:%M},{people}"
        for day in range(days)
        for half in range(first, last)
    ]
    return "\n".join(["interval_start,required", *lines, ""])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("requirement.csv").write_text(requirement())
    Path("people.csv").write_text(PEOPLE)
    Path("rules.yaml").write_text(RULES)
    return tmp_path


def run(*more: str) -> int:
    return main(["roster", "requirement.csv", "--rules", "rules.yaml", *more])


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "requirement.csv is empty"),
        ("interval_start,required\n", "holds column names and no line below them"),
        (
            "interval_start,required\n2026-07-06 09:00,2\n",
            "has one interval, 2026-07-06 09:00; expected a line",
        ),
        (requirement().replace(",1\n", ",-1\n", 1), "line 2, column required: '-1' cannot be read"),
        (requirement().replace(",1\n", ",nan\n", 1), "line 2, column required: 'nan' cannot be read"),
        (
            requirement().replace(",1\n", ",1e308\n", 1),
            "expected a number such as 42, at least 0, at most 100,000",
        ),
        (requirement() + "2026-07-10 08:10,1\n", "line 137: 8:10 does not begin an interval of 30 minutes"),
        (requirement() + "2026-07-10 08:00,1\n", "line 137: this interval stands on an earlier line too"),
        (
            requirement(first=0, last=1),
            "the intervals are 1440 minutes apart; expected 5, 10, 15, 20, 30, 60",
        ),
    ],
)
def test_requirement_that_cannot_be_is_told_with_its_line(
    table: str, sentence: str, folder: Path, capsys: Captured
) -> None:
    Path("requirement.csv").write_text(table)
    assert run() == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("people.csv", ",late", ",noon", "people.csv: Cy prefers 'noon'; write early, late, or a shift"),
        ("rules.yaml", "name: late", "name: early", "rules.yaml: shifts: early stands twice"),
        ("rules.yaml", "contracts:", "shifts: []\ncontracts:", "line 5: shifts stands twice"),
        ("rules.yaml", "shifts:", "shifts: [", "this is not YAML"),
    ],
)
def test_people_and_rules_that_cannot_be_are_told(
    file: str, old: str, new: str, sentence: str, folder: Path, capsys: Captured
) -> None:
    Path(file).write_text(Path(file).read_text().replace(old, new, 1))
    assert run("--people", "people.csv") == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--seconds", "-1"),
        ("--seconds", "nan"),
        ("--gap", "-1"),
        ("--calendars", "calendars"),
        ("--people", "people.csv", "--repair", "roster.csv"),
    ],
)
def test_option_that_cannot_be_is_wrong_usage(wrong: tuple[str, ...], folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*wrong)
    assert ended.value.code == 2


def test_half_a_person_is_covered_by_a_whole_one(folder: Path, capsys: Captured) -> None:
    hours = []
    for people in ("1", "0.3", "1.0000000001"):
        Path("requirement.csv").write_text(requirement(people))
        assert run("--json") == 0
        hours.append(json.loads(capsys.readouterr().out)["paid_hours"])
    assert hours == [80.0, 80.0, 80.0]


@pytest.mark.long
def test_what_fractions_leave_short_is_counted_in_fractions(folder: Path, capsys: Captured) -> None:
    Path("requirement.csv").write_text(
        requirement("1.4", days=2).replace(".", ",").replace(",1", ";1").replace("start,", "start;")
    )
    assert run("--people", "people.csv", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["required_hours"] == pytest.approx(1.4 * 27)
    assert told["short_hours"] == pytest.approx(sum(told["short_hours_by_skill"].values()))


@pytest.mark.long
def test_hour_that_comes_twice_requires_the_larger_of_both(folder: Path, capsys: Captured) -> None:
    lines = [f"2026-10-25T{hour:02}:00+02:00,1" for hour in range(3)]
    lines += [f"2026-10-25T{hour:02}:00+01:00,{2 if hour == 2 else 1}" for hour in range(2, 24)]
    Path("requirement.csv").write_text("\n".join(["interval_start,required", *lines]))
    assert main(["roster", "requirement.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["required_hours"] == 25


@pytest.mark.long
@pytest.mark.parametrize("place", ["requirement.csv", "/dev/null/calendars"])
def test_folder_that_cannot_be_made_is_told(place: str, folder: Path, capsys: Captured) -> None:
    assert run("--people", "people.csv", "--calendars", place) == 1
    assert f"{place} cannot be made a folder" in capsys.readouterr().err
