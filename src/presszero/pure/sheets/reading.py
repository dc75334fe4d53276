"""Read the wanted columns of a table, or say in one sentence which cell to mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from presszero.pure.sheets.columns import DAY, INSTANT, NUMBER, SECONDS, Column, place_columns
from presszero.pure.sheets.errors import BadSheet
from presszero.pure.sheets.instants import (
    DAY_FIRST,
    PLAIN_RANGE_END,
    day_order,
    ends_are_ranges,
    hours_are_counted,
    read_instant,
)
from presszero.pure.sheets.joining import join_cells
from presszero.pure.sheets.numbers import number_reader, seconds_reader
from presszero.pure.sheets.rows import read_rows
from presszero.pure.sheets.totals import Row, data_lines, without_sum_below

NOTHING = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "–"))
LINES_TOLD = 5


@dataclass(frozen=True)
class Sheet:
    """The wanted columns of one table.

    source: what errors call it, such as its file name.
    lines: the line of the file that each row begins on, 1 for the first.
    columns: by name, one value a row: datetime, date, float, str, or None for an empty cell.
    left_out: lines that are no data, such as sums of the others, each with what it begins with.
    taken: by name, the heading of the table it was read from, "date+time" for several; "" for none.
    """

    source: str
    lines: tuple[int, ...]
    columns: Mapping[str, Sequence[Any]]
    left_out: tuple[tuple[int, str], ...] = ()
    taken: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Sequence[Any]:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.lines)


def read_sheet(
    content: bytes,
    columns: Sequence[Column],
    *,
    source: str,
    named: Mapping[str, str] | None = None,
) -> Sheet:
    """Return the wanted columns of a CSV file: plain or packed by gzip, its separator found by itself.

    columns: what is wanted; other columns of the table are left aside.
    source: what errors call the file.
    named: for a column's name the heading to take, such as {"offered": "calls"}; "date+time" joins two.

    Raises BadSheet, naming the line, the column and what was expected.

    >>> calls = b"time;calls\\n2026-03-02 09:30;1 204\\n"
    >>> wanted = [Column("time", INSTANT), Column("offered", NUMBER, also=("calls",))]
    >>> read_sheet(calls, wanted, source="calls.csv")["offered"]
    [1204.0]
    """
    rows, separator = read_rows(content, source)
    titles = [cell.strip() for cell in rows[0][1]]
    places = place_columns(titles, columns, named or {}, source)
    again = [row for row in rows[1:] if _is_again(row, titles)]
    below = [row for row in rows[1:] if row not in again] if again else rows[1:]
    data, left_out = _data(below, columns, places, titles) if below else ([], [])
    if not data:
        sums = " but sums and remarks" if left_out else ""
        raise BadSheet(f"{source} holds column names and no line below them{sums}.")
    taken = {name: "+".join(titles[place] for place in where) for name, where in places.items()}
    read = {
        column.name: _read_place(data, column, places[column.name], titles, separator, source)
        for column in columns
    }
    left_out += [(line, titles[0]) for line, _ in again]
    return Sheet(source, tuple(line for line, _ in data), read, tuple(sorted(left_out)), taken)


def _read_place(
    data: Sequence[Row],
    column: Column,
    where: Sequence[int],
    titles: Sequence[str],
    separator: str,
    source: str,
) -> list[Any]:
    if not where:
        return [None] * len(data)
    names = [titles[place] for place in where]
    cells = [_cell(row, where, names) for _, row in data]
    try:
        return _read_column(cells, [line for line, _ in data], column, "+".join(names), separator, source)
    except BadSheet as error:
        raise BadSheet(f"{error}{_too_many(data, titles, separator)}", column.name) from error


def _is_again(row: Row, titles: Sequence[str]) -> bool:
    """Return whether a line repeats the column names, as files do that were put behind one another."""
    return row[1][0].strip() == titles[0] and [cell.strip() for cell in row[1]] == list(titles)


def _data(
    rows: Sequence[Row], columns: Sequence[Column], places: Mapping[str, Sequence[int]], titles: Sequence[str]
) -> tuple[Sequence[Row], list[tuple[int, str]]]:
    """Return (the rows that hold data, the lines left out); without a day or time only a last sum is."""
    where = next(
        (places[one.name] for one in columns if one.holds in (INSTANT, DAY) and places[one.name]), None
    )
    if where is None:
        return without_sum_below(rows)
    names = [titles[place] for place in where]
    return data_lines(
        rows, where, lambda row: read_instant(_cell(row[1], where, names), DAY_FIRST) is not None
    )


def _too_many(rows: Sequence[Row], titles: Sequence[str], separator: str) -> str:
    """Return what to say where lines hold more cells than there are names: a separator within a cell does that."""
    line = next((line for line, row in rows if len(row) > len(titles) and any(row[len(titles) :])), None)
    if line is None:
        return ""
    return f" Line {line} has more cells than the {len(titles)} columns; a cell that holds {separator!r} needs quotes."


def headings(content: bytes, *, source: str) -> list[str]:
    """Return the column names of a table. Raises BadSheet."""
    return [cell.strip() for cell in read_rows(content, source)[0][0][1]]


def look_at(content: bytes, *, source: str, lines: int = 60) -> tuple[list[str], list[list[str]]]:
    """Return (the column names, the cells of some lines, from all over the table). Raises BadSheet."""
    rows = [row for _, row in read_rows(content, source)[0]]
    step = max(len(rows) // lines, 1)
    return [cell.strip() for cell in rows[0]], rows[1::step]


def _cell(row: Sequence[str], where: Sequence[int], names: Sequence[str]) -> str:
    return join_cells(names, [row[place].strip() if place < len(row) else "" for place in where])


def _read_column(
    cells: Sequence[str], lines: Sequence[int], column: Column, heading: str, separator: str, source: str
) -> list[Any]:
    read_cell = _reader(cells, column, heading, separator, source)
    values: list[Any] = []
    unread: list[tuple[int, str]] = []
    for line, cell in zip(lines, cells, strict=True):
        empty = cell.casefold() in NOTHING
        value = None if empty else read_cell(cell)
        values.append(value)
        if value is None and not (empty and column.may_be_empty):
            unread.append((line, cell))
    if unread:
        raise BadSheet(_told(unread, column, heading, source), column.name)
    return values


def _told(unread: Sequence[tuple[int, str]], column: Column, heading: str, source: str) -> str:
    line, cell = unread[0]
    found = f"{cell!r} cannot be read" if cell else "the cell is empty"
    sentence = f"{source}, line {line}, column {heading}: {found}; expected {column.wanted}{_bounds(column)}."
    if more := [str(line) for line, _ in unread[1:]]:
        told = ", ".join(more[:LINES_TOLD]) + (" and on" if len(more) > LINES_TOLD else "")
        sentence += f" {len(more):,} more like it: line {told}."
    return sentence


def _bounds(column: Column) -> str:
    if column.holds not in (NUMBER, SECONDS):
        return ""
    least = "" if column.at_least is None else f", at least {column.at_least:g}"
    most = "" if column.at_most is None else f", at most {column.at_most:,.15g}"
    return least + most


def _reader(
    cells: Sequence[str], column: Column, heading: str, separator: str, source: str
) -> Callable[[str], Any]:
    if column.holds in (NUMBER, SECONDS):
        reads = (number_reader if column.holds == NUMBER else seconds_reader)(cells, separator)
        return lambda cell: _within(reads(cell), column)
    if column.holds not in (INSTANT, DAY):
        return str
    order = day_order(cells)
    if order is None:
        raise BadSheet(
            f"{source}, column {heading}: in {cells[0]!r} the day and the month cannot be told apart anywhere "
            "in the column; write the year first, such as 2026-03-02.",
            column.name,
        )
    ends, counted = ends_are_ranges(cells), hours_are_counted(cells)

    def read(cell: str) -> datetime | date | None:
        found = _instant(PLAIN_RANGE_END.sub("", cell) if ends else cell, column, order)
        return found - timedelta(hours=1) if found and counted else found

    return read


def _instant(cell: str, column: Column, order: str) -> datetime | date | None:
    found = read_instant(cell, order)
    return found.date() if found and column.holds == DAY else found


def _within(number: float | None, column: Column) -> float | None:
    """Return a number that keeps the column's bounds, None for any other."""
    if number is None:
        return None
    low = column.at_least is not None and number < column.at_least
    high = column.at_most is not None and number > column.at_most
    return None if low or high else number
