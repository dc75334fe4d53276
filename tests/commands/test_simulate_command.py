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


COUNTERS = """
interval_minutes: 60
counters:
  arrivals: [40, 90, 120, 80]
  service_seconds: 70
  variation: 0.8
  counters: 6
  opening_seconds: 180
  planned: [2, 3, 4, 3]
"""
STOP = """
interval_minutes: 60
begins: "22:00"
stop:
  arrivals: [300, 60]
  vehicles: [{at: "22:20", places: 110}, {at: "22:40", places: 110}, {at: "23:40", places: 110}]
"""


def played(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str, code: int = 0
) -> dict[str, float]:
    place = tmp_path / "line.yaml"
    place.write_text(text)
    assert main(["simulate", str(place), "--json", *more]) == code
    return dict(json.loads(capsys.readouterr().out))


def test_counters_that_are_warned_early_keep_more_in_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--target", "50/60", "--half-width", "0.05")
    plan = played(COUNTERS, tmp_path, capsys, *asked)
    warned = played(COUNTERS + "  early_warning_spare: 1.0\n", tmp_path, capsys, *asked)
    assert warned["share_within"] > plan["share_within"] > 0.5
    assert warned["open_hours"] > plan["open_hours"] >= 11
    assert plan == played(COUNTERS, tmp_path, capsys, *asked)


def test_stop_strands_whom_its_vehicles_have_no_place_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = played(STOP, tmp_path, capsys, "--target", "90/1200", "--most", "40", code=1)
    # 360 come and 330 find a place; who comes after 23:40 finds none.
    assert 30 <= told["stranded"] <= 60 and told["went_away"] == 0
    assert main(["simulate", str(tmp_path / "line.yaml"), "--target", "1/1200", "--most", "20"]) == 0
    assert "are left when the last vehicle has gone" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (COUNTERS.replace("[2, 3, 4, 3]", "[2]"), "planned has 1 entries and arrivals 4"),
        (COUNTERS.replace("  planned: [2, 3, 4, 3]\n", ""), "nothing says when one opens"),
        (STOP.replace('"22:20"', '"soon"'), "'soon' is no time of day"),
        (STOP + COUNTERS.replace("interval_minutes: 60\n", ""), "describe counters or a stop"),
    ],
)
def test_mistake_in_a_line_of_people_is_told(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "line.yaml").write_text(text)
    assert main(["simulate", str(tmp_path / "line.yaml")]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("text", [COUNTERS, STOP])
def test_counters_and_stops_have_table_report_and_explanation(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "line.yaml").write_text(text)
    page, table = tmp_path / "played.html", tmp_path / "played.csv"
    asked = ["simulate", str(tmp_path / "line.yaml"), "--target", "1/600", "--most", "20", "--explain"]
    assert main([*asked, "--json", "--html", str(page), "--csv", str(table)]) == 0
    out = capsys.readouterr()
    told = json.loads(out.out)
    assert "in the order they came" in out.err
    assert page.read_text().count("The same as a table") == 2
    assert len(table.read_text().splitlines()) == 1 + len(told["intervals"])
    assert sum(row["people"] for row in told["intervals"]) == pytest.approx(told["people"], abs=0.1)
    assert told["waiting_longer"] == pytest.approx((1 - told["share_within"]) * told["people"], abs=0.1)
    assert told["usual_longest_seconds"] <= told["longest_seconds"]


def test_days_that_differ_as_a_whole_make_counters_less_sure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    even = played(COUNTERS, tmp_path, capsys, "--target", "1/60", "--most", "60", "--half-width", "0.0001")
    uneven = played(
        COUNTERS,
        tmp_path,
        capsys,
        "--target",
        "1/60",
        "--most",
        "60",
        "--half-width",
        "0.0001",
        "--uncertainty",
        "0.3",
    )
    assert uneven["half_width"] > 1.5 * even["half_width"]


def test_words_say_in_people_what_was_tolerated(floor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["simulate", str(floor), "--half-width", "0.05", "--json", "--explain"])
    told = json.loads(capsys.readouterr().out)
    main(["simulate", str(floor), "--half-width", "0.05"])
    said = capsys.readouterr().out
    assert f"{told['waiting_longer']:,.0f} wait longer, the longest about" in said


def test_recorded_handling_times_are_drawn_from(floor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # All alike: without spread fewer wait than with that of lognormal times.
    alike = FLOOR.replace("handling_seconds: 240,", "handling_seconds: 240, recorded_seconds: [60, 60],")
    found = {}
    for name, text in (("lognormal", FLOOR), ("alike", alike)):
        floor.write_text(text)
        main(["simulate", str(floor), "--most", "100", "--half-width", "0.002", "--json"])
        found[name] = json.loads(capsys.readouterr().out)
    assert found["alike"]["groups"][0]["occupancy"] == pytest.approx(
        found["lognormal"]["groups"][0]["occupancy"], abs=0.03
    )
    assert found["alike"]["share_within"] != found["lognormal"]["share_within"]
