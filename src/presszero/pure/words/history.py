"""What was sent to other customers before, indexed so that a draft is compared in microseconds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import log

from presszero.pure.words.normal import WORD, level
from presszero.pure.words.sameness import FEWEST_LETTERS, OtherLetters, words_of
from presszero.pure.words.shapes import READ_AT_MOST, PastReply, Span
from presszero.pure.words.splitting import is_closing, is_greeting, is_name, sentences

SHINGLE_WORDS = 4
MOST = 0.5
"""Share of the different past replies that have a word of the house's own, such as its name."""
PLACES_AT_MOST = 8
"""Past replies that are named for a passage; how many customers had it is counted over all."""
MANY = 3
"""A passage counts as a form once so many customers have had it."""


@dataclass(frozen=True)
class Likeness:
    """A passage of a draft that others got before: how many, which share of its words, the nearest replies."""

    start: int
    end: int
    customers: int
    same_share: float
    replies: tuple[int, ...]


@dataclass(frozen=True)
class History:
    """Past replies, known by hashed runs of four words. Build it once, check many drafts against it."""

    customers: dict[int, int]
    places: dict[int, list[int]]
    count: int = 0
    letters: OtherLetters = field(default_factory=OtherLetters)
    spread: Counter[str] = field(default_factory=Counter)

    @classmethod
    def from_replies(cls, replies: Sequence[PastReply]) -> "History":
        """Return the index of the replies; runs of words that only one customer got are left out."""
        customers: Counter[int] = Counter()
        first: dict[int, int] = {}
        places: dict[int, list[int]] = {}
        spread: Counter[str] = Counter()
        seen: dict[str, tuple[int, ...]] = {}
        for number, reply in enumerate(replies):
            keys = seen.get(reply.text)
            if keys is None:
                keys = seen[reply.text] = tuple(set(_keys_of_reply(reply.text)))
                spread.update(words_of(reply.text[:READ_AT_MOST]))
            for key in keys:
                customers[key] += max(1, reply.sent_to)
                if first.setdefault(key, number) != number:
                    known = places.setdefault(key, [first[key]])
                    if len(known) < PLACES_AT_MOST:
                        known.append(number)
        kept = {key: count for key, count in customers.items() if count > 1}
        ours = (
            frozenset(word for word, count in spread.items() if count > len(seen) * MOST)
            if len(seen) >= 10
            else frozenset[str]()
        )
        letters = OtherLetters.of([reply.letter for reply in replies if reply.letter], ours)
        return cls(kept, {key: places.get(key, [first[key]]) for key in kept}, len(replies), letters, spread)

    def rarity(self, draft: str) -> float | None:
        """Return how seldom the draft's five rarest words were written before, 0 to 1; None with fewer than 20 replies."""
        if self.count < FEWEST_LETTERS:
            return None
        rare = sorted(
            (1 - log(1 + self.spread[word]) / log(1 + self.count) for word in words_of(draft)), reverse=True
        )
        return round(sum(rare[:5]) / 5, 3)

    def alike(self, text: str, parts: Sequence[Span], least_share: float) -> list[Likeness]:
        """Return the passages that at least MANY customers got before; neighbouring sentences become one."""
        runs: list[list[tuple[Span, list[int]]]] = []
        together = False
        for part in parts:
            keys = list(_keys(level(text[part.start : part.end])))
            known = [key for key in keys if self.customers.get(key, 0) >= MANY]
            if keys and len(known) / len(keys) >= least_share:
                if not together:
                    runs.append([])
                runs[-1].append((part, keys))
                together = True
            else:
                together = False
        return [self._likeness(run) for run in runs]

    def _likeness(self, run: list[tuple[Span, list[int]]]) -> Likeness:
        keys = [key for _, each in run for key in each]
        counts = sorted(count for key in keys if (count := self.customers.get(key, 0)) >= MANY)
        share = len(counts) / len(keys)
        nearest = Counter(number for key in keys for number in self.places.get(key, ()))
        replies = tuple(number for number, _ in nearest.most_common(PLACES_AT_MOST))
        return Likeness(run[0][0].start, run[-1][0].end, counts[len(counts) // 2], share, replies)


def _keys_of_reply(text: str) -> Iterator[int]:
    for part in sentences(text[:READ_AT_MOST]):
        words = text[part.start : part.end]
        if not (is_greeting(words) or is_closing(words) or is_name(words)):
            yield from _keys(level(words))


def _keys(levelled: str) -> Iterator[int]:
    words = WORD.findall(levelled)
    if len(words) < SHINGLE_WORDS:
        return
    for at in range(len(words) - SHINGLE_WORDS + 1):
        run = " ".join(words[at : at + SHINGLE_WORDS])
        yield int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big")
