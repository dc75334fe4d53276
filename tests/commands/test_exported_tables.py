"""Exports of other programs are taken without a word of setting, and what was taken is said."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from presszero.commands import main
from presszero.commands.table_names import time_column


@pytest.mark.parametrize(
    ("titles", "cells", "taken"),
    [
        ("interval_start,offered", "2025-01-06 09:00,3", "interval_start"),
        ("Datum,Uhrzeit,Anrufe", "06.01.2025,09:00,3", "Datum+Uhrzeit"),
        ("Date,Heure,Appels", "06/01/2025,9h00,3", "Date+Heure"),
        ("date,hour,calls", "2025-01-06,9,3", "date+hour"),
        ("Year,Week,Weekday,Time,Calls", "2025,2,1,09:00,3", "Year+Week+Weekday+Time"),
        ("week,hour,calls", "2025-W02-1,09:00,3", "week+hour"),
        ("Call ID,Start Time,Queue", "17,06/01/2025 09:02:08,Main", "Start Time"),
        ("Date,Start,calls", "2025-01-06 00:00:00,09:00,3", "Date+Start"),
        ("hour,requests", "2025-01-06 09:00,3", "hour"),
        ("day,contacts", "06-Jan-25,3", "day"),
        ("ts,count", "1736150400,3", "ts"),
        ("Begin of slot,N", "2025-01-06 09:00,3", "Begin of slot"),
        ("person,contract", "Ada,full", ""),
    ],
)
def test_day_and_time_are_found_by_name_and_by_what_they_hold(titles: str, cells: str, taken: str) -> None:
    assert time_column(titles.split(","), [cells.split(",")]) == taken


def queues(days: int) -> str:
    lines = ["Datum;Uhrzeit;Queue;Calls offered;Calls answered;AHT (s)"]
    for half in range(days * 6):
        at = datetime(2025, 1, 6) + timedelta(days=half // 6, hours=9, minutes=half % 6 * 30)
        for queue, calls, handling in (("Sales", 40, "4:00"), ("Help", 20, "7:00"), ("Gesamt", 60, "5:00")):
            lines.append(f"{at:%d.%m.%Y};{at:%H:%M};{queue};{calls};{calls - 2};{handling}")
    return "\n".join([*lines, f"Gesamt;;;{days * 360};;", ""])


def test_queues_are_added_up_and_sums_left_out_before_a_line_is_staffed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "calls.csv"
    table.write_text(queues(1))
    assert main(["staff", str(table), "--json"]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)["intervals"]
    assert [(one["offered"], one["aht_seconds"]) for one in told] == [(60, 300)] * 6
    assert "6 of 6 times stand on several lines: queues, added up." in err
    assert "7 lines are sums or remarks, no interval: line 4 " in err


def test_forecast_says_which_columns_it_read_and_which_lines_it_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "calls.csv"
    table.write_text(queues(21))
    assert main(["forecast", str(table), "--horizon", "1d", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["series"]["columns"] == {"interval_start": "Datum+Uhrzeit", "offered": "Calls offered"}
    assert told["findings"][0]["kind"] == "lines left out" and "'Gesamt'" in told["findings"][0]["says"]
    assert told["forecast"]["days"][0]["expected"] == pytest.approx(360, rel=0.2)


def test_table_of_single_calls_says_how_it_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "calls.csv"
    table.write_text("Call ID,Start Time,Queue\n1,06/01/2025 08:02:08,Main\n")
    assert main(["forecast", str(table)]) == 1
    assert "where each line is one arrival, say --count-lines" in capsys.readouterr().err


def test_table_by_the_day_is_not_staffed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "calls.csv"
    table.write_text("day,calls\n2025-01-06,900\n2025-01-07,800\n2025-01-08,700\n")
    assert main(["staff", str(table), "--aht-seconds", "240"]) == 1
    assert "counts by 24 hours; a line is staffed by intervals of 2 hours at most" in capsys.readouterr().err


def test_table_without_names_is_refused_rather_than_robbed_of_its_first_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "calls.csv"
    table.write_text("2025-01-06 09:00,12\n2025-01-06 09:30,15\n")
    for command in (["forecast"], ["staff", "--aht-seconds", "240"]):
        assert main([*command, str(table)]) == 1
        assert "line 1: '2025-01-06 09:00' is data, not a column name" in capsys.readouterr().err
