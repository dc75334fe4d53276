"""The same long-run measures in 50-digit arithmetic, by other routes than the code's: state by state, and 1F1."""

from __future__ import annotations

from dataclasses import dataclass

from mpmath import mp, mpf

mp.dps = 50


@dataclass(frozen=True)
class Precise:
    wait_chance: mpf
    later_share: mpf
    abandoned_share: mpf
    mean_wait_seconds: mpf
    occupancy: mpf
    answered_within_share: mpf


def blocked(offered: float, servers: int) -> mpf:
    """Erlang B from its definition: the last state's weight over the sum of all, counted down from it."""
    load, weight, total = mpf(offered), mpf(1), mpf(1)
    for n in range(servers, 0, -1):
        weight *= n / load
        total += weight
    return 1 / total


def waiting(offered: float, servers: int) -> mpf:
    """Erlang C: states above `servers` form a geometric tail."""
    share, load = blocked(offered, servers), mpf(offered) / servers
    tail = share / (1 - load)
    return tail / (1 + tail - share)


def measured(
    arrivals_per_second: float, handling: float, patience: float | None, servers: int, within: float
) -> Precise:
    """Erlang A, or C where patience is None."""
    rate, handling_, within_ = mpf(arrivals_per_second), mpf(handling), mpf(within)
    offered = rate * handling_
    if patience is None:
        waits, spare = waiting(offered, servers), (servers - offered) / handling_
        later = waits * mp.exp(-spare * within_)
        return Precise(waits, later, mpf(0), waits / spare, offered / servers, 1 - later)
    patience_ = mpf(patience)
    full, give = servers / handling_, 1 / patience_
    share = blocked(offered, servers)
    weight, k, total, queue = mpf(1), 0, mpf(1), mpf(0)
    while weight > mpf(10) ** -55 * total or rate > full + k * give:
        k += 1
        weight *= rate / (full + k * give)
        total += weight
        queue += k * weight
    nobody = 1 / (1 / share + total - 1)
    queued = nobody * queue
    gives_up = give * queued / rate
    a, y = full / give, rate / give
    z = y * mp.exp(-give * within_)
    drift = rate * (1 - mp.exp(-give * within_)) / give - full * within_
    offered_later = nobody * mp.exp(drift) * mp.hyp1f1(1, a + 1, z, maxterms=10**6)
    density = nobody * full * mp.exp(drift)
    answered_later = (full * offered_later - density) / rate
    return Precise(
        nobody * total,
        offered_later * mp.exp(-give * within_),
        gives_up,
        queued / rate,
        offered * (1 - gives_up) / servers,
        1 - gives_up - answered_later,
    )


def furthest(found: object, precise: Precise) -> float:
    """Return the largest relative error of the measures that a float can hold.

    The answered within the time are what is left of 1, so that where almost nobody is answered, or almost everybody,
    their error is that of the 1: it is taken as it is, not beside a value near nothing.
    """
    worst = 0.0
    for name in Precise.__dataclass_fields__:
        truth, ours = getattr(precise, name), mpf(getattr(found, name))
        beside = mpf(1) if name == "answered_within_share" else truth
        if truth > mpf(10) ** -290:
            worst = max(worst, float(abs(ours - truth) / beside))
    return worst
