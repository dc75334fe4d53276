"""The compiled heart of the waiting-line sums: Erlang B, C and A, and the least number of people.

Everything here takes plain floats: rates per second, times in seconds. `lines` and `staffing` are the
ways in. One file on purpose: the compiled code kept on disk is refreshed when this file changes, and would
not notice a change in another.

Source: docs/sources.md#waiting-lines
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

# Terms of a sum are scaled down by this when they grow too large for a float, and the scalings counted.
SCALE = 1e200
LOG_SCALE = math.log(SCALE)
NEGLIGIBLE = 1e-17
MOST_SERVERS = 200_000

# Places in the row that line_measures returns.
WAITS, WAITS_LONGER, GIVES_UP, MEAN_WAIT, MEAN_ANSWER_WAIT, OCCUPANCY, ANSWERED_WITHIN, QUEUE = range(8)
# A row of limits has the same places; the last holds the least share answered of those who did not give up in time.
PATIENT_ANSWERED = QUEUE


@njit(cache=True)
def blocked_share(offered: float, servers: int) -> float:
    """Return Erlang B, by the recursion that adds one server at a time; each step shrinks the error."""
    share = 1.0
    for n in range(1, servers + 1):
        share = offered * share / (n + offered * share)
    return share


@njit(cache=True)
def waiting_share(offered: float, servers: int) -> float:
    """Return Erlang C for servers > offered."""
    blocked = blocked_share(offered, servers)
    return servers * blocked / ((servers - offered) + offered * blocked)


@njit(cache=True)
def _queue_sums(a: float, z: float) -> tuple[float, float, float, float]:
    """Return (log of the scaling, sum t, sum k t, sum of t times the wait it means) over the queue k = 0, 1, ...

    t(k) = z^k / ((a+1)...(a+k)): how likely k wait, beside nobody waiting. Every term is positive, so nothing
    cancels. The wait of one who finds k before them and is served weighs 1/(a+1) + ... + 1/(a+k+1).
    """
    term, k, log_scaled = 1.0, 0, 0.0
    inverse = 1.0 / (a + 1.0)
    waited = inverse
    total, queue, answered = 1.0, 0.0, inverse * waited
    while True:
        ratio = z * inverse
        term *= ratio
        k += 1
        inverse = 1.0 / (a + k + 1.0)
        waited += inverse
        total += term
        queue += k * term
        answered += term * inverse * waited
        if total > SCALE or queue > SCALE:
            term, total, queue, answered = term / SCALE, total / SCALE, queue / SCALE, answered / SCALE
            log_scaled += LOG_SCALE
        if ratio < 1.0 and term * k * k <= NEGLIGIBLE * queue:
            return log_scaled, total, queue, answered


@njit(cache=True)
def _without_patience(
    arrivals: float, handling: float, servers: int, within: float
) -> tuple[float, float, float, float, float, float, float, float]:
    offered = arrivals * handling
    if servers <= offered:
        return 1.0, 1.0, 0.0, np.inf, np.inf, 1.0, 0.0, np.inf
    waits = waiting_share(offered, servers)
    spare = (servers - offered) / handling
    longer = waits * math.exp(-spare * within)
    mean = waits / spare
    return waits, longer, 0.0, mean, mean, offered / servers, 1.0 - longer, arrivals * mean


@njit(cache=True)
def queue_measures(
    blocked: float, arrivals: float, completions: float, patience: float, within: float
) -> tuple[float, float, float, float, float, float, float]:
    """Return what a queue does behind people who are all busy: (waits, waits longer, gives up, mean wait,
    mean wait of the answered, answered within, queue).

    blocked: the share of time all are busy if nobody might wait. completions: per second with all busy.
    patience: mean seconds, exponential, finite.
    """
    a, y = completions * patience, arrivals * patience
    log_scaled, total, queue, answered = _queue_sums(a, y)
    unscale = math.exp(-log_scaled)
    # 1/share of time that all are busy and nobody waits = 1/blocked + total - 1, in scaled terms.
    whole = blocked * total + (1.0 - blocked) * unscale
    waits = blocked * total / whole
    queued = waits * queue / total
    gives_up = queued / y if y > 0.0 else 0.0
    answered_wait = waits * answered / total * a * patience
    # The offered wait is longer than t: the same sum with less load, times what happens meanwhile.
    fading = math.exp(-within / patience)
    z = y * fading
    log_later, total_later, _, _ = _queue_sums(a, z)
    meanwhile = -completions * within - y * math.expm1(-within / patience)
    offered_longer = waits * math.exp(meanwhile + log_later - log_scaled) * total_later / total
    density = blocked / whole * completions * math.exp(meanwhile) * unscale
    answered_later = max((completions * offered_longer - density) / arrivals, 0.0) if arrivals > 0.0 else 0.0
    answered_within = max(1.0 - gives_up - answered_later, 0.0)
    mean_answer = answered_wait / (1.0 - gives_up) if gives_up < 1.0 else np.inf
    return waits, offered_longer * fading, gives_up, queued / arrivals, mean_answer, answered_within, queued


@njit(cache=True)
def line_measures(
    arrivals: float, handling: float, patience: float, servers: int, within: float
) -> tuple[float, float, float, float, float, float, float, float]:
    """Return the row WAITS ... QUEUE of one line. patience is inf where nobody gives up."""
    if arrivals <= 0.0:
        return 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0
    if patience == np.inf:
        return _without_patience(arrivals, handling, servers, within)
    if servers == 0:
        longer = math.exp(-within / patience)
        return 1.0, longer, 1.0, patience, np.inf, 1.0, 0.0, arrivals * patience
    offered = arrivals * handling
    waits, longer, gives_up, mean, mean_answer, answered, queue = queue_measures(
        blocked_share(offered, servers), arrivals, servers / handling, patience, within
    )
    return waits, longer, gives_up, mean, mean_answer, offered * (1.0 - gives_up) / servers, answered, queue


@njit(cache=True)
def kept(found: tuple[float, float, float, float, float, float, float, float], limits: np.ndarray) -> bool:
    """Return whether every limit holds. nan is no limit.

    limits: the places of the row, each a most; ANSWERED_WITHIN and PATIENT_ANSWERED a least.
    """
    within = found[ANSWERED_WITHIN]
    # Of those who did not give up within the time: 1 - short abandons = answered within + waits longer.
    counted = within + found[WAITS_LONGER]
    share = within / counted if counted > 0.0 else 0.0
    return not (
        found[WAITS] > limits[WAITS]
        or found[WAITS_LONGER] > limits[WAITS_LONGER]
        or found[GIVES_UP] > limits[GIVES_UP]
        or found[MEAN_WAIT] > limits[MEAN_WAIT]
        or found[MEAN_ANSWER_WAIT] > limits[MEAN_ANSWER_WAIT]
        or found[OCCUPANCY] > limits[OCCUPANCY]
        or within < limits[ANSWERED_WITHIN]
        or share < limits[PATIENT_ANSWERED]
    )


@njit(cache=True)
def _least_stable(arrivals: float, handling: float, within: float, limits: np.ndarray) -> int:
    """Return the first number of servers, counted up from the first that clears the line, that keeps the limits."""
    offered = arrivals * handling
    servers = math.floor(offered) + 1
    blocked = blocked_share(offered, servers)
    while True:
        waits = servers * blocked / ((servers - offered) + offered * blocked)
        spare = (servers - offered) / handling
        longer = waits * math.exp(-spare * within)
        mean = waits / spare
        row = (waits, longer, 0.0, mean, mean, offered / servers, 1.0 - longer, arrivals * mean)
        if kept(row, limits) or servers >= MOST_SERVERS:
            return servers
        servers += 1
        blocked = offered * blocked / (servers + offered * blocked)


@njit(cache=True)
def least_servers(
    arrivals: float, handling: float, patience: float, within: float, limits: np.ndarray
) -> int:
    """Return the least servers that keep the limits, or -1 when MOST_SERVERS do not.

    Every measure only gets better with one more server, so halving between one that fails and one that
    keeps ends at the least. Where nobody gives up, a line that grows without end keeps no target at all.
    """
    if arrivals > 0.0 and patience == np.inf:
        found = _least_stable(arrivals, handling, within, limits)
        return found if found < MOST_SERVERS else -1
    if kept(line_measures(arrivals, handling, patience, 0, within), limits):
        return 0
    fails, keeps = 0, int(arrivals * handling) + 1
    step = 2 + int(math.sqrt(keeps))
    while not kept(line_measures(arrivals, handling, patience, keeps, within), limits):
        fails, keeps, step = keeps, keeps + step, 2 * step
        if keeps > MOST_SERVERS:
            return -1
    while keeps - fails > 1:
        middle = (fails + keeps) // 2
        if kept(line_measures(arrivals, handling, patience, middle, within), limits):
            keeps = middle
        else:
            fails = middle
    return keeps


@njit(cache=True)
def least_servers_each(
    arrivals: np.ndarray, handling: np.ndarray, patience: np.ndarray, within: float, limits: np.ndarray
) -> np.ndarray:
    """Return least_servers of each interval, (intervals,)."""
    found = np.empty(arrivals.size, np.int64)
    for i in range(arrivals.size):
        found[i] = least_servers(arrivals[i], handling[i], patience[i], within, limits)
    return found


@njit(cache=True)
def line_measures_each(
    arrivals: np.ndarray, handling: np.ndarray, patience: np.ndarray, servers: np.ndarray, within: float
) -> np.ndarray:
    """Return line_measures of each interval, (intervals, 8)."""
    found = np.empty((arrivals.size, 8))
    for i in range(arrivals.size):
        row = line_measures(arrivals[i], handling[i], patience[i], servers[i], within)
        for place in range(8):
            found[i, place] = row[place]
    return found


@njit(cache=True)
def shared_attention_measures(
    arrivals: float, rates: np.ndarray, patience: float, within: float
) -> tuple[float, float, float, float, float, float, float]:
    """Return queue_measures where rates[k] is completions per second with k in hand; rates[0] = 0."""
    share = 1.0
    for k in range(1, rates.size):
        share = arrivals * share / (rates[k] + arrivals * share)
    full = rates[-1]
    if patience == np.inf:
        if full <= arrivals:
            return 1.0, 1.0, 0.0, np.inf, np.inf, 0.0, np.inf
        waits = full * share / ((full - arrivals) + arrivals * share)
        longer = waits * math.exp(-(full - arrivals) * within)
        mean = waits / (full - arrivals)
        return waits, longer, 0.0, mean, mean, 1.0 - longer, arrivals * mean
    return queue_measures(share, arrivals, full, patience, within)
