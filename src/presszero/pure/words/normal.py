"""Words made comparable: one case, one apostrophe, no accents, word stems. Offsets never move."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from presszero.pure.words.families import SAME

_PLAIN = {ord(odd): " " for odd in "\t\n\r\v\f\u00a0\u202f\u2007\u2009\u200a\u3000\u2028\u2029\u0085"}
_PLAIN |= {ord(odd): "'" for odd in "‘’ʼ`´"}
_PLAIN |= {ord(odd): '"' for odd in "“”„«»"}
_PLAIN |= {ord(odd): "-" for odd in "‐‑‒–—"}
for _code in range(0xC0, 0x180):
    _base = unicodedata.normalize("NFD", chr(_code))[0].lower()
    if _base.isascii():
        _PLAIN[_code] = _base

WORD = re.compile(r"[^\W_]+")

ROOT = 6
"""Letters that make a stem: "registration" and "registry" meet, "inform" and "information" too."""

_STEMS_CUT = (
    "eraient", "erait", "erons", "eront", "erai", "era", "ements", "ations", "ement", "ation", "ating", "ings", "ing", "ions", "ion", "ies", "ied", "eurs",
    "ees", "ers", "ent", "ant", "eur", "ed", "es", "ee", "er", "ez", "ly", "s", "e", "y",
)  # fmt: skip

_EMPTY_WORDS = """
    a an and are as at be been being but by can could did do does for from had has have he her his how i if
    in into is it its just like may me more my no not of off on or our out over please she should so some
    such than that the their them then there these they this those to too up us very was we were what when
    where which who why will with would you your know want wonder also about any only one am im ive dear
    hello again still even here get got own please plait svp much many make made let whether both yes thing
    things way way au aux avec ce ces cela ca cet cette dans de des du elle elles en est et etre ete eu il
    ils je j l la le les leur leurs lui ma mais me meme mes moi mon ne nos notre nous on ou par pas plus
    pour pourquoi qu que quel quelle qui s sa sans se ses si son sont sur t ta te tes toi ton tu un une vos
    votre vous y a ai as avons avez ont suis comment quand merci savoir voudrais aimerais d n c m fait faire
    tout tous toute bien tres aussi puis bonjour oui non
"""
EMPTY = frozenset(_EMPTY_WORDS.split())


def level(text: str) -> str:
    """Return text in small letters with plain quotes, dashes, spaces and no accents, character for character."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(lower if len(lower := each.lower()) == 1 else each for each in text)
    return small.translate(_PLAIN)


def one_line(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a levelled word; words of one family share it (refund, rembourser)."""
    return _FAMILY.get(word) or _FAMILY.get(short := _shorten(word)) or short[:ROOT]


def _shorten(word: str) -> str:
    for ending in _STEMS_CUT:
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word


_FAMILY = {
    form: group.split()[0] for group in SAME for word in group.split() for form in (word, _shorten(word))
}
FAMILY_NAMES: frozenset[object] = frozenset(_FAMILY.values())


def telling_stems(levelled: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order; numbers count, small words do not."""
    return [stem(word) for word in WORD.findall(levelled) if _tells(word)]


def says_at_least(number: int, levelled: str, start: int = 0) -> bool:
    """Return whether so many words from start on carry meaning; reads no further than the last of them.

    >>> says_at_least(2, "and return my key"), says_at_least(2, "and return it")
    (True, False)
    """
    told = (each for each in WORD.finditer(levelled, start) if _tells(each.group()))
    return len(list(islice(told, number))) == number


def _tells(word: str) -> bool:
    return word not in EMPTY and (len(word) > 1 or word.isdigit())
