"""`presszero staff` as its user meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from presszero.commands import main

CALLS = """interval_start,offered,aht_seconds
2026-03-02 09:00,120,240
2026-03-02 09:30,360,240
2026-03-02 10:00,410,260
2026-03-03 09:00,90,240
"""


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    (tmp_path / "calls.csv").write_text(CALLS)
    return tmp_path / "calls.csv"


def test_plan_as_json(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staff", str(calls), "--target", "80/20", "--shrinkage", "0.3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["required"] for row in told["intervals"]] == [20, 54, 66, 16]
    assert [row["scheduled"] for row in told["intervals"]] == [29, 78, 95, 23]
    assert told["definition"].startswith("waited at most that long")
    assert told["tolerates"]["waiting_longer"] < 0.2 * told["offered"]
    assert told["next_step"]["share"] == 0.85


def test_words_tell_the_target_in_people(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staff", str(calls), "--patience-seconds", "180", "--cost-per-hour", "30", "--explain"]) == 0
    said = capsys.readouterr().out
    assert "of 980 wait over 20 s, the longest about" in said
    assert "hang up." in said
    assert "The next step up, 85.0% in 20 s, takes" in said
    assert "Erlang A" in said and "docs/sources.md#waiting-lines" in said


def test_report_and_table_are_written(calls: Path, tmp_path: Path) -> None:
    page, table = tmp_path / "plan.html", tmp_path / "plan.csv"
    assert main(["staff", str(calls), "--html", str(page), "--csv", str(table)]) == 0
    assert len(table.read_text().splitlines()) == 5
    assert page.read_text().count("The same as a table") == 4


def test_played_through_plan_keeps_the_target(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["staff", str(calls), "--patience-seconds", "180", "--simulate", "--days", "40", "--json"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert all(row["played_level"] >= 0.8 for row in json.loads(first)["intervals"])
    assert main(arguments) == 0
    assert capsys.readouterr().out == first


def test_deferred_work_is_done_beside_the_line(
    calls: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = tmp_path / "mail.csv"
    mail.write_text("interval_start,items\n2026-03-02 09:00,100\n")
    asked = ["staff", str(calls), "--deferred", str(mail), "--due-hours", "24.5", "--json"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)["deferred"]
    assert (told["items"], told["late_items"]) == (100, 0)
    mail.write_text("interval_start,items\n2026-04-02 09:00,100\n")
    assert main(asked) == 1
    assert "mail.csv, line 2: 2026-04-02 09:00 lies outside" in capsys.readouterr().err


def test_other_headings_can_be_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "export.csv"
    table.write_text("Von;Anrufe;Dauer\n22.03.2026 09:00;120;240\n22.03.2026 09:30;360;240\n")
    mapped = ["--time-column", "Von", "--value-column", "Anrufe", "--aht-column", "Dauer"]
    assert main(["staff", str(table), *mapped, "--json"]) == 0
    assert [row["required"] for row in json.loads(capsys.readouterr().out)["intervals"]] == [20, 54]


@pytest.mark.parametrize(
    ("mended", "told"),
    [
        (
            "2026-03-02 09:30,many,240",
            "calls.csv, line 3, column offered: 'many' cannot be read; expected a count such as 42",
        ),
        (
            "2026-03-02 09:00,360,240",
            "calls.csv, line 3, column interval_start: 2026-03-02 09:00 stands in line 2",
        ),
        (
            "2026-03-02 09:40,360,240\n2026-03-02 10:30,1,240\n2026-03-02 11:00,1,240",
            "calls.csv, line 3, column interval_start: 2026-03-02 09:40 is not on the grid",
        ),
    ],
)
def test_bad_line_is_named(calls: Path, capsys: pytest.CaptureFixture[str], mended: str, told: str) -> None:
    calls.write_text(CALLS.replace("2026-03-02 09:30,360,240", mended))
    assert main(["staff", str(calls)]) == 1
    assert told in capsys.readouterr().err


def test_missing_handling_time_says_where_to_give_it(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls.write_text("interval_start,offered\n2026-03-02 09:00,120\n")
    assert main(["staff", str(calls)]) == 1
    assert "--aht-seconds 240" in capsys.readouterr().err
    assert main(["staff", str(calls), "--aht-seconds", "240"]) == 0


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--patience-seconds", "0", "'0' is not a number above 0"),
        ("--shrinkage", "30", "'30' is not a share from 0 to 1"),
        ("--days", "2.5", "'2.5' is not a whole number of 1 or more"),
    ],
)
def test_option_out_of_range_is_wrong_usage(
    calls: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["staff", str(calls), option, value])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_nothing_takes_no_time(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls.write_text(CALLS.replace(",240", ",0").replace(",260", ",0"))
    assert main(["staff", str(calls)]) == 1
    assert "every aht_seconds is 0" in capsys.readouterr().err
    calls.write_text(CALLS)
    assert main(["staff", str(calls), "--chats", "1,0"]) == 1
    assert "numbers above 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "said"),
    [("2,3", "begins with 2, and a chat held alone takes its handling time"), ("1,0.5", "numbers that rise")],
)
def test_chats_that_make_no_sense_are_refused(
    written: str, said: str, calls: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff", str(calls), "--chats", written]) == 1
    assert said in capsys.readouterr().err


def test_level_is_of_what_the_target_counts(
    calls: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Callers who hang up within two minutes wait less than that, and are not answered."""
    asked = ["staff", str(calls), "--target", "90/120", "--patience-seconds", "60", "--json"]
    for definition in ("answered", "patient"):
        assert main([*asked, "--definition", definition, "--html", str(tmp_path / "plan.html")]) == 0
        told = json.loads(capsys.readouterr().out)
        assert all(0.9 <= row["service_level"] <= 0.97 for row in told["intervals"])
        assert 0.9 <= told["share_within"] <= 0.97
        if definition == "answered":
            assert told["share_within"] <= 1 - told["tolerates"]["giving_up"] / told["offered"] + 1e-9
        assert "answered within 120 s" in (tmp_path / "plan.html").read_text()


