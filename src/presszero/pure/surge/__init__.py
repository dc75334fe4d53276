"""A crowd after an event, and the buses that take it home: what would happen, and what to send before it does.

`read_feed` reads GTFS, `stands_of` finds what calls within a walk, `simulate_night` says what riders would
meet, `plan_night` names the extra vehicles, `expected_contacts` what the contact centre will hear of it.
"""

from presszero.pure.surge.archive import BadFeed
from presszero.pure.surge.events import Contacts, Direction, Event, Extra, Range, Target, Told, Vehicles
from presszero.pure.surge.feed import Feed, read_feed
from presszero.pure.surge.night import AtStand, Night, Riders, Spread, prepared, simulate_night
from presszero.pure.surge.plans import Plan, candidates_of, judged, least_by_trying_all, plan_night
from presszero.pure.surge.stands import NoServiceThere, Stands, Vehicle, stands_of
from presszero.pure.surge.telling import HourOfContacts, expected_contacts, message_to_riders
from presszero.pure.surge.words import read_event

__all__ = [
    "AtStand",
    "BadFeed",
    "Contacts",
    "Direction",
    "Event",
    "Extra",
    "Feed",
    "HourOfContacts",
    "Night",
    "NoServiceThere",
    "Plan",
    "Range",
    "Riders",
    "Spread",
    "Stands",
    "Target",
    "Told",
    "Vehicle",
    "Vehicles",
    "candidates_of",
    "expected_contacts",
    "judged",
    "least_by_trying_all",
    "message_to_riders",
    "plan_night",
    "prepared",
    "read_event",
    "read_feed",
    "simulate_night",
    "stands_of",
]
