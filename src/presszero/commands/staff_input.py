"""The table of calls that `staff`, `simulate` and `warn` begin with."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from presszero.commands.interval_table import named_columns
from presszero.commands.queues_added import added_up
from presszero.commands.table_names import AHT_NAMES, AHT_WORDS, COUNT, COUNT_NAMES, TIME
from presszero.pure.errors import BadInput
from presszero.pure.sheets import NUMBER, SECONDS, BadSheet, Column, Sheet, read_sheet

if TYPE_CHECKING:
    import numpy as np

    from presszero.pure.queueing.staffing import Demand

START, OFFERED = TIME, COUNT
AHT = Column(
    "aht_seconds", SECONDS, also=AHT_NAMES, needed=False, holding=AHT_WORDS,
    expected="seconds of handling such as 240, or 4:00",
)  # fmt: skip
LONGEST_INTERVAL_SECONDS = 7200
# What keeps more people busy than any line has was written in another unit.
MOST_BUSY = 100_000
ITEMS = Column(
    "items", NUMBER, also=("offered", "mails", "forms", "cases", *COUNT_NAMES),
    option="say which of them it is by --items-column NAME",
)  # fmt: skip


@dataclass(frozen=True)
class Intervals:
    """Intervals in order of time, without gaps: what nobody wrote down stays at nothing offered.

    starts: (intervals,). written: which of them stand in the file. notes: what was odd about it, each a sentence.
    """

    starts: list[datetime]
    written: list[bool]
    demand: Demand
    notes: list[str] = field(default_factory=list)


def add_columns(parser: argparse.ArgumentParser) -> None:
    """Add the options that map columns."""
    columns = parser.add_argument_group("columns", "for a table with other headings; A+B joins two")
    columns.add_argument("--time-column", metavar="NAME", default="", help="instead of interval_start")
    columns.add_argument("--value-column", metavar="NAME", default="", help="instead of offered")
    columns.add_argument("--aht-column", metavar="NAME", default="", help="instead of aht_seconds")


def read_file(parser: argparse.ArgumentParser, path: Path) -> bytes:
    """Return what is in a file, or end the program with a sentence."""
    try:
        return path.read_bytes()
    except OSError as error:
        parser.error(f"{path} cannot be read: {error.strerror}.")


def read_intervals(content: bytes, source: str, given: argparse.Namespace) -> Intervals:
    """Return the intervals of a table of calls. Raises BadSheet, with the line, or BadInput."""
    import numpy as np

    from presszero.pure.queueing.staffing import Demand

    named = named_columns(content, source, time=given.time_column, value=given.value_column)
    named["aht_seconds"] = given.aht_column
    sheet, notes = added_up(read_sheet(content, [START, OFFERED, AHT], source=source, named=named))
    step, places = place_intervals(sheet)
    if step > LONGEST_INTERVAL_SECONDS:
        raise BadInput(
            f"{source} counts by {step / 3600:g} hours; a line is staffed by intervals of 2 hours at most. "
            "Export it by the half-hour."
        )
    size = max(places) + 1
    offered, seconds, written = np.zeros(size), np.zeros(size), np.zeros(size, bool)
    offered[places] = sheet["offered"]
    seconds[places] = [_seconds(value, given.aht_seconds, source) for value in sheet["aht_seconds"]]
    written[places] = True
    usual = float(offered @ seconds / offered.sum()) if offered.sum() else float(seconds.max())
    if usual <= 0:
        raise BadInput(
            f"{source}: every aht_seconds is 0; write how long a contact takes, or say --aht-seconds 240."
        )
    seconds[seconds == 0] = usual
    first = min(sheet["interval_start"])
    _check_size(sheet, offered * seconds / step, places)
    starts = [first + timedelta(seconds=step) * at for at in range(size)]
    return Intervals(starts, written.tolist(), Demand(offered, seconds, step), notes)


def _check_size(sheet: Sheet, busy: np.ndarray, places: list[int]) -> None:
    """Raise BadSheet with the first line whose contacts would keep more than MOST_BUSY people busy, (intervals,)."""
    for row, place in enumerate(places):
        if busy[place] > MOST_BUSY:
            raise BadSheet(
                f"{sheet.source}, line {sheet.lines[row]}: so many contacts of that length keep {busy[place]:,.0f} people "
                f"busy all the time; up to {MOST_BUSY:,} can be planned for. Were seconds meant?"
            )


def _seconds(value: float | None, instead: float | None, source: str) -> float:
    if instead is not None:
        return instead
    if value is None:
        raise BadInput(
            f"{source} has no column aht_seconds; give one, name it by --aht-column, or say --aht-seconds 240."
        )
    return float(value)


def place_intervals(sheet: Sheet) -> tuple[float, list[int]]:
    """Return (seconds from one interval to the next, the place of each row counted from the earliest).

    Raises BadSheet when an interval stands twice or off the grid, naming its line.
    """
    starts = sheet["interval_start"]
    if len({start.tzinfo is None for start in starts}) > 1:
        raise BadSheet(
            f"{sheet.source}, column interval_start: some times say their offset from UTC and some do not; "
            "write all of them alike."
        )
    order = sorted(range(len(starts)), key=lambda row: starts[row])
    gaps: Counter[float] = Counter()
    for before, after in pairwise(order):
        if starts[before] == starts[after]:
            raise BadSheet(
                f"{sheet.source}, line {sheet.lines[after]}, column interval_start: {starts[after]:%Y-%m-%d %H:%M} "
                f"stands in line {sheet.lines[before]} already; keep one, or add them up."
            )
        gaps[(starts[after] - starts[before]).total_seconds()] += 1
    step = gaps.most_common(1)[0][0] if gaps else 1800.0
    first = starts[order[0]]
    places = []
    for row, start in enumerate(starts):
        place, off = divmod((start - first).total_seconds(), step)
        if off:
            raise BadSheet(
                f"{sheet.source}, line {sheet.lines[row]}, column interval_start: {start:%Y-%m-%d %H:%M} is not on "
                f"the grid of {step / 60:g} minutes from {first:%Y-%m-%d %H:%M}."
            )
        places.append(int(place))
    return step, places
