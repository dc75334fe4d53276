"""`presszero warn --replay` as its user meets it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from presszero.commands import main


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Twelve mornings of calls; on some of them everybody waits from half past ten on."""
    chance = np.random.default_rng(1)
    lines = ["entered_at,wait_seconds,gave_up,service_seconds,server"]
    for day in range(12):
        crowded = day % 3 == 2
        for at in np.sort(chance.uniform(8 * 3600, 12 * 3600, 240)):
            waits = crowded and at > 10.5 * 3600
            wait = chance.exponential(90) if waits else chance.exponential(6)
            entered = datetime(2026, 3, 2) + timedelta(days=day, seconds=int(at))
            lost = wait > 120
            lines.append(
                f"{entered},{wait:.0f},{'yes' if lost else 'no'},{'' if lost else 200},A{int(at) % 5}"
            )
    (tmp_path / "records.csv").write_text("\n".join(lines) + "\n")
    return tmp_path / "records.csv"


def test_replay_judges_every_interval_it_did_not_learn_from(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["warn", "--replay", str(records), "--learn-until", "2026-03-07", "--target", "80/20"]
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    # Six days, eight half-hours, the first two of which have no hour before them.
    assert told["intervals_judged"] == 6 * 6
    assert told["missed"] > told["onsets"] > 0
    assert all(0 <= one["score"] <= one["alarm"] <= 1 for one in told["told"])
    assert set(told["found_share_at_false_alarms"]["1.0"]) == {"warning", "echo", "plan"}
    assert main([*asked, "--explain"]) == 0
    assert "onsets found at 1.0" in capsys.readouterr().out


def test_replay_is_written_as_page_and_as_table(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, rows = tmp_path / "warned.html", tmp_path / "warned.csv"
    asked = ["warn", "--replay", str(records), "--learn-until", "2026-03-07"]
    assert main([*asked, "--html", str(page), "--csv", str(rows), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    written = page.read_text()
    assert (
        written.count("<svg") >= 2 and "Alarms that were right" in written and "came true" in written.lower()
    )
    first, *lines = rows.read_text().splitlines()
    assert first == "interval_start,score,alarm,missed,missed_before" and len(lines) == 36
    assert lines[0].startswith("2026-03-08T09:00:00,") and told["told"][0]["interval_start"] in lines[0]
    right = told["alarms_right_at_found_share"]["0.5"]
    assert 0 < right["warning"] <= 1 and {"warning", "echo", "plan"} == set(told["curves"])


def test_bad_cell_and_bad_day_are_told(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["warn", "--replay", str(records), "--learn-until", "soon"]) == 1
    assert "'soon' is no day" in capsys.readouterr().err
    assert main(["warn", "--replay", str(records), "--learn-until", "2030-01-01"]) == 1
    said = capsys.readouterr().err
    assert "leaves no day to warn on: the records go from 2026-03-0" in said and "name an earlier day" in said
    records.write_text(records.read_text().replace(",200,", ",long,", 1))
    assert main(["warn", "--replay", str(records)]) == 1
    assert "line 2, column service_seconds: 'long' cannot be read" in capsys.readouterr().err


def test_records_of_another_program_are_replayed_as_ours_are(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line.split(",") for line in records.read_text().splitlines()[1:]]
    export = ["Nr;Datum;Uhrzeit;Wartezeit;Ergebnis;Gespr\u00e4chsdauer;Agent"]
    for number, (entered, wait, gave_up, service, server) in enumerate(rows):
        day = datetime.fromisoformat(entered)
        clock, handled = (f"0:{int(one or 0) // 60:02}:{int(one or 0) % 60:02}" for one in (wait, service))
        became = "Abgebrochen" if gave_up == "yes" else "Angenommen"
        export.append(
            f"{number};{day:%d.%m.%Y};{day:%H:%M:%S};{clock};{became};{handled if service else ''};{server}"
        )
    theirs = tmp_path / "export.csv"
    theirs.write_text("\n".join([*export, "Gesamt;;;;;;"]), encoding="utf-8-sig")
    told = []
    for path in (records, theirs):
        assert main(["warn", "--replay", str(path), "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]


def test_heading_is_mapped_and_an_unknown_one_is_told(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records.write_text(records.read_text().replace("wait_seconds", "held for", 1))
    assert main(["warn", "--replay", str(records)]) == 1
    assert "say which of them it is by --column wait_seconds=NAME" in capsys.readouterr().err
    assert main(["staff", "patience", str(records), "--column", "wait_seconds=held for"]) == 0
    assert main(["staff", "patience", str(records), "--column", "wait=held for"]) == 1
    assert "write OURS=NAME, with one of entered_at, gave_up" in capsys.readouterr().err


def test_words_that_nobody_knows_for_giving_up_are_told(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records.write_text(records.read_text().replace(",yes,", ",hung,").replace(",no,", ",spoke,"))
    assert main(["warn", "--replay", str(records)]) == 0
    assert "no line says that a caller gave up; it says 'hung', 'spoke'." in capsys.readouterr().err


def test_records_of_one_day_say_what_a_replay_needs(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records.write_text("\n".join(records.read_text().splitlines()[:200]))
    assert main(["warn", "--replay", str(records)]) == 1
    assert "The records are of one day" in capsys.readouterr().err


LINE = """
waited_seconds: [50, 30, 10]
busy: 20
people: [20, 20, 20, 20]
expected: [78, 78, 70, 70]
handling_seconds: 240
patience_seconds: 200
actions:
  call two people: {more_people: [2, 2, 2, 2], after_seconds: 180}
  call nobody: {}
"""


def test_line_of_now_is_told_its_chances_and_what_helps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "line.yaml"
    place.write_text(LINE)
    assert main(["warn", "--now", str(place), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["missing_chance"]) == 4 and all(0 <= one <= 1 for one in told["missing_chance"])
    best, nothing = told["actions"]
    assert best["name"] == "call two people" and best["gain"] > best["half_width"] > 0
    assert nothing["gain"] == 0 and nothing["missing_chance"] == told["missing_chance"]
    assert main(["warn", "--now", str(place)]) == 0
    assert "call two people" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ("busy: 20", "at busy: Field required"),
        ("people: [20, 20, 20, 20]", "at people: Field required"),
        ("20, 20, 20, 20]", "people has 1 and expected 4"),
        ("call nobody: {}", ""),
    ],
)
def test_mistake_in_a_line_is_told_with_its_place(
    mistake: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "line.yaml"
    place.write_text(LINE.replace(mistake, "20]" if mistake.startswith("20,") else ""))
    assert main(["warn", "--now", str(place)]) == (1 if told else 0)
    assert told in capsys.readouterr().err


def test_line_of_now_is_written_as_page_and_as_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, page, table = tmp_path / "line.yaml", tmp_path / "now.html", tmp_path / "now.csv"
    place.write_text(LINE)
    written = ["--html", str(page), "--csv", str(table), "--explain", "--json"]
    assert main(["warn", "--now", str(place), *written]) == 0
    out = capsys.readouterr()
    assert json.loads(out.out)["actions"] and "exponential patience" in out.err
    assert page.read_text().count("The same as a table") == 1 and "call two people" in page.read_text()
    # A line for each of four intervals: nothing done, and two actions.
    assert len(table.read_text().splitlines()) == 1 + 3 * 4


@pytest.mark.parametrize(
    "option", [("--learn-until", "2026-02-14"), ("--missed-share", "0.1"), ("--grain", "15")]
)
def test_option_of_a_replay_is_refused_for_now(option: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "line.yaml").write_text(LINE)
    with pytest.raises(SystemExit) as ended:
        main(["warn", "--now", str(tmp_path / "line.yaml"), *option])
    assert ended.value.code == 2
