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
