"""Numbers as people write them. Whether 1.360 is a thousand and more is decided for a whole column."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3})")
GROUPED_BOTH = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})+([.,])\d+")
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:[.,]\d+)?")


def number_reader(cells: Sequence[str], separator: str) -> Callable[[str], float | None]:
    """Return what reads a cell of this column as a finite number, None for what is none.

    separator: of the table's cells; where it is no comma, a comma is a decimal one unless it groups thousands.
    """
    plain = [SPACED.sub("", cell) for cell in cells]
    groups = [mark for mark in (".", ",") if _groups(plain, mark, separator)]

    def read(cell: str) -> float | None:
        if cell.isdigit():
            return float(cell)
        bare = SPACED.sub("", cell)
        if _has_both_marks(bare):
            bare = bare.replace("." if bare.rfind(",") > bare.rfind(".") else ",", "")
        for mark in groups:
            bare = bare.replace(mark, "") if _grouped(bare, mark) else bare
        try:
            number = float(bare.replace(",", "."))
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    return read


def seconds_reader(cells: Sequence[str], separator: str) -> Callable[[str], float | None]:
    """Return what reads a cell as seconds: a number, 4:30 for minutes and seconds, or 0:04:30."""
    number = number_reader(cells, separator)

    def read(cell: str) -> float | None:
        if not (found := CLOCK.fullmatch(cell)):
            return number(cell)
        return int(found[1] or 0) * 3600.0 + int(found[2]) * 60 + int(found[3])

    return read


def _has_both_marks(cell: str) -> bool:
    found = GROUPED_BOTH.fullmatch(cell)
    return found is not None and found[1] != found[2]


def _grouped(cell: str, mark: str) -> bool:
    return re.fullmatch(rf"[-+]?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+", cell) is not None


def _groups(cells: Sequence[str], mark: str, separator: str) -> bool:
    """Return whether a mark groups thousands: whatever holds it has three figures behind it, and the rest are small.

    Where each cell holds it once, an export that separates by semicolons writes 1.360 for a thousand and more.
    """
    marked = [cell for cell in cells if mark in cell and not _has_both_marks(cell)]
    if not marked or not all(_grouped(cell, mark) for cell in marked):
        return False
    others = [cell for cell in cells if cell.isdigit()]
    if others or any(cell.count(mark) > 1 for cell in marked):
        return all(len(cell) <= 3 for cell in others)
    return (mark, separator) in {(".", ";"), (",", ",")}
