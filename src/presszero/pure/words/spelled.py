"""Numbers told in words, in English and French: "two hundred and fifty", "mille deux cents". Works on levelled text."""

import re

from presszero.pure.words.dates import NUMBERS

_MORE = {
    "soixante-dix": 70, "soixante": 60, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90, "septante": 70,
    "huitante": 80, "nonante": 90,
}  # fmt: skip
_SMALL = {name: number for name, number in NUMBERS.items() if 0 < number < 100} | _MORE
_TIMES = {"hundred": 100, "cent": 100, "cents": 100, "thousand": 1000, "mille": 1000}
_ONE = "|".join(sorted((*_SMALL, *_TIMES), key=len, reverse=True))
SPELLED = rf"(?:{_ONE})(?:(?: and | et |[ -])(?:{_ONE})){{0,6}}"
"""A number in words, to be put into a pattern between borders of words."""
_WORD = re.compile(rf"(?:{_ONE})(?![^\W_])")


def spelled(words: str) -> int | None:
    """Return the number that levelled words tell, None where they tell none.

    >>> spelled("two hundred and fifty"), spelled("mille deux cents"), spelled("quatre-vingt-trois")
    (250, 1200, 83)
    """
    whole, part = 0, 0
    for word in _WORD.findall(words):
        if (times := _TIMES.get(word)) is None:
            part += _SMALL[word]
        elif times == 100:
            part = (part or 1) * 100
        else:
            whole, part = whole + (part or 1) * 1000, 0
    return whole + part or None
