"""From the bytes of a file to rows of cells: its compression, letters and separators."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from itertools import islice

from presszero.pure.sheets.errors import BadSheet

SEPARATORS = (",", ";", "\t", "|")
MOST_TITLES = 9
MOST_BYTES = 512 * 1024 * 1024
GZIP = b"\x1f\x8b"


def read_rows(content: bytes, source: str) -> tuple[list[tuple[int, list[str]]], str]:
    """Return the rows that are not empty, each with the line it begins on, and the separator.

    The separator is the one of comma, semicolon, tab and bar that the first line holds most often. Titles of one cell
    above the column names are left out.
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
    return rows[_titles(rows) :], separator


def _separator(text: str) -> str:
    """Return what separates cells: what stands most often in the first line, or below it where that is a mere title."""
    lines = (line for line in text.splitlines() if line.strip())
    for line in islice(lines, MOST_TITLES + 1):
        found = max(SEPARATORS, key=line.count)
        if found in line:
            return found
    return SEPARATORS[0]


def _titles(rows: list[tuple[int, list[str]]]) -> int:
    """Return how many lines stand above the column names: titles of one cell, as reports begin with."""
    filled = [sum(bool(cell.strip()) for cell in row) for _, row in rows[: MOST_TITLES + 1]]
    return next((place for place, cells in enumerate(filled) if cells > 1), 0)


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
