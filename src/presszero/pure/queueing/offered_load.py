"""The work in hand when arrivals change by the hour: peaks come later and lower than the arrivals' (M_t/G/inf)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

Worked = Callable[[np.ndarray], np.ndarray]


def offered_load(arrivals: np.ndarray, interval_seconds: float, worked: Worked) -> np.ndarray:
    """Return the mean contacts in hand in each interval if nobody ever waited, in erlangs, (intervals,).

    arrivals: contacts that arrive in each interval, evenly within it, (intervals,); before the first there is nobody.
    interval_seconds: > 0. worked: one of the functions below; worked(x) is the mean of what one contact that
    arrived somewhere in the last x seconds adds up to: E[x min(S, x) - min(S, x)^2 / 2], S its handling time.

    Source: docs/sources.md#offered-load

    >>> offered_load(np.full(4, 30.0), 1800, exponential_work(240)).round(2).tolist()
    [3.47, 4.0, 4.0, 4.0]
    """
    arrivals = np.asarray(arrivals, float)
    edges = worked(np.arange(arrivals.size + 1) * interval_seconds)
    weights = np.empty(arrivals.size)
    weights[:1] = edges[1:2]
    weights[1:] = edges[2:] - 2 * edges[1:-1] + edges[:-2]
    return np.convolve(arrivals, weights)[: arrivals.size] / interval_seconds**2


def exponential_work(mean_seconds: float) -> Worked:
    """Return `worked` of exponential handling times."""

    def worked(x: np.ndarray) -> np.ndarray:
        return mean_seconds * x + mean_seconds**2 * np.expm1(-x / mean_seconds)

    return worked


def lognormal_work(mean_seconds: float, variation: float) -> Worked:
    """Return `worked` of lognormal handling times. variation: standard deviation over mean, > 0."""
    from scipy.special import ndtr

    sigma2 = math.log1p(variation**2)
    middle, sigma = math.log(mean_seconds) - sigma2 / 2, math.sqrt(sigma2)
    second = mean_seconds**2 * (1 + variation**2)

    def worked(x: np.ndarray) -> np.ndarray:
        at = (np.log(np.maximum(x, 1e-300)) - middle) / sigma
        beyond = ndtr(-at)
        first = mean_seconds * ndtr(at - sigma) + x * beyond
        return x * first - (second * ndtr(at - 2 * sigma) + x**2 * beyond) / 2

    return worked


def empirical_work(seconds: Sequence[float] | np.ndarray) -> Worked:
    """Return `worked` of handling times as they were recorded, (contacts,)."""
    seen = np.sort(np.asarray(seconds, float))

    def worked(x: np.ndarray) -> np.ndarray:
        return np.array([np.mean(at * np.minimum(seen, at) - np.minimum(seen, at) ** 2 / 2) for at in x])

    return worked
