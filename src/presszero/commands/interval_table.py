"""How commands read a table of arrivals: which column is the time, which the count, and what to say when neither is."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from presszero.pure.errors import BadInput
from presszero.pure.sheets import INSTANT, NUMBER, Column, Sheet, headings, read_sheet
from presszero.pure.sheets.instants import day_order, read_instant

TIME_NAMES = (
    "start", "start_local", "start_time", "timestamp", "time", "datetime", "date_time", "date", "day", "ds",
    "interval", "period", "when", "half_hour", "hour",
)  # fmt: skip
COUNT_NAMES = (
    "calls", "call_count", "call_volume", "count", "counts", "volume", "arrivals", "contacts", "requests",
    "tickets", "transactions", "customer-transaction-count", "value", "y", "n", "cnt", "total", "calls_offered",
    "offered_calls", "incoming_calls",
)  # fmt: skip
TIME = Column("interval_start", INSTANT, also=TIME_NAMES)
COUNT = Column("offered", NUMBER, also=COUNT_NAMES, may_be_empty=True, expected="a count such as 42")
GRAIN_MINUTES = (5, 10, 15, 20, 30, 60, 120, 1440)
GRAIN_WRITTEN = re.compile(r"(\d*)\s*(m|t|h|d|)[a-z]*")
GRAIN_WORDS = {"hourly": "1h", "daily": "1d", "half-hourly": "30m", "quarter-hourly": "15m"}
UNIT_MINUTES = {"": 1, "m": 1, "t": 1, "h": 60, "d": 1440}


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which columns to take."""
    parser.add_argument("--time-column", metavar="NAME", default="",
                        help="the heading of the interval's start, interval_start in the docs; DATE+TIME joins two")  # fmt: skip
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


def read_arrivals(path: Path, given: argparse.Namespace) -> tuple[list[datetime], list[float | None] | None]:
    """Return when each interval began and its count, or no counts where each line is one arrival.

    Raises BadSheet, naming line, column and what was expected.
    """
    content = read_table(path)
    named = _named(headings(content, source=path.name), given)
    wanted = (TIME,) if given.count_lines else (TIME, COUNT)
    sheet: Sheet = read_sheet(content, wanted, source=path.name, named=named)
    return list(sheet["interval_start"]), None if given.count_lines else list(sheet["offered"])


def _named(found: list[str], given: argparse.Namespace) -> Mapping[str, str]:
    """Return the headings to take: those that were told, else day and time joined, else the two that there are."""
    plain = {heading.casefold().strip(): heading for heading in found}
    named = {"interval_start": given.time_column, "offered": given.value_column}
    if not given.time_column:
        whole = next((plain[name] for name in ("interval_start", *TIME_NAMES[:2]) if name in plain), "")
        for hour in ("time", "hour", "interval", "start_time"):
            if not whole and "date" in plain and hour in plain and hour != given.value_column.casefold():
                whole = f"{plain['date']}+{plain[hour]}"
        named["interval_start"] = whole
    if len(found) == 2 and not given.time_column and not given.value_column:
        named = {"interval_start": found[0], "offered": found[1]}
    return {name: heading for name, heading in named.items() if heading}


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
