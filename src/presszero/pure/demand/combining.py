"""How much each model is listened to: as much as its errors on the last days allow, by how far ahead it spoke.

Source: docs/sources.md#combining-forecasts
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from presszero.pure.demand.series import Counts
from presszero.pure.demand.stages import BY_LAST_WEEK, BY_PROFILE, MODELS

TENTHS = 10
LAST_WEEK_TENTHS = (0, 5, 10)
# Mixtures within one per cent of the best are heard nearly as much; an error fades by 2 % a day.
SHARPNESS = 0.01
FADES_A_DAY = 0.98
# Before any error is seen: how much worse each model is believed to be, and how much a lone model is, as shares.
# This weighs as much as 14 days of errors.
BELIEVED_WORSE = (0.0, 0.0, 0.25, 0.15, 0.25)
LONE_WORSE = 0.06
BELIEF_DAYS = 14.0
BEFORE_ANY = (0.5, 0.3, 0.1, 0.1, 0.0)
GROUPS = ((1, 1), (2, 7), (8, 400))


def mixtures() -> Counts:
    """Return every mixture of the models in tenths, shape (mixtures, models), each adding up to 1.

    Last week's same weekday has no part, half of it, or all: most series are better without, a timetable is not.
    """
    steps = [LAST_WEEK_TENTHS if name == BY_LAST_WEEK else range(TENTHS + 1) for name in MODELS]
    found = [one for one in product(*steps) if sum(one) == TENTHS]
    return np.array(found, dtype=float) / TENTHS


MIXTURES = mixtures()
BELIEVED = 1.0 + MIXTURES @ np.array(BELIEVED_WORSE) + LONE_WORSE * (MIXTURES**2).sum(1)


def group_of(days_ahead: int) -> int:
    """Return which group a distance belongs to: the next day, the rest of the week, later."""
    return next(place for place, (first, last) in enumerate(GROUPS) if first <= days_ahead <= last)


class Mixing:
    """What every mixture would have missed on the last days, and the weights that follow from it."""

    def __init__(self) -> None:
        self._missed: dict[int, Counts] = defaultdict(lambda: np.zeros(len(MIXTURES)))
        self._days: dict[int, float] = defaultdict(float)

    def learn(self, models: Mapping[str, Counts], actual: Counts, days_ahead: int) -> None:
        """Take in a day that has come: what each model expected of it, shape (slots,), and what came."""
        known = ~np.isnan(actual)
        expected = stacked(models)[:, known]
        missed = np.abs(MIXTURES @ expected - actual[known]).sum(1) / max(float(actual[known].sum()), 1.0)
        group = group_of(days_ahead)
        first, last = GROUPS[group]
        self._missed[group] += missed
        self._days[group] += 1.0 / min(last - first + 1, 7)

    def fade(self) -> None:
        """Let one day pass."""
        for group in self._missed:
            self._missed[group] *= FADES_A_DAY
            self._days[group] *= FADES_A_DAY

    def weights(self, days_ahead: int) -> Counts:
        """Return the weight of each of MODELS, adding up to 1, shape (models,)."""
        group = group_of(days_ahead)
        days = self._days[group]
        seen = self._missed[group] / max(float(self._missed[group].min()), 1e-12) if days else BELIEVED
        worse = (days * seen + BELIEF_DAYS * BELIEVED) / (days + BELIEF_DAYS)
        heard = np.exp(-(worse / worse.min() - 1.0) / SHARPNESS)
        return np.asarray(heard @ MIXTURES / heard.sum())


def stacked(models: Mapping[str, Counts]) -> Counts:
    """Return what the models expect in the order of MODELS; one that says nothing repeats the first."""
    return np.array([models.get(name, models[BY_PROFILE]) for name in MODELS])


def mixed(models: Mapping[str, Counts], weights: Sequence[Counts]) -> Counts:
    """Return the weighted mean of the models, shape (horizon, slots); one row of weights a day."""
    return np.einsum("dm,mds->ds", np.array(weights), stacked(models))