def test_year_says_whom_to_hire_and_who_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    months = tmp_path / "months.csv"
    months.write_text("month,hours\n" + "".join(f"2026-{month:02d},5200\n" for month in range(1, 13)))
    asked = ["staff", "year", str(months), "--salary", "3000"]
    assert main([*asked, "--heads", "60", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["months"][0]["short"] == 0
    assert main([*asked, "--heads", "30"]) == 1
    assert "heads are missing" in capsys.readouterr().out


def test_patience_is_estimated_from_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tmp_path / "records.csv"
    records.write_text("wait_seconds,outcome\n0,AGENT\n10,AGENT\n30,HANG\n60,AGENT\n")
    assert main(["staff", "patience", str(records), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["callers_who_waited"], told["gave_up"], told["mean_seconds"]) == (3, 1, 100)
    assert told["median_seconds"] == 30
    assert main(["staff", "patience", str(records)]) == 0
    assert "--patience-seconds 100" in capsys.readouterr().out
    records.write_text("wait_seconds,gave_up\n10,no\n")
    assert main(["staff", "patience", str(records)]) == 1
    assert "None of 1 contacts gave up" in capsys.readouterr().err


def test_next_step_of_a_played_plan_is_played_too(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["staff", str(calls), "--patience-seconds", "180", "--simulate", "--days", "20", "--json"]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    step = told["next_step"]
    assert step["share"] == 0.85 and step["more_paid_hours"] > 0
    assert step["tolerated"]["waiting_longer"] < told["tolerates"]["waiting_longer"]
    by_interval = sum(row["offered"] * (1 - row["played_level"]) for row in told["intervals"])
    assert told["tolerates"]["waiting_longer"] == pytest.approx(by_interval, rel=0.1)


@pytest.mark.parametrize("option", [("--at-least", "-5"), ("--seed", "-1")])
def test_number_below_nothing_is_wrong_usage(calls: Path, option: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["staff", str(calls), *option])
    assert ended.value.code == 2


def test_leave_of_a_month_asks_for_more_heads_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "months.csv").write_text("month,hours,leave\nJun,1000,\nJul,1000,0.5\n")
    main(["staff", "year", str(tmp_path / "months.csv"), "--heads", "20", "--leave", "0.2", "--json"])
    june, july = json.loads(capsys.readouterr().out)["months"]
    assert june["needed"] == pytest.approx(1000 / (160 * 0.8), abs=0.01)
    assert july["needed"] == pytest.approx(1000 / (160 * 0.5), abs=0.01)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            ("--patience-seconds", "180", "--max-abandonment", "0"),
            "No number of people keeps giving up at most 0%",
        ),
        (
            ("--target", "100/20"),
            "no number of people keeps while contacts come by chance; write less, such as 99/20",
        ),
    ],
)
def test_asking_for_nothing_at_all_plans_no_absurd_number(
    calls: Path, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], told: str
) -> None:
    assert main(["staff", str(calls), *asked]) == 1
    assert told in capsys.readouterr().err


