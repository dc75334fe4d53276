"""Waiting-line sums: exactness against 50 digits, the least people at every target, and speed beside pyworkforce.

./dev bench capacity queueing [random cases]
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
from tests.pure.queueing.fifty_digits import blocked, furthest, measured, waiting
from tests.pure.queueing.test_least_servers import is_least, random_cases

from benchmarks.peers import ask_peer
from presszero.pure.queueing import kernels
from presszero.pure.queueing.lines import Line, chance_of_blocking, chance_of_waiting, measure_line
from presszero.pure.queueing.targets import Target

GOAL_ERROR = 1e-9
GOAL_C_MS, GOAL_A_MS = 2.0, 100.0


def main(arguments: list[str]) -> int:
    """Print each measure beside its goal; return 0 when all are met."""
    cases = int(arguments[0]) if arguments else 10_000
    met = [_exactness(), _least(cases), _speed()]
    return 0 if all(met) else 1


def _exactness() -> bool:
    worst_c = worst_a = 0.0
    for servers in (1, 10, 100, 1000, 10_000):
        for load in (0.3, 0.8, 0.95, 0.99, 0.9999):
            offered = servers * load
            for found, exact in (
                (chance_of_blocking(offered, servers), blocked(offered, servers)),
                (chance_of_waiting(offered, servers), waiting(offered, servers)),
            ):
                if exact > 1e-290:
                    worst_c = max(worst_c, float(abs(found - exact) / exact))
        for load in (0.5, 0.9, 1.0, 1.1, 1.5):
            for patience in (30.0, 120.0, 600.0):
                line = Line(servers * load * 15, 240.0, patience)
                exact_a = measured(line.arrivals_per_hour / 3600, 240.0, patience, servers, 20.0)
                worst_a = max(worst_a, furthest(measure_line(line, servers), exact_a))
    print(
        f"largest relative error to 10,000 servers: B and C {worst_c:.1e}, A {worst_a:.1e} (goal {GOAL_ERROR:g})"
    )
    return max(worst_c, worst_a) <= GOAL_ERROR


def _least(cases: int) -> bool:
    good = sum(is_least(*case) for case in random_cases(cases, seed=1))
    print(f"least people, judged in 50 digits: {good:,} of {cases:,} random lines (goal: all)")
    return good == cases


def _speed() -> bool:
    chance = np.random.default_rng(1)
    volumes, seconds = chance.integers(5, 600, 1000) / 1800.0, chance.uniform(180, 420, 1000)
    limits = Target(share=0.8, within_seconds=20, occupancy=0.85).limits()

    def staffed(patience: float) -> Callable[[], np.ndarray]:
        each = np.full(1000, patience)
        return lambda: kernels.least_servers_each(volumes, seconds, each, 20.0, limits)

    c_ms, c_people = _milliseconds(staffed(np.inf))
    a_ms, _ = _milliseconds(staffed(180.0))
    print(
        f"1,000 intervals, warm: Erlang C {c_ms:.2f} ms (goal {GOAL_C_MS:g}), A {a_ms:.2f} ms (goal {GOAL_A_MS:g})"
    )
    asked = {"volumes": (volumes * 1800).tolist(), "seconds": seconds.tolist(), "cap": 0.85}
    if theirs := ask_peer("peers_queueing", asked):
        same = int(np.sum(np.array(theirs["people"]) == c_people))
        print(f"pyworkforce, Erlang C: {theirs['milliseconds']:.1f} ms; the same people in {same:,} of 1,000")
    return c_ms <= GOAL_C_MS and a_ms <= GOAL_A_MS


def _milliseconds(run: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    """Return the median of the processor's time over 15 runs after a first, and what was found."""
    found = run()
    times = []
    for _ in range(15):
        began = time.process_time()
        run()
        times.append(1e3 * (time.process_time() - began))
    return statistics.median(times), found
