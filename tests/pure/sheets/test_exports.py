"""Tables as the programs of contact centres export them: each read as its reader means it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from presszero.pure.sheets import INSTANT, NUMBER, SECONDS, BadSheet, Column, Sheet, read_sheet
from presszero.pure.sheets.instants import read_instant

TIME = Column("time", INSTANT, also=("interval",))
CALLS = Column("calls", NUMBER, also=("offered",), may_be_empty=True)
NINE = datetime(2025, 1, 6, 9, 0)


def read(text: str, *columns: Column, time: str = "") -> Sheet:
    named = {"time": time} if time else {}
    return read_sheet(text.encode(), columns or (TIME, CALLS), source="calls.csv", named=named)


@pytest.mark.parametrize(
    "cell",
    [
        "06-Jan-25 09:00", "Jan 06, 2025 09:00 AM", "6. Januar 2025 9 Uhr", "6 janv. 2025 9h00", "Mo 06.01.25 09.00 Uhr",
        "20250106 0900", "2025-01-06 9", "2025-01-06 9-10", "2025-W02-1 09:00", "6/1/2025 9:00:00 a. m.",
        "06/01/2025 9:00\u202fAM", "lunes, 6 enero 2025 09:00", "2025-01-06 09:00:00.0000000", "06.01.2025 09:00 - 09:30 Uhr",
    ],
)  # fmt: skip
def test_time_is_read_in_the_words_of_many_tongues(cell: str) -> None:
    assert read_instant(cell, "dmy") == NINE


def test_zone_by_its_letters_is_an_offset_and_an_unsure_one_is_refused() -> None:
    assert read_instant("2025-10-26 02:00 CEST") == datetime(2025, 10, 26, tzinfo=UTC)
    assert read_instant("2025-10-26 02:00 CET") == datetime(2025, 10, 26, 1, tzinfo=UTC)
    assert read_instant("2025-10-26 02:00 IST") is None


def test_ends_of_intervals_are_no_offsets_where_some_lie_past_noon() -> None:
    rows = "time,calls\n2025-01-06 09:00-09:30,1\n2025-01-06 13:00-13:30,2\n"
    assert read(rows)["time"] == [NINE, NINE + timedelta(hours=4)]
    west = read("time,calls\n2025-01-06 09:00-08:00,1\n2025-01-06 13:00-08:00,2\n")["time"]
    assert west[0] == NINE.replace(tzinfo=timezone(-timedelta(hours=8)))


@pytest.mark.parametrize(
    ("heading", "row", "time"),
    [
        ("Year,Week,Weekday,At,calls", "2025,2,1,09:00,5", "Year+Week+Weekday+At"),
        ("Jahr,KW,Wochentag,At,calls", "2025,KW 2,Mo,09:00,5", "Jahr+KW+Wochentag+At"),
        ("year,month,day,hour,calls", "2025,1,6,9,5", "year+month+day+hour"),
        ("Date,Start,calls", "2025-01-06 00:00:00,09:00,5", "Date+Start"),
    ],
)
def test_day_and_time_in_several_columns_are_joined(heading: str, row: str, time: str) -> None:
    assert read(f"{heading}\n{row}\n", time=time)["time"] == [NINE]


def test_sums_and_remarks_are_left_out_and_named() -> None:
    sheet = read(
        "time,queue,calls\n2025-01-06 09:00,Sales,3\n2025-01-06 09:00,Help,4\n2025-01-06 09:00,Total,7\n"
        "Total 06/01/2025,,7\n,Grand total,7\nMade by Reporter 5.1 on 2025-01-07,,\n"
    )
    assert sheet["calls"] == [3.0, 4.0]
    assert [line for line, _ in sheet.left_out] == [4, 5, 6, 7]
    assert sheet.left_out[1] == (5, "Total 06/01/2025")


def test_table_of_one_queue_that_is_called_total_is_kept() -> None:
    sheet = read("time,queue,calls\n2025-01-06 09:00,Total,3\n2025-01-06 09:30,Total,4\n")
    assert sheet["calls"] == [3.0, 4.0] and not sheet.left_out


def test_word_in_the_middle_of_the_times_is_still_refused() -> None:
    with pytest.raises(BadSheet, match="line 3, column time: 'soon' cannot be read"):
        read("time,calls\n2025-01-06 09:00,3\nsoon,4\n2025-01-06 09:30,4\n")


def test_two_lines_of_names_are_one() -> None:
    sheet = read(
        "Report of January,,,\nDate,Interval,Voice,Voice\n,,Offered,AHT\n2025-01-06,09:00,3,240\n",
        time="Date+Interval",
    )
    assert (sheet["time"], sheet["calls"], sheet.taken["calls"]) == ([NINE], [3.0], "Offered")
    grouped = "Date,Voice,,Chat,\n,Offered,AHT,Offered,AHT\n2025-01-06,3,240,4,300\n"
    calls = Column("calls", NUMBER, also=("Chat Offered",))
    assert read(grouped, calls)["calls"] == [4.0]


def test_names_of_people_are_no_second_line_of_names() -> None:
    person = Column("person", "words")
    assert read("person,contract,from\nAda,full,\nBo,half,2025-01-06\n", person)["person"] == ["Ada", "Bo"]


def test_table_with_a_column_for_each_hour_is_made_long() -> None:
    hours = ",".join(f"{hour:02}:00" for hour in range(8, 13))
    sheet = read(f"Day,{hours},Total\n2025-01-06,1,2,3,4,5,15\n2025-01-07,1,2,3,4,,10\n", time="date+time")
    assert len(sheet) == 10 and sheet["calls"][1] == 2.0 and sheet["calls"][-1] is None
    assert sheet["time"][1] == NINE and sheet.lines[-1] == 3


def test_table_with_a_column_for_each_day_is_made_long() -> None:
    days = ",".join(f"{day:02}.01.2025" for day in range(6, 11))
    sheet = read(f"Interval,{days}\n09:00,1,2,3,4,5\n09:30,6,7,8,9,10\n", time="date+time")
    assert sheet["time"][0] == NINE and sum(sheet["calls"]) == 55


@pytest.mark.parametrize(
    ("cells", "separator", "means"),
    [
        (["680", "1.360"], ";", [680, 1360]),
        (["1.680", "1.360"], ";", [1680, 1360]),
        (["0.250", "1.360"], ",", [0.25, 1.36]),
        (["680", "1,360"], "\t", [680, 1360]),
        (["230,5", "1,360"], ";", [230.5, 1.36]),
        (["1.230,5", "12"], ";", [1230.5, 12]),
        (["1'204", "12"], ";", [1204, 12]),
        (["1680", "1.360"], ";", [1680, 1.36]),
    ],
)
def test_mark_within_numbers_is_told_by_the_whole_column(
    cells: list[str], separator: str, means: list[float]
) -> None:
    rows = "".join(f"x{separator}{cell}\n" for cell in cells)
    assert read(f"queue{separator}calls\n{rows}", CALLS)["calls"] == pytest.approx(means)


def test_handling_time_is_read_as_a_clock_shows_it() -> None:
    aht = Column("aht", SECONDS)
    assert read("aht\n4:30\n0:04:30\n270\n", aht)["aht"] == [270.0] * 3
    with pytest.raises(BadSheet, match="'long' cannot be read; expected seconds such as 240, or 4:00"):
        read("aht\n4:30\nlong\n", aht)


def test_separator_within_a_cell_is_named_where_a_line_has_too_many_cells() -> None:
    with pytest.raises(
        BadSheet, match="Line 2 has more cells than the 2 columns; a cell that holds ',' needs quotes"
    ):
        read("time,calls\nJan 06, 2025 09:00,3\n")


def test_comma_in_a_title_does_not_separate_a_table_of_semicolons() -> None:
    assert read("Calls of Sales, Billing, Help\n\ntime;calls\n2025-01-06 09:00;3\n2025-01-06 09:30;4\n")[
        "calls"
    ] == [3, 4]


def test_names_that_stand_again_between_two_files_are_left_out() -> None:
    sheet = read("time,calls\n2025-01-06 09:00,3\ntime,calls\n2025-01-06 09:30,4\n")
    assert sheet["calls"] == [3.0, 4.0] and sheet.left_out == ((3, "time"),)


def test_hours_counted_from_one_begin_at_midnight() -> None:
    counted = read("day,hour,calls\n2025-01-06,1,3\n2025-01-06,24,4\n", time="day+hour")["time"]
    assert counted == [datetime(2025, 1, 6), datetime(2025, 1, 6, 23)]
    clock = read("day,hour,calls\n2025-01-06,0,3\n2025-01-06,23,4\n", time="day+hour")["time"]
    assert clock == counted


@pytest.mark.parametrize("rows", ["time,calls\n", "time,calls\ntime,calls\n", "time,calls\nTotal,7\n"])
def test_table_without_a_line_of_data_says_so(rows: str) -> None:
    with pytest.raises(BadSheet, match="holds column names and no line below them"):
        read(rows)
