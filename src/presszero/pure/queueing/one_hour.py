"""One hour of one line, summed in plain Python: light enough for a process that loads no compiler."""

from __future__ import annotations

import math

HOUR_SECONDS = 3600.0
MOST_WAITING = 20_000
TOO_RARE, LARGEST = 1e-13, 1e200


def mean_wait_seconds(
    arrivals_per_hour: float, handling_seconds: float, servers: int, patience_seconds: float | None = None
) -> float:
    """Return how long everybody waits on average, those who give up included: Erlang A, without patience Erlang C.

    arrivals_per_hour: >= 0. handling_seconds: mean, > 0. servers: >= 0. patience_seconds: mean, > 0, None where nobody
    gives up; then too few servers make a line that grows without end, and the wait is inf.

    Source: docs/sources.md#waiting-lines

    >>> round(mean_wait_seconds(48 * 60, 60, 50, 120), 4)
    3.7095
    """
    if arrivals_per_hour <= 0:
        return 0.0
    arriving, leaving = arrivals_per_hour / HOUR_SECONDS, 1.0 / handling_seconds
    giving_up = 1.0 / patience_seconds if patience_seconds else 0.0
    if not giving_up and arriving >= servers * leaving:
        return math.inf
    # Weights of the states; the one with every server busy and nobody waiting begins at 1.
    weight, all_weights = 1.0, 1.0
    for busy in range(servers, 0, -1):
        weight *= busy * leaving / arriving
        all_weights += weight
        if weight < TOO_RARE * all_weights:
            break
    weight, waiting_weights = 1.0, 0.0
    for waiting in range(1, MOST_WAITING):
        weight *= arriving / (servers * leaving + waiting * giving_up)
        all_weights += weight
        waiting_weights += waiting * weight
        if all_weights > LARGEST:
            weight, all_weights, waiting_weights = (
                one / LARGEST for one in (weight, all_weights, waiting_weights)
            )
        if waiting * weight < TOO_RARE * all_weights:
            break
    return waiting_weights / all_weights / arriving
