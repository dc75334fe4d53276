"""A GTFS feed in arrays: stops, routes, trips and what calls where and when on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from presszero.pure.surge.archive import Archive, BadFeed, Table
from presszero.pure.surge.transfers import walks_of

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
UNTIMED = -1
LATEST_SECONDS = 7 * 24 * 3600
LARGEST_ORDER = 2**31 - 1
EXCEPTION_ADDED, EXCEPTION_REMOVED = "1", "2"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Feed:
    """One feed. Trips, stops and routes are numbered; calls are in order of trip and sequence.

    stop_ids, stop_names: by stop. places: latitude and longitude in degrees, shape (stops, 2), nan where not given.
    route_names: the short name, else the long one. trip_routes, trip_services, trip_directions: by trip.
    call_trips, call_stops, call_seconds: by call; seconds after the midnight of the service's day, beyond 24 hours
    for trips after midnight; UNTIMED nowhere. boards: whether riders may get on at the call.
    repeats: (trip, from, until, every) in seconds, of frequencies.txt. walks: (stop, stop) to seconds, of transfers.txt.
    """

    stop_ids: tuple[str, ...]
    stop_names: tuple[str, ...]
    places: Floats
    route_ids: tuple[str, ...]
    route_names: tuple[str, ...]
    trip_ids: tuple[str, ...]
    trip_routes: Numbers
    trip_services: tuple[str, ...]
    trip_directions: tuple[str, ...]
    trip_headsigns: tuple[str, ...]
    call_trips: Numbers
    call_stops: Numbers
    call_seconds: Numbers
    boards: NDArray[np.bool_]
    repeats: tuple[tuple[int, int, int, int], ...]
    walks: dict[tuple[int, int], int]
    weeks: dict[str, tuple[frozenset[int], date, date]]
    exceptions: dict[tuple[str, date], bool]

    def services_on(self, day: date) -> frozenset[str]:
        """Return the services that run on a day, by calendar.txt and calendar_dates.txt."""
        running = {
            service
            for service, (weekdays, first, last) in self.weeks.items()
            if first <= day <= last and day.weekday() in weekdays
        }
        for (service, on), added in self.exceptions.items():
            if on == day:
                (running.add if added else running.discard)(service)
        return frozenset(running)

    def runs_from_to(self) -> tuple[date, date] | None:
        """Return the first and the last day that the calendars speak of; None where they name no day."""
        days = [day for _, first, last in self.weeks.values() for day in (first, last)]
        days += [day for (_, day), added in self.exceptions.items() if added]
        return (min(days), max(days)) if days else None


def read_feed(content: bytes, *, source: str) -> Feed:
    """Return a GTFS feed.

    content: the bytes of the zip. source: what errors call it.

    Raises BadFeed, naming the file, the line, the column and what was expected.

    Source: docs/sources.md#gtfs
    """
    archive = Archive(content, source)
    stops, names, places = _stops(archive.table("stops.txt"))
    routes, route_names = _routes(archive.table("routes.txt"))
    trips = _trips(archive.table("trips.txt"), routes)
    calls = _calls(archive.table("stop_times.txt"), trips.numbers, stops)
    weeks, exceptions = _calendar(archive)
    return Feed(
        tuple(stops),
        tuple(names),
        places,
        tuple(routes),
        tuple(route_names),
        tuple(trips.numbers),
        np.array(trips.routes, dtype=np.int64),
        tuple(trips.services),
        tuple(trips.directions),
        tuple(trips.headsigns),
        *calls,
        tuple(_repeats(archive, trips.numbers)),
        walks_of(archive, stops),
        weeks,
        exceptions,
    )


@dataclass(frozen=True)
class _Trips:
    numbers: dict[str, int]
    routes: list[int]
    services: list[str]
    directions: list[str]
    headsigns: list[str]


def _stops(table: Table) -> tuple[dict[str, int], list[str], Floats]:
    at, name = table.place("stop_id"), table.place_if_any("stop_name")
    lat, lon = table.place_if_any("stop_lat"), table.place_if_any("stop_lon")
    numbers: dict[str, int] = {}
    names, places = [], []
    for line, row in table.rows:
        _number_once(table, line, numbers, row[at], "stop_id")
        names.append(row[name].strip() if name is not None else row[at])
        places.append(
            (
                _degrees(table, line, row, lat, "stop_lat", 90),
                _degrees(table, line, row, lon, "stop_lon", 180),
            )
        )
    return numbers, names, np.array(places, dtype=float).reshape(-1, 2)


def _degrees(table: Table, line: int, row: list[str], place: int | None, column: str, most: int) -> float:
    if place is None or not row[place].strip():
        return float("nan")
    try:
        degrees = float(row[place])
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise table.bad(line, column, row[place], f"degrees from -{most} to {most}")
    return degrees


def _routes(table: Table) -> tuple[dict[str, int], list[str]]:
    at, short, long = (
        table.place("route_id"),
        table.place_if_any("route_short_name"),
        table.place_if_any("route_long_name"),
    )
    numbers: dict[str, int] = {}
    names = []
    for line, row in table.rows:
        _number_once(table, line, numbers, row[at], "route_id")
        told = [row[place].strip() for place in (short, long) if place is not None and row[place].strip()]
        names.append(told[0] if told else row[at])
    return numbers, names


def _trips(table: Table, routes: dict[str, int]) -> _Trips:
    at, route, service = table.place("trip_id"), table.place("route_id"), table.place("service_id")
    direction, headsign = table.place_if_any("direction_id"), table.place_if_any("trip_headsign")
    found = _Trips({}, [], [], [], [])
    for line, row in table.rows:
        _number_once(table, line, found.numbers, row[at], "trip_id")
        if row[route] not in routes:
            raise table.bad(line, "route_id", row[route], "a route_id of routes.txt")
        found.routes.append(routes[row[route]])
        found.services.append(row[service])
        found.directions.append(row[direction].strip() if direction is not None else "")
        found.headsigns.append(row[headsign].strip() if headsign is not None else "")
    return found


def _number_once(table: Table, line: int, numbers: dict[str, int], key: str, column: str) -> None:
    if not key or key in numbers:
        raise table.bad(line, column, key, "a name that is there once" if key else "a name")
    numbers[key] = len(numbers)


def _calls(
    table: Table, trips: dict[str, int], stops: dict[str, int]
) -> tuple[Numbers, Numbers, Numbers, NDArray[np.bool_]]:
    """Read stop_times.txt; the largest table by far, so the loop is plain and times are read once each."""
    trip_at, stop_at, order_at = table.place("trip_id"), table.place("stop_id"), table.place("stop_sequence")
    arrive_at, leave_at = table.place("arrival_time"), table.place("departure_time")
    pickup_at = table.place_if_any("pickup_type")
    read: dict[str, int] = {"": UNTIMED}
    trip_of, stop_of, order, seconds, boards = [], [], [], [], []
    for line, row in table.rows:
        time = row[leave_at] or row[arrive_at]
        try:
            trip_of.append(trips[row[trip_at]])
            stop_of.append(stops[row[stop_at]])
            order.append(int(row[order_at]))
        except (KeyError, ValueError):
            raise _bad_call(table, line, row, trips, stops) from None
        found = read.get(time)
        if found is None:
            found = read[time] = seconds_of(table, line, "departure_time", time)
        seconds.append(found)
        boards.append(pickup_at is None or row[pickup_at] != "1")
    if not order:
        raise BadFeed("stop_times.txt holds column names and no line below them.")
    if (largest := max(order, key=abs)) and abs(largest) > LARGEST_ORDER:
        trip = list(trips)[trip_of[order.index(largest)]]
        raise BadFeed(
            f"stop_times.txt: trip {trip} has the stop_sequence {largest}; expected at most {LARGEST_ORDER:,}."
        )
    trip_array, order_array = np.array(trip_of, dtype=np.int64), np.array(order, dtype=np.int64)
    places = np.lexsort((order_array, trip_array))
    times = _filled(trip_array[places], np.array(seconds, dtype=np.int64)[places], list(trips))
    return trip_array[places], np.array(stop_of, dtype=np.int64)[places], times, np.array(boards)[places]


def _bad_call(
    table: Table, line: int, row: list[str], trips: dict[str, int], stops: dict[str, int]
) -> BadFeed:
    trip, stop, order = (row[table.place(column)] for column in ("trip_id", "stop_id", "stop_sequence"))
    if trip not in trips:
        return table.bad(line, "trip_id", trip, "a trip_id of trips.txt")
    if stop not in stops:
        return table.bad(line, "stop_id", stop, "a stop_id of stops.txt")
    return table.bad(line, "stop_sequence", order, "a whole number")


def seconds_of(table: Table, line: int, column: str, words: str) -> int:
    """Return a time of day in seconds; hours go on beyond 24. Raises BadFeed."""
    parts = words.strip().split(":")
    if not words.strip():
        return UNTIMED
    if len(parts) in (2, 3) and all(part.isdecimal() and len(part) < 7 for part in parts):
        hours, minutes, *rest = (int(part) for part in parts)
        second = rest[0] if rest else 0
        found = hours * 3600 + minutes * 60 + second
        if minutes < 60 and second < 60 and found <= LATEST_SECONDS:
            return found
    raise table.bad(line, column, words, "a time such as 23:40:00 or 25:10:00")


def _filled(trips: Numbers, seconds: Numbers, ids: Sequence[str]) -> Numbers:
    """Put times between the timed stops of a trip, evenly by stop. Raises BadFeed when a trip's ends have none."""
    missing = seconds == UNTIMED
    if not missing.any():
        return seconds
    firsts = np.flatnonzero(np.r_[True, trips[1:] != trips[:-1]])
    lasts = np.r_[firsts[1:] - 1, len(trips) - 1]
    bare = missing[firsts] | missing[lasts]
    if bare.any():
        trip = ids[int(trips[firsts[np.flatnonzero(bare)[0]]])]
        raise BadFeed(
            f"stop_times.txt: trip {trip} has no time at its first or last stop; expected one at both."
        )
    timed = np.flatnonzero(~missing)
    return np.rint(np.interp(np.arange(len(trips)), timed, seconds[timed])).astype(np.int64)


