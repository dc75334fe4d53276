"""Names in order and words found, the same on every database server: a server's own idea of either is its locale's."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

from presszero.pure.words.normal import level, one_line

# Letters beyond this one stand for themselves and their capital; no reader here folds them further.
_LAST_FOLDED = 0x2100
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
_LOOSE_ACCENTS = "[\u0300-\u036f]*"


def name_key(name: str) -> tuple[str, str]:
    """Return what names are sorted by: letters without accents or capitals first, then the name as written.

    >>> sorted(["Zoo", "Édouard", "anna", "Anna"], key=name_key)
    ['Anna', 'anna', 'Édouard', 'Zoo']
    """
    return _plain(name), name


def search_pattern(words: str) -> str:
    r"""Return a regular expression that finds words whatever their capitals, accents, quotes and line breaks.

    It names every letter it takes, so that it means the same to PostgreSQL under any locale, and to Python.

    >>> import re
    >>> bool(re.search(search_pattern("chateau d'eau"), "Le CHÂTEAU\nD’EAU"))
    True
    """
    return "".join(f"{_any_form(letter)}{_LOOSE_ACCENTS}" for letter in _plain(words))


def _plain(words: str) -> str:
    return one_line("".join(_base(letter) for letter in words if letter not in _ACCENTS))


def _base(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return level(apart[0] if len(apart) > 1 and _ACCENTS.issuperset(apart[1:]) else letter)


def _any_form(letter: str) -> str:
    if letter == " ":
        return f"[{_forms()[letter]}]+"
    if letter.isalpha():
        capital = letter.upper()
        found = _forms().get(letter) or (letter + capital if len(capital) == 1 else letter)
        return f"[{found}]"
    return f"[{_forms()[letter]}]" if letter in _forms() else _escaped(letter)


def _escaped(letter: str) -> str:
    return f"\\{letter}" if letter.isascii() and not letter.isalnum() else letter


@cache
def _forms() -> dict[str, str]:
    """Return, for each plain letter, all that it may have been before, ready to stand in brackets."""
    forms: dict[str, list[str]] = defaultdict(list)
    for code in range(1, _LAST_FOLDED):
        letter = chr(code)
        forms[" " if letter.isspace() else _base(letter)].append(_escaped(letter))
    forms[" "].append("\u3000")
    return {letter: "".join(found) for letter, found in forms.items()}
