"""One line with one kind of contact, played through at full speed: the check of the formulas."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit

from presszero.pure.queueing.lines import HOUR_SECONDS, Line


@dataclass(frozen=True)
class PlayedLine:
    """What so many contacts met. Shares are of all contacts; times in seconds."""

    contacts: int
    wait_chance: float
    later_share: float
    abandoned_share: float
    mean_wait_seconds: float
    answer_seconds: float
    longest_wait_seconds: float
    occupancy: float


def play_line(
    line: Line,
    servers: int,
    contacts: int,
    chance: np.random.Generator,
    *,
    within_seconds: float = 20.0,
    variation: float | None = None,
) -> PlayedLine:
    """Return what `contacts` contacts meet in one long run that begins empty.

    servers: > 0. variation: of lognormal handling times, standard deviation over mean, > 0; None for exponential.
    """
    patience = math.inf if line.patience_seconds is None else line.patience_seconds
    spread = 0.0 if variation is None else math.sqrt(math.log1p(variation**2))
    waited, later, lost, waits, answered_waits, longest, busy, seconds = _play(
        chance,
        contacts,
        HOUR_SECONDS / line.arrivals_per_hour,
        float(line.handling_seconds),
        float(patience),
        spread,
        servers,
        float(within_seconds),
    )
    answered = max(contacts - lost, 1)
    return PlayedLine(
        contacts,
        waited / contacts,
        later / contacts,
        lost / contacts,
        waits / contacts,
        answered_waits / answered,
        longest,
        busy / (servers * seconds),
    )


@njit(cache=True)
def _play(
    chance: np.random.Generator,
    contacts: int,
    gap: float,
    handling: float,
    patience: float,
    spread: float,
    servers: int,
    within: float,
) -> tuple[int, int, int, float, float, float, float, float]:
    # In order of arrival no event list is needed: a heap of when each server is free again is enough,
    # and whoever gives up before the first of them never takes one.
    free = np.zeros(servers)
    clock, waits, answered_waits, longest, busy = 0.0, 0.0, 0.0, 0.0, 0.0
    waited, later, lost = 0, 0, 0
    for _ in range(contacts):
        clock += chance.standard_exponential() * gap
        patient = chance.standard_exponential() * patience
        if spread == 0.0:
            service = chance.standard_exponential() * handling
        else:
            service = handling * math.exp(spread * chance.standard_normal() - spread * spread / 2.0)
        first = free[0]
        wait = first - clock
        if wait > 0.0:
            waited += 1
            gives_up = patient < wait
            if gives_up:
                wait = patient
                lost += 1
            else:
                answered_waits += wait
            waits += wait
            longest = max(longest, wait)
            if wait > within:
                later += 1
            if gives_up:
                continue
        else:
            first = clock
        busy += service
        done = first + service
        place = 0
        while True:
            child = 2 * place + 1
            if child >= servers:
                break
            if child + 1 < servers and free[child + 1] < free[child]:
                child += 1
            if free[child] >= done:
                break
            free[place] = free[child]
            place = child
        free[place] = done
    return waited, later, lost, waits, answered_waits, longest, busy, clock
