"""What a reader wants of a table: which columns, what they hold, what else they are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from presszero.pure.sheets.errors import BadSheet

INSTANT: Final = "instant"
DAY: Final = "day"
NUMBER: Final = "number"
SECONDS: Final = "seconds"
WORDS: Final = "words"

EXPECTED: Final = {
    INSTANT: "a day and time such as 2026-03-02 09:30",
    DAY: "a day such as 2026-03-02",
    NUMBER: "a number such as 42",
    SECONDS: "seconds such as 240, or 4:00",
    WORDS: "words",
}
# "Calls answered" holds "calls" and does not count those who called.
ANOTHER: Final = (
    "abandon", "answer", "lost", "miss", "percent", "average", "avg", "share", "rate", "level", "handled", "id",
    "verloren", "angenommen", "perdu", "repondu", "décroch", "atendid", "agent",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column that is wanted.

    name: what the docs call it, such as "offered".
    holds: INSTANT, DAY, NUMBER, SECONDS or WORDS.
    also: other headings it is known by; case, spaces, dots and dashes make no difference.
    needed: whether a table without it is refused; else every cell of it reads None.
    may_be_empty: whether an empty cell reads None; else it is refused.
    at_least, at_most: bounds of a NUMBER, or of SECONDS.
    expected: what to say was expected, if the usual words for what it holds are not enough.
    option: what else to say where it is missing, such as "--value-column NAME says which of them it is".
    holding: where no heading is known, the one that holds the first of these words which only one heading holds.
    """

    name: str
    holds: str
    also: tuple[str, ...] = ()
    needed: bool = True
    may_be_empty: bool = False
    at_least: float | None = 0.0
    at_most: float | None = None
    expected: str = ""
    option: str = ""
    holding: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """What a cell of this column should be, in words."""
        return self.expected or EXPECTED[self.holds]


def place_columns(
    headings: Sequence[str], columns: Sequence[Column], named: Mapping[str, str], source: str
) -> dict[str, tuple[int, ...]]:
    """Return for each wanted column where it stands: mostly one place, several for "date+time", () for none.

    named: the heading to take for a column, by its name; it wins over every other.

    Raises BadSheet when a needed or named column is not there, or when a heading stands twice.
    """
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(plain(heading), []).append(place)
    return {
        column.name: _place(column, places, headings, named.get(column.name, ""), source)
        for column in columns
    }


def _place(
    column: Column, places: Mapping[str, list[int]], headings: Sequence[str], given: str, source: str
) -> tuple[int, ...]:
    if given:
        whole = places.get(plain(given))
        parts = [whole] if whole else [places.get(plain(part)) for part in given.split("+")]
        if not all(parts):
            raise BadSheet(
                f"{source}, line 1: there is no column {given!r}; {_offer(given, headings)}.", column.name
            )
        return tuple(_only(found, headings, source) for found in parts if found)
    for name in (column.name, *column.also):
        if found := places.get(plain(name)):
            return (_only(found, headings, source),)
    if near := _holding(column, places):
        return near
    if not column.needed:
        return ()
    raise BadSheet(
        f"{source}, line 1: no column is called {column.name} ({column.wanted}); {_offer(column.name, headings)}. "
        f"Rename one, or {column.option or 'say which of them it is'}.",
        column.name,
    )


def _holding(column: Column, places: Mapping[str, list[int]]) -> tuple[int, ...]:
    """Return where the one heading stands that holds a word of the column, () where none or several do."""
    for word in column.holding:
        found = [at for heading, at in places.items() if word in heading and not _means_another(heading)]
        if len(found) == 1 and len(found[0]) == 1:
            return (found[0][0],)
    return ()


def _means_another(heading: str) -> bool:
    return any(word in heading for word in ANOTHER)


def _only(found: Sequence[int], headings: Sequence[str], source: str) -> int:
    if len(found) > 1:
        raise BadSheet(
            f"{source}, line 1: {len(found)} columns are called {headings[found[0]]!r}; keep one of them."
        )
    return found[0]


def _offer(wanted: str, headings: Sequence[str]) -> str:
    named = [heading for heading in headings if heading.strip()]
    near = get_close_matches(wanted, named, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}the columns are {', '.join(named) or 'all without a name'}"


def plain(heading: str) -> str:
    """Return a heading's letters and figures alone, small and without accents."""
    bare = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(letter for letter in bare if letter.isalnum())
