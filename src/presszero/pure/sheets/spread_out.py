"""Tables with a column for each time of the day, or for each day: made long, one line for each interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from presszero.pure.sheets.instants import day_order, read_instant

CLOCK: Final = re.compile(
    r"\d{1,2}\s*(?:[:.h]\s*\d{2}|\s[ap]\.?m\.?|h)(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*(?:-|–|to|bis|à)\s*\d{1,2}[:.h]?\d{0,2}.*)?",
    re.IGNORECASE,
)
FEWEST_ACROSS = 4

Rows = list[tuple[int, list[str]]]


def made_long(rows: Rows) -> Rows:
    """Return rows with one line for each time and day; a table that is long already as it is.

    The columns that go across become two: "time" (or "date") and "offered".
    """
    titles = [cell.strip() for cell in rows[0][1]]
    clocks = [at for at, title in enumerate(titles) if CLOCK.fullmatch(title)]
    days = [] if len(clocks) >= FEWEST_ACROSS else _days(titles)
    across, name = (clocks, "time") if len(clocks) >= FEWEST_ACROSS else (days, "date")
    if len(across) < FEWEST_ACROSS:
        return rows
    kept = [at for at in range(len(titles)) if at not in set(across)]
    long: Rows = [(rows[0][0], [*_named(titles, kept, name), name, "offered"])]
    for line, row in rows[1:]:
        cells = [row[at] if at < len(row) else "" for at in range(len(titles))]
        long += [(line, [*(cells[at] for at in kept), titles[at], cells[at]]) for at in across]
    return long


def _days(titles: Sequence[str]) -> list[int]:
    named = [at for at, title in enumerate(titles) if re.search(r"\d", title)]
    order = day_order([titles[at] for at in named]) if len(named) >= FEWEST_ACROSS else None
    return [at for at in named if order and read_instant(titles[at], order)]


def _named(titles: Sequence[str], kept: Sequence[int], across: str) -> list[str]:
    """Return the names of the columns that stay; the first is the day or the time, whatever it is called."""
    other = "date" if across == "time" else "time"
    return [other if place == 0 else titles[at] for place, at in enumerate(kept)]
