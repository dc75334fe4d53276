"""A group of counters (registers, desks, ticket windows): one line, and each counter takes a while to open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from presszero.pure.queueing import kernels

CLOSED, OPENING, FREE, BUSY, CLOSING = range(5)
DECIDED_EVERY_SECONDS = 30.0


@dataclass(frozen=True)
class CounterRule:
    """When to open and close. All may hold together; the most counters that any of them wants is wanted.

    planned: counters by interval, (intervals,), ready at its begin, so called `opening_seconds` before; None for no plan.
    expected: customers expected by interval, (intervals,): what the arrivals are compared with.
    ladder: early warning: the work in hand, in erlangs, above which one more than 0, 1, 2, ... counters is wanted,
    (counters,), rising; None for no early warning. The work is what is expected when an opened counter would be
    ready, times how much busier than expected the last `window_seconds` were, held towards 1 as if
    `trust_seconds` more had gone as expected.
    present_weight: how far the work in hand is moved towards the customers now being served or waiting, 0 to 1.
    line_each: open one more when more wait than this for each open counter, and close one after
    `linger_seconds` without a line; None for no look at the line.
    linger_seconds: close a counter only when plan and early warning wanted fewer for so long.
    """

    planned: np.ndarray | None = None
    expected: np.ndarray | None = None
    ladder: np.ndarray | None = None
    window_seconds: float = 600.0
    trust_seconds: float = 1200.0
    present_weight: float = 0.0
    line_each: float | None = None
    linger_seconds: float = 300.0


@dataclass(frozen=True)
class PlayedCounters:
    """What one day brought. wait: of each customer, seconds, (customers,). longest_line: most waiting at once.

    open_hours: counters open, until the last customer of each had gone; opening_hours: on the way to a counter, beside.
    ended_seconds: when the last customer had gone.
    """

    wait: np.ndarray
    longest_line: int
    open_hours: float
    opening_hours: float
    ended_seconds: float


def ladder_with_spare(spare: float, most: int) -> np.ndarray:
    """Return the ladder of A + spare x sqrt(A) counters, (most,). spare: in standard deviations of the work, >= 0."""
    counters = np.arange(most, dtype=float)
    return ((np.sqrt(spare**2 + 4 * counters) - spare) / 2) ** 2


def ladder_worth_its_while(
    late_for_an_hour: float,
    mean_service_seconds: float,
    most: int,
    *,
    within_seconds: float = 60.0,
    doubt: float = 0.15,
) -> np.ndarray:
    """Return the ladder that opens one more wherever an hour of it spares at least so many people a long wait.

    late_for_an_hour: people who would wait longer than within_seconds, > 0. doubt: how well the rate is known,
    standard deviation over mean. At every load the last hour then buys the same, which wastes none.

    Source: docs/sources.md#counters
    """
    loads = np.arange(1, 20 * most) / 20
    # Five points carry the mean and the spread of an unsure rate.
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    at = np.maximum(loads[:, None] * (1 + doubt * nodes), 1e-6) / mean_service_seconds
    late = np.empty((most + 2, loads.size))
    for counters in range(most + 2):
        rows = kernels.line_measures_each(
            at.ravel(),
            np.full(at.size, mean_service_seconds),
            np.full(at.size, np.inf),
            np.full(at.size, counters),
            within_seconds,
        )
        late[counters] = rows[:, kernels.WAITS_LONGER].reshape(at.shape) @ weights / weights.sum()
    spared = (late[:-1] - late[1:]) * loads / mean_service_seconds * 3600
    wanted = np.array(
        [_last_worth(spared[:, place], loads[place], late_for_an_hour) for place in range(loads.size)]
    )
    return np.array(
        [loads[np.argmax(wanted > step)] - 0.05 if np.any(wanted > step) else np.inf for step in range(most)]
    )


def _last_worth(spared: np.ndarray, load: float, worth: float) -> int:
    """Return the counters after which no further one spares enough; at least enough for the load itself."""
    enough = int(load) + 1
    more = np.flatnonzero(spared[enough:] >= worth)
    return enough + (int(more[-1]) + 1 if more.size else 0)


def play_counters(
    at: np.ndarray,
    service: np.ndarray,
    rule: CounterRule,
    *,
    mean_service_seconds: float,
    interval_seconds: float,
    close_seconds: float,
    opening_seconds: float,
    most: int,
) -> PlayedCounters:
    """Return what customers meet who arrive at `at` and take `service` seconds each, (customers,), by arrival.

    The day runs from 0 to close_seconds; then nobody comes and counters stay until everyone was served.
    opening_seconds: from the call to the open counter. most: counters there are, and people to open them.
    """
    nothing = np.zeros(1)
    wait, longest, open_seconds, opening, ended = _play(
        np.array(at, float),
        np.array(service, float),
        nothing if rule.planned is None else np.array(rule.planned, float),
        nothing if rule.expected is None else np.array(rule.expected, float) / interval_seconds,
        np.zeros(0) if rule.ladder is None else np.array(rule.ladder, float),
        float(rule.window_seconds),
        float(rule.trust_seconds),
        float(rule.present_weight),
        np.inf if rule.line_each is None else float(rule.line_each),
        float(rule.linger_seconds),
        float(mean_service_seconds),
        float(interval_seconds),
        float(close_seconds),
        float(opening_seconds),
        most,
    )
    return PlayedCounters(wait, longest, open_seconds / 3600, opening / 3600, ended)


@njit(cache=True)
def _at(steps: np.ndarray, second: float, interval: float) -> float:
    return steps[min(max(int(second / interval), 0), steps.size - 1)]


@njit(cache=True)
def _between(steps: np.ndarray, begin: float, end: float, interval: float) -> float:
    """Return what a rate per second adds up to from begin, at least 0, to end."""
    total, second = 0.0, max(begin, 0.0)
    while second < end:
        until = min(end, (int(second / interval) + 1) * interval)
        total += _at(steps, second, interval) * (until - second)
        second = until
    return total


@njit(cache=True)
def _play(
    at: np.ndarray,
    service: np.ndarray,
    planned: np.ndarray,
    expected: np.ndarray,
    ladder: np.ndarray,
    window: float,
    trust: float,
    present_weight: float,
    line_each: float,
    linger: float,
    mean_service: float,
    interval: float,
    close: float,
    opening: float,
    most: int,
) -> tuple[np.ndarray, int, float, float, float]:
    customers = at.size
    wait = np.zeros(customers)
    state = np.full(most, CLOSED)
    until, since = np.full(most, np.inf), np.zeros(most)
    opened, called_seconds = 0.0, 0.0
    arrived, taken, longest, oldest = 0, 0, 0, 0
    last_wanted, quiet_since = 0.0, 0.0
    # Who is wanted at opening was called in time to be there.
    present = 0
    first_wanted = max(_at(planned, 0.0, interval), 1.0)
    while present < min(first_wanted, most):
        state[present] = FREE
        called_seconds += opening
        present += 1
    decide = 0.0
    now = 0.0
    while True:
        soonest, which = np.inf, -1
        for c in range(most):
            if until[c] < soonest:
                soonest, which = until[c], c
        next_arrival = at[arrived] if arrived < customers else np.inf
        if next_arrival == np.inf and taken == customers and which < 0 and decide > close:
            break
        if decide <= soonest and decide <= next_arrival:
            now = decide
            decide += DECIDED_EVERY_SECONDS
            waiting = arrived - taken
            ready, coming, in_hand = 0, 0, waiting
            for c in range(most):
                in_hand += state[c] == BUSY or state[c] == CLOSING
                ready += state[c] == FREE or state[c] == BUSY
                coming += state[c] == OPENING
            wanted = 1.0 if now < close else 0.0
            if now < close:
                ahead = min(now + opening, close - 1.0)
                wanted = max(wanted, _at(planned, now, interval), _at(planned, ahead, interval))
            if ladder.size > 0 and now < close:
                while oldest < arrived and at[oldest] < now - window:
                    oldest += 1
                usual = _between(expected, now - window, now, interval)
                trusted = trust * _at(expected, now, interval)
                seen = arrived - oldest + trusted
                busier = seen / (usual + trusted) if usual + trusted > 0.0 else 1.0
                work = busier * _at(expected, min(now + opening, close - 1.0), interval) * mean_service
                work += present_weight * (in_hand - work)
                step = 0
                while step < ladder.size and ladder[step] < work:
                    step += 1
                wanted = max(wanted, float(step))
            if line_each < np.inf:
                if waiting > 0:
                    quiet_since = now
                counters = ready + coming
                if waiting > line_each * max(counters, 1):
                    counters += 1
                elif now - quiet_since >= linger:
                    counters -= 1
                wanted = max(wanted, float(counters))
            if now >= close:
                wanted = float(ready) if waiting > 0 else 0.0
            wanted = min(wanted, float(most))
            if wanted >= ready + coming:
                last_wanted = now
            more = int(wanted) - ready - coming
            for c in range(most):
                if more > 0 and state[c] == CLOSING:
                    state[c] = BUSY
                    more -= 1
            for c in range(most):
                if more > 0 and state[c] == CLOSED:
                    state[c] = OPENING
                    until[c] = now + opening
                    called_seconds += opening
                    more -= 1
            lingered = line_each < np.inf or now - last_wanted >= linger or now >= close
            if more < 0 and waiting == 0 and lingered:
                quiet_since = now
                for leaving in (OPENING, FREE, BUSY):
                    for c in range(most):
                        if more < 0 and state[c] == leaving:
                            more += 1
                            if leaving == BUSY:
                                state[c] = CLOSING
                            else:
                                if leaving == FREE:
                                    opened += now - since[c]
                                state[c] = CLOSED
                                until[c] = np.inf
        elif soonest <= next_arrival:
            now = soonest
            if state[which] == OPENING:
                since[which] = now
                state[which] = FREE
                until[which] = np.inf
            else:
                until[which] = np.inf
                if state[which] == CLOSING:
                    state[which] = CLOSED
                    opened += now - since[which]
                else:
                    state[which] = FREE
        else:
            now = next_arrival
            arrived += 1
        for c in range(most):
            if taken >= arrived:
                break
            if state[c] == FREE:
                wait[taken] = now - at[taken]
                until[c] = now + service[taken]
                state[c] = BUSY
                taken += 1
        longest = max(longest, arrived - taken)
    for c in range(most):
        if state[c] != CLOSED:
            opened += now - since[c]
    return wait, longest, opened, called_seconds, now
