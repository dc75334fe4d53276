"""`presszero roster`: from a requirement to shifts, names, a repair and a check."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.pure.rosters.phones import Phone

from presszero.commands import main, roster

RULES = """
shifts:
  - name: early
    hours: 8.5
    starts: 07:00-08:00 every 30
    breaks: [{minutes: 30, after: 3:30-4:30}]
  - name: late
    hours: 8.5
    starts: [12:30]
    breaks: [{minutes: 30, after: 3:30-4:30}]
contracts:
  - {name: full, shifts_a_week: 4-5, rest_hours: 11, days_in_a_row: 5}
weights: {unfair: 1}
late_from: "20:00"
"""
PEOPLE = """name,contract,days_off,away,prefers,wishes_off
Ada Brunner,full,sun,,early,
Tomas Vey,full,,2026-07-08..2026-07-09,,sat
Noor Halvane,,sat;sun,,late,
Ines Roth,full,wed,,,
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    first = datetime(2026, 7, 6)
    lines = ["interval_start,required"]
    for day in range(7):
        for half in range(14, 42):
            lines.append(
                f"{first + timedelta(days=day, minutes=30 * half):%Y-%m-%d %H:%M},{1 + (half % 8 > 4)}"
            )
    Path("requirement.csv").write_text("\n".join(lines) + "\n")
    Path("rules.yaml").write_text(RULES)
    Path("people.csv").write_text(PEOPLE)
    return tmp_path


def run(*arguments: str) -> int:
    return roster.main(["requirement.csv", *arguments])


NAMED = ("--people", "people.csv", "--rules", "rules.yaml")


def test_requirement_of_another_program_is_read_as_ours_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    rows = [line.split(",") for line in Path("requirement.csv").read_text().splitlines()[1:]]
    export = [f"{at[8:10]}.{at[5:7]}.{at[:4]};{at[11:]} Uhr;{needed}" for at, needed in rows]
    for lines in (None, ["Datum;Uhrzeit;Needed", *export, "Gesamt;;99"]):
        if lines:
            Path("requirement.csv").write_text("\n".join(lines))
        assert run("--json") == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]


def test_requirement_alone_gives_the_shifts_to_fill(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["paid_hours"] == told["least_paid_hours"] >= told["required_hours"]
    assert set(told["shifts"][0]) == {"skill", "day", "shift", "start", "people"}


def test_people_get_shifts_calendars_and_a_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ("--csv", "roster.csv", "--html", "report.html", "--calendars", "calendars")
    assert run(*NAMED, *files, "--time-zone", "Europe/Berlin") == 0
    assert "Every rule is kept." in capsys.readouterr().out
    rows = Path("roster.csv").read_text().splitlines()
    assert rows[0] == "person,day,shift,start,end,breaks" and 16 <= len(rows) - 1 <= 20
    calendars = sorted(Path("calendars").iterdir())
    assert [one.name for one in calendars][:2] == ["0001-ada-brunner.ics", "0002-tomas-vey.ics"]
    assert sum(one.read_text().count("BEGIN:VEVENT") for one in calendars) == len(rows) - 1
    assert "The same as a table" in Path("report.html").read_text()


def test_roster_written_is_sound_when_read_again_and_a_bent_one_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*NAMED, "--csv", "roster.csv") == 0
    assert run(*NAMED, "--check", "roster.csv") == 0
    lines = Path("roster.csv").read_text().splitlines()
    Path("bent.csv").write_text(
        "\n".join([*lines, "Ada Brunner,2026-07-12,early,2026-07-12 07:00,2026-07-12 15:30,11:00-11:30"])
    )
    capsys.readouterr()
    assert run(*NAMED, "--check", "bent.csv", "--json") == 1
    rules = {one["rule"] for one in json.loads(capsys.readouterr().out)["violations"]}
    assert "day off" in rules


def test_sick_call_changes_little_and_says_what(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*NAMED, "--csv", "roster.csv") == 0
    ill = Path("roster.csv").read_text().splitlines()[1].split(",")
    capsys.readouterr()
    assert run(*NAMED, "--repair", "roster.csv", "--sick", f"{ill[0]}:{ill[1]}", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["violations"] == [] and len(told["changes"]) <= 3


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ada Bruner:2026-07-06", "Nobody among the 4 people is called 'Ada Bruner'; is it Ada Brunner"),
        ("Zz:2026-07-06", "write the name as it stands among them"),
        ("2026-07-06", "is no name with a day; write it like"),
        ("Ada Brunner", "is no name with a day; write it like"),
    ],
)
def test_sick_name_that_nobody_has_is_told(
    written: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*NAMED, "--csv", "roster.csv") == 0
    asked = ["roster", "requirement.csv", *NAMED, "--repair", "roster.csv", "--sick", written]
    assert main(asked) == 1
    assert said in capsys.readouterr().err


