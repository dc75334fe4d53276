"""What a letter tells that its writer went through: clauses with signs of it, weighed by a small model.

The signs stand in tables/lived: waiting, weather, who was along, how often, what was lost, fear, pain, being passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from presszero.pure.words.languages import likelier
from presszero.pure.words.normal import level
from presszero.pure.words.shapes import Span, TraitKind
from presszero.pure.words.signs import Sign, signs, tokens
from presszero.pure.words.telling import Clause, is_past, told
from presszero.pure.words.weighing import weights

KINDS: dict[TraitKind, frozenset[str]] = {
    "wait": frozenset(["wait"]),
    "weather": frozenset(["weather"]),
    "vulnerability": frozenset(["body", "age"]),
    "feeling": frozenset(["feel", "shame"]),
    "loss": frozenset(["loss"]),
    "company": frozenset(["kin", "along"]),
    "repeat": frozenset(["again", "tried"]),
}
"""Kinds of what one lives through and the signs of tables/lived that tell them, what weighs most first."""

SHORTEST = 12
"""A clause of fewer characters goes with its neighbour: "in full, again"."""
_BORDER = re.compile(
    r"; ?|, | - |: |\. |\(|\) ?"
    r"| (?=(?:and|but|so|because|while|which|who|when|till|until|then|as|with|et|mais|parce que|car|alors que|pendant que|qui|quand|avec|puis) )"
)


@dataclass(frozen=True)
class Lived:
    """A stretch of a levelled text that tells what was lived through, with every kind of it."""

    start: int
    end: int
    kinds: tuple[TraitKind, ...]


def lived_in(plain: str, parts: Sequence[Span], code: str) -> list[Lived]:
    """Return what a writer went through, from the sentences of a levelled letter; neighbouring clauses become one."""
    clauses = clauses_in(plain, parts, code)
    model = weights("lived")
    odds = [model.odds(said) for said in told(clauses, plain)]
    return [
        Lived(run[0].span.start, run[-1].span.end, _kinds(run))
        for run in runs(clauses, odds, model.threshold)
    ]


CARRIES_ON = 1.0
"""A clause beside a meant one belongs to it when its log-odds miss the threshold by no more than this."""


def runs(clauses: Sequence[Clause], odds: Sequence[float], least: float) -> list[list[Clause]]:
    """Return for each sentence its likeliest clause that reaches the threshold, with those that carry it on.

    One stretch a sentence: of 257 sentences marked in the tuned half, 243 hold one.
    """
    found: list[list[Clause]] = []
    for _, group in groupby(range(len(clauses)), key=lambda at: clauses[at].sentence):
        places = list(group)
        best = max(places, key=lambda at: odds[at])
        if odds[best] < least or _is_plain(clauses[best]):
            continue
        first = last = best
        while first > places[0] and odds[first - 1] >= least - CARRIES_ON:
            first -= 1
        while last < places[-1] and odds[last + 1] >= least - CARRIES_ON:
            last += 1
        found.append(list(clauses[first : last + 1]))
    return found


_PLAIN = frozenset(["kin", "i", "they", "you", "thing", "question"])


def _is_plain(clause: Clause) -> bool:
    """Return whether a clause only says who somebody is: "my daughter goes to school there"."""
    return (
        clause.signs <= _PLAIN
        and "kin" in clause.signs
        and not any(is_past(each.word) for each in clause.said)
    )


def telling_words(text: str, kinds: Sequence[TraitKind]) -> str:
    """Return the words in a trait's text that tell the first of these kinds it has, as "soaked"; "" without any."""
    for kind in kinds:
        for sign in _signs_of(text):
            if sign.name in KINDS.get(kind, ()):
                return text[sign.start : sign.end]
    return ""


def lived_words(text: str) -> list[str]:
    """Return all words in a trait's text that tell of what was lived through, as "soaked", "two hours"."""
    named = frozenset[str]().union(*KINDS.values())
    return [text[sign.start : sign.end] for sign in _signs_of(text) if sign.name in named]


# The traits of a letter are asked for at each key of its reply.
@lru_cache(maxsize=512)
def _signs_of(text: str) -> tuple[Sign, ...]:
    return tuple(signs("lived", likelier(text)).find(tokens(level(text))))


def clauses_in(plain: str, parts: Sequence[Span], code: str) -> list[Clause]:
    """Return the clauses of some sentences, in order."""
    return [
        Clause(span, part, said, frozenset(sign.name for sign in signs("lived", code).find(said)))
        for part in parts
        for span in _spans(plain, part)
        for said in [tuple(tokens(plain, span.start, span.end))]
    ]


def _spans(plain: str, part: Span) -> Iterator[Span]:
    words = plain[part.start : part.end]
    borders = [(0, 0), *(each.span() for each in _BORDER.finditer(words)), (len(words), len(words))]
    kept: list[tuple[int, int]] = []
    for start, end in ((left[1], right[0]) for left, right in pairwise(borders)):
        if end - start < 2:
            continue
        if kept and (end - start < SHORTEST or kept[-1][1] - kept[-1][0] < SHORTEST):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    for start, end in kept:
        yield Span(part.start + start, part.start + end)


def _kinds(run: Sequence[Clause]) -> tuple[TraitKind, ...]:
    """Return the kinds that the signs of a stretch tell, what weighs most first; "burden" where none does."""
    names = frozenset[str]().union(*(clause.signs for clause in run))
    return tuple(kind for kind, own in KINDS.items() if own & names) or ("burden",)
