"""Teach which sentence of a reply answers which point, and say how well it does on letters it was not taught.

    ./dev bench words_answering

It learns from the tuned good replies and from practice/long.*.txt, in which each sentence is marked with the points it
answers. `./dev bench words_open` then weighs what it says beside the other signs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from math import exp

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from tests.corpora.answers import Answered, answers_of, long_letters
from tests.corpora.letters import written_letters

from benchmarks.words_teach import write
from presszero.pure.words import PointToAnswer, matching
from presszero.pure.words.answering import nearness, signs_of
from presszero.pure.words.drafts import Read
from presszero.pure.words.nearness import SentenceModel
from presszero.pure.words.normal import level
from presszero.pure.words.openness import Side
from presszero.pure.words.sides import wanted_roles
from presszero.pure.words.weighing import Weights

FOLDS = 10
LONG_COUNTS = 3.0
"""A long reply is where a sentence is most easily taken for an answer, and there are few of them."""
STRENGTH = 0.3

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """A point and a sentence. letter, point: by number; name: of the letter; answers: whether the sentence was marked as its answer."""

    letter: int
    point: int
    name: str
    long: bool
    told: dict[str, float]
    answers: bool


def main() -> None:
    pairs = list(pairs_of_letters())
    names = DictVectorizer(sparse=False)
    told = names.fit_transform([pair.told for pair in pairs])
    right = np.array([pair.answers for pair in pairs])
    counts = np.array([LONG_COUNTS if pair.long else 1.0 for pair in pairs])
    fold = np.array([pair.letter * 7 % FOLDS for pair in pairs])
    odds = np.zeros(len(pairs))
    for left_out in range(FOLDS):
        rest = fold != left_out
        odds[~rest] = _taught(told[rest], right[rest], counts[rest]).decision_function(told[~rest])
    long = np.array([pair.long for pair in pairs])
    model = _taught(told, right, counts)
    card = {
        "taught": f"{len(pairs)} points with a sentence, {int(right.sum())} of which answer",
        "area under the curve, letters left out in turn": round(float(roc_auc_score(right, odds)), 3),
        "the same, long replies": round(float(roc_auc_score(right[long], odds[long])), 3),
    }
    columns = names.get_feature_names_out()
    weights = {
        name: round(float(weight), 3) for name, weight in zip(columns, model.coef_[0], strict=True) if weight
    }
    write(
        "answering",
        {"bias": round(float(model.intercept_[0]), 3), "threshold": 0.0, "card": card, "weights": weights},
    )
    print(f"answering: {weights}; {card}")
    right_shown, of = shown(pairs, odds)
    print(
        f"the sentence shown is one that was marked, letters left out in turn: {right_shown} of {of} points"
    )


def shown(pairs: Sequence[Pair], odds: Numbers) -> tuple[int, int]:
    """Return for how many points the sentence that is shown was marked as an answer, and how many have one that was.

    odds: of each pair, by a model that did not see its letter.
    """
    right = of = 0
    for _, group in groupby(range(len(pairs)), key=lambda at: pairs[at].letter):
        by_point = [list(row) for _, row in groupby(group, key=lambda at: pairs[at].point)]
        totals = [1 + sum(exp(odds[at]) for at in column) for column in zip(*by_point, strict=True)]
        for row in by_point:
            likely = [
                (
                    not pairs[at].told["hollow"],
                    exp(odds[at]) / total + matching.COUNTS_OF_SHARE * pairs[at].told["share"],
                )
                for at, total in zip(row, totals, strict=True)
            ]
            if any(pairs[at].answers for at in row):
                of += 1
                right += pairs[row[likely.index(max(likely))]].answers
    return right, of


def marked_letters(languages: Sequence[str] = ("en", "fr")) -> Iterator[tuple[bool, Answered]]:
    """Yield whether a reply is a long one, and the letter, its sentences marked."""
    for language in languages:
        tuned = list(written_letters("tuned", language))
        yield from ((False, letter) for letter in answers_of(tuned, language))
        yield from ((True, letter) for letter in long_letters(language))


def points_of(letter: Answered) -> list[PointToAnswer]:
    """Return the points of a letter as they were marked."""
    return [
        PointToAnswer(number, mark.quote, *span, mark.quote, mark.kind)  # type: ignore[arg-type]
        for number, (mark, span) in enumerate(zip(letter.points, letter.spans, strict=True))
    ]


def side_of(letter: Answered, reply: str, meaning: SentenceModel | None = None) -> Side:
    """Return a reply as seen from the points of its letter."""
    points, at = points_of(letter), letter.sent_at.replace(tzinfo=UTC)
    read = Read.of(letter.text, points, reply, at, ("en", "fr"), meaning)
    return matching.side_of(points, read.letter_parts, read.letter_details, read.parts, read.near)


def pairs_of_letters() -> Iterator[Pair]:
    """Yield each point of the marked letters with each sentence of its reply."""
    for number, (long, letter) in enumerate(marked_letters()):
        side = side_of(letter, letter.reply)
        for point, row in enumerate(signs_of_side(points_of(letter), side)):
            for told, each in zip(row, side.draft, strict=True):
                answers = _answers(letter.parts, point, each.span.start, each.span.end)
                yield Pair(number, point, letter.name, long, told, answers)


def signs_of_side(points: Sequence[PointToAnswer], side: Side) -> list[list[dict[str, float]]]:
    """Return for each point and sentence of a reply what the model is told of them."""
    near = nearness([level(point.text) for point in points], side.draft)
    return signs_of(near, side.shares, side.draft, [wanted_roles(point) for point in points])


def taught_without(pairs: Sequence[Pair], left_out: Collection[str]) -> Weights:
    """Return the model as it is taught when it has not seen some letters."""
    rest = [pair for pair in pairs if pair.name not in left_out]
    names = DictVectorizer(sparse=False)
    told = names.fit_transform([pair.told for pair in rest])
    counts = np.array([LONG_COUNTS if pair.long else 1.0 for pair in rest])
    model = _taught(told, np.array([pair.answers for pair in rest]), counts)
    columns = names.get_feature_names_out()
    return Weights(
        "left-out",
        float(model.intercept_[0]),
        0.0,
        dict(zip(columns, map(float, model.coef_[0]), strict=True)),
        {},
    )


def _answers(parts: Sequence[tuple[int, int, frozenset[int]]], point: int, start: int, end: int) -> bool:
    """Return whether most of a sentence, as the check cuts it, is marked as an answer to the point."""
    shared = sum(max(0, min(end, e) - max(start, s)) for s, e, answers in parts if point in answers)
    return shared > (end - start) / 2


def _taught(told: Numbers, right: NDArray[np.bool_], counts: Numbers) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(told, right, sample_weight=counts)


if __name__ == "__main__":
    main()
