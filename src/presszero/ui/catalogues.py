"""Catalogues of translated words: read from .po files, written as the .mo files that Python reads.

    python -m presszero.ui.catalogues

writes every .mo that is older than its .po. It needs no gettext on the machine, and no Django.
"""

from __future__ import annotations

import ast
import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "locale"
MAGIC = 0x950412DE
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+)?(".*")$')


@dataclass(frozen=True)
class Translated:
    """One string of a catalogue. forms: one translation, or one for each plural form of the language."""

    words: str
    plural: str
    context: str
    forms: tuple[str, ...]
    fuzzy: bool

    @property
    def key(self) -> str:
        said = f"{self.words}\0{self.plural}" if self.plural else self.words
        return f"{self.context}\4{said}" if self.context else said


def read_catalogue(text: str) -> list[Translated]:
    """Return what a .po file holds, its header (the empty string) first.

    Raises ValueError with the line's number for a line that is none.
    """
    return [_translated(lines) for lines in _blocks(text)]


def compiled(catalogue: list[Translated]) -> bytes:
    """Return the .mo file of a catalogue: keys in the order of their bytes, without what is empty or fuzzy.

    Source: the GNU gettext manual, “The Format of GNU MO Files”.
    """
    rows = sorted(
        (one.key.encode(), "\0".join(one.forms).encode())
        for one in catalogue
        if all(one.forms) and not one.fuzzy
    )
    keys_at, values_at = 28, 28 + 8 * len(rows)
    at = values_at + 8 * len(rows)
    tables, strings = [b"", b""], b""
    for column in (0, 1):
        for row in rows:
            tables[column] += struct.pack("<II", len(row[column]), at + len(strings))
            strings += row[column] + b"\0"
    return struct.pack("<7I", MAGIC, 0, len(rows), keys_at, values_at, 0, at) + b"".join(tables) + strings


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Write each .mo that is missing or older than its .po, and return those written."""
    written = []
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        whole = target.with_suffix(f".{os.getpid()}")  # two commands may come here at once
        whole.write_bytes(compiled(read_catalogue(source.read_text(encoding="utf-8"))))
        whole.replace(target)
        written.append(target)
    return written


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _translated(lines: list[tuple[int, str]]) -> Translated:
    said: dict[str, str] = {}
    name, fuzzy = "", False
    for number, line in lines:
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = _LINE.match(line)
        name = match[1] or name if match else ""
        if match is None or not name:
            raise ValueError(f'Line {number} of the catalogue is no msgid, msgstr or "words": {line[:60]}')
        said[name] = said.get(name, "") + ast.literal_eval(match[2])
    forms = tuple(said[name] for name in sorted(said) if name.startswith("msgstr"))
    return Translated(said["msgid"], said.get("msgid_plural", ""), said.get("msgctxt", ""), forms, fuzzy)


if __name__ == "__main__":
    compile_catalogues()
