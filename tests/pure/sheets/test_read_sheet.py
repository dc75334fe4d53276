"""Tables as strangers send them: read as meant, or refused with line, column and what was expected."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.pure.sheets import DAY, INSTANT, NUMBER, WORDS, BadSheet, Column, Sheet, read_sheet

START = Column("interval_start", INSTANT, also=("time", "timestamp"))
OFFERED = Column("offered", NUMBER, also=("calls", "call count"))
QUEUE = Column("queue", WORDS, needed=False)


def read(text: str | bytes, *columns: Column, named: dict[str, str] | None = None) -> Sheet:
    content = text.encode() if isinstance(text, str) else text
    return read_sheet(content, columns or (START, OFFERED, QUEUE), source="calls.csv", named=named)


def test_plain_table_is_read_with_its_lines() -> None:
    sheet = read("interval_start,offered\n2026-03-02 09:00,12\n\n2026-03-02 09:30,15\n")
    assert sheet["interval_start"] == [datetime(2026, 3, 2, 9, 0), datetime(2026, 3, 2, 9, 30)]
    assert (sheet["offered"], sheet.lines) == ([12.0, 15.0], (2, 4))
    assert sheet["queue"] == [None, None]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_separator_is_found_by_itself(mark: str) -> None:
    assert read(f"time{mark}calls{mark}x\n2026-03-02T09:00{mark}3{mark}y\n")["offered"] == [3.0]


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_every_common_spreadsheet_are_read(letters: str) -> None:
    sheet = read("time;calls;queue\n2026-03-02 09:00;3;Zürich\n".encode(letters))
    assert (sheet["offered"], sheet["queue"]) == ([3.0], ["Zürich"])


def test_titles_above_the_column_names_are_passed_over() -> None:
    sheet = read("Calls of March\n\nAll lines\ntime;calls\n2026-03-02 09:30;3\n")
    assert sheet["offered"] == [3.0] and list(sheet.lines) == [5]
    assert read("when\n2026-03-02 09:30\n", Column("when", INSTANT))["when"] == [datetime(2026, 3, 2, 9, 30)]


def test_packed_table_is_read_as_if_it_were_not() -> None:
    assert read(gzip.compress(b"time,calls\n2026-03-02,3\n"))["offered"] == [3.0]


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("1204", 1204.0), ("1204.0", 1204.0), ('"1,204"', 1204.0), ("1 204", 1204.0),
        ("1\u00a0204", 1204.0), ("12e1", 120.0),
    ],
)  # fmt: skip
def test_number_is_read_however_it_is_grouped(cell: str, means: float) -> None:
    assert read(f"time,calls\n2026-03-02,{cell}\n")["offered"] == [means]


def test_decimal_comma_is_read_where_the_comma_separates_nothing() -> None:
    assert read("time;calls\n2026-03-02;12,5\n")["offered"] == [12.5]


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("2026-03-02 09:30", datetime(2026, 3, 2, 9, 30)),
        ("2026-03-02 9:30:00", datetime(2026, 3, 2, 9, 30)),
        ("20260302T0930", datetime(2026, 3, 2, 9, 30)),
        ("2026/3/2 09:30", datetime(2026, 3, 2, 9, 30)),
        ("25.03.2026 09:30", datetime(2026, 3, 25, 9, 30)),
        ("3/25/2026 9:30 PM", datetime(2026, 3, 25, 21, 30)),
        ("3/25/26 12:05 a.m.", datetime(2026, 3, 25, 0, 5)),
        ("2026-03-02 09:30 - 10:00", datetime(2026, 3, 2, 9, 30)),
        ("02.03.2026 09:30–10:00", datetime(2026, 3, 2, 9, 30)),
        ("25/03/2026 09:30-10:00", datetime(2026, 3, 25, 9, 30)),
        ("2026-03-02 23:30-24:00", datetime(2026, 3, 2, 23, 30)),
        ("2026-03-02 09.30", datetime(2026, 3, 2, 9, 30)),
        ("2026-03-02 24:00", datetime(2026, 3, 3)),
        ("Monday 02 March 2026 09:30", datetime(2026, 3, 2, 9, 30)),
        ("Mo., 25.03.2026 09:30", datetime(2026, 3, 25, 9, 30)),
        ("Mon Mar 2, 2026", datetime(2026, 3, 2)),
        ("46083.3958333", datetime(2026, 3, 2, 9, 30)),
        ("2026-03-02 09:30:00 UTC", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2 Mar 2026 09:30", datetime(2026, 3, 2, 9, 30)),
        ("Mar 2, 2026", datetime(2026, 3, 2)),
        ("1772443800", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02T09:30:00Z", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("990201 7:02:47", datetime(1999, 2, 1, 7, 2, 47)),
        ("25/03/99 07:02", datetime(1999, 3, 25, 7, 2)),
        ("99-02-01 07:02", datetime(1999, 2, 1, 7, 2)),
    ],
)
def test_day_and_time_are_read_as_people_write_them(cell: str, means: datetime) -> None:
    assert read(f"time;calls\n{cell};1\n")["interval_start"] == [means]


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
def test_day_and_month_are_told_apart_by_the_whole_column(form: str) -> None:
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(12)]
    told = "".join(f"{day.strftime(form)},1\n" for day in days)
    assert [at.date() for at in read(f"time,calls\n{told}")["interval_start"]] == days


@pytest.mark.parametrize("form", ["%y%m%d", "%d%m%y", "%m%d%y"])
def test_six_digits_are_read_in_the_order_of_their_column(form: str) -> None:
    days = [date(2011, 1, 20) + timedelta(days=n) for n in range(40)]
    told = "".join(f"{day.strftime(form)} 9:30,1\n" for day in days)
    assert [at.date() for at in read(f"time,calls\n{told}")["interval_start"]] == days


def test_year_first_in_some_cells_changes_no_other() -> None:
    told = read("time,calls\n2026-03-02 09:00,1\n25.03.26 09:30,1\n")["interval_start"]
    assert told == [datetime(2026, 3, 2, 9), datetime(2026, 3, 25, 9, 30)]
    with pytest.raises(BadSheet, match=r"32\.03\.26"):
        read("time,calls\n01.03.26,1\n32.03.26,1\n15.03.26,1\n")


def test_odd_cell_among_six_digits_is_named_and_turns_no_other() -> None:
    with pytest.raises(BadSheet, match="260230 9:30"):
        read("time,calls\n260227 9:30,1\n260228 9:30,1\n260230 9:30,1\n")


def test_day_that_could_be_a_month_everywhere_is_asked_for_again() -> None:
    with pytest.raises(BadSheet, match="'03/04/2026' the day and the month cannot be told apart"):
        read("time,calls\n03/04/2026,1\n")


def test_heading_is_found_by_its_other_names_or_by_the_one_that_is_given() -> None:
    assert read("TimeStamp,Call_Count\n2026-03-02,3\n")["offered"] == [3.0]
    sheet = read(
        "when,calls,tickets\n2026-03-02,3,9\n", named={"interval_start": "When", "offered": "tickets"}
    )
    assert sheet["offered"] == [9.0]


def test_day_and_time_in_two_columns_are_joined() -> None:
    sheet = read("day,hour,calls\n2026-03-02,09:30,3\n", named={"interval_start": "day+hour"})
    assert sheet["interval_start"] == [datetime(2026, 3, 2, 9, 30)]


@pytest.mark.parametrize(
    ("text", "named", "says"),
    [
        ("", {}, "calls.csv is empty; expected a line of column names"),
        (",\n,,\n", {}, "calls.csv is empty; expected a line of column names"),
        ("time,calls\n", {}, "column names and no line below"),
        ("time,volume\n2026-03-02,3\n", {}, r"line 1: no column is called offered \(a number such as 42\)"),
        ("time,calls\n2026-03-02,3\n", {"offered": "cals"}, "no column 'cals'; did you mean 'calls'"),
        ("time,calls,calls\n2026-03-02,3,4\n", {}, "2 columns are called 'calls'"),
        ("time,calls\n2026-03-02,3\nsoon,4\n", {}, "line 3, column time: 'soon' cannot be read; expected a day"),
        ("time,calls\n2026-03-02,-3\n", {}, "line 2, column calls: '-3' .* a number such as 42, at least 0"),
        ("time,calls\n2026-03-02,\n", {}, "line 2, column calls: the cell is empty"),
        ("time,calls\n2026-03-02\n", {}, "line 2, column calls: the cell is empty"),
        ("time,calls\n2026-03-02,inf\n", {}, "'inf' cannot be read"),
        ("time,calls\n" + "2026-03-02,x\n" * 9, {}, "8 more like it: line 3, 4, 5, 6, 7 and on"),
    ],
)  # fmt: skip
def test_table_that_cannot_be_read_names_the_place_and_what_was_expected(
    text: str, named: dict[str, str], says: str
) -> None:
    with pytest.raises(BadSheet, match=says):
        read(text, named=named)


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\x1f\x8bbroken", b"a,b\n\x00\x01,2\n"])
def test_bytes_that_are_no_table_are_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(BadSheet, match=r"calls\.csv"):
        read(content)


def test_empty_cell_is_none_where_the_column_allows_it() -> None:
    column = Column("offered", NUMBER, may_be_empty=True)
    assert read("time,offered\n2026-03-02,NA\n", START, column)["offered"] == [None]


def test_bare_days_are_days() -> None:
    assert read("day\n02.03.2026\n30.03.2026\n", Column("day", DAY))["day"] == [
        date(2026, 3, 2),
        date(2026, 3, 30),
    ]


@given(st.binary(max_size=300))
def test_no_bytes_end_in_anything_but_a_table_or_a_sentence(content: bytes) -> None:
    try:
        read(content)
    except BadSheet as refused:
        assert "calls.csv" in refused.sentence
