"""Chats: one agent holds several at once, and each goes slower for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.queueing import kernels
from presszero.pure.queueing.errors import TargetOutOfReach
from presszero.pure.queueing.lines import HOUR_SECONDS, Measures
from presszero.pure.queueing.targets import Target


def measure_chats(
    chats_per_hour: float,
    seconds_at: Sequence[float],
    agents: int,
    *,
    patience_seconds: float | None = None,
    within_seconds: float = 20.0,
) -> Measures:
    """Return what chats meet when so many agents hold up to len(seconds_at) each.

    seconds_at: how long one chat takes while its agent holds 1, 2, ... at once; > 0, and holding one more must not
    lower what an agent finishes per hour. Chats are spread evenly; with one place each this is Erlang A or C.
    occupancy is the share of an agent's places in use, averaged over all places.

    Source: docs/sources.md#waiting-lines
    """
    rates = _completions(seconds_at, agents)
    arrivals = chats_per_hour / HOUR_SECONDS
    patience = np.inf if patience_seconds is None else float(patience_seconds)
    if arrivals <= 0 or agents == 0:
        return Measures(
            *kernels.line_measures(arrivals, float(seconds_at[0]), patience, agents, within_seconds)
        )
    waits, longer, gives_up, mean, asa, within, queue = kernels.shared_attention_measures(
        arrivals, rates, patience, float(within_seconds)
    )
    in_hand = _mean_in_hand(arrivals, rates, waits)
    return Measures(waits, longer, gives_up, mean, asa, in_hand / (rates.size - 1), within, queue)


def least_agents(
    chats_per_hour: float,
    seconds_at: Sequence[float],
    target: Target,
    *,
    patience_seconds: float | None = None,
    most: int = 20_000,
) -> int:
    """Return the least agents who keep every part of `target` at this concurrency; one fewer breaks a part.

    Raises TargetOutOfReach when `most` agents do not.
    """
    limits = target.limits()

    def keeps(agents: int) -> bool:
        found = measure_chats(
            chats_per_hour,
            seconds_at,
            agents,
            patience_seconds=patience_seconds,
            within_seconds=target.within_seconds,
        )
        return bool(kernels.kept(found.row(), limits))

    fails, enough = -1, 1
    while not keeps(enough):
        fails, enough = enough, 2 * enough
        if enough > most:
            raise TargetOutOfReach(f"{target.in_words()}: {most:,} agents do not reach it; ask for less.")
    while enough - fails > 1:
        middle = (fails + enough) // 2
        fails, enough = (fails, middle) if keeps(middle) else (middle, enough)
    return enough


def _completions(seconds_at: Sequence[float], agents: int) -> np.ndarray:
    """Return the chats that all agents finish per second with 0, 1, 2, ... in hand, spread evenly."""
    of_one = np.array([0.0, *(count / seconds for count, seconds in enumerate(seconds_at, start=1))])
    if np.any(np.diff(of_one) < 0):
        worst = int(np.argmin(np.diff(of_one))) + 1
        raise BadInput(
            f"With {worst} chats at once an agent would finish fewer per hour than with {worst - 1}: "
            f"{of_one[worst] * HOUR_SECONDS:.1f} against {of_one[worst - 1] * HOUR_SECONDS:.1f}. "
            f"Allow {worst - 1} at once."
        )
    in_hand = np.arange(agents * len(seconds_at) + 1)
    if agents == 0:
        return np.zeros(1)
    each, more = in_hand // agents, in_hand % agents
    above = of_one[np.minimum(each + 1, len(seconds_at))]
    return more * above + (agents - more) * of_one[each]


def _mean_in_hand(arrivals: float, rates: np.ndarray, waits: float) -> float:
    """Return the mean number of chats in agents' hands: the shares of 0 ... full, with full at least `waits`."""
    logs = np.concatenate(([0.0], np.cumsum(np.log(arrivals) - np.log(rates[1:]))))
    shares = np.exp(logs[:-1] - logs.max())
    shares *= (1.0 - waits) / shares.sum()
    return float(shares @ np.arange(rates.size - 1) + waits * (rates.size - 1))
