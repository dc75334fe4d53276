"""What one set of facts answers of what many people ask: each person's own points are looked at, one person at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from presszero.pure.words.drafts import Read
from presszero.pure.words.normal import level
from presszero.pure.words.shapes import PointKind, PointToAnswer
from presszero.pure.words.sides import stems_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A point as one person put it. text: the words of their letter it was found in."""

    number: int
    text: str
    kind: PointKind


def covered(points: Sequence[Asked], facts: str, *, at: datetime) -> frozenset[int]:
    """Return the numbers of the points that the facts would answer; a point only touched is not among them.

    It proposes and decides nothing: a person reads each letter before it leaves.

    >>> from datetime import UTC, datetime
    >>> asked = [Asked(1, "Why was there no extra bus?", "question"), Asked(2, "Please refund my taxi.", "request")]
    >>> sorted(covered(asked, "No extra bus was planned for that night.", at=datetime(2026, 7, 6, tzinfo=UTC)))
    [1]
    """
    if not facts.strip() or not points:
        return frozenset()
    letter, placed = "", []
    for point in points:
        begin = len(letter)
        letter += point.text + "\n\n"
        placed.append(
            PointToAnswer(point.number, point.text, begin, begin + len(point.text), point.text, point.kind)
        )
    read = Read.of(letter, placed, facts, at, ("en", "fr"))
    return frozenset(
        point.number
        for point, match in zip(points, read.matches, strict=True)
        if match.state == "answered" and _speak_of(point.text, read.draft_stems)
    )


IN_COMMON = 2


def _speak_of(point: str, said: frozenset[str]) -> bool:
    """Return whether facts speak of a point: two of its words come back, or all, and one alone is not "it"."""
    own = set(stems_of(level(point)))
    common = own & said
    return len(common) >= IN_COMMON or (common == own and not _LEANS.search(level(point)))


_LEANS = re.compile(r"\b(?:it|that|this|they|them|cela|ca|il|elle|ils|elles|y)\b")
