"""Was the warning right? Onsets found, false alarms raised, and whether the chances mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

# A warning that stays up with nothing in sight counts again after so many intervals.
LONGEST_EPISODE = 4


@dataclass(frozen=True)
class Told:
    """One interval that was judged: when, the chance told before it, whether it missed its target, and whether the
    one before it did. score need not be a chance: only its order counts for a curve."""

    day: int
    interval: int
    score: float
    missed: bool
    missed_before: bool

    @property
    def is_onset(self) -> bool:
        return self.missed and not self.missed_before


@dataclass(frozen=True)
class Point:
    """What warning from a score on comes to: share of onsets found, false alarms in 8 open hours, two precisions.

    precision: of the warned intervals, those that missed their target or lay beside one that did; saying that a line
    which is bad now stays bad counts here. alarms_right: of onsets found and false alarms together, the onsets.
    """

    score: float
    found_share: float
    false_alarms: float
    precision: float
    alarms_right: float


def judge(told: Sequence[Told], from_score: float, interval_seconds: float) -> Point:
    """Return what warning at from_score and above comes to.

    A false alarm is a run of warned intervals of a day, none of them missing the target nor next to one that does; a run
    longer than LONGEST_EPISODE counts again.
    """
    missed = {(one.day, one.interval) for one in told if one.missed}
    warned = [one for one in told if one.score >= from_score]
    near = [any((one.day, one.interval + step) in missed for step in (-1, 0, 1)) for one in warned]
    onsets = [one for one in told if one.is_onset]
    found = sum(one.score >= from_score for one in onsets)
    hours = len(told) * interval_seconds / 3600
    alarms = _episodes([one for one, right in zip(warned, near, strict=True) if not right])
    return Point(
        from_score,
        found / max(len(onsets), 1),
        alarms / hours * 8,
        sum(near) / max(len(warned), 1),
        found / max(found + alarms, 1),
    )


def _episodes(wrong: Sequence[Told]) -> int:
    count, length = 0, 0
    before: Told | None = None
    for one in wrong:
        goes_on = before is not None and (one.day, one.interval) == (before.day, before.interval + 1)
        length = length + 1 if goes_on and length < LONGEST_EPISODE else 1
        count += length == 1
        before = one
    return count


def curve(told: Sequence[Told], interval_seconds: float) -> list[Point]:
    """Return a point for each score that was told, from the highest down."""
    return [
        judge(told, score, interval_seconds) for score in sorted({one.score for one in told}, reverse=True)
    ]


def found_at(points: Sequence[Point], false_alarms: float) -> float:
    """Return the largest share of onsets found with at most so many false alarms in 8 open hours."""
    return max((point.found_share for point in points if point.false_alarms <= false_alarms), default=0.0)


def right_at(points: Sequence[Point], found_share: float) -> float:
    """Return the largest share of alarms that were right while at least so many of the onsets are found; 0 if never."""
    return max((point.alarms_right for point in points if point.found_share >= found_share), default=0.0)


def reliability(
    told: Sequence[Told], edges: Sequence[float] = (0, 0.1, 0.2, 0.3, 0.5, 1.0)
) -> list[dict[str, float]]:
    """Return, for each range of chances: how many were told, their mean, and the share that came true."""
    rows = []
    for low, high in pairwise(edges):
        inside = [one for one in told if low <= one.score < high or (high == edges[-1] and one.score == high)]
        if inside:
            rows.append(
                {
                    "from": low,
                    "to": high,
                    "told": len(inside),
                    "mean_chance": float(np.mean([one.score for one in inside])),
                    "came_true": float(np.mean([one.missed for one in inside])),
                }
            )
    return rows
