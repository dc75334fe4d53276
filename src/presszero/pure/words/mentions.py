"""Who a note names: `@` and a colleague's name, as one writes it aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LONGEST_NOTE = 20_000


def mentioned(text: str, names: Sequence[str]) -> list[int]:
    """Return the places in `names` of the people whom a text names with `@`, each once, in order of naming.

    text: up to LONGEST_NOTE characters are read. names: whole names. A first name alone names
    somebody only when nobody else here bears it. An `@` within a word, as in
    a mail address, names nobody; letters may be small or capital.

    >>> mentioned("@odile farrow has the receipt, ask @Bram", ["Odile Farrow", "Bram Iversund"])
    [0, 1]
    >>> mentioned("Write to tram@odile.example", ["Odile Farrow"])
    []
    """
    known = _ways_to_name(names)
    text = text[:LONGEST_NOTE].casefold()
    found: list[int] = []
    at = text.find("@")
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "._-+"):
            place = next((place for name, place in known if _stands_at(text, at + 1, name)), None)
            if place is not None and place not in found:
                found.append(place)
        at = text.find("@", at + 1)
    return found


def _ways_to_name(names: Sequence[str]) -> list[tuple[str, int]]:
    """Each way to name somebody that names only them, the longest first: “Ann Lee” before “Ann”."""
    whole = [" ".join(name.casefold().split()) for name in names]
    first = [name.partition(" ")[0] for name in whole]
    ways = Counter([*whole, *(one for one, name in zip(first, whole, strict=True) if one != name)])
    known = {name: place for place, name in enumerate(whole) if name and ways[name] == 1}
    for place, name in enumerate(first):
        if name and ways[name] == 1:
            known.setdefault(name, place)
    return sorted(known.items(), key=lambda one: -len(one[0]))


def _stands_at(text: str, start: int, name: str) -> bool:
    after = text[start + len(name) : start + len(name) + 1]
    return text.startswith(name, start) and not after.isalnum()
