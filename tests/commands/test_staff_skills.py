"""`presszero staff skills` as its user meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from presszero.commands import main

CALLS = (
    "interval_start,kind,offered,aht_seconds\n"
    "2026-03-02 09:00,calls,60,240\n2026-03-02 09:00,french,18,250\n"
    "2026-03-02 09:30,calls,40,240\n2026-03-02 10:00,french,12,250\n"
)
SKILLS = """
kinds:
  calls: {target: 80/20, patience_seconds: 180}
  french: {target: 80/30, patience_seconds: 180}
groups:
  english: {skills: [calls], cost_per_hour: 24}
  both: {skills: {calls: 1.0, french: 1.1}, cost_per_hour: 27}
"""


def asked(folder: Path, calls: str = CALLS, skills: str = SKILLS, *more: str) -> int:
    (folder / "calls.csv").write_text(calls)
    (folder / "skills.yaml").write_text(skills)
    return main(
        ["staff", "skills", str(folder / "calls.csv"), "--skills", str(folder / "skills.yaml"), *more]
    )


def test_plan_names_each_group_and_what_separate_lines_would_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.csv"
    assert asked(tmp_path, CALLS, SKILLS, "--json", "--shrinkage", "0.3", "--csv", str(plan)) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["interval_start"][-5:] for row in told["intervals"]] == ["09:00", "09:30", "10:00"]
    assert told["cost"] <= told["cost_apart"]
    first = told["intervals"][0]
    assert all(one["played_level"] >= 0.8 for one in first["kinds"].values())
    for row in csv.DictReader(plan.open()):
        assert int(row["scheduled"]) * 0.7 >= int(row["required"])
    assert asked(tmp_path) == 0
    assert "a line for each kind would take" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("calls", "skills", "told"),
    [
        (
            CALLS.replace("french,18", "dutch,18"),
            SKILLS,
            "line 3, column kind: 'dutch' is no kind of the skills",
        ),
        (
            CALLS + "2026-03-02 10:00,french,1,250\n",
            SKILLS,
            "line 6: french at 2026-03-02 10:00 stands in line 5",
        ),
        (
            CALLS,
            SKILLS.replace("french: 1.1", "dutch: 1.1"),
            "groups > both > skills: no kind is called dutch",
        ),
        (CALLS, SKILLS.replace("24}", "-1}"), "at groups > english > cost_per_hour"),
    ],
)
def test_mistake_is_told_with_its_place(
    calls: str, skills: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(tmp_path, calls, skills) == 1
    assert told in capsys.readouterr().err


def test_every_kind_is_told_in_people_and_what_the_next_step_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "plan.html"
    assert asked(tmp_path, CALLS, SKILLS, "--json", "--explain", "--html", str(page)) == 0
    out = capsys.readouterr()
    told = json.loads(out.out)
    assert "Erlang A" in out.err
    for name, offered in (("calls", 100), ("french", 30)):
        kind = told["kinds"][name]
        assert kind["tolerates"]["offered"] == offered
        assert 0 < kind["tolerates"]["waiting_longer"] <= 0.2 * offered
        step = kind["next_step"]
        assert step["share"] >= 0.85 and step["more_cost"] > 0
        assert step["tolerated"]["waiting_longer"] <= kind["tolerates"]["waiting_longer"]
    assert page.read_text().count("The same as a table") == 3
    assert asked(tmp_path, CALLS, SKILLS, "--days", "20") == 0
    said = capsys.readouterr().out
    assert "of 30 wait over 30 s, the longest about" in said and "The next step up for french" in said


def test_paid_hours_and_cost_are_of_those_who_are_scheduled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {}
    for shrinkage in ("0", "0.3"):
        assert asked(tmp_path, CALLS, SKILLS, "--json", "--days", "10", "--shrinkage", shrinkage) == 0
        told[shrinkage] = json.loads(capsys.readouterr().out)
    assert told["0"]["paid_hours"] == told["0"]["required_hours"] == told["0.3"]["required_hours"]
    assert told["0.3"]["paid_hours"] >= told["0"]["paid_hours"] / 0.7
    assert told["0.3"]["cost"] > told["0"]["cost"] / 0.7


def test_few_people_are_shared_and_more_than_there_are_is_no_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A line for each kind asks for one more than there are; people who share are enough.
    tight = SKILLS.replace("cost_per_hour: 24}", "cost_per_hour: 24, most: 8}").replace(
        "cost_per_hour: 27}", "cost_per_hour: 27, most: 5}"
    )
    assert asked(tmp_path, CALLS, tight, "--json", "--days", "20") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cost_apart"] is None
    assert any(kind["next_step"] is None for kind in told["kinds"].values())
    assert asked(tmp_path, CALLS, tight, "--days", "20") == 0
    assert "too few people for a line for each kind" in capsys.readouterr().out
    assert asked(tmp_path, CALLS, tight.replace("most: 5", "most: 1"), "--days", "20") == 1
    assert "raise `most`" in capsys.readouterr().err


def test_other_headings_can_be_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = CALLS.replace("interval_start,kind,offered,aht_seconds", "Slot,Lane,Came,Took")
    mapped = [
        "--time-column",
        "Slot",
        "--kind-column",
        "Lane",
        "--value-column",
        "Came",
        "--aht-column",
        "Took",
    ]
    assert asked(tmp_path, other, SKILLS, "--json", "--days", "5", *mapped) == 0
    assert json.loads(capsys.readouterr().out)["kinds"]["calls"]["tolerates"]["offered"] == 100
