"""Names in order and words found, the same on every database server: a server's own idea of either is its locale's."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

from presszero.pure.words.normal import level, one_line

# Letters beyond this one stand for themselves and their capital; no reader here folds them further.
_LAST_FOLDED = 0x2100
_LOOSE_ACCENTS = "[\u0300-\u036f]*"


def name_key(name: str) -> tuple[str, str]:
    """Return what names are sorted by: letters without accents or capitals first, then the name as written.

    >>> sorted(["Zoo", "Édouard", "anna", "Anna"], key=name_key)
    ['Anna', 'anna', 'Édouard', 'Zoo']
    """
    plain = unicodedata.normalize("NFC", name)
    return one_line(level(plain)), name


def search_pattern(words: str) -> str:
    r"""Return a regular expression that finds words whatever their capitals, accents, quotes and line breaks.

    It names every letter it takes, so that it means the same to PostgreSQL under any locale, and to Python.

    >>> import re
    >>> bool(re.search(search_pattern("chateau d'eau"), "Le CHÂTEAU\nD’EAU"))
    True
    """
    sought = one_line(level(unicodedata.normalize("NFC", words)))
    return "".join(_any_form(letter) for letter in sought)


def _any_form(letter: str) -> str:
    if letter == " ":
        return f"[{_forms()[letter]}]+"
    if letter.isalpha():
        found = _forms().get(letter) or "".join(sorted({letter, *_single(letter.upper())}))
        return f"[{found}]{_LOOSE_ACCENTS}"
    return f"[{_forms()[letter]}]" if letter in _forms() else _escaped(letter)


def _single(letters: str) -> str:
    return letters if len(letters) == 1 else ""


def _escaped(letter: str) -> str:
    return f"\\{letter}" if letter.isascii() and not letter.isalnum() else letter


@cache
def _forms() -> dict[str, str]:
    """Return, for each levelled letter, all that it may have been before, ready to stand in brackets."""
    forms: dict[str, list[str]] = defaultdict(list)
    for code in range(1, _LAST_FOLDED):
        letter = chr(code)
        forms[level(letter)].append(_escaped(letter))
    forms[" "].append("\u3000")
    return {letter: "".join(found) for letter, found in forms.items()}
