"""A house's own threshold for the proposal that a point is answered, by split conformal calibration on what its people said.

The promise: of the points that a reply leaves open, at most MISSED_AT_MOST are proposed as answered. It holds on average
over houses that label as this one did, whatever the score is, as long as what comes is like what was labelled; points of one
letter lie on the same side of the split. Source: docs/sources.md#conformal
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import floor

from presszero.pure.words.shapes import Shape

MISSED_AT_MOST = 0.1
FEWEST_OPEN = 40
"""Open points that must have been said: half of them choose, half of them tell how well it does."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A point of a sent reply. score: how sure the check was that it is answered, 0 to 1; answered: what a person said."""

    case_id: int
    score: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Done(Shape):
    """How proposals do on points nothing was chosen by. right: share of proposed answers that are answers.

    found: share of answers that are proposed; missed: share of open points that are proposed as answered. None without any.
    """

    right: float | None
    found: float | None
    missed: float | None


@dataclass(frozen=True, slots=True)
class OwnThreshold(Shape):
    """A point is proposed as answered above value. before: the shipped threshold on the same left-out points."""

    value: float
    chosen_on: int
    left_out: int
    open_left_out: int
    before: Done
    after: Done


def open_points_missing(judged: Sequence[Judged]) -> int:
    """Return how many more open points must be said before a threshold can be chosen, 0 when there are enough."""
    return max(0, FEWEST_OPEN - sum(not each.answered for each in judged))


def own_threshold(judged: Sequence[Judged], shipped: float) -> OwnThreshold | None:
    """Return the threshold of these labels beside the shipped one, None while there are too few of them."""
    if open_points_missing(judged):
        return None
    chosen_on, left_out = _halves(judged)
    value = score_above_most([each.score for each in chosen_on if not each.answered])
    if value is None:
        return None
    return OwnThreshold(
        value,
        len(chosen_on),
        len(left_out),
        sum(not each.answered for each in left_out),
        done(left_out, shipped),
        done(left_out, value),
    )


def score_above_most(scores: Sequence[float], missed_at_most: float = MISSED_AT_MOST) -> float | None:
    """Return a score that a further one, drawn like these, exceeds with at most this chance; None with too few scores.

    >>> score_above_most([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    0.9
    >>> score_above_most([0.1, 0.2]) is None
    True
    """
    beyond = floor((len(scores) + 1) * missed_at_most)
    return sorted(scores)[len(scores) - beyond] if beyond else None


def done(judged: Sequence[Judged], threshold: float) -> Done:
    """Return how a threshold does on judged points."""
    proposed = [each for each in judged if each.score > threshold]
    wrong = sum(not each.answered for each in proposed)
    answered = sum(each.answered for each in judged)
    return Done(
        _share(len(proposed) - wrong, len(proposed)),
        _share(len(proposed) - wrong, answered),
        _share(wrong, len(judged) - answered),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _halves(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Return the points of every other case, in an order that nobody chose, and those of the rest."""
    has_open = {each.case_id for each in judged if not each.answered}
    # Cases with an open point first: they are the scarce ones, and each half gets its share of them.
    cases = sorted(
        {each.case_id for each in judged}, key=lambda case_id: (case_id not in has_open, _drawn(case_id))
    )
    first = set(cases[::2])
    return [each for each in judged if each.case_id in first], [
        each for each in judged if each.case_id not in first
    ]


def _drawn(case_id: int) -> bytes:
    return blake2b(str(case_id).encode(), digest_size=8).digest()
