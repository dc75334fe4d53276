"""What a reader wants of a table: which columns, what they hold, what else they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from presszero.pure.sheets.errors import BadSheet

INSTANT: Final = "instant"
DAY: Final = "day"
NUMBER: Final = "number"
WORDS: Final = "words"

EXPECTED: Final = {
    INSTANT: "a day and time such as 2026-03-02 09:30",
    DAY: "a day such as 2026-03-02",
    NUMBER: "a number such as 42",
    WORDS: "words",
}


@dataclass(frozen=True)
class Column:
    """One column that is wanted.

    name: what the docs call it, such as "offered".
    holds: INSTANT, DAY, NUMBER or WORDS.
    also: other headings it is known by; case, spaces, dots and dashes make no difference.
    needed: whether a table without it is refused; else every cell of it reads None.
    may_be_empty: whether an empty cell reads None; else it is refused.
    at_least, at_most: bounds of a NUMBER.
    expected: what to say was expected, if the usual words for what it holds are not enough.
    """

    name: str
    holds: str
    also: tuple[str, ...] = ()
    needed: bool = True
    may_be_empty: bool = False
    at_least: float | None = 0.0
    at_most: float | None = None
    expected: str = ""

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
        places.setdefault(_plain(heading), []).append(place)
    return {
        column.name: _place(column, places, headings, named.get(column.name, ""), source)
        for column in columns
    }


def _place(
    column: Column, places: Mapping[str, list[int]], headings: Sequence[str], given: str, source: str
) -> tuple[int, ...]:
    if given:
        whole = places.get(_plain(given))
        parts = [whole] if whole else [places.get(_plain(part)) for part in given.split("+")]
        if not all(parts):
            raise BadSheet(
                f"{source}, line 1: there is no column {given!r}; {_offer(given, headings)}.", column.name
            )
        return tuple(_only(found, headings, source) for found in parts if found)
    for name in (column.name, *column.also):
        if found := places.get(_plain(name)):
            return (_only(found, headings, source),)
    if not column.needed:
        return ()
    raise BadSheet(
        f"{source}, line 1: no column is called {column.name} ({column.wanted}); {_offer(column.name, headings)}. "
        "Rename one, or say which of them it is.",
        column.name,
    )


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


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
