"""The early warning: how likely a line is to miss its target soon, learned from what became of earlier moments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from presszero.pure.queueing import kernels

UNSURE_RATE = 0.15
# Contacts in one interval wait together or not at all: their share scatters as if there were fewer of them.
TOGETHER = 4.0
# What lies farther from the middle than this, in spreads, says no more than what lies there: a straight line drawn on
# from it would be surest where it was taught least.
FARTHEST = 1.0
# What is usual is known well from many days alike and badly from one; evidence beside it begins as if it were worth nothing
# and had seen so many days.
TRUSTED_DAYS = 2.0


@dataclass(frozen=True)
class Moment:
    """What is known when a warning about a later interval has to be given.

    expected: contacts forecast for the interval. interval_seconds: its length. seen_beside_expected: contacts of the
    last hour over those expected for it, held towards 1 where there are few. handling_seconds: mean of late.
    people: expected on the line then, may be a fraction. people_beside_plan: on the line now beside what is usual now,
    as a share more or less. share_hour, share_half_hour: who waited at most within_seconds, of those of the last hour
    and half-hour of whom it is known, 0 to 1; usual_share_hour, usual_share_half_hour: the same of other days.
    gave_up_share: who gave up in the last half-hour, of those who entered. usual_share: of that interval on other days.
    usual_missed_share: how often intervals about that time miss the target. usual_days: from how many days all that is
    usual is known.
    """

    expected: float
    interval_seconds: float
    seen_beside_expected: float
    handling_seconds: float
    people: float
    people_beside_plan: float
    share_hour: float
    usual_share_hour: float
    share_half_hour: float
    usual_share_half_hour: float
    gave_up_share: float
    usual_share: float
    usual_missed_share: float
    usual_days: int
    target_share: float
    within_seconds: float
    patience_seconds: float | None = None

    @property
    def arrivals_per_second(self) -> float:
        return self.expected * self.seen_beside_expected / self.interval_seconds

    def formula_share(self, busier: float = 1.0) -> float:
        """Return the share that waits at most within_seconds by the formula; between whole people in proportion."""
        patience = np.inf if self.patience_seconds is None else self.patience_seconds
        fewer = math.floor(max(self.people, 0.0))
        part = max(self.people, 0.0) - fewer
        shares = [
            1
            - kernels.line_measures(
                self.arrivals_per_second * busier,
                self.handling_seconds,
                patience,
                people,
                self.within_seconds,
            )[kernels.WAITS_LONGER]
            for people in (fewer, fewer + 1)
        ]
        return (1 - part) * shares[0] + part * shares[1]


def untaught_chance(moment: Moment) -> float:
    """Return the chance, 0 to 1, of missing the target, from the formula alone: where nothing was learned yet."""
    from scipy.special import ndtr

    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    missed = []
    for node in nodes:
        share = moment.formula_share(max(1 + UNSURE_RATE * float(node), 0.05))
        count = max(moment.expected * moment.seen_beside_expected / TOGETHER, 1.0)
        spread = math.sqrt(max(share * (1 - share), 0.01) / count)
        missed.append(float(ndtr((moment.target_share - share) / spread)))
    return float(np.dot(missed, weights) / weights.sum())


@dataclass(frozen=True)
class Taught:
    """A chance learned from moments that were judged: logistic in the evidence, held towards saying nothing.

    middles, spreads, weights: of each part of the evidence, (parts,). base: the log-odds of an even moment.
    """

    middles: np.ndarray
    spreads: np.ndarray
    weights: np.ndarray
    base: float

    def chance(self, moment: Moment) -> float:
        """Return the chance, 0 to 1, of missing the target in the moment's interval."""
        even = _even(evidence(moment), self.middles, self.spreads) * _trust([moment.usual_days])
        return float(1 / (1 + np.exp(-(self.base + even @ self.weights))))


def evidence(moment: Moment) -> np.ndarray:
    """Return the parts that speak for or against missing the target, (6,).

    Most stand beside what is usual: a line that is always bad at ten says little of a day on which it is.
    """
    return np.array(
        [
            _log_odds(moment.formula_share()) - _log_odds(moment.target_share),
            _log_odds(moment.share_hour) - _log_odds(moment.usual_share_hour),
            _log_odds(moment.share_half_hour) - _log_odds(moment.usual_share_half_hour),
            moment.gave_up_share,
            moment.people_beside_plan,
            _log_odds(moment.usual_missed_share),
        ]
    )


def teach(
    moments: Sequence[Moment], missed: Sequence[bool], *, held: float = 10.0, weight: float = 1.0
) -> Taught:
    """Return what the judged moments teach. missed: whether each missed its target. held: how strongly the weights are
    held towards 0 (ridge); with few moments that is what keeps chances honest. weight: how much each moment counts,
    less than 1 where they overlap.

    Source: docs/sources.md#warning
    """
    parts = np.array([evidence(moment) for moment in moments])
    outcome = np.asarray(missed, float)
    middles, spreads = parts.mean(axis=0), np.maximum(parts.std(axis=0), 1e-9)
    trust = _trust([moment.usual_days for moment in moments])
    design = np.column_stack((np.ones(outcome.size), _even(parts, middles, spreads) * trust[:, None]))
    hold = np.diag([1e-6, *[held] * parts.shape[1]])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-design @ weights))
        slope = weight * design.T @ (outcome - chances) - hold @ weights
        bend = (design * (weight * chances * (1 - chances))[:, None]).T @ design + hold
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return Taught(middles, spreads, weights[1:], float(weights[0]))


def _even(parts: np.ndarray, middles: np.ndarray, spreads: np.ndarray) -> np.ndarray:
    """Return the parts on one scale, their spread as unit, none farther than FARTHEST from the middle."""
    return np.asarray(np.clip((parts - middles) / spreads, -FARTHEST, FARTHEST))


def _trust(days: Sequence[int]) -> np.ndarray:
    """Return how much evidence counts, 0 to 1, where what is usual is known from so many days."""
    known = np.asarray(days, float)
    return np.asarray(known / (known + TRUSTED_DAYS))


def _log_odds(share: float) -> float:
    held = min(max(share, 0.01), 0.99)
    return math.log(held / (1 - held))
