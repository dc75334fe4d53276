"""What people write around a day and its time: months by name, zones by letters, hours without minutes."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta, timezone
from typing import Final

# The first letters of months in English, German, French, Spanish, Italian, Dutch and Portuguese, without accents.
MONTHS: Final = {
    1: ("jan", "ene", "gen"), 2: ("feb", "fev"), 3: ("mar", "maa", "mrz"), 4: ("apr", "avr", "abr"),
    5: ("may", "mai", "mag", "mei"), 6: ("jun", "juin", "giu"), 7: ("jul", "juil", "lug"),
    8: ("aug", "aou", "ago"), 9: ("sep", "set"), 10: ("oct", "okt", "ott", "out"), 11: ("nov",),
    12: ("dec", "dez", "dic"),
}  # fmt: skip
# Letters that mean one offset nearly everywhere; IST and CST, for instance, do not.
ZONES: Final = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "JST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
ZONE_BEHIND = re.compile(rf"\s*\b({'|'.join(ZONES)})$")
MONTH = r"([^\W\d_]{3,10})\.?"
DAY_MONTH = re.compile(rf"(\d{{1,2}})\.?[ -]?{MONTH},?[ -](\d{{4}}|\d{{2}})\b", re.IGNORECASE)
MONTH_DAY = re.compile(rf"{MONTH}[ -](\d{{1,2}}),?[ -](\d{{4}}|\d{{2}})\b", re.IGNORECASE)
# "8-9" or "8 - 9 Uhr" behind a day: an interval is known by when it begins.
HOURS_END = re.compile(r"([T ]\d{1,2})\s*[-–]\s*\d{1,2}(?=\s*(?:uhr|h)?$)", re.IGNORECASE)
OCLOCK = re.compile(r"(?<=\d)\s*(?:uhr|hrs?|h)\.?$", re.IGNORECASE)


def tidy(cell: str) -> str:
    """Return a cell with plain single spaces, without what is said behind a time."""
    plain = " ".join(cell.split())
    return OCLOCK.sub("", HOURS_END.sub(r"\1", plain))


def month_of(name: str) -> int | None:
    """Return the month of a name or of its beginning, None for no month."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    found = {month for month, begins in MONTHS.items() if bare.startswith(begins)}
    return found.pop() if len(found) == 1 else None


def with_month_number(cell: str) -> str | None:
    """Return a cell with its day as year, month and day in figures, None where no month is named.

    >>> with_month_number("6. Januar 2025 08:00")
    '2025-01-06 08:00'
    """
    for pattern, day_at, month_at in ((DAY_MONTH, 1, 2), (MONTH_DAY, 2, 1)):
        found = pattern.match(cell)
        if found and (month := month_of(found[month_at])):
            year = whole_year(int(found[3]))
            return f"{year:04}-{month:02}-{int(found[day_at]):02}{cell[found.end() :]}"
    return None


def whole_year(year: int) -> int:
    """Return a year of two digits with its century: 70 to 99 lie in the one before.

    >>> whole_year(99), whole_year(26), whole_year(2026)
    (1999, 2026, 2026)
    """
    if year >= 100:
        return year
    return year + (1900 if year >= 70 else 2000)


def without_zone(cell: str) -> tuple[str, timezone | None]:
    """Return a cell without the letters of its zone, and the offset they mean."""
    found = ZONE_BEHIND.search(cell)
    return (cell[: found.start()], timezone(timedelta(hours=ZONES[found[1]]))) if found else (cell, None)
