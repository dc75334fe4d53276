"""One line: people arrive by chance, some give up, so many serve. What do they meet, and how many are enough?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from presszero.pure.queueing import kernels
from presszero.pure.queueing.errors import LineNeverClears, TargetOutOfReach
from presszero.pure.queueing.targets import Target

HOUR_SECONDS = 3600.0


@dataclass(frozen=True)
class Line:
    """Arrivals by chance (Poisson), handling times and patience exponential with these means.

    arrivals_per_hour: contacts that enter the queue, >= 0. handling_seconds: talk, hold and wrap-up, > 0.
    patience_seconds: how long a contact waits before giving up, > 0; None where nobody does.
    """

    arrivals_per_hour: float
    handling_seconds: float
    patience_seconds: float | None = None

    @property
    def offered_erlangs(self) -> float:
        return self.arrivals_per_hour * self.handling_seconds / HOUR_SECONDS


@dataclass(frozen=True)
class Measures:
    """What customers and staff meet in the long run. Shares are of all contacts, 0 to 1; times in seconds.

    wait_chance: find everyone busy. later_share: wait longer than the target's seconds, where the wait ends
    when answered or given up. answered_within_share: answered by then. mean_wait_seconds: over all contacts;
    answer_seconds: over the answered (ASA). occupancy: share of paid time that people are busy.
    """

    wait_chance: float
    later_share: float
    abandoned_share: float
    mean_wait_seconds: float
    answer_seconds: float
    occupancy: float
    answered_within_share: float
    mean_queue: float

    def row(self) -> tuple[float, float, float, float, float, float, float, float]:
        """Return them in the order of queueing.kernels, WAITS ... QUEUE."""
        return (
            self.wait_chance,
            self.later_share,
            self.abandoned_share,
            self.mean_wait_seconds,
            self.answer_seconds,
            self.occupancy,
            self.answered_within_share,
            self.mean_queue,
        )


def chance_of_blocking(offered_erlangs: float, servers: int) -> float:
    """Return the share of contacts turned away where nobody may wait (Erlang B), 0 to 1.

    offered_erlangs: arrivals per hour times mean handling time in hours; >= 0. servers: >= 0, to 10,000 and more.

    Source: docs/sources.md#waiting-lines

    >>> round(chance_of_blocking(10.0, 10), 12)
    0.214582343107
    """
    return float(kernels.blocked_share(float(offered_erlangs), servers))


def chance_of_waiting(offered_erlangs: float, servers: int) -> float:
    """Return the share of customers, 0 to 1, who find every server busy (Erlang C).

    offered_erlangs: arrivals per hour times mean handling time in hours; >= 0. servers: above offered_erlangs.

    Raises LineNeverClears when servers <= offered_erlangs: the line grows without end.

    Source: docs/sources.md#waiting-lines

    >>> round(chance_of_waiting(8.0, 10), 12)
    0.409180150796
    """
    if servers <= offered_erlangs:
        raise LineNeverClears(
            f"{servers} servers cannot clear {offered_erlangs:g} erlangs of work; "
            f"open at least {math.floor(offered_erlangs) + 1}."
        )
    return float(kernels.waiting_share(float(offered_erlangs), servers))


def measure_line(line: Line, servers: int, within_seconds: float = 20.0) -> Measures:
    """Return what `line` meets with so many servers: Erlang A with patience, else Erlang C.

    servers: >= 0. within_seconds: of later_share and answered_within_share, >= 0. Without patience a line
    with too few servers waits without end: its times are inf and nobody is answered within.

    Source: docs/sources.md#waiting-lines

    >>> fifty = measure_line(Line(48 * 60, 60, patience_seconds=120), servers=50)
    >>> round(fifty.abandoned_share, 9), round(fifty.mean_wait_seconds, 6)
    (0.030912249, 3.70947)
    """
    return Measures(*kernels.line_measures(*_in_seconds(line), servers, float(within_seconds)))


def least_servers(line: Line, target: Target) -> int:
    """Return the least servers that keep every part of `target`; one fewer breaks a part.

    Raises TargetOutOfReach when no number does, such as an occupancy of 0.

    Source: docs/sources.md#waiting-lines

    >>> least_servers(Line(720, 240), Target(share=0.8, within_seconds=20))
    54
    """
    part = target.never_kept(gives_up=line.patience_seconds is not None)
    if part and line.arrivals_per_hour > 0:
        raise TargetOutOfReach(f"No number of people keeps {target.cap_in_words(part)}; ask for a little.")
    found = kernels.least_servers(*_in_seconds(line), float(target.within_seconds), target.limits())
    if found < 0:
        raise TargetOutOfReach(f"{target.in_words()}: no number of people reaches it; ask for less.")
    return int(found)


def _in_seconds(line: Line) -> tuple[float, float, float]:
    patience = np.inf if line.patience_seconds is None else float(line.patience_seconds)
    return line.arrivals_per_hour / HOUR_SECONDS, float(line.handling_seconds), patience
