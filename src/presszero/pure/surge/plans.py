"""Extra vehicles for a night: the fewest vehicle-hours that keep the target, found step by step or by trying all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from presszero.pure.surge.events import Event
from presszero.pure.surge.night import Riders, late_share_of, prepared, side_by_side
from presszero.pure.surge.stands import Stands, Vehicle

SLOT_SECONDS = 600.0
# Nights a step is judged by; the plan is held against more of them, and must keep its target in nine of ten.
TRIAL_NIGHTS, JUDGED_NIGHTS, KEPT_SHARE = 6, 40, 0.9
MOST_CANDIDATES = 10
PENALTY_SECONDS = 7200.0


@dataclass(frozen=True)
class Plan:
    """Vehicles to add. hours: vehicle-hours of all. keeps_target: in nine of ten nights; else what is within reach.

    late_share: riders the target misses, in the ninth of ten nights. stranded: likewise people.
    """

    vehicles: tuple[Vehicle, ...]
    hours: float
    keeps_target: bool
    late_share: float
    stranded: float

    def by_route(self) -> dict[str, list[Vehicle]]:
        """Return the vehicles by route, each in order of time."""
        found: dict[str, list[Vehicle]] = {}
        for one in sorted(self.vehicles, key=lambda one: (one.route, one.calls[0][1])):
            found.setdefault(one.route, []).append(one)
        return found


def candidates_of(stands: Stands, event: Event, *, slot_seconds: float = SLOT_SECONDS) -> list[Vehicle]:
    """Return the extra vehicles that could be called: each route's way from here, at each slot of the night.

    An extra vehicle starts empty and calls where the scheduled ones of its route do.
    """
    ways: dict[tuple[str, str], Vehicle] = {}
    for one in stands.vehicles:
        if not event.extra.routes or one.route in event.extra.routes:
            known = ways.get((one.route, one.headsign))
            if known is None or len(one.calls) > len(known.calls):
                ways[one.route, one.headsign] = one
    served = {route for way in stands.ways for route in way.routes}
    first = max(event.ends_seconds, event.extra.ready_seconds)
    slots = np.arange(first, event.ends_seconds + event.hours_after * 3600, slot_seconds)
    return [_moved(one, float(slot), event) for one in ways.values() if one.route in served for slot in slots]


def _moved(one: Vehicle, at: float, event: Event) -> Vehicle:
    begin = one.calls[0][1]
    calls = tuple((stand, seconds - begin + at) for stand, seconds in one.calls)
    hours = 2 * one.hours if event.extra.hours_each is None else event.extra.hours_each
    return Vehicle(one.route, one.headsign, calls, event.extra.places, float(event.extra.places), hours, True)


def plan_night(
    stands: Stands,
    event: Event,
    *,
    seed: int = 1,
    candidates: Sequence[Vehicle] | None = None,
    tell: Callable[[], None] = lambda: None,
) -> Plan:
    """Return extra vehicles that keep the target, few in vehicle-hours.

    Each step adds the vehicle that spares most waiting beyond the target for an hour of its driving, on nights with
    the same crowd; at the end each that is not needed is taken out again. tell: called after each step.

    Source: docs/sources.md#surge
    """
    offered = candidates_of(stands, event) if candidates is None else list(candidates)
    chosen: list[Vehicle] = []
    plan, nights, last = _judged(stands, event, chosen, seed)
    while offered and not plan.keeps_target and len(chosen) < event.extra.at_most:
        best = _best_step(stands, event, chosen, offered, seed, nights, last)
        if best is None:
            break
        chosen.append(best)
        plan, nights, last = _judged(stands, event, chosen, seed)
        tell()
    for one in sorted(chosen, key=lambda one: -one.hours):
        fewer = [other for other in chosen if other is not one]
        without = judged(stands, event, fewer, seed=seed)
        if plan.keeps_target and without.keeps_target:
            chosen, plan = fewer, without
    return plan


def least_by_trying_all(
    stands: Stands, event: Event, candidates: Sequence[Vehicle], *, most_each: int = 1, seed: int = 1
) -> Plan | None:
    """Return the plan with the fewest vehicle-hours among all that use these candidates; None when none keeps the target.

    candidates: at most MOST_CANDIDATES. most_each: how many of each at one time.
    """
    if len(candidates) > MOST_CANDIDATES:
        raise ValueError(f"{len(candidates)} candidates; at most {MOST_CANDIDATES} can all be tried.")
    choices = sorted(
        product(range(most_each + 1), repeat=len(candidates)),
        key=lambda counts: (
            sum(n * one.hours for n, one in zip(counts, candidates, strict=True)),
            sum(counts),
            counts,
        ),
    )
    for counts in choices:
        chosen = [one for count, one in zip(counts, candidates, strict=True) for _ in range(count)]
        if len(chosen) <= event.extra.at_most:
            plan = judged(stands, event, chosen, seed=seed)
            if plan.keeps_target:
                return plan
    return None


def judged(stands: Stands, event: Event, chosen: Sequence[Vehicle], *, seed: int = 1) -> Plan:
    """Return what these extra vehicles make of JUDGED_NIGHTS nights."""
    return _judged(stands, event, chosen, seed)[0]


def _judged(
    stands: Stands, event: Event, chosen: Sequence[Vehicle], seed: int
) -> tuple[Plan, list[Riders], float]:
    """Return the plan, the nights it was judged on, and when their last vehicle calls."""
    nights, last = _nights(stands, event, chosen, seed, range(JUDGED_NIGHTS))
    late = float(np.quantile([late_share_of(event, one, last) for one in nights], KEPT_SHARE))
    stranded = float(np.quantile([(one.became == 0).sum() for one in nights], KEPT_SHARE))
    plan = Plan(
        tuple(sorted(chosen, key=lambda one: (one.calls[0][1], one.route))),
        sum(one.hours for one in chosen),
        late <= 1 - event.target.share + 1e-9 and stranded < 0.5,
        late,
        stranded,
    )
    return plan, nights, last


def _nights(
    stands: Stands, event: Event, chosen: Sequence[Vehicle], seed: int, numbers: Sequence[int]
) -> tuple[list[Riders], float]:
    more = stands.with_vehicles(tuple(chosen))
    run = prepared(more, event)
    last = max(seconds for one in more.vehicles for _, seconds in one.calls)
    return list(side_by_side(lambda number: run(seed, number), numbers)), last


def _best_step(
    stands: Stands,
    event: Event,
    chosen: list[Vehicle],
    offered: Sequence[Vehicle],
    seed: int,
    nights: list[Riders],
    last: float,
) -> Vehicle | None:
    """Return the next vehicle, judged on nights that are hard, first without the two hardest: one in ten may fail.

    nights: what the vehicles chosen so far make of JUDGED_NIGHTS nights; last: when the last vehicle calls there.
    """
    hardest = sorted(range(JUDGED_NIGHTS), key=lambda number: -_burden(event, [nights[number]], last))
    for numbers in (hardest[2 : 2 + TRIAL_NIGHTS], hardest[:TRIAL_NIGHTS]):
        tried = [nights[number] for number in numbers]
        before, best, most = _burden(event, tried, last), None, 0.0
        for one in _promising(event, tried, last, offered):
            trial, until = _nights(stands, event, [*chosen, one], seed, numbers)
            spared = (before - _burden(event, trial, until)) / max(one.hours, 1e-6)
            if spared > most:
                best, most = one, spared
        if best is not None:
            return best
    return None


def _burden(event: Event, nights: list[Riders], last: float) -> float:
    """Return seconds waited beyond the target, with PENALTY_SECONDS for each who gave up or was left."""
    beyond = 0.0
    for one in nights:
        over = np.maximum(one.waits(last) - event.target.wait_seconds, 0.0)
        beyond += float(over[one.became == 1].sum()) + float((over[one.became != 1] + PENALTY_SECONDS).sum())
    return beyond / len(nights)


def _promising(
    event: Event, nights: list[Riders], last: float, offered: Sequence[Vehicle]
) -> Iterator[Vehicle]:
    """Yield, for each route, the slots at which riders who wait too long now would be fetched in time."""
    late = [one.came[(one.waits(last) > event.target.wait_seconds) | (one.became != 1)] for one in nights]
    came = np.concatenate(late)
    if not came.size:
        return
    wanted = np.quantile(came, (0.1, 0.4, 0.8)) + np.array([0.5, 0.5, 0.9]) * event.target.wait_seconds
    slots: dict[tuple[str, str], list[Vehicle]] = {}
    for one in offered:
        slots.setdefault((one.route, one.headsign), []).append(one)
    for found in slots.values():
        times = np.array([one.calls[0][1] for one in found])
        for place in sorted({int(np.abs(times - at).argmin()) for at in wanted}):
            yield found[place]
