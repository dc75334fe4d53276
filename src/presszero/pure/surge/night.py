"""The night simulated many times: what riders meet, with a range where the crowd is a guess."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from presszero.pure.surge.events import DRY, RAIN, Event
from presszero.pure.surge.stands import Stands

Floats = NDArray[np.float64]
STEP_SECONDS = 300
MOST_WAIT_MINUTES = 24 * 60
LOW, HIGH = 0.1, 0.9
# Ten minutes' walk makes a stop this much less likely to be chosen than one next door. Assumed, ours.
WALK_DETERS_SECONDS = 600.0
MOST_AT_ONCE = 8
FOR_EVER_SECONDS = 1e9


@dataclass(frozen=True)
class Spread:
    """A figure over the replications: half lie above middle, four in five between low and high."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class AtStand:
    """What riders meet who board at, or are left at, one stop. Waits in seconds, from the first stop they stood at."""

    name: str
    walk_seconds: float
    boarded: Spread
    left: Spread
    p95_seconds: Spread
    longest_seconds: Spread


@dataclass(frozen=True)
class Night:
    """What became of the crowd.

    riders, boarded, gave_up, stranded: people; the last stood there after the last vehicle.
    p50_seconds, p95_seconds, longest_seconds: of those who boarded, and of the stranded until the last vehicle.
    late_share: riders who waited longer than the target says, gave up or were stranded. mean_seconds: of the boarded.
    from_seconds, waiting: people at the stops every STEP_SECONDS, shape (steps, 3) for low, middle and high.
    by_stand, by_route: boarded. too_long: riders over half an hour and over an hour, (2,) as spreads.
    """

    riders: Spread
    boarded: Spread
    gave_up: Spread
    stranded: Spread
    mean_seconds: Spread
    p50_seconds: Spread
    p95_seconds: Spread
    longest_seconds: Spread
    late_share: Spread
    from_seconds: float
    waiting: Floats
    by_stand: tuple[AtStand, ...]
    by_route: dict[str, float]
    too_long: tuple[Spread, Spread]
    replications: int


@dataclass(frozen=True)
class Riders:
    """Each rider of one replication, shape (riders,). became: 0 stranded, 1 boarded, 2 gave up."""

    came: Floats
    went: Floats
    became: NDArray[np.int64]
    stand: NDArray[np.int64]
    vehicle: NDArray[np.int64]

    def waits(self, last: float) -> Floats:
        """Return seconds from the first stop to the end of the wait; the stranded wait until last."""
        return np.maximum(np.minimum(self.went, last) - self.came, 0.0)


def simulate_night(
    stands: Stands,
    event: Event,
    *,
    replications: int = 200,
    seed: int = 1,
    tell: Callable[[], None] = lambda: None,
) -> Night:
    """Return what the crowd of an event meets at the stops.

    replications: nights simulated, > 0; each draws attendance and share from their ranges. seed: the same one gives the same
    nights, and the same crowd whatever the vehicles. tell: called after each.

    Source: docs/sources.md#surge
    """
    run = prepared(stands, event)
    nights = []
    for one in side_by_side(lambda number: run(seed, number), range(replications)):
        nights.append(one)
        tell()
    return _summed(stands, event, nights)


def side_by_side(run: Callable[[int], Riders], numbers: Sequence[int]) -> Iterator[Riders]:
    """Yield what each number's night became, in their order; as many run at once as there are cores.

    A night draws its own chance from its number, so the cores change nothing but the time.
    """
    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, MOST_AT_ONCE)) as pool:
        yield from pool.map(run, numbers)


def prepared(stands: Stands, event: Event) -> Callable[[int, int], Riders]:
    """Return a function of (seed, number) that runs one night; everything that stays the same is laid out once."""
    from presszero.pure.surge.loop import run_night

    weather = RAIN if event.rain else DRY
    calls = sorted(
        (seconds, number, stand) for number, one in enumerate(stands.vehicles) for stand, seconds in one.calls
    )
    serves = stands.serves()
    first, told_weights, calls_there = _known(stands, event, serves)
    minutes, shares = (np.array(one, dtype=float) for one in zip(*event.release, strict=True))
    patience = (
        FOR_EVER_SECONDS if event.patience_seconds is None else event.patience_seconds * weather.patience
    )
    steady = (
        event.ends_seconds + minutes * 60,
        shares,
        np.array([way.share for way in stands.ways]),
        event.told.share if event.told.routes else 0.0,
        first,
        told_weights,
        stands.walk_seconds,
        stands.between_seconds,
        np.array([number for _, number, _ in calls], dtype=np.int64),
        np.array([stand for _, _, stand in calls], dtype=np.int64),
        np.array([seconds for seconds, _, _ in calls]),
        np.floor(np.array([one.free for one in stands.vehicles])),
        serves,
        calls_there,
        event.vehicles.seconds_to_board * weather.boarding,
        event.vehicles.late_share,
        event.vehicles.mean_delay_seconds * weather.delay,
        patience,
        event.spill_share * weather.walking,
    )

    def run(seed: int, number: int) -> Riders:
        rng = np.random.default_rng((seed, number))
        crowd = rng.uniform(event.attendance.low, event.attendance.high)
        share = rng.uniform(event.transit_share.low, event.transit_share.high)
        chance = int(rng.integers(2**31))
        return Riders(*run_night(chance, max(round(crowd * share), 1), *steady))

    return run


def _known(
    stands: Stands, event: Event, serves: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return the nearest stand of each way, the sums by which the told choose one, and scheduled calls, padded by inf."""
    ways = len(stands.ways)
    times: dict[tuple[int, int], list[float]] = {}
    weights = np.zeros((ways, len(stands.names)))
    for number, one in enumerate(stands.vehicles):
        for stand, seconds in one.calls:
            for way in map(int, np.flatnonzero(serves[number])):
                times.setdefault((stand, way), []).append(seconds)
                if one.route in event.told.routes:
                    weights[way, stand] += one.free
    weights *= np.exp(-stands.walk_seconds / WALK_DETERS_SECONDS)[None, :]
    most = max(len(found) for found in times.values())
    padded = np.full((len(stands.names), ways, most), np.inf)
    for (stand, mine), found in times.items():
        padded[stand, mine, : len(found)] = sorted(found)
    # A way that only extra vehicles of the plan serve is waited for at the nearest stop.
    first = np.array(
        [min((stand for stand, way in times if way == one), default=0) for one in range(ways)],
        dtype=np.int64,
    )
    return first, np.cumsum(weights, axis=1), padded


def _summed(stands: Stands, event: Event, nights: list[Riders]) -> Night:
    last = max(seconds for one in stands.vehicles for _, seconds in one.calls)
    waits = [one.waits(last) for one in nights]
    stayed = [found[one.became != 2] for one, found in zip(nights, waits, strict=True)]
    steps = int((last - event.ends_seconds) // STEP_SECONDS) + 2
    edges = event.ends_seconds + np.arange(steps, dtype=float) * STEP_SECONDS
    waiting = np.array([_standing(one, edges) for one in nights])
    return Night(
        riders=_spread([len(one.came) for one in nights]),
        boarded=_spread([(one.became == 1).sum() for one in nights]),
        gave_up=_spread([(one.became == 2).sum() for one in nights]),
        stranded=_spread([(one.became == 0).sum() for one in nights]),
        mean_seconds=_spread(
            [
                found[one.became == 1].mean() if (one.became == 1).any() else 0.0
                for one, found in zip(nights, waits, strict=True)
            ]
        ),
        p50_seconds=_spread([_quantile(found, 0.5) for found in stayed]),
        p95_seconds=_spread([_quantile(found, 0.95) for found in stayed]),
        longest_seconds=_spread([found.max(initial=0.0) for found in stayed]),
        late_share=_spread([late_share_of(event, one, last) for one in nights]),
        from_seconds=float(event.ends_seconds),
        waiting=np.quantile(waiting, (LOW, 0.5, HIGH), axis=0).T,
        by_stand=_by_stand(stands, nights, waits),
        by_route=_by_route(stands, nights),
        too_long=(
            _spread([(found > 1800).sum() for found in stayed]),
            _spread([(found > 3600).sum() for found in stayed]),
        ),
        replications=len(nights),
    )


def late_share_of(event: Event, night: Riders, last: float) -> float:
    """Return the share of riders whom the target misses: too long a wait, given up, or stranded."""
    late = (night.waits(last) > event.target.wait_seconds) | (night.became != 1)
    return float(late.mean())


def _standing(night: Riders, edges: Floats) -> Floats:
    came, gone = (np.searchsorted(np.sort(one), edges) for one in (night.came, night.went))
    return np.asarray(came - gone, dtype=float)


def _by_stand(stands: Stands, nights: list[Riders], waits: list[Floats]) -> tuple[AtStand, ...]:
    met = np.array([_met(one, found, len(stands.names)) for one, found in zip(nights, waits, strict=True)])
    return tuple(
        AtStand(name, float(walk), *(_spread(met[:, number, what]) for what in range(met.shape[2])))
        for number, (name, walk) in enumerate(zip(stands.names, stands.walk_seconds, strict=True))
    )


def _met(night: Riders, waits: Floats, stands: int) -> Floats:
    """Return (boarded, left, 95th percentile, longest) of each stand on one night, shape (stands, 4)."""
    met = np.zeros((stands, 4))
    order = np.argsort(night.stand.astype(np.int16), kind="stable")
    edges = np.searchsorted(night.stand[order], np.arange(stands + 1))
    for number in range(stands):
        here = order[edges[number] : edges[number + 1]]
        if here.size:
            became, stayed = night.became[here], waits[here][night.became[here] != 2]
            met[number] = (
                (became == 1).sum(),
                (became == 0).sum(),
                _quantile(stayed, 0.95),
                stayed.max(initial=0.0),
            )
    return met


def _by_route(stands: Stands, nights: list[Riders]) -> dict[str, float]:
    counts = np.zeros(len(stands.vehicles))
    for one in nights:
        counts += np.bincount(one.vehicle[one.vehicle >= 0], minlength=len(counts))
    found: dict[str, float] = {}
    for vehicle, riders in zip(stands.vehicles, counts / len(nights), strict=True):
        found[vehicle.route] = found.get(vehicle.route, 0.0) + float(riders)
    return dict(sorted(found.items()))


def _quantile(found: Floats, share: float) -> float:
    """Return the smallest wait that this share does not exceed; 0 where nobody waits."""
    if not found.size:
        return 0.0
    place = min(int(share * found.size), found.size - 1)
    return float(np.partition(found, place)[place])


def _spread(values: Sequence[float] | Floats) -> Spread:
    low, middle, high = np.quantile(np.array(values, dtype=float), (LOW, 0.5, HIGH))
    return Spread(float(low), float(middle), float(high))
