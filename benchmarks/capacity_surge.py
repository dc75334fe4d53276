"""The surge: reading a city's feed, 20,000 riders on 500 nights, the known answers, and the night of the letter.

    ./dev bench capacity surge [nights]

No peer does this; each figure stands beside its limit or the sum it must meet.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from benchmarks.shared_data import missing, shared_data
from presszero.pure.queueing.bulk import measure_stop
from presszero.pure.surge import (
    Direction,
    Event,
    Extra,
    Range,
    Stands,
    Target,
    Told,
    Vehicle,
    Vehicles,
    message_to_riders,
    plan_night,
    read_feed,
    simulate_night,
    stands_of,
)

FEED = "gtfs_santa_monica_2020"
FEED_SECONDS, NIGHTS_SECONDS, WITHIN = 1.0, 5.0, 0.01
PLAIN = Vehicles(on_board_share=0.0, seconds_to_board=0.0, late_share=0.0)


def main(arguments: list[str]) -> int:
    """Measure and return 0 when each goal is met."""
    nights = int(arguments[0]) if arguments else 500
    simulate_night(_gate(np.arange(1, 5) * 600.0, 70), _crowd(100, 30), replications=1)
    met = [_feed_and_nights(nights), _bulk_queue(), _fluid(), _letter()]
    return 0 if all(met) else 1


def _feed_and_nights(nights: int) -> bool:
    folder = shared_data(FEED)
    if folder is None:
        print(missing(FEED))
        return True
    content = next(folder.glob("*.zip")).read_bytes()
    feed, wall, read_cpu = _timed(lambda: read_feed(content, source=FEED))
    print(
        f"feed of {len(feed.call_trips):,} stop times: {wall:.2f} s, {read_cpu:.2f} s of CPU (goal {FEED_SECONDS:g} s)"
    )
    event = replace(
        _crowd(20_000, 60),
        on=date(2020, 2, 22),
        ends_seconds=int(21.5 * 3600),
        place=(34.0106, -118.4960),
        vehicles=Vehicles(),
    )
    stands = stands_of(feed, event)
    # Compiled beforehand: the first night of a fresh checkout would pay for it.
    simulate_night(stands, event, replications=2)
    found, wall, cpu = _timed(lambda: simulate_night(stands, event, replications=nights))
    print(
        f"20,000 riders, {len(stands.names)} stops, {len(stands.vehicles)} vehicles, {nights} nights: {wall:.2f} s, "
        f"{cpu:.2f} s of CPU (goal {NIGHTS_SECONDS:g} s for 500); {found.stranded.middle:,.0f} left behind without a plan"
    )
    return read_cpu <= FEED_SECONDS and cpu * 500 / nights <= NIGHTS_SECONDS


def _bulk_queue() -> bool:
    headway, places, hours = 900.0, 70, 2000
    stands = _gate(np.arange(headway, hours * 3600 + 20 * headway, headway), places)
    met = []
    for riders_per_hour in (120, 200, 240, 260):
        found = simulate_night(stands, _crowd(riders_per_hour * hours, hours * 60), replications=20)
        exact = measure_stop(riders_per_hour, headway, places).mean_wait_seconds
        off = found.mean_seconds.middle / exact - 1
        print(
            f"bulk queue, {riders_per_hour} an hour: {found.mean_seconds.middle:.1f} s, exact {exact:.1f} s, {off:+.2%}"
        )
        met.append(abs(off) <= WITHIN)
    return all(met)


def _fluid() -> bool:
    places, headway, riders = 60, 1200.0, 3600
    found = simulate_night(_gate(np.arange(1, 200) * headway, places), _crowd(riders, 0.001), replications=20)
    exact = riders / places * headway
    off = found.longest_seconds.middle / exact - 1
    print(
        f"fluid, {riders:,} at once: cleared after {found.longest_seconds.middle / 60:.1f} min, exact {exact / 60:.1f}, {off:+.2%}"
    )
    return abs(off) <= WITHIN


def _letter() -> bool:
    """Buses every 20 minutes, a route ten minutes' walk away, advice to take it: 400 heard and came, in the rain."""
    minutes = np.arange(8, 300, 20) * 60.0
    way = Direction("home", 1.0, frozenset({"3"}))
    buses = tuple(Vehicle("3", "Downtown", ((1, float(at)),), 70, 56.0, 0.6) for at in minutes)
    between = np.array([[0.0, 600.0], [600.0, 0.0]])
    stands = Stands(("Pier", "Lake Street"), np.array([0.0, 600.0]), between, buses, (way,))
    event = replace(
        _crowd(400, 25),
        rain=True,
        told=Told(frozenset({"3"}), 1.0),
        vehicles=Vehicles(),
        extra=Extra(at_most=20),
    )
    without = simulate_night(stands, event, replications=200)
    plan, wall, _ = _timed(lambda: plan_night(stands, event))
    after = simulate_night(stands.with_vehicles(plan.vehicles), event, replications=200)
    print(
        f"the night of the letter, 400 riders: one in twenty waits over {without.p95_seconds.middle / 60:.0f} min at Lake Street, the longest "
        f"{without.longest_seconds.middle / 60:.0f}; with {len(plan.vehicles)} extra ({plan.hours:.1f} vehicle-hours) "
        f"{after.p95_seconds.middle / 60:.0f} and {after.longest_seconds.middle / 60:.0f} min; planned in {wall:.1f} s"
    )
    print(f"  {message_to_riders(stands, event, plan)}")
    near_two_hours = 100 * 60 <= without.p95_seconds.middle <= 140 * 60
    return near_two_hours and plan.keeps_target and set(plan.by_route()) == {"3"}


def _gate(times: np.ndarray, places: int) -> Stands:
    buses = tuple(Vehicle("7", "Downtown", ((0, float(at)),), places, float(places), 1.0) for at in times)
    return Stands(
        ("Gate",), np.zeros(1), np.zeros((1, 1)), buses, (Direction("home", 1.0, frozenset({"7"})),)
    )


def _crowd(riders: float, minutes: float) -> Event:
    return Event(
        name="the fireworks",
        on=date(2026, 7, 4),
        ends_seconds=0,
        place=(0.0, 0.0),
        attendance=Range(riders, riders),
        transit_share=Range(1.0, 1.0),
        release=((0.0, 0.0), (minutes, 1.0)),
        vehicles=PLAIN,
        target=Target(1800, 0.95),
    )


def _timed(act: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what the act gives, the seconds it took and the seconds of CPU: on a busy machine the latter count."""
    wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    found = act()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return (
        found,
        time.perf_counter() - wall,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )
