"""Words with places to fill in braces, such as {customer}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_PLACE = re.compile(r"\{([^{}\n]{1,70})\}")
_UNFILLED = re.compile(r"\[[^\[\]{}\n]{1,70}\?\]")


def places_in(words: str) -> list[str]:
    """Return the names of the places that words hold, in small letters, each once, in their order.

    >>> places_in("Dear {customer}, {reference}: {Customer}")
    ['customer', 'reference']
    """
    return list(dict.fromkeys(found.strip().casefold() for found in _PLACE.findall(words)))


def filled(words: str, known: Mapping[str, str]) -> str:
    """Return the words with every place filled; one that nothing is known of stays in brackets, to be seen.

    known: what to write, by names in small letters. What is filled in is never filled again.

    >>> filled("Dear {customer}, {colour}", {"customer": "Maren Oduya"})
    'Dear Maren Oduya, [colour?]'
    """
    return _PLACE.sub(lambda found: known.get(found[1].strip().casefold()) or f"[{found[1].strip()}?]", words)


def unfilled_in(words: str) -> Iterator[tuple[int, int]]:
    """Yield where a place that nothing was known of still stands in words that were filled: half-open, in characters.

    >>> list(unfilled_in("Dear Maren Oduya, [colour?]"))
    [(18, 27)]
    """
    return (found.span() for found in _UNFILLED.finditer(words))


def filled_lines(words: str, known: Mapping[str, str]) -> str:
    """Return the words with every place filled; a line with a place that has nothing to say is left out.

    >>> filled_lines("Buses\\nTel. {phone}\\n\\nGood day", {"phone": ""})
    'Buses\\n\\nGood day'
    """
    lines = words.split("\n")
    said = [filled(line, known) for line in lines if all(known.get(one, "?") for one in places_in(line))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(said)).strip("\n")
