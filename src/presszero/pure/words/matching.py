"""Which sentences of a draft seem to answer which point. Word rules: they order and propose, a person decides."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from presszero.pure.words import nearness
from presszero.pure.words.little import says_little
from presszero.pure.words.nearness import Near
from presszero.pure.words.normal import level
from presszero.pure.words.openness import TOUCHES_FROM, Side, told
from presszero.pure.words.reasons import NO_REASON, Reason, reason_for
from presszero.pure.words.shapes import Detail, PointToAnswer, ProposedState
from presszero.pure.words.sides import Sentence, keyed, stems_of
from presszero.pure.words.weighing import Weights, weights

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
FOLLOWS_FROM = 0.12
LITTLE_WEIGHS = 0.25
"""Of "three weeks" and "the first time" every long reply has a word."""


@dataclass(frozen=True)
class Match:
    """The best run of sentences for one point. share: 0 to 1, how sure the rules are that it is answered. reason: what both say.

    lead: how much nearer the draft is to it, in letters and in meaning where that is known, than to any other point; the
    missing one has least.
    """

    state: ProposedState
    start: int | None
    end: int | None
    share: float
    reason: Reason = NO_REASON
    lead: float = 0.0


def match_points(
    points: Sequence[PointToAnswer],
    letter: Sequence[Sentence],
    letter_details: Sequence[Detail],
    draft: Sequence[Sentence],
    near: Near | None = None,
    *,
    answered_above: float | None = None,
) -> list[Match]:
    """Return the match of each point. near: closeness in meaning, where it is known.

    answered_above: the share above which a point is answered, None for the shipped one.
    """
    side = side_of(points, letter, letter_details, draft, near)
    return [_match(at, point, side, letter_details, answered_above) for at, point in enumerate(points)]


def shipped_threshold(by_meaning: bool) -> float:
    """Return the share above which a point is answered as PressZero ships. by_meaning: a sentence model reads along."""
    return 1 - _chance(_model_of_open(by_meaning).threshold)


def _model_of_open(by_meaning: bool) -> Weights:
    return weights("open-by-meaning" if by_meaning else "open")


def side_of(
    points: Sequence[PointToAnswer],
    letter: Sequence[Sentence],
    letter_details: Sequence[Detail],
    draft: Sequence[Sentence],
    near: Near | None = None,
) -> Side:
    """Return the draft as seen from the points.

    A word weighs less the more points share it, and more if it is in the point itself than in the sentence before it,
    on which "it" or "that" leans.
    """
    worlds = [_by_what_they_tell(_words_of(point, letter, letter_details)) for point in points]
    spread = Counter(word for world in worlds for word in world)
    weighted = [{word: weight / spread[word] ** 0.5 for word, weight in world.items()} for world in worlds]
    return Side.of(points, weighted, letter, letter_details, draft, near)


def _by_what_they_tell(world: dict[object, float]) -> dict[object, float]:
    return {word: weight * (LITTLE_WEIGHS if says_little(word) else 1.0) for word, weight in world.items()}


def _words_of(
    point: PointToAnswer, letter: Sequence[Sentence], letter_details: Sequence[Detail]
) -> dict[object, float]:
    world: dict[object, float] = {word: 1.0 for word in stems_of(level(point.text))}
    inside = _details_of(point, letter_details)
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


def _details_of(point: PointToAnswer, letter_details: Sequence[Detail]) -> list[Detail]:
    return list(point.details) or [
        each for each in letter_details if point.start <= each.start and each.end <= point.end
    ]


_NAMES_ITSELF = ("amount", "reference", "route")


def _named(
    point: PointToAnswer, letter_details: Sequence[Detail], world: Mapping[object, float]
) -> list[Detail]:
    """Return the details of a point, with an amount, a reference or a route of the sentence that it leans on."""
    around = [each for each in letter_details if each.kind in _NAMES_ITSELF and keyed([each]) & world.keys()]
    return _details_of(point, letter_details) + around


def _match(
    at: int,
    point: PointToAnswer,
    side: Side,
    letter_details: Sequence[Detail],
    answered_above: float | None,
) -> Match:
    signs = told(at, point, side)
    model = _model_of_open(by_meaning=side.near is not None)
    odds = model.odds(signs)
    sureness, is_open = round(1 - _chance(odds), 3), odds >= model.threshold
    if answered_above is not None:
        is_open = sureness <= answered_above
    best = side.best(at)
    state: ProposedState = (
        "answered" if not is_open else "touched" if _touches(at, signs, side) else "unanswered"
    )
    if best is None or state == "unanswered":
        return Match("unanswered", None, None, sureness, lead=side.leads[at])
    first, last = _run(_shown(at, side), side.shares[at], side.draft)
    parts = side.draft[first : last + 1]
    reason = reason_for(point, _named(point, letter_details, side.worlds[at]), parts, side.worlds[at])
    return Match(state, parts[0].span.start, parts[-1].span.end, sureness, reason, side.leads[at])


def _chance(odds: float) -> float:
    return round(1 / (1 + exp(-odds)), 3)


def _touches(at: int, signs: Mapping[str, float], side: Side) -> bool:
    """Return whether a sentence speaks of the point at all: it shares enough words, and is this point's own or shares two."""
    best = side.best(at)
    share = side.shares[at][best] if best is not None else 0.0
    if best is None or share < TOUCHES_FROM or signs["silent"]:
        return False
    in_common = set(side.worlds[at]) & (side.draft[best].stems | side.draft[best].details)
    return signs["taken"] < share or len(in_common) >= 2


COUNTS_OF_SHARE = 0.5
"""How much the share of a point's words in a sentence counts beside the chance that it is its answer."""


def _shown(at: int, side: Side) -> int:
    """Return the sentence that is shown as the answer: the likeliest by words, and by meaning where that is known."""
    shares, chances = side.shares[at], side.chances[at]
    if side.near is not None:
        both = [share + near for share, near in zip(shares, side.near.own[at], strict=True)]
        if (place := nearness.nearest(both, side.hollow)) is not None:
            return place
    return max(
        range(len(side.draft)),
        key=lambda place: (
            not side.draft[place].says_nothing,
            chances[place] + COUNTS_OF_SHARE * shares[place],
            -place,
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
