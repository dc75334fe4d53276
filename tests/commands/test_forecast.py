"""`presszero forecast`: from a spreadsheet of strangers to figures, a table and a page."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.pure.demand.made_up import made_up

from presszero.commands import main

FROM = "2026-03-20"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half-hours of twelve weeks, Sundays closed, with one doubled day."""
    series = made_up(84)
    series.counts[60] = series.counts[53]
    place = tmp_path_factory.mktemp("tables") / "calls.csv"
    place.write_text("".join(["when,tickets\n", *lines_of(series)]))
    return place


def lines_of(series: Any) -> Iterator[str]:
    for index, slot in np.argwhere(~np.isnan(series.counts)):
        yield f"{series.starts_at(int(index), int(slot)):%Y-%m-%d %H:%M},{series.counts[index, slot]:.0f}\n"


def asked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    assert main(["forecast", *map(str, arguments)]) == 0
    return json.loads(capsys.readouterr().out)


def test_backtest_tells_each_horizon_beside_the_baselines(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(capsys, table, "--grain", "30min", "--horizon", "1d,7d", "--backtest-from", FROM, "--json")
    assert list(said) == [
        "series",
        "findings",
        "backtest",
        "forecast",
        "events",
        "closed_contacts",
        "weather",
        "today",
    ]
    assert [one["kind"] for one in said["findings"]] == ["doubled day"]
    found = said["backtest"]["horizons"]
    assert list(found) == ["1d", "7d"]
    for one in found.values():
        assert 0 < one["wape"] < one["baselines"]["seasonal_naive"]["wape"] < 1
        assert 0 < one["mase"] < 1 and set(one["coverage"]) == {"50", "80", "95"}
        assert set(one["baselines"]) == {"seasonal_naive", "mean_of_same_weekdays"}
    assert found["1d"]["origins"] == 8 and found["7d"]["origins"] == 3
    assert len(said["forecast"]["days"]) == 7
    first = said["forecast"]["intervals"][0]
    assert first["interval_start"] == "2026-03-30T08:00:00"
    assert first["bands"]["80"][0] <= first["expected"] <= first["bands"]["80"][1]


def test_horizon_longer_than_the_rest_of_the_table_is_left_out(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = ("--grain", "30", "--horizon", "24h,1w", "--backtest-from", "25.03.2026")
    found = asked(capsys, table, *late, "--json")["backtest"]["horizons"]
    assert found["1d"]["origins"] == 4 and found["7d"] is None
    assert main(["forecast", str(table), *late]) == 0
    assert "no forecast has 7 days of the table after it" in capsys.readouterr().out


def test_whole_days_are_forecast_from_half_hours(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, table, "--grain", "1d", "--horizon", "2d", "--json")
    assert said["series"]["grain_minutes"] == 1440 and said["backtest"] is None
    assert 1500 < said["forecast"]["days"][1]["expected"] < 4000


def test_columns_may_be_named_and_lines_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = np.random.default_rng(1)
    begin = datetime(2026, 1, 5, 8)
    at = [
        begin + timedelta(days=int(day), minutes=float(m))
        for day in range(21)
        for m in chance.uniform(0, 600, 80)
    ]
    place = tmp_path / "records.csv"
    place.write_text(
        "id;arrived;kind\n" + "".join(f"{n};{one:%d.%m.%Y %H:%M};x\n" for n, one in enumerate(at))
    )
    said = asked(capsys, place, "--time-column", "arrived", "--count-lines", "--grain", "60min", "--json")
    assert said["forecast"]["days"][0]["expected"] == pytest.approx(80, rel=0.2)


def test_day_and_time_in_two_columns_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["Date,Time,Queue,Calls\n"]
    lines += [f"{line[:10]},{line[11:16]},all,{line[17:]}" for line in lines_of(made_up(21))]
    place = tmp_path / "two.csv"
    place.write_text("".join(lines))
    assert asked(capsys, place, "--json")["series"]["grain_minutes"] == 30


def test_words_tell_findings_days_and_scores(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(table), "--backtest"]) == 0
    said = capsys.readouterr().out
    assert "Odd: 1 × doubled day." in said
    assert "Sun 2026-03-29        closed" in said
    assert "mean of 6 same weekdays" in said and "80 % band holds" in said


def test_table_it_writes_is_one_it_reads(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "next.csv"
    assert main(["forecast", str(table), "--horizon", "3d", "--csv", str(out)]) == 0
    with out.open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == 2 * 24 and float(rows[0]["low_80"]) <= float(rows[0]["offered"]) <= float(
        rows[0]["high_80"]
    )
    capsys.readouterr()
    assert asked(capsys, out, "--horizon", "1d", "--json")["series"]["grain_minutes"] == 30


def test_entered_event_is_shown_apart_and_within_what_is_expected(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = tmp_path / "events.csv"
    events.write_text(
        "name,begins,ends,lift\nTax day,2026-03-31,,0.5\nFair,2026-04-01 10:00,2026-04-01 12:00,\n"
    )
    plain = asked(capsys, table, "--json")["forecast"]["days"][2]
    said = asked(capsys, table, "--events", events, "--json")
    day = said["forecast"]["days"][2]
    assert day["event_lift"] == pytest.approx(0.5 * plain["expected"], rel=0.01)
    assert day["expected"] == pytest.approx(1.5 * plain["expected"], rel=0.01)
    told = {one["name"]: (one["lift"], one["entered"], one["learnt_from"]) for one in said["events"]}
    assert told == {"Tax day": (0.5, True, 0), "Fair": (0.0, False, 0)}


def test_rest_of_a_day_looks_at_nothing_that_came_later(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "until_noon.csv"
    lines = table.read_text().splitlines()
    cut.write_text(
        "\n".join([*(line for line in lines[1:] if line < "2026-03-27 12:00")]).join(["when,tickets\n", "\n"])
    )
    now = ("--now", "2026-03-27 12:00", "--horizon", "1d", "--json")
    whole, part = asked(capsys, table, *now), asked(capsys, cut, *now)
    assert whole["today"]["rest_expected"] == part["today"]["rest_expected"]
    assert whole["today"]["begins"] == "2026-03-27T12:00:00"
    assert 0 <= whole["today"]["followed"] <= 1.5
    assert whole["today"]["intervals"][0]["interval_start"] == "2026-03-27T12:00:00"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["{table}", "--grain", "5min"], 1, "counts by 30 minutes; it cannot tell about 5 minutes"),
        (["{table}", "--grain", "7min"], 1, "'7min' is no grain; write one of 5min"),
        (["{table}", "--horizon", "36h"], 1, "--horizon holds '36h'; write days such as 1d,7d"),
        (["{table}", "--horizon", "week"], 1, "--horizon holds 'week'; write days such as 1d,7d"),
        (
            ["{table}", "--backtest-from", "2027-01-01"],
            1,
            "lies outside of the table, which goes from 2026-01-05",
        ),
        (["{table}", "--backtest-from", "soon"], 1, "write a day such as 2026-03-02"),
        (["{table}", "--value-column", "calls"], 1, "there is no column 'calls'"),
        (["{table}", "--time-zone", "Mars"], 1, "'Mars' is no time zone"),
        (["{table}", "--now", "2027-01-01 09:00"], 1, "has no line of that day"),
        (["{table}", "--grain", "1d", "--now", "2026-03-20 09:00"], 1, "whole days has no rest of the day"),
        (["{table}", "--events", "nowhere.csv"], 1, "nowhere.csv cannot be read"),
        (["nowhere.csv"], 1, "nowhere.csv cannot be read"),
        ([], 2, "Name the table"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    arguments: list[str], code: int, says: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [one.format(table=table) for one in arguments]
    assert main(["forecast", *given]) == code
    assert says in capsys.readouterr().err


def test_explain_names_each_method_and_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", "--explain"]) == 0
    said = capsys.readouterr().out
    assert "Negative binomial" in said and "docs/sources.md#demand" in said


def test_report_is_a_page_for_everyone(table: Path, tmp_path: Path, browser: Browser) -> None:
    place, events = tmp_path / "report.html", tmp_path / "events.csv"
    events.write_text("name,begins,lift\nTax day,2026-03-28,0.5\n")
    asked_for = ["--backtest-from", "2026-03-01", "--events", str(events), "--now", "2026-03-27 12:00"]
    assert main(["forecast", str(table), *asked_for, "--html", str(place)]) == 0
    assert "Tax day" in place.read_text() and "The rest of the day" in place.read_text()
    place.write_text(place.read_text().replace("default-src 'none'", "default-src *"))
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
        )
        page = context.new_page()
        page.goto(place.as_uri())
        for drop in page.locator("details").all():
            drop.evaluate("(one) => { one.open = true }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        context.close()


def test_weather_is_read_beside_and_told_whether_it_is_kept(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "weather.csv"
    days = [datetime(2026, 1, 5) + timedelta(days=day) for day in range(91)]
    place.write_text("".join(["day,degrees\n", *(f"{day:%Y-%m-%d},{day.day - 9}\n" for day in days)]))
    said = asked(capsys, table, "--weather", place, "--json")
    assert said["weather"] == {"kept": {"1d": False, "7d": False}}
    assert said["forecast"]["days"][0]["by_weather"] == 0
    assert main(["forecast", str(table), "--weather", str(place)]) == 0
    assert "Weather: read, and not kept" in capsys.readouterr().out
    place.write_text("day,degrees\n2026-01-05,warm\n")
    assert main(["forecast", str(table), "--weather", str(place)]) == 1
    assert "line 2, column degrees: 'warm' cannot be read; expected a number" in capsys.readouterr().err


def test_contacts_of_a_surge_plan_are_added_and_those_of_closed_hours_told(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "contacts.csv"
    rows = ("2026-03-30 10:00:00,40,20,70", "2026-03-30 23:00:00,25,10,40")
    place.write_text("\n".join(["interval_start,extra_contacts,low,high", *rows]))
    said = asked(capsys, table, "--contacts", place, "--json")
    assert said["closed_contacts"] == 25
    assert {one["date"]: one["event_lift"] for one in said["forecast"]["days"]}["2026-03-30"] == 40
    assert main(["forecast", str(table), "--contacts", str(place)]) == 0
    assert "25 of the contacts expected on top fall into closed hours" in capsys.readouterr().out
