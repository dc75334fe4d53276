"""Small nights for the tests: stops, vehicles and crowds whose answer is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from presszero.pure.surge import Direction, Event, Extra, Range, Stands, Target, Told, Vehicle, Vehicles

PLAIN = Vehicles(places=70, on_board_share=0.0, seconds_to_board=0.0, late_share=0.0)
BUS = Vehicle("7", "Downtown", ((0, 0.0),), 70, 70.0, 1.0)


def an_event(riders: float, minutes: float, **changes: object) -> Event:
    """Return an event whose riders all take the bus and set off evenly over so many minutes."""
    event = Event(
        name="the match",
        on=date(2026, 7, 4),
        ends_seconds=0,
        place=(0.0, 0.0),
        attendance=Range(riders, riders),
        transit_share=Range(1.0, 1.0),
        release=((0.0, 0.0), (minutes, 1.0)),
        vehicles=PLAIN,
        target=Target(1800, 0.95),
        extra=Extra(places=70, at_most=20),
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def one_stop(times: Sequence[float], places: float = 70) -> Stands:
    """Return one stop at the venue, with vehicles of one route at these seconds."""
    buses = tuple(replace(BUS, calls=((0, float(at)),), free=float(places)) for at in times)
    way = Direction("home", 1.0, frozenset({"7"}))
    return Stands(("Gate",), np.zeros(1), np.zeros((1, 1)), buses, (way,))


def two_stops(near: Sequence[float], far: Sequence[float], walk_minutes: float, places: float = 60) -> Stands:
    """Return the gate with route 7, and a stop some minutes on foot with route 3; both lead home."""
    walk = walk_minutes * 60
    buses = [replace(BUS, calls=((0, float(at)),), free=float(places)) for at in near]
    buses += [replace(BUS, route="3", calls=((1, float(at)),), free=float(places)) for at in far]
    way = Direction("home", 1.0, frozenset({"7", "3"}))
    return Stands(
        ("Gate", "Lake Street"),
        np.array([0.0, walk]),
        np.array([[0.0, walk], [walk, 0.0]]),
        tuple(sorted(buses, key=lambda one: one.calls[0][1])),
        (way,),
    )


TOLD_OF_3 = Told(frozenset({"3"}), 1.0)
