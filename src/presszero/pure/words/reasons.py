"""Why a sentence seems to answer a point, in the words of both texts, as they were written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from presszero.pure.words.little import PROVES_NOTHING
from presszero.pure.words.normal import WORD, level, stem
from presszero.pure.words.shapes import Detail, PointToAnswer
from presszero.pure.words.sides import Sentence, keyed

AT_MOST = 6


@dataclass(frozen=True)
class Reason:
    """What a point and its sentences have in common: at most six details and six words, as the draft writes them.

    family: two words of one family, the draft's and the customer's.
    """

    details: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    family: tuple[str, str] | None = None

    @property
    def shared(self) -> tuple[str, ...]:
        return (self.details + self.words)[:AT_MOST]


NO_REASON = Reason()


def reason_for(
    point: PointToAnswer, details: Sequence[Detail], parts: Sequence[Sentence], weight: Mapping[object, float]
) -> Reason:
    """Return the reason why these sentences of a draft seem to answer a point.

    details: the point's own, and of what it leans on. weight: what each stem of the point weighs; the heaviest words are named first.
    """
    ours, keys = _details_in_both(details, parts)
    theirs = dict(_telling(point.text))
    words: dict[str, float] = {}
    families: dict[tuple[str, str], float] = {}
    for each in parts:
        shown = [detail for detail in each.within if keyed([detail]) & keys]
        for plain, written in _telling(each.written, shown, each.span.start):
            if same := theirs.get(plain):
                words.setdefault(same if same.islower() else written, weight.get(stem(plain), 0.0))
            elif family := next((word for word in theirs if stem(word) == stem(plain)), None):
                families.setdefault((written, theirs[family]), weight.get(stem(plain), 0.0))
    named = sorted(words, key=lambda word: -words[word])
    nearest = max(families, key=lambda pair: (_same_letters(*pair), families[pair]), default=None)
    return Reason(ours[:AT_MOST], tuple(named[:AT_MOST]), nearest)


def _details_in_both(
    details: Sequence[Detail], parts: Sequence[Sentence]
) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    theirs = keyed(details)
    both = [detail for each in parts for detail in each.within if keyed([detail]) & theirs]
    return tuple(dict.fromkeys(detail.text for detail in both)), keyed(both)


def _telling(written: str, details: Sequence[Detail] = (), start: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the words that tell something, in the singular and as written, but those of details. start: where the text begins."""
    inside = [(each.start - start, each.end - start) for each in details]
    for found in WORD.finditer(level(written)):
        if found.group() in PROVES_NOTHING or len(found.group()) < 3 or found.group().isdigit():
            continue
        if not any(first <= found.start() < last for first, last in inside):
            yield _singular(found.group()), written[found.start() : found.end()]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _same_letters(first: str, second: str) -> int:
    """Return with how many equal letters two words begin."""
    return next(
        (at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), len(first)
    )
