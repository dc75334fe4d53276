"""What a letter tells that its writer went through: clauses with signs of it, weighed by a small model.

The signs stand in tables/lived: waiting, weather, who was along, how often, what was lost, fear, pain, being passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from presszero.pure.words.languages import likelier
from presszero.pure.words.normal import level
from presszero.pure.words.shapes import Span, TraitKind
from presszero.pure.words.signs import Sign, Token, signs, tokens
from presszero.pure.words.weighing import weights

KINDS: dict[TraitKind, frozenset[str]] = {
    "wait": frozenset(["wait"]),
    "weather": frozenset(["weather"]),
    "vulnerability": frozenset(["body", "age"]),
    "feeling": frozenset(["feel", "shame"]),
    "loss": frozenset(["loss"]),
    "company": frozenset(["kin"]),
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


@dataclass(frozen=True)
class Clause:
    """A clause with its sentence, and its signs."""

    span: Span
    sentence: Span
    said: tuple[Token, ...]
    signs: frozenset[str]


def lived_in(plain: str, parts: Sequence[Span], code: str) -> list[Lived]:
    """Return what a writer went through, from the sentences of a levelled letter; neighbouring clauses become one."""
    clauses = clauses_in(plain, parts, code)
    model = weights("lived")
    yes = [model.says_yes(told(clauses, at, plain)) for at in range(len(clauses))]
    return [Lived(run[0].span.start, run[-1].span.end, _kinds(run)) for run in runs(clauses, yes)]


def runs(clauses: Sequence[Clause], yes: Iterable[bool]) -> list[list[Clause]]:
    """Return the runs of clauses that are meant, none longer than its sentence."""
    found: list[list[Clause]] = []
    before: Clause | None = None
    for clause, meant in zip(clauses, yes, strict=True):
        if meant and before is not None and before.sentence == clause.sentence:
            found[-1].append(clause)
        elif meant:
            found.append([clause])
        before = clause if meant else None
    return found


def telling_words(text: str, kinds: Sequence[TraitKind]) -> str:
    """Return the words in a trait's text that tell the first of these kinds it has, as "soaked"; "" without any."""
    for kind in kinds:
        for sign in _signs_of(text):
            if sign.name in KINDS.get(kind, ()):
                return text[sign.start : sign.end]
    return ""


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


def told(clauses: Sequence[Clause], at: int, plain: str) -> dict[str, float]:
    """Return what a clause tells the model: its signs, pairs of them, its words, and the signs around it."""
    clause = clauses[at]
    names = sorted(clause.signs)
    said: dict[str, float] = dict.fromkeys(names, 1.0)
    said |= {f"{first} & {second}": 0.4 for first, second in combinations(names, 2)}
    said |= {f"word {'#' if each.word.isdigit() else each.word}": 0.5 for each in clause.said}
    for name, step in (("before", -1), ("after", 1)):
        if 0 <= at + step < len(clauses) and clauses[at + step].sentence == clause.sentence:
            said |= {f"{name} {sign}": 0.3 for sign in clauses[at + step].signs}
    around = [other for other in _near(clauses, at) if other.sentence == clause.sentence]
    said |= {f"sentence {sign}": 0.3 for other in around for sign in other.signs}
    said["in a question"] = float(plain[clause.sentence.end - 1] == "?")
    said["length"] = min(2.0, len(clause.said) / 8)
    said["whole sentence"] = float(len(around) == 1)
    said["how far down"] = at / len(clauses)
    return said


_WIDEST = 30
"""So many clauses on either side are looked at; a sentence seldom has a quarter of them."""


def _near(clauses: Sequence[Clause], at: int) -> Sequence[Clause]:
    return clauses[max(0, at - _WIDEST) : at + _WIDEST + 1]


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
