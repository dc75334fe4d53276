"""A stop where vehicles take who waits, in order, as far as their places go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

BOARDED, WENT_AWAY, STRANDED = range(3)


@dataclass(frozen=True)
class PlayedStop:
    """One entry a rider, by arrival; seconds. outcome: BOARDED, WENT_AWAY when patience ended, or STRANDED after the
    last vehicle. wait: until boarding, going away, or the last vehicle's leaving. left_behind: by each vehicle."""

    wait: np.ndarray
    outcome: np.ndarray
    left_behind: np.ndarray


def play_stop(
    at: np.ndarray,
    vehicle_at: np.ndarray,
    places: np.ndarray,
    *,
    patience: np.ndarray | None = None,
    boarding_seconds: float = 0.0,
) -> PlayedStop:
    """Return what riders meet who arrive at `at` and board in that order.

    at: (riders,), rising, seconds. vehicle_at: (vehicles,), rising. places: free on each, (vehicles,).
    patience: seconds, (riders,); None for who stays. boarding_seconds: each rider takes, so that a vehicle's doors
    stay open while people board and take those who come meanwhile.
    """
    patient = np.full(at.size, np.inf) if patience is None else np.array(patience, float)
    return PlayedStop(
        *_board(
            np.array(at, float),
            patient,
            np.array(vehicle_at, float),
            np.array(places, np.int64),
            float(boarding_seconds),
        )
    )


@njit(cache=True)
def _board(
    at: np.ndarray, patience: np.ndarray, vehicle_at: np.ndarray, places: np.ndarray, boarding: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    riders = at.size
    wait, outcome = np.zeros(riders), np.full(riders, STRANDED, np.int64)
    left_behind = np.zeros(vehicle_at.size, np.int64)
    # Who stands at the stop, in order; the list closes up as people leave it.
    standing = np.empty(riders, np.int64)
    waiting, arrived = 0, 0
    for v in range(vehicle_at.size):
        doors = vehicle_at[v]
        boarded, kept, place = 0, 0, 0
        while True:
            while arrived < riders and at[arrived] <= doors:
                standing[waiting] = arrived
                waiting += 1
                arrived += 1
            if place >= waiting:
                break
            i = standing[place]
            place += 1
            if at[i] + patience[i] < doors:
                outcome[i] = WENT_AWAY
                wait[i] = patience[i]
            elif boarded < places[v]:
                outcome[i] = BOARDED
                wait[i] = doors - at[i]
                boarded += 1
                doors += boarding
            else:
                standing[kept] = i
                kept += 1
        waiting = kept
        left_behind[v] = kept
    last = vehicle_at[-1] if vehicle_at.size else 0.0
    for i in range(riders):
        if outcome[i] == STRANDED:
            gone = at[i] + patience[i] < last
            outcome[i] = WENT_AWAY if gone else STRANDED
            wait[i] = patience[i] if gone else max(last - at[i], 0.0)
    return wait, outcome, left_behind
