"""Messages and their topics from a table: tab-separated, with a line of column names."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass

from presszero.pure.sheets.errors import BadSheet

GZIP = b"\x1f\x8b"
TEXT, LABEL = "text", "label"
EXPECTED = {TEXT: "the words of a message", LABEL: "the name of its topic"}


@dataclass(frozen=True)
class Table:
    """Messages and, where asked for, the topic of each."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]


def read_table(content: bytes, *, source: str, labelled: bool = True) -> Table:
    """Return the messages of a TSV file, plain or packed by gzip. source: what errors call it.

    Raises BadSheet, naming the line, the column and what was expected.

    >>> read_table(b"text\\tlabel\\nWhere is my card?\\tcard\\n", source="a.tsv").labels
    ('card',)
    """
    lines = _text(content, source).splitlines()
    if not lines or not lines[0].strip():
        raise BadSheet(f"{source}, line 1: no column names; expected {TEXT}, a tab, {LABEL}.", TEXT)
    heads = [_cell(head).casefold() for head in lines[0].split("\t")]
    wanted = (TEXT, LABEL) if labelled else (TEXT,)
    places = {column: _place(column, heads, source) for column in wanted}
    read: dict[str, list[str]] = {column: [] for column in wanted}
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            cells = line.split("\t")
            if len(cells) > len(heads):
                raise BadSheet(
                    f"{source}, line {number}: {len(cells)} cells, expected {len(heads)}; is there a tab inside a text?",
                    TEXT,
                )
            for column, place in places.items():
                read[column].append(_filled(cells, place, column, number, source))
    if not read[TEXT]:
        raise BadSheet(f"{source} holds column names and no line below them.", TEXT)
    return Table(tuple(read[TEXT]), tuple(read.get(LABEL, ())))


def _text(content: bytes, source: str) -> str:
    try:
        plain = gzip.decompress(content) if content.startswith(GZIP) else content
        return plain.decode("utf-8-sig").replace("\u2028", " ").replace("\u0085", " ")
    except (OSError, EOFError, zlib.error) as error:
        raise BadSheet(f"{source} cannot be unpacked ({error}); was it copied whole?") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadSheet(
            f"{source}, line {line}: bytes that are no UTF-8; expected text kept as UTF-8."
        ) from error


def _place(column: str, heads: list[str], source: str) -> int:
    if column not in heads:
        hint = "; separate the columns with tabs" if len(heads) == 1 and "," in heads[0] else ""
        raise BadSheet(
            f"{source}, line 1: there is no column {column}; the columns are {', '.join(heads)}, expected {TEXT} and "
            f"{LABEL}{hint}.",
            column,
        )
    return heads.index(column)


def _filled(cells: list[str], place: int, column: str, number: int, source: str) -> str:
    found = _cell(cells[place]) if place < len(cells) else ""
    if not found:
        raise BadSheet(
            f"{source}, line {number}, column {column}: the cell is empty; expected {EXPECTED[column]}.",
            column,
        )
    return found


def _cell(cell: str) -> str:
    """Return a cell without the quotes some programs put around it."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"').strip()
    return cell
