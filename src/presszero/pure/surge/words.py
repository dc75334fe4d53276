"""An event as a file that planners write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from presszero.pure.errors import BadInput
from presszero.pure.rosters.spans import hours_in_minutes, minutes_of, span_of
from presszero.pure.surge.events import (
    USUAL_RELEASE,
    Contacts,
    Direction,
    Event,
    Extra,
    Range,
    Target,
    Told,
    Vehicles,
)
from presszero.pure.surge.feed import Feed
from presszero.pure.written_yaml import read_words

MOST_MINUTES = 24 * 60
MOST_PEOPLE = 2_000_000
YES, NO = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off"})
KNOWN = {
    "name", "date", "ends", "place", "stop", "attendance", "transit_share", "release", "walk_metres",
    "metres_a_minute", "directions", "told", "vehicles", "delays", "rain", "patience_minutes", "spill_share",
    "target", "extra", "contacts", "hours_after",
}  # fmt: skip
ROUNDED = 0.005  # of each share: a third is written as 0.33


def read_event(content: bytes, feed: Feed, *, source: str) -> Event:
    """Return the event in a YAML file, described in the guide *Plan the night of an event*.

    feed: where a `stop:` is looked up that stands for the place.

    Raises BadInput, naming the place in the file and what was expected there.
    """
    reader = _Reader(read_words(content, source=source, what="an event"), source)
    reader.refuse_unknown(KNOWN)
    extra, told, vehicles = reader.part("extra"), reader.part("told"), reader.part("vehicles")
    delays, target, contacts = reader.part("delays"), reader.part("target"), reader.part("contacts")
    extra.refuse_unknown({"places", "at_most", "routes", "ready", "hours_each"})
    told.refuse_unknown({"routes", "share"})
    vehicles.refuse_unknown({"places", "on_board_share", "seconds_to_board"})
    delays.refuse_unknown({"share", "mean_minutes"})
    target.refuse_unknown({"wait_minutes", "share"})
    contacts.refuse_unknown({"waited_half_an_hour", "waited_an_hour", "left_behind"})
    hold = Vehicles()
    return Event(
        name=reader.words("name"),
        on=reader.day("date"),
        ends_seconds=minutes_of(reader.words("ends"), reader.place("ends")) * 60,
        place=_place(reader, feed),
        attendance=reader.people("attendance"),
        transit_share=reader.range("transit_share", Range(0.3, 0.3), 0, 1),
        release=_release(reader),
        walk_metres=reader.number("walk_metres", Event.walk_metres, 1, 10_000),
        metres_a_minute=reader.number("metres_a_minute", Event.metres_a_minute, 5, 200),
        directions=_directions(reader),
        told=Told(frozenset(told.list("routes")), told.number("share", 0.5, 0, 1)),
        vehicles=Vehicles(
            int(vehicles.number("places", hold.places, 1, 2000)),
            vehicles.number("on_board_share", hold.on_board_share, 0, 1),
            vehicles.number("seconds_to_board", hold.seconds_to_board, 0, 60),
            delays.number("share", hold.late_share, 0, 1),
            delays.number("mean_minutes", hold.mean_delay_seconds / 60, 0, 240) * 60,
        ),
        rain=reader.truth("rain"),
        patience_seconds=reader.number("patience_minutes", 0, 1, 1440) * 60 or None,
        spill_share=reader.number("spill_share", Event.spill_share, 0, 1),
        target=Target(target.number("wait_minutes", 30, 1, 600) * 60, target.number("share", 0.95, 0, 1)),
        extra=Extra(
            int(extra.number("places", vehicles.number("places", hold.places, 1, 2000), 1, 2000)),
            int(extra.number("at_most", 60, 0, 400)),
            frozenset(extra.list("routes")),
            minutes_of(extra.words("ready"), extra.place("ready")) * 60 if "ready" in extra.given else 0.0,
            hours_in_minutes(extra.words("hours_each"), extra.place("hours_each")) / 60
            if "hours_each" in extra.given
            else None,
        ),
        contacts=Contacts(
            *(
                contacts.number(name, getattr(Contacts(), name), 0, 1)
                for name in Contacts.__dataclass_fields__
            )
        ),
        hours_after=reader.number("hours_after", Event.hours_after, 0.5, 24),
    )


class _Reader:
    """Values of a mapping, each read with a sentence for what cannot be used."""

    def __init__(self, given: Any, where: str) -> None:
        if not isinstance(given, Mapping):
            raise BadInput(f"{where}: expected names with values, such as `ends: 21:30`.", field=where)
        self.given, self.where = given, where

    def place(self, key: str) -> str:
        return f"{self.where}: {key}"

    def part(self, key: str) -> _Reader:
        return _Reader(self.given.get(key, {}), self.place(key))

    def refuse_unknown(self, known: set[str]) -> None:
        if strange := sorted(set(self.given) - known):
            raise BadInput(
                f"{self.where}: {strange[0]!r} is not known; known are {', '.join(sorted(known))}.",
                field=strange[0],
            )

    def words(self, key: str) -> str:
        found = self.given.get(key)
        if not isinstance(found, str) or not found.strip():
            raise BadInput(f"{self.place(key)} is missing.", field=key)
        return found.strip()

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self.words(key))
        except ValueError:
            raise BadInput(f"{self.place(key)}: write a day like 2026-07-04.", field=key) from None

    def truth(self, key: str) -> bool:
        words = str(self.given.get(key, "no")).strip().casefold()
        if words not in YES | NO:
            raise BadInput(f"{self.place(key)}: {words!r} is neither yes nor no.", field=key)
        return words in YES

    def number(self, key: str, otherwise: float, low: float, high: float) -> float:
        return (
            self.range(key, Range(otherwise, otherwise), low, high).middle if key in self.given else otherwise
        )

    def range(self, key: str, otherwise: Range | None, low: float, high: float) -> Range:
        if key not in self.given and otherwise is not None:
            return otherwise
        place, words = self.place(key), self.words(key)
        try:
            least, most = (float(one) for one in span_of(words, place))
        except ValueError:
            raise BadInput(
                f"{place}: {words!r} is no number; write 0.3, or 0.2-0.4 for a guess.", field=key
            ) from None
        if least > most:
            raise BadInput(
                f"{place}: {words} ends below where it begins; write the smaller number first.", field=key
            )
        if not low <= least <= most <= high:
            raise BadInput(f"{place}: {words} is not between {low:,.15g} and {high:,.15g}.", field=key)
        return Range(least, most)

    def people(self, key: str) -> Range:
        """Return a range of whole people: 2.500 is no crowd of two and a half."""
        found = self.range(key, None, 1, MOST_PEOPLE)
        if found.low % 1 or found.high % 1 or "." in self.words(key):
            raise BadInput(
                f"{self.place(key)}: {self.words(key)} is no whole number of people; write it without a mark, such as 2500.",
                field=key,
            )
        return found

    def list(self, key: str) -> tuple[str, ...]:
        found = self.given.get(key, [])
        found = [one.strip() for one in found.split(",")] if isinstance(found, str) else found
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise BadInput(f"{self.place(key)}: expected a list, such as [7, R7].", field=key)
        return tuple(one for one in found if one)


def _place(reader: _Reader, feed: Feed) -> tuple[float, float]:
    if "stop" in reader.given:
        asked = reader.words("stop")
        for names in (feed.stop_ids, feed.stop_names):
            if asked in names:
                lat, lon = feed.places[names.index(asked)]
                return float(lat), float(lon)
        raise BadInput(
            f"{reader.place('stop')}: the feed has no stop {asked!r}; give its stop_id, or `place: lat, lon`.",
            field="stop",
        )
    words = (
        reader.words("place")
        if isinstance(reader.given.get("place"), str)
        else ", ".join(reader.list("place"))
    )
    try:
        lat, lon = (float(one) for one in words.split(","))
    except ValueError:
        raise BadInput(
            f"{reader.place('place')}: write latitude and longitude, such as 34.0106, -118.4960.",
            field="place",
        ) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadInput(
            f"{reader.place('place')}: {words} is no latitude and longitude in degrees.", field="place"
        )
    return lat, lon


def _release(reader: _Reader) -> tuple[tuple[float, float], ...]:
    given = reader.given.get("release")
    if given is None:
        return USUAL_RELEASE
    part = reader.part("release")
    points = []
    for minute in part.given:
        try:
            points.append((float(minute), part.number(minute, 0, 0, 1)))
        except ValueError:
            raise BadInput(
                f"{part.where}: {minute!r} is no number of minutes after the end.", field="release"
            ) from None
        if not abs(points[-1][0]) <= MOST_MINUTES:
            raise BadInput(f"{part.where}: {minute} is not within a day of the end.", field="release")
    points.sort()
    rising = all(one[1] <= other[1] for one, other in pairwise(points))
    if len(points) < 2 or not rising or points[-1][1] != 1:
        raise BadInput(
            f"{part.where}: shares rise with the minutes up to 1, such as {{0: 0, 20: 0.5, 60: 1}}.",
            field="release",
        )
    return tuple(points)


def _directions(reader: _Reader) -> tuple[Direction, ...]:
    given = reader.given.get("directions", [])
    if not isinstance(given, list):
        raise BadInput(
            f"{reader.place('directions')}: expected a list, one entry for each.", field="directions"
        )
    parts = [_Reader(one, reader.place("directions")) for one in given]
    for part in parts:
        part.refuse_unknown({"name", "share", "routes"})
    found = tuple(
        Direction(part.words("name"), part.number("share", 1.0, 0, 1), frozenset(part.list("routes")))
        for part in parts
    )
    whole = sum(one.share for one in found)
    if any("share" in part.given for part in parts) and abs(whole - 1) > ROUNDED * len(found) + 1e-9:
        raise BadInput(
            f"{reader.place('directions')}: the shares add up to {whole:g}, and everybody wants some way; write shares that add "
            "up to 1, with a direction for the rest.",
            field="directions",
        )
    return found
