"""From the bytes of a file to rows of cells: its compression, letters and separators."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from itertools import islice

from presszero.pure.sheets.errors import BadSheet
from presszero.pure.sheets.spread_out import made_long

SEPARATORS = (",", ";", "\t", "|")
MOST_TITLES = 9
SAMPLE_LINES = 60
MOST_BYTES = 512 * 1024 * 1024
GZIP = b"\x1f\x8b"


def read_rows(content: bytes, source: str) -> tuple[list[tuple[int, list[str]]], str]:
    """Return the rows that are not empty, each with the line it begins on, and the separator.

    The separator is the one of comma, semicolon, tab and bar that cuts most lines alike. Titles above the column names
    are left out, two lines of names become one, and a table with a column for each time of the day, or for each
    day, is made long.
    Raises BadSheet when the bytes are no text, are torn, or hold no line.
    """
    text = _text(_unpacked(content, source), source)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    rows, line = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadSheet(f"{source}, line {line}: this line cannot be cut into cells ({error}).") from error
    if not rows:
        raise BadSheet(f"{source} is empty; expected a line of column names and a line for each interval.")
    return made_long(_one_line_of_titles(rows[_titles(rows) :])), separator


def _separator(text: str) -> str:
    """Return what separates cells: what cuts most of the first lines into the same number of cells, then into most."""
    lines = list(islice((line for line in text.splitlines() if line.strip()), SAMPLE_LINES))

    def agreement(mark: str) -> tuple[int, int]:
        try:
            sizes = Counter(len(row) for row in csv.reader(lines, delimiter=mark, skipinitialspace=True))
        except csv.Error:
            return 0, 0
        return max(((count, size) for size, count in sizes.items() if size > 1), default=(0, 0))

    return max(SEPARATORS, key=agreement)


def _titles(rows: list[tuple[int, list[str]]]) -> int:
    """Return how many lines stand above the column names: titles of one cell or few, as reports begin with."""
    filled = [sum(bool(cell.strip()) for cell in row) for _, row in rows[:SAMPLE_LINES]]
    usual = sorted(filled)[len(filled) // 2]
    return next(
        (place for place, cells in enumerate(filled[: MOST_TITLES + 1]) if cells > max(1, usual / 2)), 0
    )


def _one_line_of_titles(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return rows with one line of column names, where groups of columns have a name above and each its own below."""
    if len(rows) < 3 or any(_has_figure(row) for _, row in rows[:2]) or not _has_figure(rows[2][1]):
        return rows
    (line, upper), (_, lower) = rows[:2]
    size = max(len(upper), len(lower))
    above, below = ([cell.strip() for cell in row] + [""] * (size - len(row)) for row in (upper, lower))
    spanned = [not name or above.count(name) > 1 for name in above]
    if not any(spanned) or not all(
        under for under, is_spanned in zip(below, spanned, strict=True) if is_spanned
    ):
        return rows
    for at in range(1, size):
        above[at] = above[at] or (above[at - 1] if below[at] else "")
    alone = [below.count(name) == 1 for name in below]
    names = [
        under if under and (is_alone or not over) else f"{over} {under}".strip()
        for over, under, is_alone in zip(above, below, alone, strict=True)
    ]
    return [(line, names), *rows[2:]]


def _has_figure(row: list[str]) -> bool:
    return any(cell.strip()[:1].isdigit() for cell in row)


def _unpacked(content: bytes, source: str) -> bytes:
    if not content.startswith(GZIP):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            unpacked = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadSheet(f"{source} cannot be unpacked ({error}); was it copied whole?") from error
    if len(unpacked) > MOST_BYTES:
        raise BadSheet(f"{source} unpacks to more than {MOST_BYTES // 2**20} MiB; cut it into smaller files.")
    return unpacked


def _text(content: bytes, source: str) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadSheet(f"{source} is a spreadsheet, not a CSV file; save it as CSV first.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise BadSheet(f"{source} holds bytes that are no text; expected a CSV file.")
    return text
