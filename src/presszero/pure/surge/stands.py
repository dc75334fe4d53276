"""Which stops a crowd can walk to, what calls there that night, and who can use it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from presszero.pure.errors import BadInput
from presszero.pure.surge.events import Direction, Event
from presszero.pure.surge.feed import Feed

DAY_SECONDS = 24 * 3600
EARTH_METRES = 6_371_000.0
MOST_STOPS = 40
SAME_WAY_SHARE = 0.5


class NoServiceThere(BadInput):
    """Nothing calls within walking distance in the hours after the event."""


@dataclass(frozen=True)
class Vehicle:
    """One vehicle of the night. calls: (stand, seconds after midnight) in order; hours: of one way from here."""

    route: str
    headsign: str
    calls: tuple[tuple[int, float], ...]
    places: int
    free: float
    hours: float
    is_extra: bool = False


@dataclass(frozen=True)
class Stands:
    """The stops within a walk, in order of distance, and the vehicles that call there.

    walk_seconds: from the venue, shape (stands,). between_seconds: from stop to
    stop, shape (stands, stands); inf where too far. ways: the directions of the riders.
    """

    names: tuple[str, ...]
    walk_seconds: NDArray[np.float64]
    between_seconds: NDArray[np.float64]
    vehicles: tuple[Vehicle, ...]
    ways: tuple[Direction, ...]

    def with_vehicles(self, more: tuple[Vehicle, ...]) -> Stands:
        return replace(self, vehicles=self.vehicles + more)

    def nearest_call(self, vehicle: Vehicle) -> tuple[int, float]:
        """Return the call (stand, seconds) of a vehicle that is the shortest walk from the venue."""
        return min(vehicle.calls, key=lambda call: (self.walk_seconds[call[0]], call[1]))

    def serves(self) -> NDArray[np.bool_]:
        """Return which vehicle takes riders of which direction, shape (vehicles, ways)."""
        return np.array([[one.route in way.routes for way in self.ways] for one in self.vehicles], dtype=bool)


def stands_of(feed: Feed, event: Event) -> Stands:
    """Return what the feed offers the crowd of an event.

    Raises NoServiceThere, BadInput for a direction or an announcement naming a route that does not call there.
    """
    near, metres = _near_stops(feed, event)
    numbers = {int(stop): number for number, stop in enumerate(near)}
    walk = metres / event.metres_a_minute * 60
    found = _vehicles(feed, event, numbers, walk)
    if not found:
        raise NoServiceThere(
            f"No vehicle calls within {event.walk_metres:g} m of {event.name} on {event.on} in the "
            f"{event.hours_after:g} hours after {_clock(event.ends_seconds)}. {_where_to_look(feed, event)}"
        )
    ways = event.directions or _usual_ways(feed, found)
    _refuse_unknown(event, {vehicle.route for vehicle, _ in found})
    return Stands(
        tuple(feed.stop_names[stop] for stop in near),
        walk,
        _between(feed, near, event),
        tuple(vehicle for vehicle, _ in found),
        ways,
    )


def _where_to_look(feed: Feed, event: Event) -> str:
    runs = feed.runs_from_to()
    if runs and not runs[0] <= event.on <= runs[1]:
        return f"The feed speaks of {runs[0]} to {runs[1]}; take a feed of that day, or a day like it from this one."
    return "Look at the day, the place and the distance."


def _near_stops(feed: Feed, event: Event) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    metres = metres_between(feed.places, np.array(event.place))
    # Stations, entrances and the nodes of their ways are places too; vehicles call at none of them.
    metres[~np.isin(np.arange(metres.size), feed.call_stops)] = np.nan
    within = np.flatnonzero(metres <= event.walk_metres)
    if not within.size:
        nearest = np.nanmin(metres) if np.isfinite(metres).any() else float("inf")
        raise NoServiceThere(
            f"No stop lies within {event.walk_metres:g} m of {event.name}; the nearest is {nearest:,.0f} m away."
        )
    order = within[np.argsort(metres[within], kind="stable")][:MOST_STOPS]
    return order, metres[order]


def metres_between(places: NDArray[np.float64], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return metres as the crow flies from each of places, shape (n, 2) in degrees, to one place."""
    lat, lon = np.radians(places[:, 0]), np.radians(places[:, 1])
    lat_to, lon_to = np.radians(place)
    half = np.sin((lat - lat_to) / 2) ** 2 + np.cos(lat) * np.cos(lat_to) * np.sin((lon - lon_to) / 2) ** 2
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.sqrt(half)))


def _between(feed: Feed, near: NDArray[np.int64], event: Event) -> NDArray[np.float64]:
    seconds = np.array(
        [metres_between(feed.places[near], feed.places[stop]) / event.metres_a_minute * 60 for stop in near]
    ).T
    seconds[seconds > event.walk_metres / event.metres_a_minute * 60] = np.inf
    for (one, other), least in feed.walks.items():
        for here in np.flatnonzero(near == one):
            for there in np.flatnonzero(near == other):
                seconds[here, there] = np.inf if least < 0 else max(seconds[here, there], least)
    return np.asarray(seconds)


