"""Lines of a report that are no data: sums of the others, and words below the last of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

SUM_WORDS: Final = (
    "total", "totals", "grand total", "subtotal", "sub-total", "sum", "summe", "gesamt", "gesamtsumme", "total general",
    "total général", "sous-total", "somme", "suma", "totale", "somma", "totaal", "average", "mean", "avg",
    "durchschnitt", "mittelwert", "moyenne", "promedio", "media", "gemiddelde",
)  # fmt: skip
# What no person is called.
SURE_WORDS: Final = frozenset(SUM_WORDS) - {"sum", "mean", "media", "avg"}
BEGINS_AS_SUM = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, SUM_WORDS), key=len, reverse=True))})\b", re.IGNORECASE
)
# A line for the whole of each interval stands beside at least one for a part of it.
MOST_SUMS_SHARE = 0.5

Row = tuple[int, list[str]]


def data_lines(
    rows: Sequence[Row], time_at: Sequence[int], reads_as_time: Callable[[Row], bool]
) -> tuple[list[Row], list[tuple[int, str]]]:
    """Return (the rows that are data, the lines left out with what they begin with).

    time_at: where the day and time stand. reads_as_time: whether a row's day and time can be read.

    Left out are lines whose time begins with a word such as Total, lines without a time in which such a word stands,
    lines of which another cell is such a word while most are not, and words in one cell below the last data.
    """
    sums = {row[0] for row in rows if _is_sum(row, time_at)}
    whole = {row[0] for row in rows if any(cell.strip().casefold() in SUM_WORDS for cell in row[1])}
    if len(whole | sums) <= MOST_SUMS_SHARE * len(rows):
        sums |= whole
    kept = [row for row in rows if row[0] not in sums]
    while kept and sum(bool(cell.strip()) for cell in kept[-1][1]) == 1 and not reads_as_time(kept[-1]):
        sums.add(kept.pop()[0])
    return kept, [(row[0], _first_words(row)) for row in rows if row[0] in sums]


def without_sum_below(rows: Sequence[Row]) -> tuple[list[Row], list[tuple[int, str]]]:
    """Return (the rows without a last one that begins with a word such as Total, that line)."""
    words = next((cell.strip() for cell in rows[-1][1] if cell.strip()), "")
    if words.casefold() not in SURE_WORDS:
        return list(rows), []
    return list(rows[:-1]), [(rows[-1][0], words)]


def _is_sum(row: Row, time_at: Sequence[int]) -> bool:
    time = " ".join(row[1][at].strip() for at in time_at if at < len(row[1])).strip()
    cells = [time] if time else row[1]
    return any(BEGINS_AS_SUM.match(cell.strip()) for cell in cells)


def _first_words(row: Row) -> str:
    cells = [cell.strip() for cell in row[1] if cell.strip()]
    return next((cell for cell in cells if BEGINS_AS_SUM.match(cell)), cells[0])