def test_small_cap_is_told_as_it_was_asked(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staff", str(calls), "--patience-seconds", "180", "--max-abandonment", "0.0005"]) == 0
    assert "giving up at most 0.05%" in capsys.readouterr().out


@pytest.fixture
def asked_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return what is asked of the commands beside the plan of intervals."""
    monkeypatch.chdir(tmp_path)
    Path("months.csv").write_text("month,hours\nJan,5200\nFeb,5000\nMar,5600\n")
    Path("records.csv").write_text("wait_seconds,gave_up\n10,no\n30,yes\n60,no\n60,yes\n600,no\n")
    year = ["staff", "year", "months.csv", "--heads", "50", "--salary", "3000"]
    return {"year": year, "patience": ["staff", "patience", "records.csv"]}


@pytest.mark.parametrize(
    ("command", "charts", "explained"), [("year", 3, "Turnover takes"), ("patience", 1, "Kaplan")]
)
def test_year_and_patience_have_a_report_and_say_how(
    asked_beside: dict[str, list[str]],
    capsys: pytest.CaptureFixture[str],
    command: str,
    charts: int,
    explained: str,
) -> None:
    main([*asked_beside[command], "--html", "page.html", "--explain", "--json"])
    said = capsys.readouterr()
    assert json.loads(said.out) and explained in said.err
    assert Path("page.html").read_text().count("The same as a table") == charts
    main([*asked_beside[command], "--explain"])
    assert explained in capsys.readouterr().out


def test_table_of_a_year_says_what_its_json_says(
    asked_beside: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    main([*asked_beside["year"], "--csv", "year.csv", "--json"])
    told = json.loads(capsys.readouterr().out)["months"]
    with Path("year.csv").open(newline="") as table:
        rows = list(csv.DictReader(table))
    assert [{name: str(value) for name, value in month.items()} for month in told] == rows


def test_table_of_patience_is_the_curve_with_its_band(
    asked_beside: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    main([*asked_beside["patience"], "--csv", "curve.csv"])
    with Path("curve.csv").open(newline="") as table:
        rows = [{name: float(cell) for name, cell in row.items()} for row in csv.DictReader(table)]
    # By hand: one of four gives up at 30, one of three at 60.
    assert [(row["wait_seconds"], row["still_waiting"]) for row in rows] == [(30, 0.75), (60, 0.5)]
    assert all(0 <= row["low"] < row["still_waiting"] < row["high"] <= 1 for row in rows)


def test_roster_of_a_plan_holds_the_people_for_deferred_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    halves = [f"2026-03-02 {at // 2:02d}:{at % 2 * 30:02d}" for at in range(16, 36)]
    Path("calls.csv").write_text("interval_start,offered\n" + "".join(f"{at},20\n" for at in halves))
    Path("mail.csv").write_text("interval_start,items\n2026-03-02 08:00,300\n")
    asked = ["staff", "calls.csv", "--aht-seconds", "240", "--cost-per-hour", "10"]
    hours, money = [], []
    for deferred in ([], ["--deferred", "mail.csv", "--deferred-minutes", "6", "--due-hours", "9"]):
        assert main([*asked, *deferred, "--csv", "plan.csv", "--json"]) == 0
        plan = json.loads(capsys.readouterr().out)
        assert main(["roster", "plan.csv", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["required_hours"] == plan["required_hours"]
        hours.append(plan["required_hours"])
        money.append(plan["cost"])
    # 300 items of 6 minutes are 30 hours; in whole people for half-hours a little more.
    assert 30 <= hours[1] - hours[0] == plan["deferred"]["required_hours"] < 30.5
    assert money[1] - money[0] == pytest.approx(10 * (hours[1] - hours[0]))
    assert main(["roster", "plan.csv", "--value-column", "required_live", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["required_hours"] == hours[0]
    assert main([*asked, *deferred, "--html", "plan.html"]) == 0
    assert "hours are in the people needed and paid." in capsys.readouterr().out
    assert "with deferred work" in Path("plan.html").read_text()


def test_deferred_work_left_at_the_end_is_told(
    calls: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mail.csv").write_text("interval_start,items\n2026-03-03 09:00,1000\n")
    asked = ["staff", str(calls), "--deferred", str(tmp_path / "mail.csv"), "--json"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)["deferred"]
    assert (told["late_items"], told["items"] + told["open_at_the_end"]) == (0, 1000)
    assert main(asked[:-1]) == 0
    assert f"{told['open_at_the_end']:,.0f} are still open at the end, due later" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "mapped"),
    [
        ("Datum;Uhrzeit;Anzahl\n02.03.2026;09:00;12,5\n02.03.2026;09:30;7\n", ()),
        ("Date,Inbox,Left\n2026-03-02 09:00,12.5,3\n2026-03-02 09:30,7,3\n", ("--items-column", "Inbox")),
    ],
)
def test_deferred_work_of_another_program_is_read_as_ours_is(
    calls: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, mapped: tuple[str, ...]
) -> None:
    (tmp_path / "mail.csv").write_text(table)
    asked = ["staff", str(calls), "--deferred", str(tmp_path / "mail.csv"), "--json"]
    assert main([*asked, *mapped]) == 0
    assert json.loads(capsys.readouterr().out)["deferred"]["items"] == pytest.approx(19.5)
