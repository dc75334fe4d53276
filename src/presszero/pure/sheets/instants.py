"""Days and times as people write them. Whether 4/5 is in April or in May is decided for a whole column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from presszero.pure.sheets.clocks import tidy, whole_year, with_month_number, without_zone

YEAR_FIRST: Final = "ymd"
SHORT_YEAR_FIRST: Final = "yymmdd"
DAY_FIRST: Final = "dmy"
MONTH_FIRST: Final = "mdy"

WRITTEN = re.compile(
    r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})"
    r"(?:[T ,]+(\d{1,2})(?:[:.h]?(\d{2}))?(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?(?:m\.?)?)?)?$",
    re.IGNORECASE,
)
# "09:00 - 09:30": an interval is known by when it begins.
RANGE_END = re.compile(r"(?<=:\d\d)\s*(?:\s-\s|–|to|bis|à)\s*\d{1,2}:\d{2}(?::\d{2})?$")
# "09:00-09:30" ends as an offset from UTC might; it is taken for one only where the rest is no ISO time.
PLAIN_RANGE_END = re.compile(r"(?<=:\d\d)\s*-\s*\d{1,2}:\d{2}(?::\d{2})?$")
BEHIND = re.compile(r":\d\d-(\d{2}):\d{2}$")
BARE_HOUR = re.compile(r"\d{2}[T ](\d{1,2})$")
DOTTED_HOUR = re.compile(r"[T ]\d{1,2}\.\d{2}$")
WEEKDAY_BEFORE = re.compile(r"^[^\W\d_]{2,}\.?,?\s+(?=\d|[^\W\d_]{3,}\.? \d)")
# Days since 30 December 1899, as spreadsheets keep them: 1982 to 2064.
SPREADSHEET_DAYS = re.compile(r"[3-5]\d{4}(?:\.\d+)?")
SPREADSHEET_BEGINS = datetime(1899, 12, 30)  # noqa: DTZ001 - wall clock
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|[T ])")
# "990201 7:02:47", as switches write it; without a time behind it six digits are a number.
SIX_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2})[T ]+(?=\d{1,2}:\d{2})")
SECONDS_SINCE_1970 = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
SAMPLE = 20_000


def day_order(cells: Sequence[str]) -> str | None:
    """Return in which order days, months and years stand in a column, None when it cannot be told.

    Where every day could be a month too, the order is taken in which time steps forward most evenly.
    """
    bare = (PLAIN_RANGE_END.sub("", RANGE_END.sub("", cell.strip())) for cell in cells[:SAMPLE])
    plain = (WEEKDAY_BEFORE.sub("", SIX_DIGITS.sub(r"\1-\2-\3 ", cell)) for cell in bare)
    parts = [found for cell in plain if (found := WRITTEN.match(cell))]
    if not parts or all(len(found[1]) == 4 for found in parts):
        return YEAR_FIRST
    firsts, seconds = ({int(found[place]) for found in parts} for place in (1, 2))
    if all(len(found[1]) < 3 and int(found[1]) > 31 for found in parts):
        return SHORT_YEAR_FIRST
    six = [cell for cell in cells[:SAMPLE] if SIX_DIGITS.match(cell.strip())]
    if len(six) == len(parts):
        return _order_of_six_digits(six)
    if max(firsts) > 12:
        return DAY_FIRST
    if max(seconds) > 12:
        return MONTH_FIRST
    spans = {order: _span(cells, order) for order in (DAY_FIRST, MONTH_FIRST)}
    if spans[DAY_FIRST] == spans[MONTH_FIRST]:
        # Whoever writes dots writes the day first.
        dotted = all("." in found[0][:6] for found in parts)
        return DAY_FIRST if dotted or firsts == seconds else None
    return min(spans, key=lambda order: spans[order])


def _order_of_six_digits(cells: Sequence[str]) -> str:
    """Return the order in which most cells name a day and time walks the least; the year first where that tells nothing."""
    orders = (SHORT_YEAR_FIRST, DAY_FIRST, MONTH_FIRST)
    read = {order: sum(read_instant(cell, order) is not None for cell in cells) for order in orders}
    fitting = [order for order in orders if read[order] > len(cells) / 2] or orders
    return min(fitting, key=lambda order: _span(cells, order))


def ends_are_ranges(cells: Sequence[str]) -> bool:
    """Return whether "09:00-09:30" tells in this column when intervals end: no offset is more than 12 hours behind."""
    return any(int(found[1]) > 12 for cell in cells[:SAMPLE] if (found := BEHIND.search(cell)))


def hours_are_counted(cells: Sequence[str]) -> bool:
    """Return whether bare hours behind a day count from 1 to 24 in this column, so that 1 is the hour from midnight."""
    hours = {int(found[1]) for cell in cells[:SAMPLE] if (found := BARE_HOUR.search(cell))}
    return 24 in hours and 0 not in hours


def _span(cells: Sequence[str], order: str) -> float:
    """Return the way that time goes in all, back and forth; the right order walks the least."""
    found = [instant for cell in cells[:SAMPLE] if (instant := read_instant(cell, order))]
    steps = pairwise(found)
    return sum(
        abs((after.replace(tzinfo=None) - before.replace(tzinfo=None)).total_seconds())
        for before, after in steps
    )


def read_instant(cell: str, order: str = YEAR_FIRST) -> datetime | None:
    """Return the day and time a cell names, None when it names none.

    Aware when the cell says its offset from UTC or counts seconds since 1970, else naive; midnight for a
    bare day; 24:00 is midnight of the day after.
    """
    cell = tidy(RANGE_END.sub("", cell.strip()))
    if SECONDS_SINCE_1970.fullmatch(cell):
        number = float(cell)
        return datetime.fromtimestamp(number / (1000 if number > 1e11 else 1), tz=UTC)
    if SPREADSHEET_DAYS.fullmatch(cell):
        return SPREADSHEET_BEGINS + timedelta(seconds=round(float(cell) * 86_400))
    if not DOTTED_HOUR.search(cell):
        try:
            return datetime.fromisoformat(cell)
        except ValueError:
            pass
    return _in_words(PLAIN_RANGE_END.sub("", cell), order)


def _in_words(cell: str, order: str) -> datetime | None:
    """Return what no standard writes: dots and slashes, months by name, a weekday before or a zone behind."""
    cell = SIX_DIGITS.sub(r"\1-\2-\3 ", COMPACT.sub(r"\1-\2-\3", cell, count=1), count=1)
    if found := WRITTEN.match(cell):
        return _written(found, order)
    if numbered := with_month_number(cell):
        return read_instant(numbered, order)
    plain, zone = without_zone(cell)
    if zone:
        inner = read_instant(plain, order)
        return inner.replace(tzinfo=zone) if inner and inner.tzinfo is None else inner
    plain = WEEKDAY_BEFORE.sub("", cell)
    return read_instant(plain, order) if plain != cell else None


def _written(found: re.Match[str], order: str) -> datetime | None:
    first, second, third = (int(found[place]) for place in (1, 2, 3))
    if len(found[1]) == 4 or order == SHORT_YEAR_FIRST:
        year, month, day = first, second, third
    elif order == MONTH_FIRST:
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    hour, minute, second = int(found[4] or 0), int(found[5] or 0), int(found[6] or 0)
    if found[7]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[7].lower() == "p" else 0)
    try:
        midnight = datetime(whole_year(year), month, day)  # noqa: DTZ001 - wall clock
    except ValueError:
        return None
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return None
    return midnight + timedelta(hours=hour, minutes=minute, seconds=second)
