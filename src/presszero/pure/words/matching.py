"""Which sentences of a draft seem to answer which point. Word rules: they order and propose, a person decides."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from presszero.pure.words import nearness
from presszero.pure.words.dates import MONTHS, WEEKDAYS
from presszero.pure.words.nearness import Near
from presszero.pure.words.normal import FAMILY_NAMES, WORD, level, stem, telling_stems
from presszero.pure.words.roles import Role, roles_of
from presszero.pure.words.shapes import Detail, PointToAnswer, ProposedState, Span

_DAYS = frozenset(stem(name) for name in (*MONTHS, *WEEKDAYS) if len(name) > 3)
_LEANS = re.compile(
    r"\b(?:it|that|this|they|them|he|she|same|these|those|do so|cela|ca|ce|c'est|il|elle|ils|elles|en|le|la|y)\b"
)
_CONTINUES = re.compile(
    r"(?:that|this|it|they|he|she|these|so|therefore|until then|cela|c'est|ce|il|elle|ils|elles|c'etait)\b"
)
_DETAIL_WEIGHT = {
    "amount": 1.5,
    "reference": 1.5,
    "route": 1.0,
    "place": 1.0,
    "person": 1.0,
    "date": 0.5,
    "time": 0.8,
}
_COUNTED_WORDS = 7
"""So many of a point's weightiest words make its whole: a long point need not be repeated in full."""


