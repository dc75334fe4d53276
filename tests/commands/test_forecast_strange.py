"""`presszero forecast` and `warn --replay` with files as nobody should write them: a clear sentence or a right answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from presszero.commands import main

MONDAY = datetime(2026, 3, 2)
Captured = pytest.CaptureFixture[str]


def calls(days: int = 9, offered: str = "20") -> str:
    lines = [
        f"{MONDAY + timedelta(days=day, hours=hour):%Y-%m-%d %H:%M},{offered}"
        for day in range(days)
        for hour in range(8, 18)
    ]
    return "\n".join(["interval_start,offered", *lines, ""])


def records(wait: str = "5", service: str = "200") -> str:
    lines = [f"{MONDAY + timedelta(days=day, hours=9)},{wait},no,{service}" for day in range(3)]
    return "\n".join(["entered_at,wait_seconds,gave_up,service_seconds", *lines, ""])


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "calls.csv is empty"),
        ("interval_start,offered\n2026-03-02 09:00,3\n", "One line makes no series"),
        (calls(1), "1 day with arrivals comes before 2026-03-03; a forecast needs 2"),
        (
            calls().replace(",20\n", ",-5\n", 1),
            "line 2, column offered: '-5' cannot be read; expected a count",
        ),
        (calls().replace(",20\n", ",1e300\n", 1), "at least 0, at most 1,000,000,000"),
        (
            calls().replace("03-04 09:00", "03-04 25:00"),
            "line 23, column interval_start: '2026-03-04 25:00' cannot",
        ),
        (
            calls().replace("2026-03-04 09:00", "2206-03-04 09:00"),
            "The times go from 2026-03-02 08:00 to 2206-03-04 09:00, over 65,746 days; at most 10,980 are read",
        ),
    ],
)
def test_table_that_cannot_be_forecast_is_told_with_its_place(
    table: str, sentence: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "calls.csv").write_text(table)
    assert main(["forecast", str(tmp_path / "calls.csv")]) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--horizon", "0d"), "--horizon holds '0d'; write days such as 1d,7d"),
        (
            ("--backtest-from", "2030-01-01"),
            "lies outside of the table, which goes from 2026-03-02 to 2026-03-10",
        ),
        (("--now", "2026-03-02 12:00"), "no line of that day with two days before"),
        (("--time-zone", "../../etc/passwd"), "is no time zone; write one such as Europe/Zurich"),
        (("--holidays", "XX"), "'XX' is no country whose holidays are known"),
        (("--holidays", "CH-XX"), "'CH-XX' names no region whose holidays are known. Known: CH-AG, CH-AI,"),
        (("--holidays", "IL-XX"), "'IL-XX' names no region whose holidays are known. Known: none; write IL."),
    ],
)
def test_option_that_does_not_fit_the_table_is_told(
    option: tuple[str, str], sentence: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "calls.csv").write_text(calls())
    assert main(["forecast", str(tmp_path / "calls.csv"), *option]) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "records.csv is empty"),
        (records(wait="-5"), "line 2, column wait_seconds: '-5' cannot be read"),
        (
            records(wait="1e12"),
            "line 2, column wait_seconds: '1e12' cannot be read; expected seconds such as 240",
        ),
        (records(service="1e15"), "at least 0, at most 604,800"),
        (records().split("2026-03-03")[0], "The records are of one day"),
    ],
)
def test_records_that_cannot_be_replayed_are_told(
    table: str, sentence: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "records.csv").write_text(table)
    assert main(["warn", "--replay", str(tmp_path / "records.csv")]) == 1
    assert sentence in capsys.readouterr().err
