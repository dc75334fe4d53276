"""Which sentence of a draft answers which point: each is held against all points, and belongs to one before the others.

A long reply shares a word or two with nearly every point, so that a shared word proves little there. What tells more
is that a sentence is nearer to this point than to the others, does what the point asks for, and stands where its turn
comes. Taught by benchmarks/words_open.py from replies in which each sentence is marked. Source: docs/sources.md#open-points
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import exp, log, log1p, prod

from presszero.pure.words import lettering
from presszero.pure.words.little import telling_words
from presszero.pure.words.roles import Role
from presszero.pure.words.sides import Sentence
from presszero.pure.words.weighing import Weights, weights

Rows = Sequence[Sequence[float]]
"""For each point a figure for each sentence of the draft."""

_LEANS = re.compile(
    r"(?:it|they|he|she|this|that|there|these|those|until then|in the meantime|you|please|his|her|their|"
    r"il|elle|ils|elles|ce|cela|c'est|vous|d'ici la|de meme|son|sa|leur)\b"
)
_FEELS = re.compile(
    r"\b(?:imagine|must have been|worr(?:y|ies)|no wonder|do not wonder|understand|alarming|upset|hard enough|a great deal|"
    r"i (?:hope|wish)|we (?:hope|wish)|look forward|congratulations|welcome|"
    r"comprends|felicitations|inquietude|je sais bien|j'espere|souhaite)\b"
)
_LOOKED = re.compile(
    r"^(?:(?:i|we)(?:'ve| have)? (?:also )?(?:looked|read|checked|spoke|spoken|talked|went|gone|asked|listened|compared|passed|drove)\b"
    r"|j'ai (?:\w+ )?(?:consulte|repris|relu|lu|interroge|parle|voulu|partage|verifie)\b|je me suis)"
)
_LONG_WORDS = 25
_LEAST, _MOST = -4.0, 4.0


def signs_of(
    near: Rows, shares: Rows, draft: Sequence[Sentence], wanted: Sequence[frozenset[Role]]
) -> list[list[dict[str, float]]]:
    """Return for each point and sentence what the model is told of them.

    near: nearness in letters and stems. shares: how much of a point's words a sentence has. wanted: what each point asks for.

    leads: how much nearer a sentence is to this point than to the others; nearest: no other sentence is nearer to it;
    goes on: that the sentence before leads to it, where this one leans on it; off its turn: how far from where its turn comes.
    """
    near_leads, share_leads = _leads(near), _leads(shares)
    of_sentences = [_of_sentence(at, each, len(draft)) for at, each in enumerate(draft)]
    return [
        [
            of_sentences[at]
            | {
                "near": row[at],
                "near leads": near_leads[point][at],
                "nearest": float(row[at] > 0 and row[at] >= max(row)),
                "share": shares[point][at],
                "share leads": share_leads[point][at],
                "most shared": float(shares[point][at] > 0 and shares[point][at] >= max(shares[point])),
                "after near": near_leads[point][at - 1] if at else 0.0,
                "goes on": near_leads[point][at - 1] if at and of_sentences[at]["leans"] else 0.0,
                "does": float(bool(draft[at].roles & wanted[point])),
                "off its turn": abs((point + 0.5) / len(near) - (at + 0.5) / len(draft)),
            }
            for at in range(len(draft))
        ]
        for point, row in enumerate(near)
    ]


def nearness(asked: Sequence[str], draft: Sequence[Sentence]) -> Rows:
    """Return how near each levelled point is to each sentence: as it stands, and by the words that tell something, in equal parts."""
    whole = lettering.nearness_table(asked, [each.plain for each in draft])
    texts = [telling_words(each.plain) for each in draft]
    telling = lettering.nearness_table([telling_words(each) for each in asked], texts)
    return [
        [(one + other) / 2 for one, other in zip(row, rest, strict=True)]
        for row, rest in zip(whole, telling, strict=True)
    ]


def answer_chances(
    near: Rows, shares: Rows, draft: Sequence[Sentence], wanted: Sequence[frozenset[Role]]
) -> Rows:
    """Return for each point and sentence how likely it is its answer, 0 to 1, when each answers one point before the others."""
    return _chances_by(weights("answering"), signs_of(near, shares, draft, wanted))


def odds_by(model: Weights, signs: Sequence[Sequence[Mapping[str, float]]]) -> list[float]:
    """Return for each point the log-odds, -4 to 4, that a sentence answers it, by a model of one's own, from what signs_of tells."""
    return [odds_of_any(row) for row in _chances_by(model, signs)]


def _chances_by(model: Weights, signs: Sequence[Sequence[Mapping[str, float]]]) -> Rows:
    odds = [[exp(model.odds(told)) for told in row] for row in signs]
    totals = [1 + sum(column) for column in zip(*odds, strict=True)]
    return [[each / total for each, total in zip(row, totals, strict=True)] for row in odds]


def odds_of_any(chances: Sequence[float]) -> float:
    """Return the log-odds, -4 to 4, that one sentence at least answers a point."""
    none = min(1 - 1e-9, max(1e-9, prod(1 - chance for chance in chances)))
    return min(_MOST, max(_LEAST, log((1 - none) / none)))


def _of_sentence(at: int, each: Sentence, count: int) -> dict[str, float]:
    return {
        "hollow": float(each.says_nothing),
        "first": float(at == 0),
        "last": float(at == count - 1),
        "long": min(1.0, log1p(each.plain.count(" ")) / log1p(_LONG_WORDS)),
        "leans": float(bool(_LEANS.match(each.plain))),
        "feels": float(bool(_FEELS.search(each.plain))),
        "looked": float(bool(_LOOKED.match(each.plain))),
        **{f"is {role}": 1.0 for role in each.roles},
    }


def _leads(rows: Rows) -> list[list[float]]:
    """Return how much more of each point a sentence has than of any other."""
    return [
        [
            value - max((other[at] for place, other in enumerate(rows) if place != point), default=0.0)
            for at, value in enumerate(row)
        ]
        for point, row in enumerate(rows)
    ]