def test_calendars_that_were_read_before_follow_each_repair(folder: Path) -> None:
    phones: dict[str, Phone] = {}

    def read(calendars: str) -> None:
        for file in sorted(Path(calendars).iterdir()):
            phones.setdefault(file.name[:4], Phone()).read(file.read_bytes().decode())

    def shifts(roster: str) -> list[list[str]]:
        return [line.split(",") for line in Path(roster).read_text().splitlines()[1:]]

    assert run(*NAMED, "--csv", "roster-0.csv", "--calendars", "calendars-0") == 0
    read("calendars-0")
    for number in (1, 2):
        before = f"roster-{number - 1}.csv"
        name, day = shifts(before)[-number][:2]
        asked = ("--repair", before, "--sick", f"{name}:{day}", "--csv", f"roster-{number}.csv")
        assert run(*NAMED, *asked, "--calendars", f"calendars-{number}") == 0
        assert list(Path(f"calendars-{number}").glob(f"*-cancelled-{number}.ics"))
        read(f"calendars-{number}")
        begin = [
            row[3].replace("-", "").replace(" ", "T").replace(":", "")
            for row in shifts(f"roster-{number}.csv")
        ]
        assert sorted(one[:13] for phone in phones.values() for one in phone.begins()) == sorted(begin)


def test_calendars_that_were_read_before_follow_a_new_plan(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phones: dict[str, Phone] = {}

    def read(calendars: str) -> None:
        for file in sorted(Path(calendars).iterdir()):
            phones.setdefault(file.name[5:].partition("-cancelled")[0].removesuffix(".ics"), Phone()).read(
                file.read_bytes().decode()
            )

    assert run(*NAMED, "--csv", "roster-0.csv", "--calendars", "calendars-0") == 0
    read("calendars-0")
    people = Path("people.csv").read_text().splitlines()
    Path("people.csv").write_text("\n".join([people[0], *people[2:]]) + "\n")  # the first of them has left
    capsys.readouterr()
    asked = ("--replaces", "roster-0.csv", "--csv", "roster-1.csv", "--calendars", "calendars-1", "--json")
    assert run(*NAMED, *asked) == 0
    told = json.loads(capsys.readouterr().out)
    left = people[1].split(",")[0]
    assert told["revision"] == 1 and left in {one["person"] for one in told["dropped"]}
    read("calendars-1")
    begin = [
        row.split(",")[3].replace("-", "").replace(" ", "T").replace(":", "")
        for row in Path("roster-1.csv").read_text().splitlines()[1:]
    ]
    assert sorted(one[:13] for phone in phones.values() for one in phone.begins()) == sorted(begin)


def test_roster_is_replaced_by_a_new_plan_alone(folder: Path) -> None:
    for other in (("--check", "roster.csv"), ("--repair", "roster.csv", "--sick", "Ada Brunner:2026-07-06")):
        with pytest.raises(SystemExit) as ended:
            run(*NAMED, "--replaces", "roster.csv", *other)
        assert ended.value.code == 2


def test_organizer_that_is_no_address_is_wrong_usage(folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*NAMED, "--calendars", "calendars", "--organizer", "plan@example.org\nSTATUS:CANCELLED")
    assert ended.value.code == 2


def test_locked_shifts_stay(folder: Path) -> None:
    assert run(*NAMED, "--csv", "roster.csv") == 0
    lines = Path("roster.csv").read_text().splitlines()
    Path("locked.csv").write_text("\n".join([lines[0], lines[4]]) + "\n")
    assert run(*NAMED, "--locked", "locked.csv", "--csv", "again.csv") == 0
    assert lines[4] in Path("again.csv").read_text().splitlines()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("requirement.csv", "07:00,", "07:00,many", "line 2, column required"),
        ("people.csv", "sat;sun", "someday", "line 4, column days_off: 'someday' is no weekday"),
        ("people.csv", "Ada Brunner,full", "Ada Brunner,zero", "'zero' is not known; known are full"),
        (
            "people.csv",
            "sun,,early",
            "mon-fri,,early",
            "Ada Brunner cannot have 4 shifts a week: 2 days are open",
        ),
        ("rules.yaml", "hours: 8.5", "hours: long", "shifts: early: 'long' is no number of hours"),
        ("rules.yaml", "rest_hours", "rest", "'rest' is not known"),
        ("rules.yaml", "3:30-4:30", "3:30-9:00", "does not end within a shift of 8.5 hours"),
        ("rules.yaml", "shifts:", "shifts: [", "this is not YAML"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(
    file: str, old: str, new: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(file).write_text(Path(file).read_text().replace(old, new, 1))
    assert main(["roster", "requirement.csv", *NAMED]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [("--sick", "Ada Brunner:2026-07-06"), ("--check", "roster.csv")])
def test_options_that_miss_their_partner_are_wrong_usage(wrong: tuple[str, ...], folder: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(*wrong)
