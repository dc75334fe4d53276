"""The tables of a GTFS feed, taken out of its zip as data from strangers: bounded, and told where they are bad."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from presszero.pure.errors import BadInput

MOST_BYTES = 1_000_000_000
MOST_TIMES_SMALLER = 200
SMALL_BYTES = 50_000_000
# Some exports pad their cells; most do not, and a large table is then spared the stripping.
SPACES_AROUND = (" ,", ", ", " \n", " \r", "\n ", '" ', "\t")


class BadFeed(BadInput):
    """A GTFS feed cannot be read: the sentence names the file, the line, the column and what was expected."""


@dataclass(frozen=True)
class Table:
    """One table of the feed. heads: its columns. rows: each with the line of the file it ends on."""

    file: str
    heads: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]

    def place(self, column: str) -> int:
        """Return where a needed column stands. Raises BadFeed."""
        if column not in self.heads:
            raise BadFeed(
                f"{self.file}, line 1: there is no column {column}; it has {', '.join(self.heads) or 'none'}."
            )
        return self.heads.index(column)

    def place_if_any(self, column: str) -> int | None:
        return self.heads.index(column) if column in self.heads else None

    def bad(self, line: int, column: str, cell: str, expected: str) -> BadFeed:
        """Return the error for one cell."""
        return BadFeed(
            f"{self.file}, line {line}, column {column}: {cell!r} cannot be read; expected {expected}."
        )


class Archive:
    """An open feed. Raises BadFeed when it is no zip, or unpacks to more than MOST_BYTES."""

    def __init__(self, content: bytes, source: str) -> None:
        self.source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError) as error:
            raise BadFeed(f"{source} is no zip archive ({error}); expected a GTFS feed.") from error
        self._members = {name.rpartition("/")[2]: info for name, info in self._files().items()}
        _refuse_bombs(list(self._members.values()), source)

    def _files(self) -> dict[str, zipfile.ZipInfo]:
        """Return the files, those of the outermost folder winning over others of the same name."""
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        return {info.filename: info for info in sorted(infos, key=lambda one: -one.filename.count("/"))}

    def has(self, file: str) -> bool:
        """Return whether an optional table is there; one without even column names is as good as none."""
        return file in self._members and self._members[file].file_size > len("\r\n")

    def table(self, file: str) -> Table:
        """Return a needed table. Raises BadFeed when it is not there, empty, torn or no text."""
        if file not in self._members:
            packed = next((name for name in self._members if name.casefold().endswith(".zip")), "")
            hint = f" Unpack it once and give {packed} itself." if packed else ""
            raise BadFeed(
                f"{self.source} has no {file}; it has {', '.join(sorted(self._members)[:12]) or 'no files'}.{hint}"
            )
        text = self._text(file)
        reader: Iterator[list[str]] = csv.reader(io.StringIO(text, newline=""))
        if any(space in text for space in SPACES_AROUND):
            reader = ([cell.strip() for cell in row] for row in reader)
        heads = next(reader, None)
        if heads is None:
            raise BadFeed(f"{file} is empty; expected column names in its first line.")
        return Table(file, tuple(head.strip() for head in heads), self._rows(reader, file, len(heads)))

    def _text(self, file: str) -> str:
        info = self._members[file]
        try:
            with self._zip.open(info) as packed:
                content = packed.read(info.file_size + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            OSError,
            EOFError,
            zlib.error,
            NotImplementedError,
        ) as error:
            raise BadFeed(
                f"{file} in {self.source} cannot be unpacked ({error}); was it copied whole?"
            ) from error
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadFeed(f"{file} is not in UTF-8 (byte {error.start:,}); GTFS asks for it.") from error

    def _rows(self, reader: Iterator[list[str]], file: str, width: int) -> Iterator[tuple[int, list[str]]]:
        line = 1
        try:
            for line, row in enumerate(reader, 2):
                if len(row) == width:
                    yield line, row
                elif any(cell.strip() for cell in row):
                    if len(row) > width and any(cell.strip() for cell in row[width:]):
                        raise BadFeed(
                            f"{file}, line {line}: {len(row)} cells, and there are {width} columns."
                        )
                    yield line, (row + [""] * width)[:width]
        except csv.Error as error:
            raise BadFeed(f"{file}, line {line}: this line cannot be cut into cells ({error}).") from error


def _refuse_bombs(infos: list[zipfile.ZipInfo], source: str) -> None:
    whole = sum(info.file_size for info in infos)
    if whole > MOST_BYTES:
        raise BadFeed(
            f"{source} would unpack to {whole / 1e9:.1f} GB; a feed has at most {MOST_BYTES / 1e9:.0f} GB."
        )
    for info in infos:
        if info.file_size > SMALL_BYTES and info.file_size > MOST_TIMES_SMALLER * max(info.compress_size, 1):
            raise BadFeed(
                f"{info.filename} in {source} would unpack to {info.file_size // max(info.compress_size, 1):,} times its "
                f"size; at most {MOST_TIMES_SMALLER} times is read."
            )