@dataclass(frozen=True)
class Match:
    """The best run of sentences for one point. share: 0 to 1, how sure the rules are that it is answered."""

    state: ProposedState
    start: int | None
    end: int | None
    share: float
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence of the draft, or of the letter: its stems, its details as (kind, value), and what it does."""

    span: Span
    plain: str
    stems: frozenset[str]
    details: frozenset[tuple[str, str]]
    hollow: bool = False
    roles: frozenset[Role] = frozenset()


def sentence(text: str, span: Span, details: Sequence[Detail], hollow: bool = False) -> Sentence:
    plain = level(text[span.start : span.end])
    within = [each for each in details if span.start <= each.start and each.end <= span.end]
    return Sentence(span, plain, frozenset(_words(plain)), keyed(within), hollow, roles_of(plain))


def _words(plain: str) -> list[str]:
    """Return the telling stems without bare figures, which count as details or not at all."""
    return [word for word in telling_stems(plain) if not word.isdigit() and word not in _DAYS]


def keyed(details: Sequence[Detail]) -> frozenset[tuple[str, str]]:
    return frozenset((each.kind, level(each.value)) for each in details if each.value)


_ASKED_FOR: Sequence[tuple[str, Sequence[Role]]] = (
    (r"\b(?:by when|when|quand|how soon|until when|what date|which day|quel jour|quelle date|a quelle heure)\b", ["when"]),
    (r"\b(?:why|how come|pourquoi|what happened|what went|going on|grounds|s'est-il passe|what is the reason|comment se fait)\b", ["why", "owns"]),
    (r"\b(?:who|whom|qui)\b", ["who", "act", "ahead"]),
    (r"\b(?:how much|how many|combien|what does it cost)\b", ["how_much"]),
    (r"\b(?:where|which|what|quelle?s?|ou)\b", ["where", "when", "is_so", "act", "instructs", "ahead"]),
    (r"\b(?:how|comment)\b", ["instructs", "why", "act", "ahead"]),
)  # fmt: skip
_WANTED = tuple((re.compile(pattern), frozenset(roles)) for pattern, roles in _ASKED_FOR)
_WANTED_OF_KIND: Mapping[str, frozenset[Role]] = {
    "question": frozenset(["yes_no", "declines", "is_so", "act", "ahead", "instructs"]),
    "request": frozenset(["act", "ahead", "declines", "instructs", "yes_no"]),
    "complaint": frozenset(["why", "owns", "act", "ahead", "is_so"]),
    "fact": frozenset(["why", "owns", "act", "ahead", "is_so"]),
}


def wanted_roles(point: PointToAnswer) -> frozenset[Role]:
    """Return what a sentence must do, at least one of it, to answer the point: a "when" wants a time."""
    plain = level(point.text)
    if point.kind == "question":
        asked = [roles for pattern, roles in _WANTED if pattern.search(plain)][:1]
        if asked:
            return asked[0]
    return _WANTED_OF_KIND[point.kind]


OPEN_FROM = 0.8
"""How sure the weights must be that a point is open before the check says so: a false alarm costs trust."""
TOUCHES_FROM = 0.12
FOLLOWS_FROM = 0.12
_OPEN_WEIGHTS: Mapping[str, float] = {
    "always": 3.1,
    "silent": 1.7,  # it speaks of two things that have many names, and none of them comes back
    "complaint": 1.0,  # it is seldom answered in its own words
    "request": -0.2,
    "best": -1.3,  # share of the point's words in its best sentence, 0 to 1
    "whole": -2.5,  # share of them anywhere in the draft, 0 to 1
    "does": -0.6,  # the best sentence does what the point wants: gives a time to "when"
    "taken": 1.2,  # how much more of another point its best sentence has
    "undone": 0.9,  # no sentence at all does what it wants
    "room": -1.7,  # text about this letter for each point, in shares of ROOM characters, at most 1
    "met": -2.1,  # sentences that meet some point of the letter, for each point, at most 1.2
}
"""Log-odds that a point is left open, from the tuned letters in tests/corpora/words (docs/sources.md#open-points)."""
ROOM = 80


@dataclass(frozen=True)
class _Side:
    """The draft seen from the points: shares[point][sentence], and how much of it is about them at all."""

    draft: Sequence[Sentence]
    worlds: Sequence[Mapping[object, float]]
    shares: Sequence[Sequence[float]]
    room: float
    met: float
    near: Near | None

    @property
    def hollow(self) -> list[bool]:
        return [_says_nothing(each) for each in self.draft]


def match_points(
    points: Sequence[PointToAnswer],
    letter: Sequence[Sentence],
    letter_details: Sequence[Detail],
    draft: Sequence[Sentence],
    near: Near | None = None,
) -> list[Match]:
    """Return the match of each point. near: closeness in meaning, where it is known. A word weighs less the more points share it, and more if it is in the point
    itself than in the sentence before it, on which "it" or "that" leans."""
    worlds = [_words_of(point, letter, letter_details) for point in points]
    spread = Counter(word for world in worlds for word in world)
    weighted = [{word: weight / spread[word] ** 0.5 for word, weight in world.items()} for world in worlds]
    shares = [[_share(world, each) for each in draft] for world in weighted]
    side = _Side(draft, weighted, shares, *_about(letter, letter_details, draft, shares), near)
    return [_match(at, point, side) for at, point in enumerate(points)]


def _is_silent(point: PointToAnswer, said: set[object]) -> bool:
    """Return whether nothing of an ask comes back, though it speaks of two things we know other words for.

    A complaint is often answered in none of its words, so that its silence proves nothing.
    """
    if point.kind not in ("question", "request"):
        return False
    own = {*_words(level(point.text)), *keyed(point.details)}
    return len(own & FAMILY_NAMES) >= 2 and not own & said


def _words_of(
    point: PointToAnswer, letter: Sequence[Sentence], letter_details: Sequence[Detail]
) -> dict[object, float]:
    world: dict[object, float] = {word: 1.0 for word in _words(level(point.text))}
    inside = list(point.details) or [
        d for d in letter_details if point.start <= d.start and d.end <= point.end
    ]
    world |= {key: _DETAIL_WEIGHT[key[0]] for key in keyed(inside) if key[0] in _DETAIL_WEIGHT}
    if len(world) <= 3 or _LEANS.search(level(point.text)):
        before = [each for each in letter if each.span.end <= point.start][-1:]
        around = [
            each for each in letter if each.span.start <= point.start and point.end + 8 <= each.span.end
        ]
        for each in before + around:
            for word in each.stems:
                world.setdefault(word, 0.4)
            for key in each.details:
                if key[0] in _DETAIL_WEIGHT:
                    world.setdefault(key, 0.4 * _DETAIL_WEIGHT[key[0]])
    return world


def _whole(world: Mapping[object, float]) -> float:
    return sum(sorted(world.values(), reverse=True)[:_COUNTED_WORDS]) or 1.0


def _share(world: Mapping[object, float], each: Sentence) -> float:
    """Return which share of a point's words a sentence has, 0 to 1; hollow sentences and questions have none."""
    return 0.0 if _says_nothing(each) else _share_of(world, {*each.stems, *each.details})


def _share_of(world: Mapping[object, float], keys: set[object]) -> float:
    return min(1.0, sum(weight for word, weight in world.items() if word in keys) / _whole(world))


def _says_nothing(each: Sentence) -> bool:
    return each.hollow or each.plain.rstrip(" \"'").endswith("?")


def _about(
    letter: Sequence[Sentence],
    letter_details: Sequence[Detail],
    draft: Sequence[Sentence],
    shares: Sequence[Sequence[float]],
) -> tuple[float, float]:
    """Return room and met: how much of the draft is about this letter, for each of its points."""
    known: set[object] = {word for each in letter for word in each.stems} | set(keyed(letter_details))
    length = hits = 0
    for at, each in enumerate(draft):
        best = max((row[at] for row in shares), default=0.0)
        if best >= TOUCHES_FROM or (
            not _says_nothing(each) and len((each.stems | each.details) & known) >= 2
        ):
            length += len(each.plain)
        hits += best >= 0.2
    count = len(shares) or 1
    return min(1.0, length / count / ROOM), min(1.2, hits / count)


def _match(at: int, point: PointToAnswer, side: _Side) -> Match:
    shares, wanted = side.shares[at], wanted_roles(point)
    best = max(range(len(shares)), key=lambda place: shares[place], default=None)
    share = shares[best] if best is not None else 0.0
    does = share > 0 and best is not None and bool(side.draft[best].roles & wanted)
    said: set[object] = {
        key for each in side.draft if not _says_nothing(each) for key in each.stems | each.details
    }
    silent = _is_silent(point, said)
    told = {
        "always": 1.0,
        point.kind: 1.0,
        "best": 0.0 if silent else share,
        "silent": float(silent),
        "whole": 0.0 if silent else _share_of(side.worlds[at], said),
        "does": float(does and not silent),
        "taken": _taken(at, best, side),
        "undone": float(not any(each.roles & wanted for each in side.draft if not _says_nothing(each))),
        "room": side.room,
        "met": side.met,
    }
    odds = sum(weight * told.get(name, 0.0) for name, weight in _OPEN_WEIGHTS.items())
    if side.near is not None:
        odds = nearness.odds_of_open(odds, at, side.near, side.hollow)
    sure = round(1 - 1 / (1 + exp(-odds)), 3)
    open_from = OPEN_FROM if side.near is None else nearness.OPEN_FROM
    in_common = (
        set(side.worlds[at]) & (side.draft[best].stems | side.draft[best].details)
        if share and best is not None
        else ()
    )
    touches = share >= TOUCHES_FROM and not silent and (told["taken"] < share or len(in_common) >= 2)
    state: ProposedState = "answered" if 1 - sure < open_from else "touched" if touches else "unanswered"
    if best is None or state == "unanswered":
        return Match("unanswered", None, None, sure, ())
    first, last = _run(_shown(at, best if share else None, wanted, side), shares, side.draft)
    shared = _shared(side.worlds[at], side.draft[first : last + 1])
    return Match(state, side.draft[first].span.start, side.draft[last].span.end, sure, shared)


def _taken(at: int, best: int | None, side: _Side) -> float:
    """Return how much more of another point its best sentence has, 0 to 1: one sentence seldom answers two."""
    if best is None or not side.shares[at][best]:
        return 0.0
    others = [row[best] for place, row in enumerate(side.shares) if place != at]
    return max(0.0, max(others, default=0.0) - side.shares[at][best])


def _shown(at: int, best: int | None, wanted: frozenset[Role], side: _Side) -> int:
    """Return the sentence that is shown as the answer: the nearest by words, and by meaning where that is known."""
    if side.near is not None:
        both = [share + near for share, near in zip(side.shares[at], side.near[at], strict=True)]
        if (place := nearness.nearest(both, side.hollow)) is not None:
            return place
    return best if best is not None else _doing(at, wanted, side)


def _doing(at: int, wanted: frozenset[Role], side: _Side) -> int:
    """Return the sentence that most likely answers a point in other words: it does what is wanted, and no other point needs it."""
    expected = at / max(1, len(side.shares)) * len(side.draft)
    return min(
        range(len(side.draft)),
        key=lambda place: (
            _says_nothing(side.draft[place]),
            not side.draft[place].roles & wanted,
            max(row[place] for row in side.shares) >= TOUCHES_FROM,
            abs(place - expected),
        ),
    )


def _run(at: int, shares: Sequence[float], draft: Sequence[Sentence]) -> tuple[int, int]:
    """Return a sentence with the next one, where that goes on about the same."""
    after = at + 1
    goes_on = (
        after < len(draft)
        and not draft[after].hollow
        and (_CONTINUES.match(draft[after].plain) or shares[after] >= FOLLOWS_FROM)
    )
    return at, after if goes_on else at


def _shared(world: Mapping[object, float], parts: Sequence[Sentence]) -> tuple[str, ...]:
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
