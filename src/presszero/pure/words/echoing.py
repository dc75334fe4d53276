"""Whether a draft says back what its customer went through, and not only what the letter is about."""

from collections.abc import Sequence
from functools import lru_cache

from presszero.pure.words.dates import NUMBERS
from presszero.pure.words.drafts import Read
from presszero.pure.words.lived import lived_words
from presszero.pure.words.normal import EMPTY, level, stem, telling_stems
from presszero.pure.words.particular import fits_anyone
from presszero.pure.words.shapes import Trait
from presszero.pure.words.sides import keyed

_SAYS_LITTLE = frozenset(stem(name) for name in (*NUMBERS, "time", "times", "fois", "use", "sort"))

FEW_WORDS = 4
"""An experience told in so few words has none to spare: each of them names it."""


def says_it_back(read: Read, lived: Sequence[Trait]) -> bool:
    """Return whether a draft takes up what was lived through: a figure of it, a word only it has, or two of its words at once.

    One word that the rest of the letter has, too, is its subject: whoever writes of "our water" names no night
    without any. In the tuned half 90 of 122 forms say nothing back; while any one word was enough it seemed 68.
    """
    words = _stems(" ".join(each.text for each in lived))
    if any(len(words & set(part.stems)) >= 2 for part in read.parts if not part.hollow):
        return True
    own = words if len(words) <= FEW_WORDS else _of_its_own(read, lived, words) or words
    return bool(own & read.draft_stems) or _figures(read, lived)


def _of_its_own(read: Read, lived: Sequence[Trait], words: frozenset[str]) -> frozenset[str]:
    """Return the words of the experience itself: those that only it has, and those that tell of it, unless anybody writes them."""
    elsewhere = _stems(_around(read.letter, lived))
    telling = _stems(" ".join(word for each in lived for word in lived_words(each.text)))
    anyone = {word for word in words if fits_anyone(word)}
    return (words - anyone - elsewhere) | (telling - anyone) | (telling - elsewhere)


# A letter is looked at anew for each key of its reply.
@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    stems = telling_stems(level(text))
    return frozenset(
        word
        for word in stems
        if len(word) > 2 and not word.isdigit() and word not in EMPTY and word not in _SAYS_LITTLE
    )


def _around(letter: str, lived: Sequence[Trait]) -> str:
    """Return the letter without what was lived through."""
    starts = [0, *(each.end for each in lived)]
    ends = [*(each.start for each in lived), len(letter)]
    return " ".join(letter[start:end] for start, end in zip(starts, ends, strict=True))


def _figures(read: Read, lived: Sequence[Trait]) -> bool:
    """Return whether the draft has a detail that stands in the experience."""
    inside = [each for each in read.letter_details if any(one.start <= each.start < one.end for one in lived)]
    return bool(keyed(read.draft_details) & keyed(inside))
