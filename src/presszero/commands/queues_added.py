"""A table in which times stand on several lines, as one in which each stands once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from presszero.commands.interval_table import left_out_in_words
from presszero.pure.sheets import Sheet

# A table of many queues repeats nearly every time; a slip of an export repeats a few.
MANY_QUEUES_SHARE = 0.4


def added_up(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """Return (a table in which each time stands once, what was odd, in sentences).

    Where most times stand on several lines, these are queues: their contacts are added up, their handling times weighed
    by them. An hour that came twice as clocks went back counts with its mean; any other time that stands twice still does.
    An empty count is nothing offered.
    """
    rows_at: dict[datetime, list[int]] = {}
    for row, start in enumerate(sheet["interval_start"]):
        rows_at.setdefault(start, []).append(row)
    repeated = {start for start, rows in rows_at.items() if len(rows) > 1}
    queues = bool(repeated) and len(repeated) >= MANY_QUEUES_SHARE * len(rows_at)
    twice = [] if queues else sorted(start for start in repeated if _clocks_go_back(start))
    together = repeated if queues else set(twice)
    groups = sorted(
        part
        for start, rows in rows_at.items()
        for part in ([rows] if start in together else [[row] for row in rows])
    )
    notes = [f"{left_out_in_words(sheet.left_out)} Left out."] if sheet.left_out else []
    if queues:
        notes.append(f"{len(repeated):,} of {len(rows_at):,} times stand on several lines: queues, added up.")
    notes += [f"{start:%Y-%m-%d %H:%M} came twice as clocks went back; its mean is taken." for start in twice]
    if empty := sum(value is None for value in sheet["offered"]):
        notes.append(f"{empty:,} cells of {sheet.taken['offered']} are empty; read as nothing offered.")
    return _grouped(sheet, groups, queues=queues), notes


def _grouped(sheet: Sheet, groups: Sequence[Sequence[int]], *, queues: bool) -> Sheet:
    counts = [float(value or 0.0) for value in sheet["offered"]]
    columns = {
        "interval_start": [sheet["interval_start"][rows[0]] for rows in groups],
        "offered": [sum(counts[row] for row in rows) / (1 if queues else len(rows)) for rows in groups],
        "aht_seconds": [_weighed(rows, counts, sheet["aht_seconds"]) for rows in groups],
    }
    return replace(sheet, lines=tuple(sheet.lines[rows[0]] for rows in groups), columns=columns)


def _weighed(rows: Sequence[int], counts: Sequence[float], seconds: Sequence[float | None]) -> float | None:
    """Return the mean handling time of some lines, by their contacts; None where none says it."""
    told = [(max(counts[row], 1e-9), value) for row in rows if (value := seconds[row]) is not None]
    return sum(weight * value for weight, value in told) / sum(weight for weight, _ in told) if told else None


def _clocks_go_back(start: datetime) -> bool:
    """Return whether this hour may stand twice: a Sunday's small hours in spring or autumn, on a bare clock."""
    return (
        start.tzinfo is None and start.weekday() == 6 and start.hour < 4 and start.month in (3, 4, 9, 10, 11)
    )