def _vehicles(
    feed: Feed, event: Event, numbers: dict[int, int], walk: NDArray[np.float64]
) -> list[tuple[Vehicle, frozenset[int]]]:
    """Return each vehicle with the stops it goes on to."""
    first, last = event.ends_seconds, event.ends_seconds + event.hours_after * 3600
    starts = np.flatnonzero(np.r_[True, feed.call_trips[1:] != feed.call_trips[:-1]])
    ends = np.r_[starts[1:], len(feed.call_trips)]
    is_near = np.isin(feed.call_stops, list(numbers)) & feed.boards
    is_near[ends - 1] = False
    running = {shift: feed.services_on(event.on + timedelta(days=shift)) for shift in (-1, 0, 1)}
    repeats: dict[int, list[tuple[int, int, int]]] = {}
    for trip, begins, until, every in feed.repeats:
        repeats.setdefault(trip, []).append((begins, until, every))
    found = []
    for begin, end in zip(starts, ends, strict=True):
        if not is_near[begin:end].any():
            continue
        trip = int(feed.call_trips[begin])
        for shift, services in running.items():
            if feed.trip_services[trip] not in services:
                continue
            for moved in _departures(feed, repeats.get(trip), int(begin)):
                offset = moved + shift * DAY_SECONDS
                one = _vehicle(feed, event, numbers, is_near, int(begin), int(end), offset)
                if one and first <= one[0].calls[0][1] <= last:
                    found.append(one)
    return sorted(found, key=lambda one: (one[0].calls[0][1], one[0].route, one[0].headsign))


def _departures(feed: Feed, repeats: list[tuple[int, int, int]] | None, begin: int) -> list[int]:
    """Return by how many seconds the trip is moved, once for each time it runs."""
    if not repeats:
        return [0]
    own = int(feed.call_seconds[begin])
    return [
        at - own for begins, until, every in repeats for at in range(begins, max(until, begins + 1), every)
    ]


def _vehicle(
    feed: Feed,
    event: Event,
    numbers: dict[int, int],
    is_near: NDArray[np.bool_],
    begin: int,
    end: int,
    offset: int,
) -> tuple[Vehicle, frozenset[int]] | None:
    places = [
        place
        for place in range(begin, end)
        if is_near[place] and feed.call_seconds[place] + offset >= event.ends_seconds
    ]
    if not places:
        return None
    calls = tuple(
        (numbers[int(feed.call_stops[place])], float(feed.call_seconds[place] + offset)) for place in places
    )
    trip = int(feed.call_trips[begin])
    held = event.vehicles.places
    hours = float(feed.call_seconds[end - 1] + offset - calls[0][1]) / 3600
    vehicle = Vehicle(
        feed.route_names[int(feed.trip_routes[trip])],
        feed.trip_headsigns[trip] or feed.stop_names[int(feed.call_stops[end - 1])],
        calls,
        held,
        held * (1 - event.vehicles.on_board_share),
        hours,
    )
    return vehicle, frozenset(int(stop) for stop in feed.call_stops[places[-1] + 1 : end])


def _usual_ways(feed: Feed, found: list[tuple[Vehicle, frozenset[int]]]) -> tuple[Direction, ...]:
    """Return directions where the event names none: routes that go on to the same stops are one way.

    The crowd is split as the places are: nobody knows better yet.
    """
    onward: dict[str, set[int]] = {}
    places: dict[str, float] = {}
    for vehicle, stops in found:
        onward.setdefault(vehicle.route, set()).update(stops)
        places[vehicle.route] = places.get(vehicle.route, 0.0) + vehicle.free
    groups: list[list[str]] = []
    for route in sorted(onward, key=lambda one: (-len(onward[one]), one)):
        for group in groups:
            shared = onward[route] & set().union(*(onward[other] for other in group))
            if len(shared) >= SAME_WAY_SHARE * len(onward[route]):
                group.append(route)
                break
        else:
            groups.append([route])
    whole = sum(places.values())
    # Where every vehicle comes full there are no places to split the crowd by.
    places = places if whole > 0 else dict.fromkeys(places, 1.0)
    whole = sum(places.values())
    return tuple(
        Direction(" or ".join(sorted(group)), sum(places[route] for route in group) / whole, frozenset(group))
        for group in groups
    )


def _refuse_unknown(event: Event, routes: set[str]) -> None:
    asked = (
        {route for way in event.directions for route in way.routes} | event.told.routes | event.extra.routes
    )
    if strange := sorted(asked - routes):
        raise BadInput(
            f"Route {strange[0]!r} does not call within {event.walk_metres:g} m of {event.name} that night; "
            f"there are {', '.join(sorted(routes))}.",
            field="routes",
        )
    for way in event.directions:
        if not way.routes:
            raise BadInput(f"The direction {way.name!r} names no routes.", field="directions")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600 % 24:02d}:{int(seconds) // 60 % 60:02d}"
