"""A stop where a vehicle with so many places comes every so often: M/D^c/1, by the roots of its equation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from presszero.pure.queueing.errors import LineNeverClears


@dataclass(frozen=True)
class Stop:
    """What waits at the stop in the long run.

    left_behind: riders a vehicle leaves standing, mean. mean_wait_seconds: over all riders.
    nobody_left_share: vehicles that take everyone, 0 to 1. mean_waiting: riders at the stop, over time.
    """

    left_behind: float
    mean_wait_seconds: float
    nobody_left_share: float
    mean_waiting: float


def measure_stop(riders_per_hour: float, headway_seconds: float, places: int) -> Stop:
    """Return what riders meet who arrive by chance, board in order, and wait for the next vehicle when it is full.

    riders_per_hour: > 0. headway_seconds: from one vehicle to the next, always the same, > 0. places: free
    on each vehicle, > 0.

    Raises LineNeverClears when more riders arrive between vehicles than there are places.

    Source: docs/sources.md#bulk-service

    >>> round(measure_stop(240, 900, 70).mean_wait_seconds, 1)
    457.7
    """
    arriving = riders_per_hour * headway_seconds / 3600
    if arriving >= places:
        raise LineNeverClears(
            f"{arriving:.1f} riders arrive between two vehicles with {places} places each; "
            f"a vehicle every {places * 3600 / riders_per_hour / 60:.1f} minutes is the least that clears them."
        )
    roots = _roots(arriving, places)
    left = float(np.sum(1 / (1 - roots)).real) - (places * (places - 1) - arriving**2) / (
        2 * (places - arriving)
    )
    left = max(left, 0.0)
    all_taken = (places - arriving) * np.exp(arriving + np.sum(np.log(-roots) - np.log(1 - roots)))
    waiting = left + arriving / 2
    return Stop(left, waiting * headway_seconds / arriving, float(all_taken.real), waiting)


def _roots(arriving: float, places: int) -> np.ndarray:
    """Return the roots inside the unit circle, without 1, of z^places = exp(arriving (z - 1)), (places - 1,)."""
    turns = np.exp(2j * np.pi * np.arange(1, places) / places)
    load = arriving / places
    z = turns * 0.0
    # Each step shrinks the distance by the load at least; Newton's finish takes over where that is slow.
    for _ in range(200):
        z = turns * np.exp(load * (z - 1))
    for _ in range(50):
        value = z - turns * np.exp(load * (z - 1))
        z = z - value / (1 - load * turns * np.exp(load * (z - 1)))
    return z
