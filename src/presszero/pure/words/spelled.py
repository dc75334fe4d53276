"""Numbers told in words, in English and French: "two hundred and fifty", "mille deux cents". Works on levelled text."""

import re
from collections.abc import Iterable

from presszero.pure.words.dates import NUMBERS

_MORE = {
    "soixante-dix": 70, "soixante": 60, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90, "septante": 70,
    "huitante": 80, "nonante": 90,
}  # fmt: skip
_SMALL = {name: number for name, number in NUMBERS.items() if 0 < number < 100} | _MORE
_TIMES = {"hundred": 100, "cent": 100, "cents": 100, "thousand": 1000, "mille": 1000}


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_ONE = _any_of((*_SMALL, *_TIMES))
_UP_TO_19 = _any_of(name for name, number in _SMALL.items() if number < 20)
_TENS = _any_of(name for name, number in _SMALL.items() if number >= 20)
_UP_TO_99 = rf"(?:(?:{_TENS})(?:[ -]et[ -](?:une?|onze)|[ -](?:{_UP_TO_19}))?|{_UP_TO_19})"
_UP_TO_999 = rf"(?:(?:(?:{_UP_TO_19})[ -])?(?:hundred|cents?)(?:(?: and |[ -]){_UP_TO_99})?|{_UP_TO_99})"
# "And" leads from hundreds or thousands to what is smaller: "twenty and thirty pounds" are two sums.
SPELLED = rf"(?:(?:{_UP_TO_999}[ -])?(?:thousand|mille)(?:(?: and |[ -]){_UP_TO_999})?|{_UP_TO_999})"
"""A number in words, to be put into a pattern between borders of words."""
_WHOLE = re.compile(SPELLED)
_WORD = re.compile(rf"(?:{_ONE})(?![^\W_])")


def spelled(words: str) -> int | None:
    """Return the number that levelled words tell, None where they tell none or more than one.

    >>> spelled("two hundred and fifty"), spelled("mille deux cents"), spelled("quatre-vingt-trois")
    (250, 1200, 83)
    >>> spelled("twenty and thirty")
    """
    if not _WHOLE.fullmatch(words):
        return None
    whole, part = 0, 0
    for word in _WORD.findall(words):
        if (times := _TIMES.get(word)) is None:
            part += _SMALL[word]
        elif times == 100:
            part = (part or 1) * 100
        else:
            whole, part = whole + (part or 1) * 1000, 0
    return whole + part or None
