"""Seconds in the queue, beside the verdict: what was waited, and what a forecast expects. Shown, never proved."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from presszero.pure.flowgraph.calendars import WeekPlan
from presszero.pure.flowgraph.graph import PERSON, Graph
from presszero.pure.queueing.one_hour import mean_wait_seconds

FEWEST_CONTACTS = 20
Hour = tuple[int, int]  # weekday, 0 is Monday, and hour of the day


@dataclass(frozen=True)
class Waited:
    """One contact in a line. team: whose, "" for a record of one line that names none. asked_at: on the clock of the place. handled_seconds: None where not known."""

    team: str
    asked_at: datetime
    waited_seconds: float
    was_answered: bool = True
    handled_seconds: float | None = None


@dataclass(frozen=True)
class AtWorst:
    """The hour of the week with the longest mean wait; inf where the line would never clear."""

    weekday: int
    hour: int
    seconds: float

    def as_json(self) -> dict[str, object]:
        seconds = None if math.isinf(self.seconds) else round(self.seconds)
        return {"weekday": self.weekday, "hour": self.hour, "seconds": seconds}


@dataclass(frozen=True)
class InTheQueue:
    """Seconds in one team's queue.

    contacts, answered: in the record, from its first day to its last. half_seconds, nine_in_ten_seconds: at most so long
    waited half, and nine in ten, of those answered. forecast_seconds: mean wait of an ordinary week, weighted by arrivals;
    None, with `why` in a sentence, where it cannot be said.
    """

    team: str
    contacts: int
    answered: int
    first_on: date | None = None
    last_on: date | None = None
    half_seconds: float | None = None
    nine_in_ten_seconds: float | None = None
    worst: AtWorst | None = None
    forecast_seconds: float | None = None
    forecast_worst: AtWorst | None = None
    why: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the documented shape; seconds are null where nothing is known, or where a line never clears."""
        return {
            "team": self.team,
            "proved": False,
            "record": {
                "contacts": self.contacts,
                "answered": self.answered,
                "from": self.first_on.isoformat() if self.first_on else None,
                "until": self.last_on.isoformat() if self.last_on else None,
                "half_seconds": _rounded(self.half_seconds),
                "nine_in_ten_seconds": _rounded(self.nine_in_ten_seconds),
                "worst_hour": self.worst.as_json() if self.worst else None,
            },
            "forecast": {
                "mean_seconds": _rounded(self.forecast_seconds),
                "worst_hour": self.forecast_worst.as_json() if self.forecast_worst else None,
                "why_not": self.why,
            },
        }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None or math.isinf(seconds) else round(seconds)


def teams_of(graph: Graph) -> list[str]:
    """Return the teams whose queues a flow leads to, by the names it gives them."""
    return sorted({node.team or name for name, node in graph.nodes.items() if node.does == PERSON})


def in_the_queues(
    teams: Iterable[str], record: Iterable[Waited], cover: Mapping[str, WeekPlan]
) -> list[InTheQueue]:
    """Return the seconds in the queue of each team.

    record: the contacts of some weeks. cover: how many of a team are there; without it nothing is forecast.
    """
    by_team: dict[str, list[Waited]] = defaultdict(list)
    for one in record:
        by_team[one.team].append(one)
    return [_of_team(team, by_team.get(team) or by_team.get("", []), cover.get(team)) for team in teams]


def _of_team(team: str, contacts: Sequence[Waited], cover: WeekPlan | None) -> InTheQueue:
    if not contacts:
        return InTheQueue(
            team, 0, 0, why="Nobody has waited for this team yet, so there is nothing to forecast from."
        )
    waits = sorted(one.waited_seconds for one in contacts if one.was_answered)
    days = [one.asked_at.date() for one in contacts]
    expected, worst, why = _forecast(contacts, cover)
    return InTheQueue(
        team,
        contacts=len(contacts),
        answered=len(waits),
        first_on=min(days),
        last_on=max(days),
        half_seconds=_at_most(waits, 0.5),
        nine_in_ten_seconds=_at_most(waits, 0.9),
        worst=_worst_of(contacts),
        forecast_seconds=expected,
        forecast_worst=worst,
        why=why,
    )


def _at_most(waits: Sequence[float], share: float) -> float | None:
    """Return the wait that so large a share does not go beyond, from waits in order."""
    return waits[math.ceil(share * len(waits)) - 1] if waits else None


def _worst_of(contacts: Sequence[Waited]) -> AtWorst:
    hours: dict[Hour, list[float]] = defaultdict(list)
    for one in contacts:
        hours[_hour_of(one.asked_at)].append(one.waited_seconds)
    means = {hour: sum(waits) / len(waits) for hour, waits in hours.items()}
    (weekday, hour), seconds = max(means.items(), key=lambda pair: pair[1])
    return AtWorst(weekday, hour, seconds)


def _hour_of(at: datetime) -> Hour:
    return at.weekday(), at.hour


def _forecast(contacts: Sequence[Waited], cover: WeekPlan | None) -> tuple[float | None, AtWorst | None, str]:
    """Return the mean wait of an ordinary week, its worst hour, and why there is none."""
    handled = [one.handled_seconds for one in contacts if one.handled_seconds]
    if cover is None or not any(cover.week.values()):
        return None, None, "Who is there has not been said, so nothing is forecast."
    if len(contacts) < FEWEST_CONTACTS or not handled:
        return None, None, (
            f"{len(contacts)} contacts, {len(handled)} with a handling time, are too few to forecast from; "
            f"{FEWEST_CONTACTS} are the least."
        )  # fmt: skip
    handling, patience = sum(handled) / len(handled), _patience(contacts)
    waits = {
        hour: (arrivals, mean_wait_seconds(arrivals, handling, servers, patience))
        for hour, arrivals in _arrivals(contacts).items()
        if (servers := people_in(cover, hour))
    }
    if not waits:
        return None, None, "Everybody came while nobody is there by the plan, so nothing is forecast."
    (weekday, at), (_, seconds) = max(waits.items(), key=lambda pair: pair[1][1])
    expected = sum(arrivals * wait for arrivals, wait in waits.values()) / sum(
        one for one, _ in waits.values()
    )
    return expected, AtWorst(weekday, at, seconds), ""


def _patience(contacts: Sequence[Waited]) -> float | None:
    """Return the mean patience if it is exponential: all the time waited over the number who gave up.

    Source: docs/sources.md#patience
    """
    gave_up = sum(1 for one in contacts if not one.was_answered)
    waited = sum(one.waited_seconds for one in contacts)
    return waited / gave_up if gave_up and waited else None


def _arrivals(contacts: Sequence[Waited]) -> dict[Hour, float]:
    """Return the mean arrivals of each hour of the week: as many as came then, over how often it was that weekday."""
    first, last = (end(one.asked_at.date() for one in contacts) for end in (min, max))
    days = Counter((first + timedelta(days=one)).weekday() for one in range((last - first).days + 1))
    came = Counter(_hour_of(one.asked_at) for one in contacts)
    return {hour: count / days[hour[0]] for hour, count in came.items()}


def people_in(cover: WeekPlan, hour: Hour) -> int:
    """Return how many are there in an hour of an ordinary week: the mean over the hour, at least one where anybody is."""
    weekday, at = hour
    begins, ends = at * 60, at * 60 + 60
    minutes = sum(
        max(0, min(ends, until) - max(begins, since)) * people
        for since, until, people in cover.week.get(weekday, ())
    )
    return max(1, minutes // 60) if minutes else 0
