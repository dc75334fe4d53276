"""The sentences of letter and draft as the check reads them, and what a sentence must do to answer a point."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from presszero.pure.words.dates import MONTHS, WEEKDAYS
from presszero.pure.words.normal import level, stem, telling_stems
from presszero.pure.words.roles import Role, roles_of
from presszero.pure.words.shapes import Detail, PointToAnswer, Span

_DAYS = frozenset(stem(name) for name in (*MONTHS, *WEEKDAYS) if len(name) > 3)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the draft, or of the letter: its stems, its details as (kind, value), what it does, and in which row of the text it ends.

    written: its words as they stand in the text. within: its details, with their places in the text.
    """

    span: Span
    plain: str
    stems: frozenset[str]
    details: frozenset[tuple[str, str]]
    hollow: bool = False
    roles: frozenset[Role] = frozenset()
    row: int = 0
    written: str = ""
    within: tuple[Detail, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """A hollow sentence or a question answers nothing."""
        return self.hollow or self.plain.rstrip(" \"'").endswith("?")


def sentence(text: str, span: Span, details: Sequence[Detail], hollow: bool = False) -> Sentence:
    written = text[span.start : span.end]
    plain = level(written)
    within = tuple(each for each in details if span.start <= each.start and each.end <= span.end)
    row, stems = text.count("\n", 0, span.end), frozenset(stems_of(plain))
    return Sentence(span, plain, stems, keyed(within), hollow, roles_of(plain), row, written, within)


def stems_of(plain: str) -> list[str]:
    """Return the telling stems without bare figures, which count as details or not at all."""
    return [word for word in telling_stems(plain) if not word.isdigit() and word not in _DAYS]


def keyed(details: Sequence[Detail]) -> frozenset[tuple[str, str]]:
    return frozenset(key_of(each) for each in details if each.value)


def key_of(detail: Detail) -> tuple[str, str]:
    """Return by what a detail is known, its kind and its value: "12 Nov." is 12 November."""
    return detail.kind, level(detail.value or "")


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
