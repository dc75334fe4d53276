"""What a clause of a letter tells the model of experience: its signs and words, what stands beside it, and where it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from presszero.pure.words.shapes import Span
from presszero.pure.words.signs import Token

_FIRST_PERSON = re.compile(r"(?:i|we|my|our|je|j'|nous|mon|ma|mes|on)\b")
_PAST_WORDS = """
    was were had did went came got stood sat left lost told said took made fell woke slept spent paid bought broke gave
    kept heard felt found saw ran drove walked rang wrote cried missed began held brought caught hung sent put cut hit let
    read avais avait avions avaient etais etait etions etaient
"""
_PAST = frozenset(_PAST_WORDS.split())


LETTER_FROM = 4
"""So many sentences have a beginning, a middle and an end."""


@dataclass(frozen=True)
class Clause:
    """A clause with its sentence, and its signs."""

    span: Span
    sentence: Span
    said: tuple[Token, ...]
    signs: frozenset[str]


def told(clauses: Sequence[Clause], plain: str) -> list[dict[str, float]]:
    """Return what each clause of a levelled letter tells the model."""
    sentences = [list(group) for _, group in groupby(clauses, key=lambda each: each.sentence)]
    down = 0
    found: list[dict[str, float]] = []
    for number, around in enumerate(sentences):
        place = _place_of(number, len(sentences), len(clauses))
        asks = float(plain[around[0].sentence.end - 1] == "?")
        signs = {sign for clause in around for sign in clause.signs}
        for at, clause in enumerate(around):
            said = _own(clause, plain) | dict(_beside(around, at)) | place
            said |= {f"sentence {sign}": 0.3 for sign in signs}
            said["in a question"] = asks
            said["whole sentence"] = float(len(around) == 1)
            said["how far down"] = down / len(clauses) if place else 0.5
            found.append(said)
            down += 1
    return found


def _own(clause: Clause, plain: str) -> dict[str, float]:
    names = sorted(clause.signs)
    words = [each.word for each in clause.said]
    said: dict[str, float] = dict.fromkeys(names, 1.0)
    said |= {f"{first} & {second}": 0.4 for first, second in combinations(names, 2)}
    said |= {f"word {'#' if word.isdigit() else word}": 0.5 for word in words}
    said["length"] = min(2.0, len(words) / 8)
    said["begins with i"] = float(bool(_FIRST_PERSON.match(plain, clause.span.start)))
    said["past"] = 0.5 * sum(map(is_past, words))
    said["figures"] = 0.5 * sum(word.isdigit() for word in words)
    said["long sentence"] = min(2.0, (clause.sentence.end - clause.sentence.start) / 100)
    return said


def is_past(word: str) -> bool:
    """Return whether a levelled word tells of what was: "stood", "carried", "etait"."""
    return word in _PAST or word.endswith("ed")


def _beside(around: Sequence[Clause], at: int) -> Iterator[tuple[str, float]]:
    """Yield the signs of the clauses before and after in the same sentence."""
    for name, step in (("before", -1), ("after", 1)):
        if 0 <= at + step < len(around):
            yield from ((f"{name} {sign}", 0.3) for sign in around[at + step].signs)


def _place_of(number: int, sentences: int, clauses: int) -> dict[str, float]:
    """Return where in a letter a sentence lies: it opens with its matter and ends in what it asks. A few lines have no parts."""
    if sentences < LETTER_FROM:
        return {}
    share = number / (sentences - 1)
    return {
        "first sentence": float(number == 0),
        "second sentence": float(number == 1),
        "last sentence": float(number == sentences - 1),
        "in the middle": 1 - abs(2 * share - 1),
        "clauses": min(2.0, clauses / 15),
    }
