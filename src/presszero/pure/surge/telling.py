"""What to tell riders and the contact centre: a sentence for the stops, and the contacts to expect by the hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from presszero.pure.surge.events import Event
from presszero.pure.surge.night import HIGH, LOW, Riders, Spread, prepared
from presszero.pure.surge.plans import Plan
from presszero.pure.surge.stands import Stands

HOUR_SECONDS = 3600


@dataclass(frozen=True)
class HourOfContacts:
    """Contacts that the event adds in one hour, on the wall clock of the place."""

    starts: datetime
    contacts: Spread


def expected_contacts(
    stands: Stands, event: Event, *, replications: int = 100, seed: int = 1
) -> tuple[HourOfContacts, ...]:
    """Return the contacts an event adds to each hour, as a lift for the call forecast; hours without any are left out.

    A rider gets in touch with the chance that event.contacts gives for what they
    met, when the wait is over or is given up.

    Source: docs/sources.md#surge
    """
    run = prepared(stands, event)
    last = max(seconds for one in stands.vehicles for _, seconds in one.calls)
    hours = int(last // HOUR_SECONDS) + 2
    nights = np.array([_by_hour(event, run(seed, number), last, hours) for number in range(replications)])
    spreads = np.quantile(nights, (LOW, 0.5, HIGH), axis=0).T
    midnight = datetime.combine(event.on, datetime.min.time())
    return tuple(
        HourOfContacts(midnight + timedelta(hours=hour), Spread(*(float(one) for one in spread)))
        for hour, spread in enumerate(spreads)
        if spread[2] >= 0.5
    )


def _by_hour(event: Event, night: Riders, last: float, hours: int) -> np.ndarray:
    waits = night.waits(last)
    chance = np.where(
        waits > 3600,
        event.contacts.waited_an_hour,
        np.where(waits > 1800, event.contacts.waited_half_an_hour, 0.0),
    )
    chance = np.where(night.became != 1, event.contacts.left_behind, chance)
    at = np.minimum(np.minimum(night.went, last) // HOUR_SECONDS, hours - 1).astype(np.int64)
    return np.bincount(at, weights=chance, minlength=hours)


def message_to_riders(stands: Stands, event: Event, plan: Plan) -> str:
    """Return what to tell riders before the event ends; without extra vehicles an honest word about the waits."""
    if not plan.vehicles:
        return f"After {event.name}: buses run as scheduled."
    parts = []
    for route, vehicles in plan.by_route().items():
        stand, _ = stands.nearest_call(vehicles[0])
        minutes = max(round(stands.walk_seconds[stand] / 60), 1)
        times = [stands.nearest_call(one)[1] for one in vehicles]
        parts.append(
            f"route {route} from {stands.names[stand]} ({minutes} {'minute' if minutes == 1 else 'minutes'} on foot), "
            f"{len(vehicles)} extra {'bus' if len(vehicles) == 1 else 'buses'} {_between(*map(clock, (times[0], times[-1])))}"
        )
    return f"After {event.name}: {'; '.join(parts)}."


def _between(first: str, last: str) -> str:
    return f"at {first}" if first == last else f"from {first} to {last}"


def clock(seconds: float) -> str:
    """Return seconds after midnight as a time of day.

    >>> clock(25 * 3600 + 600)
    '01:10'
    """
    return f"{int(seconds) // 3600 % 24:02d}:{int(seconds) // 60 % 60:02d}"
