"""The rest of today: what has come so far moves what is still expected, by as much as past days bear out.

The full ratio that practice uses (twice as many so far, twice as many to come) makes mornings worse: a few
early calls say little of the day. How much they say is learnt for each time of day.

Source: docs/sources.md#the-rest-of-today
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from presszero.pure.demand.series import Counts
from presszero.pure.demand.spreads import INTERVAL_EXTRA, LEVELS, band, share_missed
from presszero.pure.threads import one_thread

MEMORY_DAYS = 60
FACTORS = 3
# What is believed before any day was seen weighs as much as ten days.
BELIEF_DAYS = 10.0
MOST_OFF = 0.4
TRUSTED = (0.0, 0.25, 0.5, 0.75, 1.0)
FEWEST_JUDGED = 12
LEAST = 0.5


@dataclass(frozen=True)
class RestOfDay:
    """What is expected of a day of which the first intervals have come.

    begins: the first interval still to come. expected: counts from there on, shape (slots - begins,).
    bands: by level, (low, high), likewise. ratio: what came over what was expected. followed: the part of that
    ratio, as a power, that is carried over to the rest; 1 would be the full ratio, 0 none.
    """

    begins: int
    expected: Counts
    bands: Mapping[int, tuple[Counts, Counts]]
    ratio: float
    followed: float


class Reforecaster:
    """How days went on after each time of day, against what had been expected of them.

    expected, actual: of past days, shape (days, slots), the latest last; NaN or zero where unknown or closed.
    judged: whether a step is taken only as far as it would have helped on past days.
    """

    def __init__(self, expected: Counts, actual: Counts, *, judged: bool = True) -> None:
        self._judged, self._trust = judged, dict[int, float]()
        enough = (np.nansum(actual, axis=1) > 0) & (expected.sum(1) > 0)
        self._expected = expected[enough][-MEMORY_DAYS:]
        self._actual = actual[enough][-MEMORY_DAYS:]
        self._off = _off(self._expected, self._actual)
        self._shared, self._own = _likeness(self._off)

    def rest(self, expected: Counts, so_far: Counts, begins: int) -> RestOfDay:
        """Return what is still expected from interval `begins` on.

        expected: of the whole day, made before it began. so_far: counts of the intervals before `begins`, NaN
        for those not known. Both of shape (slots,); what stands in so_far from `begins` on is not looked at.
        """
        with one_thread():
            rest = self.moved(expected[None], so_far[None], begins)[0]
            bands = self._bands(rest, begins)
        came, thought = _sums(expected[:begins], so_far[:begins])
        ratio = came / thought if thought > 0 else 1.0
        whole = float(np.log(rest.sum() / expected[begins:].sum())) if expected[begins:].sum() > 0 else 0.0
        known = came > 0 and abs(np.log(max(ratio, 1e-9))) > 1e-6
        return RestOfDay(begins, rest, bands, ratio, whole / np.log(ratio) if known else 0.0)

    def moved(self, expected: Counts, so_far: Counts, begins: int) -> Counts:
        """Return what is expected of the rest of some days, shape (days, slots - begins), as far as it is trusted."""
        return expected[:, begins:] * np.exp(self._trusted(begins) * self._steps(expected, so_far, begins))

    def _steps(self, expected: Counts, so_far: Counts, begins: int) -> Counts:
        """Return by how much the logarithm of each interval to come is moved: the mean of two ways to say it."""
        if begins == 0:
            return np.zeros_like(expected)
        ratio = np.log(_known_ratio(expected[:, :begins], so_far[:, :begins]))
        power = np.array([self._power(one, begins) for one in expected])
        by_ratio = np.where(np.isfinite(ratio), power * ratio, 0.0)[:, None]
        if len(self._off) < 2:
            return np.tile(by_ratio, (1, expected.shape[1] - begins))
        return 0.5 * by_ratio + 0.5 * _off(expected[:, :begins], so_far[:, :begins]) @ self._by_shape(begins)

    def _by_shape(self, begins: int) -> Counts:
        """Return what each interval so far says of each to come, shape (begins, slots - begins)."""
        so_far = self._shared[:begins, :begins] + np.diag(self._own[:begins])
        return np.asarray(np.linalg.solve(so_far, self._shared[:begins, begins:]))

    def _trusted(self, begins: int) -> float:
        """Return the part of the step, 0 to 1, that would have missed least on past days it was not learnt from."""
        if not self._judged or len(self._actual) < FEWEST_JUDGED:
            return 1.0
        if begins not in self._trust:
            missed = np.zeros(len(TRUSTED))
            for asked in (0, 1):
                other = Reforecaster(
                    self._expected[1 - asked :: 2], self._actual[1 - asked :: 2], judged=False
                )
                expected, actual = self._expected[asked::2], self._actual[asked::2]
                steps = other._steps(expected, actual, begins)
                for place, part in enumerate(TRUSTED):
                    said = expected[:, begins:] * np.exp(part * steps)
                    missed[place] += np.nansum(np.abs(said - actual[:, begins:]))
            self._trust[begins] = TRUSTED[int(missed.argmin())]
        return self._trust[begins]

    def _power(self, expected: Counts, begins: int) -> float:
        """Return the power of the ratio so far that past days bear out for the rest, 0 to 1.2."""
        believed = self._believed(expected[:begins])
        early, late = (
            np.log(_known_ratio(self._expected[:, part], self._actual[:, part]))
            for part in (slice(None, begins), slice(begins, None))
        )
        both = np.isfinite(early) & np.isfinite(late)
        if not both.any():
            return believed
        weight = BELIEF_DAYS * (float(np.median(early[both] ** 2)) + 1e-6)
        power = (float(early[both] @ late[both]) + weight * believed) / (
            float(early[both] @ early[both]) + weight
        )
        return float(np.clip(power, 0.0, 1.2))

    def _believed(self, early: Counts) -> float:
        """Return the power that follows from how days vary, how intervals vary, and from counting."""
        whole = np.log(_known_ratio(self._expected, self._actual))
        days = float(np.mean(whole[np.isfinite(whole)] ** 2)) if np.isfinite(whole).any() else 0.05**2
        mean = float(early.sum())
        if mean <= 0:
            return 0.0
        intervals = INTERVAL_EXTRA**2 * float((early**2).sum()) / mean**2
        return days / (days + 1.0 / mean + intervals)

    def _bands(self, rest: Counts, begins: int) -> dict[int, tuple[Counts, Counts]]:
        """Return bands as wide as the same update would have missed on past days."""
        said = self.moved(self._expected, self._actual, begins)
        actual = self._actual[:, begins:]
        known = np.isfinite(actual) & (said >= 1.0)
        cells = np.column_stack([(actual - said)[known] ** 2, said[known]])
        return {level: band(rest, share_missed(cells, level, INTERVAL_EXTRA), level) for level in LEVELS}


def _off(expected: Counts, actual: Counts) -> Counts:
    """Return the logarithm of actual over expected, zero where either is unknown or closed; shape of both."""
    with np.errstate(invalid="ignore"):
        off = np.log(np.maximum(actual, LEAST) / np.maximum(expected, LEAST))
    off = np.where(np.isfinite(off) & (expected > 0), off, 0.0)
    return np.clip(off, -MOST_OFF, MOST_OFF)


def _likeness(off: Counts) -> tuple[Counts, Counts]:
    """Return the covariance that intervals share by a few factors, and each one's own variance."""
    days = len(off)
    if days < 2:
        return np.zeros((off.shape[1],) * 2), np.ones(off.shape[1])
    whole = off.T @ off / days
    sizes, ways = np.linalg.eigh(whole)
    count = min(FACTORS, days - 1)
    factors = (ways[:, -count:] * sizes[-count:]) @ ways[:, -count:].T
    trusted = days / (days + BELIEF_DAYS)
    own = np.maximum(np.diag(whole) - np.diag(factors), 1e-5) + (1 - trusted) * np.diag(factors)
    return trusted * factors, own


