"""What one set of facts answers of what many people ask: each person's own points are looked at, one person at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from presszero.pure.words.drafts import Read
from presszero.pure.words.shapes import PointKind, PointToAnswer


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
    matches = Read.of(letter, placed, facts, at, ("en", "fr")).matches
    return frozenset(
        point.number for point, match in zip(points, matches, strict=True) if match.state == "answered"
    )
