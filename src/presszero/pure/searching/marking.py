"""Where in a text a search hit, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from presszero.pure.searching.asking import Term
from presszero.pure.searching.stems import forms_asked
from presszero.pure.words.normal import level

BEFORE, AFTER = 60, 110  # characters around the hit: about a line and a half of a list
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Snippet:
    """Some words of a text in pieces; every second piece, from the second on, is a hit."""

    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def first_hit(text: str, terms: Sequence[Term]) -> Snippet | None:
    """Return the words around the first place where a term stands, each hit among them marked; None without one.

    >>> first_hit("Good day. I want my money refunded, now.", [Term(("refund",))]).pieces
    ('Good day. I want my money ', 'refunded', ', now.')
    """
    sought = _sought(tuple(term for term in terms if not term.excluded))
    levelled = level(text)
    found = sought.search(levelled) if sought else None
    if sought is None or found is None:
        return None
    start = _word_start(text, max(0, found.start() - BEFORE))
    end = _word_end(text, min(len(text), found.end() + AFTER))
    pieces, at = ["…" if start else ""], start
    for hit in sought.finditer(levelled, found.start(), end):
        pieces[-1] += text[at : hit.start()]
        pieces += [text[hit.start() : hit.end()], ""]
        at = hit.end()
    pieces[-1] += text[at:end] + ("…" if end < len(text) else "")
    return Snippet(tuple(_one_line(piece) for piece in pieces))


@lru_cache(maxsize=1000)
def _sought(terms: tuple[Term, ...]) -> re.Pattern[str] | None:
    """A word is found by how it begins: as much of it as all its stems share, and the rest of the word behind it."""
    found = [said for term in terms for said in _said(term)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})") if found else None


def _said(term: Term) -> list[str]:
    if term.apart:
        return [_begins(word) for word in (*term.words, "".join(term.words))]
    return [r"\W+".join(_begins(word) for word in term.words)]


def _begins(word: str) -> str:
    forms = sorted(forms_asked(word), key=len)
    longest = [form for form in forms if len(form) >= _SHORTEST_STEM] or forms
    # A stem may end in another letter than its word: "happili" of happily.
    shortest = longest[0][:-1] if len(longest[0]) > _SHORTEST_STEM + 1 else longest[0]
    return rf"{re.escape(shortest)}\w{{0,{4 + len(word) - len(shortest)}}}(?!\w)"


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _one_line(piece: str) -> str:
    """Return a piece on one line; a space at its end stays, since a hit stands there."""
    lead = " " if piece[:1].isspace() else ""
    tail = " " if piece.strip() and piece[-1:].isspace() else ""
    return f"{lead}{' '.join(piece.split())}{tail}"
