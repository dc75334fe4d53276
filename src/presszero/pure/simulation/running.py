"""Play a floor again and again until the answer is known to a stated half-width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from presszero.pure.simulation.contacts import Contacts, draw_contacts
from presszero.pure.simulation.floor import Floor, people_seconds
from presszero.pure.simulation.floor_kernel import ANSWERED, CALLED_BACK, GAVE_UP, LEFT, play_floor

ROUND = 10


@dataclass(frozen=True)
class Attempts:
    """One entry an attempt to reach the floor, redials included, in order of arrival then redial; seconds.

    outcome: ANSWERED, GAVE_UP, CALLED_BACK or LEFT (still there when everyone had gone). group: -1 for nobody.
    busy_seconds: of each group.
    """

    at: np.ndarray
    kind: np.ndarray
    wait: np.ndarray
    outcome: np.ndarray
    group: np.ndarray
    busy_seconds: np.ndarray


@dataclass(frozen=True)
class Played:
    """What happened in each replication, by kind and interval of arrival: (replications, kinds, intervals).

    in_time counts those who waited at most within_seconds, answered or not; answered_in_time those answered.
    wait_seconds is the sum over all; longest_seconds the longest. left: still there when everyone had gone.
    busy_seconds: (replications, groups); duty_seconds: (groups,).
    """

    offered: np.ndarray
    in_time: np.ndarray
    answered_in_time: np.ndarray
    gave_up: np.ndarray
    called_back: np.ndarray
    left: np.ndarray
    wait_seconds: np.ndarray
    longest_seconds: np.ndarray
    busy_seconds: np.ndarray
    duty_seconds: np.ndarray
    within_seconds: float

    @property
    def replications(self) -> int:
        return int(self.offered.shape[0])

    def service_level(self) -> tuple[float, float]:
        """Return the share that waited at most within_seconds, over everything, and its 95 % half-width."""
        return ratio_with_half_width(self.in_time.sum(axis=(1, 2)), self.offered.sum(axis=(1, 2)))

    def service_levels(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the same by interval, all kinds together: (shares, half-widths), (intervals,) each."""
        pairs = zip(self.in_time.sum(axis=1).T, self.offered.sum(axis=1).T, strict=True)
        both = np.array([ratio_with_half_width(good, whole) for good, whole in pairs])
        return both[:, 0], both[:, 1]

    def occupancy(self) -> np.ndarray:
        """Return the share of its time on duty that each group is busy, (groups,)."""
        return self.busy_seconds.mean(axis=0) / np.maximum(self.duty_seconds, 1e-9)


def ratio_with_half_width(good: np.ndarray, whole: np.ndarray) -> tuple[float, float]:
    """Return sum(good) / sum(whole) and the half-width of its 95 % interval over replications, (replications,) each.

    Nobody at all counts as all well. Source: docs/sources.md#simulation
    """
    from scipy.special import stdtrit

    total, count = whole.sum(), whole.size
    if total == 0:
        return 1.0, 0.0
    share = float(good.sum() / total)
    if count < 2:
        return share, float("inf")
    spread = np.std(good - share * whole, ddof=1) / whole.mean()
    return share, float(stdtrit(count - 1, 0.975) * spread / np.sqrt(count))


def play(floor: Floor, contacts: Contacts) -> Attempts:
    """Return what these contacts meet on this floor; nothing is left to chance any more."""
    kinds = floor.kinds
    after = [np.inf if kind.callback_after_seconds is None else kind.callback_after_seconds for kind in kinds]
    # One type for each argument: numba would compile another copy for whole numbers.
    found = play_floor(
        np.ascontiguousarray(contacts.at, float),
        np.ascontiguousarray(contacts.kind, np.int64),
        np.ascontiguousarray(contacts.work, float),
        np.ascontiguousarray(contacts.patience, float),
        np.ascontiguousarray(contacts.luck, float),
        floor.skill_table(),
        floor.route_table(),
        np.array([kind.priority for kind in kinds], np.int64),
        np.array([kind.redial_share for kind in kinds], float),
        np.array([kind.redial_seconds for kind in kinds], float),
        np.array(after, float),
        np.array([kind.callback_share for kind in kinds], float),
        *floor.staff_changes(),
    )
    return Attempts(*found)


def days_of(floor: Floor, seed: int, *, busyness_variation: float = 0.0) -> Iterable[Contacts]:
    """Return an endless row of drawn days. The same seed and kinds give the same days, whatever the groups."""
    sequence = np.random.SeedSequence(seed)
    while True:
        chance = np.random.Generator(np.random.PCG64(sequence.spawn(1)[0]))
        yield draw_contacts(floor, chance, busyness_variation=busyness_variation)


def play_until(
    floor: Floor,
    seed: int,
    *,
    within_seconds: float = 20.0,
    half_width: float = 0.01,
    least: int = 20,
    most: int = 400,
    busyness_variation: float = 0.0,
    tell: Callable[[int], None] = lambda played: None,
) -> Played:
    """Return replications enough that the service level over everything is known to `half_width`.

    least, most: replications; rounds of ROUND. busyness_variation: see draw_contacts. tell: called with the
    replications so far. The same arguments give the same bytes.
    """
    days = iter(days_of(floor, seed, busyness_variation=busyness_variation))
    rows: list[list[np.ndarray]] = []
    while True:
        rows += [
            _counted(floor, play(floor, next(days)), within_seconds)
            for _ in range(min(ROUND, most - len(rows)))
        ]
        tell(len(rows))
        played = _gathered(rows, floor, within_seconds)
        if len(rows) >= most or (len(rows) >= least and played.service_level()[1] <= half_width):
            return played


def play_days(floor: Floor, days: Iterable[Contacts], *, within_seconds: float = 20.0) -> Played:
    """Return what the given days meet: the same days for two plans show the difference of the plans alone."""
    return _gathered(
        [_counted(floor, play(floor, day), within_seconds) for day in days], floor, within_seconds
    )


def _counted(floor: Floor, seen: Attempts, within_seconds: float) -> list[np.ndarray]:
    """Return counts and sums of one replication, each (kinds, intervals), and last the busy seconds."""
    shape = (len(floor.kinds), floor.intervals)
    interval = np.minimum((seen.at / floor.interval_seconds).astype(np.int64), floor.intervals - 1)
    cell = seen.kind * floor.intervals + interval
    size = shape[0] * shape[1]
    in_time = seen.wait <= within_seconds
    answered = seen.outcome == ANSWERED
    waits = np.where(seen.outcome == LEFT, 0.0, seen.wait)

    def count(which: np.ndarray) -> np.ndarray:
        return np.bincount(cell[which], minlength=size).reshape(shape)

    longest = np.zeros(size)
    np.maximum.at(longest, cell, waits)
    return [
        np.bincount(cell, minlength=size).reshape(shape),
        count(in_time),
        count(in_time & answered),
        count(seen.outcome == GAVE_UP),
        count(seen.outcome == CALLED_BACK),
        count(seen.outcome == LEFT),
        np.bincount(cell, weights=waits, minlength=size).reshape(shape),
        longest.reshape(shape),
        seen.busy_seconds,
    ]


def _gathered(rows: list[list[np.ndarray]], floor: Floor, within_seconds: float) -> Played:
    columns = [np.stack(column) for column in zip(*rows, strict=True)]
    return Played(*columns, people_seconds(floor), within_seconds)  # type: ignore[call-arg,arg-type]
