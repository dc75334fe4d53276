"""Lay out a customer's letter: paragraphs, marked words, and what was cut folded away.

Not one character is added or lost: every run knows where it starts in the full text, counted in
characters, so that words chosen on the screen can be named to the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
# A line this long that goes on in the next one was broken by the sender's program, not by the sender.
WRAPPED_LINE = re.compile(r"(?m)^([^\n]{60,})\n(?=\S)")


@dataclass(frozen=True)
class Run:
    """Some words of one paragraph that share their mark."""

    text: str
    start: int
    piece: Any
    ends_point: bool = False

    @property
    def head(self) -> str:
        """All but the last word: the last one stays on its line with the point's square."""
        return self.text[: -len(self.tail)]

    @property
    def tail(self) -> str:
        return re.split(r"\s", self.text)[-1] or self.text

    @property
    def tail_start(self) -> int:
        return self.start + len(self.text) - len(self.tail)


@dataclass
class Block:
    """Paragraphs of one kind: "words" is the letter itself, any other kind was cut and is folded."""

    kind: str
    paragraphs: list[list[Run]] = field(default_factory=list)


def blocks_of(pieces: Iterable[Any]) -> list[Block]:
    """Return the blocks of a text given as pieces that cover it in order and without a gap.

    pieces: have `text`, `cut` ("" for the letter's own words, else "quotation" or "signature"),
    `point_number` (None for unmarked words), `state`, `owed` and `now`.
    """
    blocks, at = [], 0
    for kind, group in groupby(pieces, key=lambda piece: piece.cut or "words"):
        alike = list(group)
        paragraphs = list(_paragraphs(alike, at))
        at += sum(len(piece.text) for piece in alike)
        if paragraphs:
            blocks.append(Block(kind, paragraphs))
    return blocks


def _paragraphs(pieces: list[Any], at: int) -> Iterator[list[Run]]:
    text = "".join(piece.text for piece in pieces)
    unwrapped = WRAPPED_LINE.sub(r"\1 ", text)
    begin = len(text) - len(text.lstrip())
    for gap in [*BLANK_LINES.finditer(text), None]:
        end = gap.start() if gap else len(text.rstrip())
        if text[begin:end].strip():
            yield list(_runs(pieces, unwrapped, at, begin, end))
        begin = gap.end() if gap else end


def _runs(pieces: list[Any], text: str, at: int, begin: int, end: int) -> Iterator[Run]:
    """Yield the part of each piece that lies between begin and end of the pieces' joined text."""
    place = 0
    for piece in pieces:
        first, last = max(place, begin), min(place + len(piece.text), end)
        place += len(piece.text)
        if first < last:
            ends = bool(piece.point_number) and not text[last:place].strip()
            yield Run(text[first:last], at + first, piece, ends)
