"""A day and time that stand in several columns: day and clock, year and month and day, or year, week and weekday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from presszero.pure.sheets.columns import plain

YEAR_NAMES: Final = ("year", "yr", "jahr", "annee", "ano", "anno", "jaar", "isoyear")
WEEK_NAMES: Final = (
    "week",
    "isoweek",
    "weeknumber",
    "weekno",
    "wk",
    "kw",
    "kalenderwoche",
    "semaine",
    "semana",
    "settimana",
)
MONTH_NAMES: Final = ("month", "monat", "mois", "mes", "mese", "maand")
# The first two letters of the days of a week in English and German; other tongues share letters between days.
WEEKDAYS: Final = (("mo",), ("tu", "di"), ("we", "mi"), ("th", "do"), ("fr",), ("sa",), ("su", "so"))
MIDNIGHT: Final = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?(?:\s*AM)?$|[T ]12:00(?::00)? AM$")


def join_cells(headings: Sequence[str], cells: Sequence[str]) -> str:
    """Return one cell from those that were named together, an ISO day where they begin with a year.

    >>> join_cells(["Year", "Week", "Weekday", "Time"], ["2025", "2", "Tue", "08:00"])
    '2025-W02-2 08:00'
    """
    names = [plain(heading) for heading in headings]
    if len(cells) >= 3 and names[0] in YEAR_NAMES and all(cells[:2]):
        if names[1] in WEEK_NAMES and (weekday := _weekday(cells[2])):
            week = "".join(letter for letter in cells[1] if letter.isdigit())
            return " ".join((f"{cells[0]}-W{week:0>2}-{weekday}", *cells[3:])).strip()
        if names[1] in MONTH_NAMES and cells[1].isdigit():
            return " ".join((f"{cells[0]}-{cells[1]:0>2}-{cells[2]:0>2}", *cells[3:])).strip()
    # A spreadsheet writes a bare day as its midnight.
    first = MIDNIGHT.sub("", cells[0]) if len(cells) > 1 and cells[1] else cells[0]
    return " ".join(cell for cell in (first, *cells[1:]) if cell)


def _weekday(cell: str) -> int | None:
    """Return 1 for a Monday to 7 for a Sunday, from a figure or a name."""
    if cell.isdigit():
        return int(cell) if 1 <= int(cell) <= 7 else None
    begins = plain(cell)[:2]
    return next((number for number, names in enumerate(WEEKDAYS, start=1) if begins in names), None)
