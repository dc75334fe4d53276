"""Which sentences of a draft seem to answer which point. Word rules: they order and propose, a person decides."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from presszero.pure.words.dates import MONTHS, WEEKDAYS
from presszero.pure.words.normal import WORD, level, stem, telling_stems
from presszero.pure.words.shapes import Detail, PointToAnswer, ProposedState, Span

ANSWERS_FROM = 0.30
TOUCHES_FROM = 0.14
FOLLOWS_FROM = 0.12
_DAYS = frozenset(stem(name) for name in (*MONTHS, *WEEKDAYS) if len(name) > 3)
_LEANS = re.compile(
    r"\b(?:it|that|this|they|them|he|she|same|these|those|do so|cela|ca|ce|c'est|il|elle|ils|elles|en|le|la|y)\b"
)
_CONTINUES = re.compile(
    r"(?:that|this|it|they|he|she|these|so|therefore|cela|c'est|ce|il|elle|ils|elles|c'etait)\b"
)
_YES_OR_NO = re.compile(r"(?:yes|no|oui|non)\b")
_DETAIL_WEIGHT = {
    "amount": 1.5,
    "reference": 1.5,
    "route": 1.0,
    "place": 1.0,
    "person": 1.0,
    "date": 0.5,
    "time": 0.5,
}


@dataclass(frozen=True)
class Match:
    """The best run of sentences for one point. share: 0 to 1, the weight of the point's words found in it."""

    state: ProposedState
    start: int | None
    end: int | None
    share: float
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence of the draft, or of the letter: its stems, and its details as (kind, value)."""

    span: Span
    plain: str
    stems: frozenset[str]
    details: frozenset[tuple[str, str]]
    hollow: bool = False


def sentence(text: str, span: Span, details: Sequence[Detail], hollow: bool = False) -> Sentence:
    plain = level(text[span.start : span.end])
    within = [each for each in details if span.start <= each.start and each.end <= span.end]
    return Sentence(span, plain, frozenset(_words(plain)), keyed(within), hollow)


def _words(plain: str) -> list[str]:
    """Return the telling stems without bare figures, which count as details or not at all."""
    return [word for word in telling_stems(plain) if not word.isdigit() and word not in _DAYS]


def keyed(details: Sequence[Detail]) -> frozenset[tuple[str, str]]:
    return frozenset((each.kind, level(each.value)) for each in details if each.value)


def match_points(
    points: Sequence[PointToAnswer],
    letter: Sequence[Sentence],
    letter_details: Sequence[Detail],
    draft: Sequence[Sentence],
) -> list[Match]:
    """Return the match of each point. A word weighs less the more points share it, and more if it is in the point
    itself than in the sentence before it, on which "it" or "that" leans."""
    worlds = [_words_of(point, letter, letter_details) for point in points]
    spread = Counter(word for world in worlds for word in world)
    weighted = [{word: weight / spread[word] ** 0.5 for word, weight in world.items()} for world in worlds]
    return [_best(world, point, draft) for world, point in zip(weighted, points, strict=True)]


def _words_of(
    point: PointToAnswer, letter: Sequence[Sentence], letter_details: Sequence[Detail]
) -> dict[object, float]:
    world: dict[object, float] = {word: 1.0 for word in _words(level(point.text))}
    inside = list(point.details) or [
        d for d in letter_details if point.start <= d.start and d.end <= point.end
    ]
    world |= {key: _DETAIL_WEIGHT[key[0]] for key in keyed(inside) if key[0] in _DETAIL_WEIGHT}
    if _LEANS.search(level(point.text)):
        before = [each for each in letter if each.span.end <= point.start][-1:]
        for each in before:
            for word in each.stems:
                world.setdefault(word, 0.25)
            for key in each.details:
                if key[0] in _DETAIL_WEIGHT:
                    world.setdefault(key, 0.4 * _DETAIL_WEIGHT[key[0]])
    return world


def _best(world: dict[object, float], point: PointToAnswer, draft: Sequence[Sentence]) -> Match:
    total = sum(sorted(world.values(), reverse=True)[:8]) or 1.0
    scores = [_score(world, each) for each in draft]
    if not any(scores):
        return Match("unanswered", None, None, 0.0, ())
    at = max(range(len(draft)), key=lambda place: scores[place])
    share, last = scores[at] / total, at
    if (
        at + 1 < len(draft)
        and not draft[at + 1].hollow
        and (_CONTINUES.match(draft[at + 1].plain) or scores[at + 1] / total >= FOLLOWS_FROM)
    ):
        last, share = at + 1, share + 0.5 * scores[at + 1] / total
    if point.kind == "question" and _YES_OR_NO.match(draft[at].plain):
        share += 0.1
    shared = _shared(world, draft[at : last + 1])
    state: ProposedState = "unanswered"
    if share >= ANSWERS_FROM and (len(shared) >= 2 or share >= 0.5):
        state = "answered"
    elif share >= TOUCHES_FROM:
        state = "touched"
    if state == "unanswered":
        return Match(state, None, None, round(share, 3), ())
    return Match(state, draft[at].span.start, draft[last].span.end, round(share, 3), shared)


def _score(world: dict[object, float], each: Sentence) -> float:
    if each.hollow or each.plain.rstrip(" \"'").endswith("?"):
        return 0.0
    keys: set[object] = {*each.stems, *each.details}
    return sum(weight for word, weight in world.items() if word in keys)


def _shared(world: dict[object, float], parts: Sequence[Sentence]) -> tuple[str, ...]:
    """Return the shared words as the draft writes them where it can, details first, at most six."""
    keys: set[object] = set()
    for each in parts:
        keys |= each.stems | each.details
    both = sorted((word for word in world if word in keys), key=lambda word: (-world[word], str(word)))
    details = [word[1] for word in both if isinstance(word, tuple)]
    words = [_as_written(str(word), parts) for word in both if isinstance(word, str)]
    return tuple(dict.fromkeys(details + words))[:6]


def _as_written(stem_of: str, parts: Sequence[Sentence]) -> str:
    return next((w for each in parts for w in WORD.findall(each.plain) if stem(w) == stem_of), stem_of)
