"""Read the wanted columns of a table, or say in one sentence which cell to mend."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from presszero.pure.sheets.columns import DAY, INSTANT, NUMBER, Column, place_columns
from presszero.pure.sheets.errors import BadSheet
from presszero.pure.sheets.instants import DAY_FIRST, day_order, read_instant
from presszero.pure.sheets.rows import read_rows

NOTHING = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "–"))
GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
LINES_TOLD = 5


@dataclass(frozen=True)
class Sheet:
    """The wanted columns of one table.

    source: what errors call it, such as its file name.
    lines: the line of the file that each row begins on, 1 for the first.
    columns: by name, one value a row: datetime, date, float, str, or None for an empty cell.
    """

    source: str
    lines: tuple[int, ...]
    columns: Mapping[str, Sequence[Any]]

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
    lines = tuple(line for line, _ in rows[1:])
    if not lines:
        raise BadSheet(f"{source} holds column names and no line below them.")
    read: dict[str, Sequence[Any]] = {}
    for column in columns:
        if not (where := places[column.name]):
            read[column.name] = [None] * len(lines)
            continue
        heading = "+".join(titles[place] for place in where)
        cells = [_cell(row, where) for _, row in rows[1:]]
        read[column.name] = _read_column(cells, lines, column, heading, separator, source)
    return Sheet(source, lines, read)


def headings(content: bytes, *, source: str) -> list[str]:
    """Return the column names of a table. Raises BadSheet."""
    return [cell.strip() for cell in read_rows(content, source)[0][0][1]]


def _cell(row: Sequence[str], where: Sequence[int]) -> str:
    return " ".join(row[place].strip() if place < len(row) else "" for place in where).strip()


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
    if column.holds != NUMBER:
        return ""
    least = "" if column.at_least is None else f", at least {column.at_least:g}"
    most = "" if column.at_most is None else f", at most {column.at_most:g}"
    return least + most


def _reader(
    cells: Sequence[str], column: Column, heading: str, separator: str, source: str
) -> Callable[[str], Any]:
    if column.holds == NUMBER:
        return lambda cell: _number(cell, column, separator)
    if column.holds not in (INSTANT, DAY):
        return str
    order = day_order(cells)
    if order is None:
        raise BadSheet(
            f"{source}, column {heading}: in {cells[0]!r} the day and the month cannot be told apart anywhere "
            "in the column; write the year first, such as 2026-03-02.",
            column.name,
        )
    return lambda cell: _instant(cell, column, order or DAY_FIRST)


def _instant(cell: str, column: Column, order: str) -> datetime | date | None:
    found = read_instant(cell, order)
    return found.date() if found and column.holds == DAY else found


def _number(cell: str, column: Column, separator: str) -> float | None:
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f'](?=\d{3})", "", cell)
    if GROUPED.fullmatch(plain) and separator == ",":
        plain = plain.replace(",", "")
    elif separator != ",":
        plain = plain.replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return None
    low = column.at_least is not None and number < column.at_least
    high = column.at_most is not None and number > column.at_most
    return None if low or high or not math.isfinite(number) else number