def _calendar(
    archive: Archive,
) -> tuple[dict[str, tuple[frozenset[int], date, date]], dict[tuple[str, date], bool]]:
    if not archive.has("calendar.txt") and not archive.has("calendar_dates.txt"):
        raise BadFeed(
            f"{archive.source} has neither calendar.txt nor calendar_dates.txt; no day would have service."
        )
    weeks, exceptions = {}, {}
    if archive.has("calendar.txt"):
        table = archive.table("calendar.txt")
        days = [table.place(name) for name in WEEKDAYS]
        at, first, last = table.place("service_id"), table.place("start_date"), table.place("end_date")
        for line, row in table.rows:
            weekdays = frozenset(number for number, place in enumerate(days) if row[place].strip() == "1")
            span = (_day(table, line, "start_date", row[first]), _day(table, line, "end_date", row[last]))
            weeks[row[at]] = (weekdays, *span)
    if archive.has("calendar_dates.txt"):
        table = archive.table("calendar_dates.txt")
        at, on, kind = table.place("service_id"), table.place("date"), table.place("exception_type")
        for line, row in table.rows:
            if row[kind].strip() not in (EXCEPTION_ADDED, EXCEPTION_REMOVED):
                raise table.bad(line, "exception_type", row[kind], "1 (added) or 2 (removed)")
            exceptions[row[at], _day(table, line, "date", row[on])] = row[kind].strip() == EXCEPTION_ADDED
    return weeks, exceptions


def _day(table: Table, line: int, column: str, words: str) -> date:
    plain = words.strip()
    try:
        if len(plain) != 8 or not plain.isdecimal():
            raise ValueError
        return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    except ValueError:
        raise table.bad(line, column, words, "a day such as 20260704") from None


def _repeats(archive: Archive, trips: dict[str, int]) -> list[tuple[int, int, int, int]]:
    if not archive.has("frequencies.txt"):
        return []
    table, found = archive.table("frequencies.txt"), []
    at, first, last, every = (
        table.place(name) for name in ("trip_id", "start_time", "end_time", "headway_secs")
    )
    for line, row in table.rows:
        if row[at] not in trips:
            raise table.bad(line, "trip_id", row[at], "a trip_id of trips.txt")
        if not row[every].strip().isdecimal() or int(row[every]) == 0:
            raise table.bad(line, "headway_secs", row[every], "seconds above 0")
        for column, place in (("start_time", first), ("end_time", last)):
            if not row[place].strip():
                raise table.bad(line, column, row[place], "a time such as 23:40:00 or 25:10:00")
        begins = seconds_of(table, line, "start_time", row[first])
        found.append(
            (trips[row[at]], begins, seconds_of(table, line, "end_time", row[last]), int(row[every]))
        )
    return found
