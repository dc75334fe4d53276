"""What is going to happen: the event, its crowd, what riders are told, and what the vehicles hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

# Shares of the crowd that have set off, by minutes after the end. Assumed, ours: name your own where you know them.
USUAL_RELEASE = ((0.0, 0.0), (10.0, 0.25), (20.0, 0.50), (40.0, 0.85), (60.0, 1.0))


@dataclass(frozen=True)
class Range:
    """A guess: between low and high, every value alike. A known number has both the same."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Direction:
    """Riders who want the same way: a share of the crowd, and the routes that take them there."""

    name: str
    share: float
    routes: frozenset[str]


@dataclass(frozen=True)
class Told:
    """An announcement: which routes it names, and the share of riders it reaches, 0 to 1."""

    routes: frozenset[str] = frozenset()
    share: float = 0.0


@dataclass(frozen=True)
class Vehicles:
    """places: of one vehicle, standing included. on_board_share: taken when it arrives.

    seconds_to_board: for each rider. late_share: of trips that run late, by
    mean_delay_seconds on average.
    """

    places: int = 70
    on_board_share: float = 0.2
    seconds_to_board: float = 2.0
    late_share: float = 0.2
    mean_delay_seconds: float = 300.0


@dataclass(frozen=True)
class Target:
    """At most 1 - share of the riders wait longer than wait_seconds, and nobody is left after the last vehicle."""

    wait_seconds: float = 1800.0
    share: float = 0.95


@dataclass(frozen=True)
class Extra:
    """Vehicles that can be called. routes: where they may run; empty means any nearby. ready_seconds: from when.

    hours_each: vehicle-hours of one, out and back; None: twice what the scheduled trip takes from here.
    """

    places: int = 70
    at_most: int = 60
    routes: frozenset[str] = frozenset()
    ready_seconds: float = 0.0
    hours_each: float | None = None


@dataclass(frozen=True)
class Contacts:
    """Share of riders who get in touch, by what they met. Assumed, ours, until your own records say better."""

    waited_half_an_hour: float = 0.01
    waited_an_hour: float = 0.04
    left_behind: float = 0.15


@dataclass(frozen=True)
class Event:
    """A crowd that wants to go home.

    on: the day it begins. ends_seconds: after that day's midnight; the release
    is counted from here. place: latitude and longitude. attendance: people;
    transit_share: of them who take a bus, 0 to 1. release: (minutes after the end, share set off), rising to 1.
    walk_metres: how far riders walk; metres_a_minute: how fast in such a crowd.
    patience_seconds: mean time until somebody gives up and goes another way; None: nobody does.
    spill_share: of those left standing by a full vehicle and who know of another stop, who walk to it.
    """

    name: str
    on: date
    ends_seconds: int
    place: tuple[float, float]
    attendance: Range
    transit_share: Range = field(default_factory=lambda: Range(0.3, 0.3))
    release: tuple[tuple[float, float], ...] = USUAL_RELEASE
    walk_metres: float = 900.0
    metres_a_minute: float = 65.0
    directions: tuple[Direction, ...] = ()
    told: Told = field(default_factory=Told)
    vehicles: Vehicles = field(default_factory=Vehicles)
    rain: bool = False
    patience_seconds: float | None = None
    spill_share: float = 0.5
    target: Target = field(default_factory=Target)
    extra: Extra = field(default_factory=Extra)
    contacts: Contacts = field(default_factory=Contacts)
    hours_after: float = 6.0


@dataclass(frozen=True)
class Weather:
    """What rain does, as factors. Assumed, ours: boarding slower, delays longer, walking and patience less."""

    boarding: float = 1.0
    delay: float = 1.0
    walking: float = 1.0
    patience: float = 1.0


DRY, RAIN = Weather(), Weather(boarding=1.25, delay=1.5, walking=0.5, patience=0.7)
