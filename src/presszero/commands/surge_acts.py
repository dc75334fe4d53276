"""What `presszero surge` does and says: as words, as facts for machines, and as tables."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from presszero.commands.progress import Progress
from presszero.pure.surge import (
    Event,
    Feed,
    HourOfContacts,
    Night,
    Plan,
    Spread,
    Stands,
    expected_contacts,
    message_to_riders,
    plan_night,
    simulate_night,
    stands_of,
)
from presszero.pure.surge.night import STEP_SECONDS
from presszero.pure.surge.telling import clock

MOST_STOPS_SAID = 5


@dataclass(frozen=True)
class Told:
    """What came of it. after, plan: None when no plan was asked for or needed. facts: the shape that --json prints."""

    words: str
    facts: dict[str, Any]
    event: Event
    stands: Stands
    before: Night
    after: Night | None
    plan: Plan | None
    contacts: tuple[HourOfContacts, ...]


def surge(feed: Feed, event: Event, *, nights: int, seed: int, with_plan: bool, progress: Progress) -> Told:
    """Simulate the night, plan it where the target is missed, and simulate it again with the plan."""
    stands = stands_of(feed, event)
    before = simulate_night(stands, event, replications=nights, seed=seed, tell=progress.step)
    contacts = expected_contacts(stands, event, seed=seed)
    keeps = _keeps(event, before)
    plan = after = None
    if with_plan and not keeps:
        steps = Progress(event.extra.at_most, "extra vehicles at most")
        plan = plan_night(stands, event, seed=seed, tell=steps.step)
        steps.end()
        after = simulate_night(stands.with_vehicles(plan.vehicles), event, replications=nights, seed=seed)
    facts = _facts(stands, event, before, after, plan, contacts) | {"keeps_target": keeps}
    return Told(
        _words(stands, event, before, after, plan, contacts),
        facts,
        event,
        stands,
        before,
        after,
        plan,
        contacts,
    )


def _keeps(event: Event, night: Night) -> bool:
    return night.late_share.high <= 1 - event.target.share and night.stranded.high < 0.5


def assumed(event: Event) -> str:
    """Return what is assumed of a crowd, in numbers."""
    held, contacts = event.vehicles, event.contacts
    patience = (
        "nobody gives up"
        if event.patience_seconds is None
        else f"{event.patience_seconds / 60:g} minutes of patience on average"
    )
    return (
        f"{event.transit_share.low:.0%} to {event.transit_share.high:.0%} take a bus; {held.places} places, {held.on_board_share:.0%} taken; "
        f"{held.seconds_to_board:g} s for each to board; {held.late_share:.0%} of trips late by {held.mean_delay_seconds / 60:g} minutes on average; "
        f"{event.metres_a_minute:g} m a minute on foot, {event.walk_metres:g} m at most; {event.spill_share:.0%} of those left standing who know "
        f"another stop walk on; {patience}; of those who wait over half an hour {contacts.waited_half_an_hour:.0%} get in touch, over an hour "
        f"{contacts.waited_an_hour:.0%}, left behind {contacts.left_behind:.0%}; rain slows boarding by a quarter and halves walking on"
    )


def _words(
    stands: Stands,
    event: Event,
    before: Night,
    after: Night | None,
    plan: Plan | None,
    contacts: tuple[HourOfContacts, ...],
) -> str:
    lines = [
        f"{event.name}, {event.on:%a %d %b %Y}, ends {clock(event.ends_seconds)}: {_people(before.riders)} riders, "
        f"{len(stands.names)} stops within {event.walk_metres:g} m, {len(stands.vehicles)} vehicles until "
        f"{clock(max(at for one in stands.vehicles for _, at in one.calls))}.",
        "Without a plan:",
        *_night_lines(event, before),
        *_stand_lines(before),
        f"  contacts to expect: {sum(one.contacts.low for one in contacts):,.0f} to {sum(one.contacts.high for one in contacts):,.0f}",
    ]
    if plan is None:
        kept = _keeps(event, before)
        return "\n".join(
            [*lines, "The target is kept: no extra vehicles needed." if kept else "The target is missed."]
        )
    lines.append(f"Plan: {len(plan.vehicles)} extra vehicles, {plan.hours:.1f} vehicle-hours.")
    for route, vehicles in plan.by_route().items():
        at = Counter(clock(stands.nearest_call(one)[1]) for one in vehicles)
        times = ", ".join(f"{time} ({count})" if count > 1 else time for time, count in sorted(at.items()))
        stand, _ = stands.nearest_call(vehicles[0])
        lines.append(f"  route {route} from {stands.names[stand]}: {len(vehicles)} at {times}")
    if after:
        lines += ["With the plan:", *_night_lines(event, after)]
    if not plan.keeps_target:
        lines.append(
            f"The target is out of reach with {len(plan.vehicles)} extra vehicles: in one night of ten {plan.late_share:.0%} still wait "
            f"too long and {plan.stranded:,.0f} are left behind. Allow more under `extra:`, or have them ready earlier."
        )
    return "\n".join([*lines, f"Tell riders: {message_to_riders(stands, event, plan)}"])


def _night_lines(event: Event, night: Night) -> list[str]:
    target = f"{event.target.wait_seconds / 60:g} min"
    return [
        f"  waits: half over {_minutes(night.p50_seconds)}, one in twenty over {_minutes(night.p95_seconds)}, longest {_minutes(night.longest_seconds)}",
        f"  more than {target}, given up or left behind: {_percent(night.late_share)} of riders "
        f"(target: at most {1 - event.target.share:.0%})",
        f"  left after the last vehicle: {_people(night.stranded)}; gave up: {_people(night.gave_up)}",
    ]


def _stand_lines(night: Night) -> list[str]:
    worst = sorted(night.by_stand, key=lambda one: -one.p95_seconds.middle)
    return [
        f"  at {one.name} ({one.walk_seconds / 60:.0f} min on foot): {_people(one.boarded)} board, one in twenty waits over "
        f"{_minutes(one.p95_seconds)}, longest {_minutes(one.longest_seconds)}, {_people(one.left)} left behind"
        for one in worst[:MOST_STOPS_SAID]
        if one.p95_seconds.middle > 0
    ]


def _people(one: Spread) -> str:
    return f"{one.middle:,.0f}" if round(one.low) == round(one.high) else f"{one.low:,.0f} to {one.high:,.0f}"


def _minutes(one: Spread) -> str:
    low, high = round(one.low / 60), round(one.high / 60)
    return f"{low} min" if low == high else f"{low} to {high} min"


def _percent(one: Spread) -> str:
    low, high = f"{one.low:.0%}", f"{one.high:.0%}"
    return low if low == high else f"{low} to {high}"


def _facts(
    stands: Stands,
    event: Event,
    before: Night,
    after: Night | None,
    plan: Plan | None,
    contacts: tuple[HourOfContacts, ...],
) -> dict[str, Any]:
    return {
        "event": event.name,
        "day": str(event.on),
        "vehicles": len(stands.vehicles),
        "ways": [{"name": way.name, "share": way.share, "routes": sorted(way.routes)} for way in stands.ways],
        "without_plan": _night_facts(before),
        "plan": None if plan is None else _plan_facts(stands, event, plan),
        "with_plan": None if after is None else _night_facts(after),
        "contacts": [{"interval_start": str(one.starts), **asdict(one.contacts)} for one in contacts],
    }


def _night_facts(night: Night) -> dict[str, Any]:
    named = (
        "riders", "boarded", "gave_up", "stranded", "mean_seconds", "p50_seconds", "p95_seconds", "longest_seconds", "late_share",
    )  # fmt: skip
    waiting = [
        {"at": clock(night.from_seconds + step * STEP_SECONDS), "low": low, "middle": middle, "high": high}
        for step, (low, middle, high) in enumerate(night.waiting.tolist())
    ]
    return {
        **{name: asdict(getattr(night, name)) for name in named},
        "by_route": night.by_route,
        "by_stop": [asdict(one) for one in night.by_stand],
        "waiting": waiting,
        "nights": night.replications,
    }


def _plan_facts(stands: Stands, event: Event, plan: Plan) -> dict[str, Any]:
    return {
        "keeps_target": plan.keeps_target,
        "vehicle_hours": plan.hours,
        "strengthen": {route: len(found) for route, found in plan.by_route().items()},
        "vehicles": _vehicle_rows(stands, plan),
        "message": message_to_riders(stands, event, plan),
    }


def _vehicle_rows(stands: Stands, plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "route": one.route,
            "towards": one.headsign,
            "stop": stands.names[stands.nearest_call(one)[0]],
            "at": clock(stands.nearest_call(one)[1]),
            "places": one.places,
            "vehicle_hours": round(one.hours, 2),
        }
        for one in plan.vehicles
    ]


def vehicles_table(told: Told) -> str:
    """Return the extra vehicles as CSV: route, towards, stop, at, places, vehicle_hours."""
    rows = _vehicle_rows(told.stands, told.plan) if told.plan else []
    return _as_table(["route", "towards", "stop", "at", "places", "vehicle_hours"], rows)


def contacts_table(told: Told) -> str:
    """Return the contacts to expect as CSV: interval_start, extra_contacts and its range low to high."""
    rows = [
        {
            "interval_start": one.starts,
            "extra_contacts": round(one.contacts.middle, 1),
            "low": round(one.contacts.low, 1),
            "high": round(one.contacts.high, 1),
        }
        for one in told.contacts
    ]
    return _as_table(["interval_start", "extra_contacts", "low", "high"], rows)


def _as_table(heads: list[str], rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
