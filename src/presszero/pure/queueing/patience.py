"""How long people wait before they give up, from call records. Who was answered only tells: at least so long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.queueing.errors import NothingToMeasure


@dataclass(frozen=True)
class MeanPatience:
    """The mean of an exponential patience, with the interval that holds it 95 times of 100; seconds."""

    mean_seconds: float
    low_seconds: float
    high_seconds: float


@dataclass(frozen=True)
class PatienceCurve:
    """The share still waiting after so long (Kaplan-Meier), with its 95 % band.

    at_seconds: times at which somebody gave up, rising, (steps,). still_share, low_share, high_share: from
    that time on, 0 to 1, (steps,). observed_seconds: the longest wait seen; the curve says nothing beyond it.
    """

    at_seconds: np.ndarray
    still_share: np.ndarray
    low_share: np.ndarray
    high_share: np.ndarray
    observed_seconds: float

    def share_after(self, seconds: float) -> float:
        """Return the share whose patience is longer than so many seconds, up to observed_seconds."""
        place = int(np.searchsorted(self.at_seconds, seconds, side="right"))
        return float(self.still_share[place - 1]) if place else 1.0

    def band_after(self, seconds: float) -> tuple[float, float]:
        """Return the least and the largest share that share_after may truly be, 95 times of 100."""
        place = int(np.searchsorted(self.at_seconds, seconds, side="right"))
        return (float(self.low_share[place - 1]), float(self.high_share[place - 1])) if place else (1.0, 1.0)

    def median_seconds(self) -> float | None:
        """Return the first time at which half have given up; None when the records never get there."""
        gone = np.flatnonzero(self.still_share <= 0.5)
        return float(self.at_seconds[gone[0]]) if gone.size else None

    def restricted_mean_seconds(self, up_to_seconds: float) -> float:
        """Return the mean of the patience cut off at up_to_seconds."""
        inside = self.at_seconds < up_to_seconds
        edges = np.concatenate(([0.0], self.at_seconds[inside], [up_to_seconds]))
        return float(np.diff(edges) @ np.concatenate(([1.0], self.still_share[inside])))


def mean_patience(waits_seconds: np.ndarray, gave_up: np.ndarray) -> MeanPatience:
    """Return the exponential estimate: all the time waited over the number who gave up.

    waits_seconds: of everyone who waited, answered or not, >= 0, (contacts,). gave_up: which of them, (contacts,).

    Raises NothingToMeasure when nobody gave up.

    Source: docs/sources.md#patience

    >>> mean_patience(np.array([10.0, 30.0, 60.0]), np.array([False, True, False])).mean_seconds
    100.0
    """
    from scipy.special import gammaincinv

    waits, lost = _checked(waits_seconds, gave_up)
    count, total = int(lost.sum()), float(waits.sum())
    low, high = 2 * gammaincinv(count, 0.975), 2 * gammaincinv(count, 0.025)
    return MeanPatience(total / count, 2 * total / low, 2 * total / high)


def patience_curve(waits_seconds: np.ndarray, gave_up: np.ndarray) -> PatienceCurve:
    """Return the Kaplan-Meier curve with Greenwood's band, which asks for no kind of distribution.

    The arguments and the error are those of mean_patience. Who was answered at the very second at which
    another gave up counts as still waiting then.

    Source: docs/sources.md#patience
    """
    waits, lost = _checked(waits_seconds, gave_up)
    at, gone = np.unique(waits[lost], return_counts=True)
    waiting = waits.size - np.searchsorted(np.sort(waits), at, side="left")
    still = np.cumprod(1.0 - gone / waiting)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = 1.96 * np.sqrt(np.cumsum(gone / (waiting * (waiting - gone.astype(float)))))
        # On the scale of log(-log) the band stays between 0 and 1.
        bend = np.exp(spread / np.abs(np.log(still)))
        low, high = np.nan_to_num(still**bend), np.nan_to_num(still ** (1 / bend))
    return PatienceCurve(at, still, low, high, float(waits.max()))


def _checked(waits_seconds: np.ndarray, gave_up: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    waits, lost = np.asarray(waits_seconds, float), np.asarray(gave_up, bool)
    if np.any(waits < 0):
        raise BadInput(f"A wait of {waits.min():g} seconds was given; a wait is 0 or longer.")
    if not lost.any():
        raise NothingToMeasure(
            f"None of {waits.size:,} contacts gave up, so nothing says how long they would have waited; "
            "give records with people who hung up, or a patience of your own."
        )
    return waits, lost
