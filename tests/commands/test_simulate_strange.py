"""`presszero simulate`, `staff` and `warn --now` with files as nobody should write them: a clear sentence or a right answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from presszero.commands import main

FLOOR = """
begins: "22:00"
kinds:
  calls: {arrivals: [60, 110], handling_seconds: 240, patience_seconds: 180}
groups:
  phones: {skills: [calls], people: [8, 14]}
"""
COUNTERS = "counters: {arrivals: [40], service_seconds: 70, counters: 2, planned: [2]}\n"
STOP = """
begins: "23:00"
stop: {arrivals: [30, 30, 30], vehicles: [{at: "23:20", places: 50}, {at: "00:10", places: 50}]}
"""
NOW = "busy: 20\npeople: [20, 20]\nexpected: [78, 70]\nhandling_seconds: 240\n"


def told(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    (tmp_path / "floor.yaml").write_text(text)
    assert main(["simulate", str(tmp_path / "floor.yaml"), *more]) == 1
    return capsys.readouterr().err


def played(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    (tmp_path / "floor.yaml").write_text(text)
    main(["simulate", str(tmp_path / "floor.yaml"), "--json", "--most", "20"])
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "floor.yaml is empty; it needs kinds, groups."),
        ("- calls\n", "holds no names with what belongs to them; it needs kinds, groups."),
        (FLOOR.split("groups:")[0], "at groups: Field required."),
        (FLOOR.split("phones:")[0] + "{}\n", "at groups:"),
        (FLOOR + "  phones: {skills: [calls], people: [1, 1]}\n", "line 7: phones stands twice."),
    ],
)
def test_file_without_what_it_needs_is_told(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in told(text, tmp_path, capsys)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("240", "0", "handling_seconds: Input should be greater than 0"),
        ("240", ".nan", "handling_seconds: Input should be a finite number"),
        ("240", "1.0e+300", "handling_seconds: Input should be less than or equal to 604800"),
        ("180", "-3", "patience_seconds: Input should be greater than 0"),
        ("180", "180, variation: 1.0e+200", "variation: Input should be less than or equal to 100"),
        ("180", "180, priority: 99999999999999999999", "priority: Input should be less than or equal to"),
        ("[60, 110]", "[.inf, 110]", "arrivals > 0: Input should be a finite number"),
        ("[60, 110]", "[1.0e+20, 110]", "arrivals > 0: Input should be less than or equal to"),
        ("[60, 110]", "[1500000, 1500000]", "3,000,000 contacts a day are more than can be played"),
        ("[8, 14]", "[8.5, 14]", "people > 0: Input should be a valid integer"),
        ("[8, 14]", "[80000000000000000000000, 14]", "people > 0: Input should be less than or equal to"),
        ("[calls]", "[cals]", "no kind is called cals; there are calls."),
        ("[calls]", "{calls: 0}", "at groups > phones > skills > calls: Input should be greater than"),
        (", people: [8, 14]", "", "at groups > phones: nobody is ever there"),
        ("180", "180, groups: [phones, phones]", "a group stands twice"),
    ],
)
def test_number_or_name_that_cannot_be_is_told_with_its_place(
    old: str, new: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in told(FLOOR.replace(old, new), tmp_path, capsys)


def test_group_that_lacks_the_skill_is_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = FLOOR.replace("180", "180, groups: [back]") + "  back: {skills: [], people: [1, 1]}\n"
    assert "back cannot take calls; give the skill" in told(text, tmp_path, capsys)


def on_shifts(*shifts: str) -> str:
    return FLOOR.replace("people: [8, 14]", f"shifts: [{', '.join(shifts)}]")


@pytest.mark.parametrize(
    ("shift", "sentence"),
    [
        ('{start: "22:00", end: "22:00"}', "has no length"),
        (
            '{start: "09:00", end: "10:00"}',
            "from 09:00 to 10:00 lies outside the floor's time, which begins at 22:00",
        ),
        ('{start: "23:30", end: "02:00"}', "from 23:30 to 02:00 lies outside the floor's time"),
        ('{start: 22:00, end: "23:00"}', "write a time of day in quotation marks"),
        ('{start: "22:00", end: "99:00"}', "'99:00' is too late"),
        ('{start: "22:00", end: "02:00", breaks: [["02:30", "03:00"]]}', "lies outside its shift"),
        (
            '{start: "22:00", end: "02:00", breaks: [["23:30", "00:30"], ["00:15", "01:00"]]}',
            "two breaks of the shift from 22:00 to 02:00 overlap",
        ),
    ],
)
def test_shift_that_cannot_be_is_told(
    shift: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in told(on_shifts(shift), tmp_path, capsys)


def test_shift_over_midnight_is_the_same_however_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = 'people: 9, breaks: [["23:45", "{}"]]'
    short = played(
        on_shifts('{start: "22:00", end: "02:00", ' + people.format("00:15") + "}"), tmp_path, capsys
    )
    long = played(
        on_shifts('{start: "22:00", end: "26:00", ' + people.format("24:15") + "}"), tmp_path, capsys
    )
    assert short == long
    assert short["groups"][0]["hours"] == 9 * 3.5  # type: ignore[index]


def test_shift_after_midnight_is_of_the_night_that_began_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    relieved = on_shifts(
        '{start: "22:00", end: "00:30", people: 9}', '{start: "00:30", end: "01:00", people: 9}'
    )
    whole = on_shifts('{start: "22:00", end: "01:00", people: 9}')
    arrivals = ("[60, 110]", "[60, 60, 60, 60, 60, 60]")
    assert played(relieved.replace(*arrivals), tmp_path, capsys) == played(
        whole.replace(*arrivals), tmp_path, capsys
    )


def test_nobody_on_duty_and_nobody_calling_are_right_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = played(FLOOR.replace("[8, 14]", "[0, 0]"), tmp_path, capsys)
    assert alone["gave_up"] == alone["offered"]
    assert played(FLOOR.replace("[60, 110]", "[0, 0]"), tmp_path, capsys)["share_within"] == 1.0
    assert played(FLOOR.replace("[60, 110]", "[0.5, 0.2]"), tmp_path, capsys)["offered"] < 3  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (COUNTERS.replace("counters: 2", "counters: 20000000000"), "less than or equal to 1000"),
        (COUNTERS.replace("[2]", "[9]"), "9 are planned, and there are 2"),
        (COUNTERS.replace("70", "600000"), "keep 2 counters busy for 139 days; up to 30 can be played"),
        (COUNTERS.replace("[40]", "[.nan]"), "Input should be a finite number"),
        (STOP.replace("places: 50", "places: 50000000000000000000000"), "less than or equal to 100000"),
        (STOP.replace("23:20", "11:20"), "11:20 lies before 23:00, when the floor begins"),
    ],
)
def test_line_of_people_that_cannot_be_is_told(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in told(text, tmp_path, capsys)


def test_last_vehicle_after_midnight_is_the_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Ninety come until half past twelve; who comes after ten past has no vehicle any more.
    assert 10 < played(STOP, tmp_path, capsys)["stranded"] < 35  # type: ignore[operator]


def test_who_is_left_at_the_stop_was_not_in_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = STOP.replace('"23:20"', '"23:00"').replace('"00:10"', '"23:00"')
    assert played(gone, tmp_path, capsys)["share_within"] == 0.0


def test_two_days_are_played_where_two_are_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "floor.yaml").write_text(FLOOR)
    main(["simulate", str(tmp_path / "floor.yaml"), "--most", "2", "--json"])
    assert json.loads(capsys.readouterr().out)["days_played"] == 2


@pytest.mark.parametrize("wrong", [("--most", "1"), ("--seed", "-1"), ("--half-width", "nan")])
def test_option_that_cannot_be_is_wrong_usage(wrong: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "floor.yaml").write_text(FLOOR)
    with pytest.raises(SystemExit) as ended:
        main(["simulate", str(tmp_path / "floor.yaml"), *wrong])
    assert ended.value.code == 2


def test_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = tmp_path / "nowhere" / "played.csv"
    assert "cannot be written: No such file" in told(
        FLOOR, tmp_path, capsys, "--most", "2", "--csv", str(nowhere)
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[20, 20]", "[20.5, 20]", "people > 0: Input should be a valid integer"),
        ("[78, 70]", "[1.0e+12, 70]", "expected > 0: Input should be less than or equal to 100000"),
        ("[20, 20]", "[1000000000000, 20]", "people > 0: Input should be less than or equal to 100000"),
    ],
)
def test_line_of_now_that_cannot_be_is_told(
    old: str, new: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "now.yaml").write_text(NOW.replace(old, new))
    assert main(["warn", "--now", str(tmp_path / "now.yaml")]) == 1
    assert sentence in capsys.readouterr().err


def test_counts_with_fractions_are_staffed_and_enormous_ones_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "calls.csv"
    rows = "interval_start,offered,aht_seconds\n2026-03-02T08:00,40.37,240.5\n2026-03-02T08:30,{},240.5\n"
    table.write_text(rows.format("41.74"))
    assert main(["staff", str(table)]) == 0
    capsys.readouterr()
    table.write_text(rows.format("9e8"))
    assert main(["staff", str(table)]) == 1
    assert "calls.csv, line 3: so many contacts of that length keep" in capsys.readouterr().err
