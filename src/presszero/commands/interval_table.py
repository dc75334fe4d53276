"""How commands read a table of arrivals: which column is the time, which the count, and what to say when neither is."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from presszero.commands.table_names import COUNT, TIME, time_column
from presszero.pure.errors import BadInput
from presszero.pure.sheets import BadSheet, Sheet, look_at, read_sheet
from presszero.pure.sheets.instants import DAY_FIRST, MONTH_FIRST, day_order, read_instant

LEFT_OUT_TOLD = 3
ONE_A_LINE = "where each line is one arrival, say --count-lines"
GRAIN_MINUTES = (5, 10, 15, 20, 30, 60, 120, 1440)
GRAIN_WRITTEN = re.compile(r"(\d*)\s*(m|t|h|d|)[a-z]*")
GRAIN_WORDS = {"hourly": "1h", "daily": "1d", "half-hourly": "30m", "quarter-hourly": "15m"}
UNIT_MINUTES = {"": 1, "m": 1, "t": 1, "h": 60, "d": 1440}


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which columns to take."""
    parser.add_argument("--time-column", metavar="NAME", default="",
                        help="the heading of the interval's start, interval_start in the docs; DATE+TIME joins two or more")  # fmt: skip
    parser.add_argument("--value-column", metavar="NAME", default="",
                        help="the heading of the count, offered in the docs")  # fmt: skip
    parser.add_argument(
        "--count-lines", action="store_true", help="each line is one arrival; there is no count"
    )
    parser.add_argument("--time-zone", metavar="ZONE", help="whose clock times with an offset are read on")


def read_table(path: Path) -> bytes:
    """Return the bytes of a file. Raises BadInput when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}); name a CSV file.", "file") from error


@dataclass(frozen=True)
class Arrivals:
    """What a table says of arrivals.

    stamps: when each interval began. counts: of each, or None where each line is one arrival. columns: the headings
    that were taken. left_out: lines that are no data, each with what it begins with.
    """

    stamps: list[datetime]
    counts: list[float | None] | None
    columns: Mapping[str, str]
    left_out: tuple[tuple[int, str], ...]


def read_arrivals(path: Path, given: argparse.Namespace) -> Arrivals:
    """Return the arrivals of a table. Raises BadSheet, naming line, column and what was expected."""
    content = read_table(path)
    named = named_columns(content, path.name, time=given.time_column, value=given.value_column)
    wanted = (TIME,) if given.count_lines else (TIME, replace(COUNT, option=f"{COUNT.option}; {ONE_A_LINE}"))
    sheet: Sheet = read_sheet(content, wanted, source=path.name, named=named)
    counts = None if given.count_lines else list(sheet["offered"])
    return Arrivals(list(sheet["interval_start"]), counts, sheet.taken, sheet.left_out)


def left_out_in_words(lines: Sequence[tuple[int, str]]) -> str:
    """Return which lines are no intervals, in a sentence."""
    told = ", ".join(f"line {line} {words!r}" for line, words in lines[:LEFT_OUT_TOLD])
    more = f" and {len(lines) - LEFT_OUT_TOLD} more" if len(lines) > LEFT_OUT_TOLD else ""
    are = "1 line is a sum or a remark" if len(lines) == 1 else f"{len(lines)} lines are sums or remarks"
    return f"{are}, no interval: {told}{more}."


def named_columns(content: bytes, source: str, *, time: str, value: str) -> dict[str, str]:
    """Return the headings to take: those that were told, else those that hold a day and time, else the other of two."""
    titles, samples = look_at(content, source=source)
    _refuse_data(titles, source)
    named = {"interval_start": time or time_column(titles, samples), "offered": value}
    if len(titles) == 2 and not time and not value:
        first = named["interval_start"] or titles[0]
        named = {
            "interval_start": first,
            "offered": titles[1 - titles.index(first)] if first in titles else "",
        }
    return {name: heading for name, heading in named.items() if heading}


def _refuse_data(titles: Sequence[str], source: str) -> None:
    """Refuse a first line that is data: it would be lost. Raises BadSheet."""
    days = [
        title for title in titles if any(read_instant(title, order) for order in (DAY_FIRST, MONTH_FIRST))
    ]
    others = [title for title in titles if title and title not in days]
    if days and all(title.replace(".", "").replace(",", "").isdigit() for title in others):
        raise BadSheet(
            f"{source}, line 1: {days[0]!r} is data, not a column name; write a line of names above it, such as "
            "interval_start,offered."
        )


def grain_minutes(written: str | None) -> int | None:
    """Return the minutes of "30min", "30", "1h" or "1d", None for none. Raises BadInput."""
    if written is None:
        return None
    plain = written.strip().lower()
    found = GRAIN_WRITTEN.fullmatch(GRAIN_WORDS.get(plain, plain))
    minutes = int(found[1] or 1) * UNIT_MINUTES[found[2]] if found and found[0] else 0
    if minutes not in GRAIN_MINUTES:
        raise BadInput(
            f"{written!r} is no grain; write one of 5min, 10min, 15min, 20min, 30min, 60min, 2h, 1d.", "grain"
        )
    return minutes


def zone_of(written: str | None) -> ZoneInfo | None:
    """Return a time zone by its name, None for none. Raises BadInput."""
    if not written:
        return None
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(
            f"{written!r} is no time zone; write one such as Europe/Zurich.", "time-zone"
        ) from error


def day_of(written: str, option: str) -> date:
    """Return a day written as 2026-03-02, or as a table may write it. Raises BadInput."""
    order = day_order([written])
    found = read_instant(written, order) if order else None
    if found is None:
        raise BadInput(f"{option} is {written!r}; write a day such as 2026-03-02.", option)
    return found.date()


def instant_of(written: str, option: str) -> datetime:
    """Return a day and time written as "2026-03-02 09:30", on the wall clock. Raises BadInput."""
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError as error:
        raise BadInput(
            f"{option} is {written!r}; write a day and time such as 2026-03-02 09:30.", option
        ) from error
