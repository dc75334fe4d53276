"""Whether a reply is for this customer: the swap test, and how much of it would fit anyone."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp, log

from presszero.pure.words.cutting import quotation
from presszero.pure.words.dates import MONTHS, WEEKDAYS
from presszero.pure.words.details import details_of
from presszero.pure.words.normal import WORD, level, stem, telling_stems
from presszero.pure.words.particular import fits_anyone, particulars
from presszero.pure.words.roles import is_hollow
from presszero.pure.words.splitting import is_closing, is_greeting, is_name, sentences

LETTERS_AT_MOST = 100
FEWEST_LETTERS = 20
"""With fewer letters of others at hand, a share of them says nothing."""
FITS_MANY_FROM = 0.4
_DAYS = frozenset(stem(name) for name in (*MONTHS, *WEEKDAYS) if len(name) > 3)


@dataclass(frozen=True)
class Swap:
    """How many letters of other customers a reply fits at least as well as the one it answers."""

    fits: int
    of: int

    @property
    def share(self) -> float:
        return self.fits / self.of if self.of else 0.0


@dataclass(frozen=True)
class OtherLetters:
    """The words of letters that other customers wrote, and in how many of them each word stands.

    ours: words that most past replies have, as the house's own name. They tell no customer from another.
    """

    words: tuple[frozenset[str], ...] = ()
    spread: Counter[str] | None = None
    ours: frozenset[str] = frozenset()

    @classmethod
    def of(cls, letters: Sequence[str], ours: frozenset[str] = frozenset()) -> "OtherLetters":
        """Return the first LETTERS_AT_MOST that say anything."""
        words = [kept for letter in letters if (kept := words_of(letter))][:LETTERS_AT_MOST]
        return cls(tuple(words), Counter(word for each in words for word in each), ours)

    def swap(self, draft: str, letter: str) -> Swap | None:
        """Return how many of these letters the draft fits as well as its own, None with too few of them.

        A word of the draft that a letter has, too, counts more the fewer letters have it. Of the draft are read the
        sentences that say something, without words written to just anyone; one that shares none of them with the
        letter it answers fits everybody.
        """
        if len(self.words) < FEWEST_LETTERS:
            return None
        said, own = said_to_them(draft) - self.ours, words_of(letter)
        if not words_of(draft) or not own:
            return None
        mine = self._weight(said & own)
        return Swap(
            sum(self._weight(said & other) >= mine for other in self.words if other != own), len(self.words)
        )

    def _weight(self, shared: Collection[str]) -> float:
        spread, count = self.spread or Counter(), len(self.words)
        return round(sum(log((count + 1) / (spread[word] + 0.5)) for word in shared), 6)


def words_of(text: str) -> frozenset[str]:
    """Return the stems of a text that tell something; names of days are left out, figures stay."""
    return frozenset(word for word in telling_stems(level(text)) if word not in _DAYS)


def said_to_them(draft: str) -> frozenset[str]:
    """Return the stems of what a reply says beyond greeting, thanks, apologies and what is true of any reply.

    >>> sorted(said_to_them("Dear Jo,\\n\\nThank you for taking the time to write. The valve is new.\\n\\nSam"))
    ['new', 'valv']
    """
    parts = [draft[part.start : part.end] for part in sentences(draft, quotation(draft))]
    own = [level(words) for words in parts if not _is_frame(words)]
    said = words_of(" ".join(words for words in own if not is_hollow(words)))
    return frozenset(word for word in said if not fits_anyone(word))


def form_likeness(draft: str, letter: str = "", rarity: float | None = None) -> float:
    """Return how much a reply looks as if it could go to anyone, 0 to 1; it orders replies and decides nothing.

    It falls with the words that would not be written to just anyone, the details, the words shared with the letter,
    and rarity, from History.rarity, when there are past replies to compare with.
    """
    parts = sentences(draft, quotation(draft))
    own = [part for part in parts if not _is_frame(draft[part.start : part.end])] or parts
    if not own:
        return 1.0
    plain = level(" ".join(draft[part.start : part.end] for part in own))
    said = words_of(plain)
    telling = particulars(plain) / max(6, len(WORD.findall(plain)))
    details = len(details_of(draft, None, own)) / len(own)
    shared = len(said & words_of(letter)) / max(4, len(said))
    return round(exp(-(telling + 0.5 * details + shared + (rarity or 0.0))), 3)


def _is_frame(words: str) -> bool:
    return is_greeting(words) or is_closing(words) or is_name(words)