def _sums(expected: Counts, actual: Counts) -> tuple[float, float]:
    known = np.isfinite(actual) & (expected > 0)
    return float(actual[known].sum()), float(expected[known].sum())


def _known_ratio(expected: Counts, actual: Counts) -> Counts:
    """Return by day what came over what was expected, over the intervals that are known; NaN where nothing is."""
    known = np.isfinite(actual) & (expected > 0)
    came, thought = np.where(known, actual, 0.0).sum(1), np.where(known, expected, 0.0).sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(thought > 0, np.maximum(came, LEAST) / thought, np.nan))


@dataclass(frozen=True)
class CutScore:
    """What was missed of the rest of the day from one time on: not updated, by the full ratio, and ours; shares."""

    begins: int
    none: float
    full: float
    ours: float
    days: int


def score_cuts(expected: Counts, actual: Counts, first: int, cuts: Sequence[int]) -> list[CutScore]:
    """Return how updates at each cut would have done on days `first` and later, learnt from the days before each.

    expected: made before each day began; actual: what came; shape (days, slots) each. cuts: intervals at whose
    beginning the update is made.
    """
    missed = np.zeros((len(cuts), 3))
    arrivals = np.zeros(len(cuts))
    days = 0
    for day in range(first, len(expected)):
        if not (np.nansum(actual[day]) > 0 and expected[day].sum() > 0):
            continue
        days += 1
        with one_thread():
            ours = _updates(expected, actual, day, cuts)
        for place, begins in enumerate(cuts):
            came, thought = _sums(expected[day, :begins], actual[day, :begins])
            rest = expected[day, begins:]
            ratio = came / thought if thought > 0 else 1.0
            for way, said in enumerate((rest, rest * ratio, ours[place])):
                missed[place, way] += np.nansum(np.abs(said - actual[day, begins:]))
            arrivals[place] += np.nansum(actual[day, begins:])
    shares = missed / np.maximum(arrivals, 1e-9)[:, None]
    return [
        CutScore(begins, float(none), float(full), float(ours), days)
        for begins, (none, full, ours) in zip(cuts, shares, strict=True)
    ]


def _updates(expected: Counts, actual: Counts, day: int, cuts: Sequence[int]) -> list[Counts]:
    """Return what is expected of the rest of a day from each cut on, learnt from the days before it."""
    one = Reforecaster(expected[:day], actual[:day])
    return [one.moved(expected[[day]], actual[[day]], begins)[0] for begins in cuts]
