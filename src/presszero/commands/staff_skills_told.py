"""What `presszero staff skills` says: as words, as data, and as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from presszero.pure.queueing.tolerance import in_people

if TYPE_CHECKING:
    from presszero.pure.simulation.skills import Asked, Offer, SkillsPlan

EXPLAINED = """\
How this was worked out:
- Drawn days are played through every plan that is tried, the same days for each, with lognormal handling times
  (variation 1); half-widths are 95 % (docs/sources.md#simulation).
- A kind asks first those who can do least else; who becomes free takes the least priority number, then the longest wait.
- It begins with a line for each kind and with one line for all, adds where a kind falls short, takes away where nobody
  is missed, exchanges people, and keeps the cheaper end. No single change makes it cheaper; nothing proves it the best.
- A line for each kind is planned by Erlang A, or C where nobody gives up (docs/sources.md#waiting-lines).
- Scheduled is required divided by 1 - shrinkage, rounded up; what is paid is what is scheduled.
- The longest wait is the one that half of the days exceed. The next step up begins with this plan and keeps the targets
  of the other kinds."""


@dataclass(frozen=True)
class Told:
    """A plan with the intervals and names that it speaks of."""

    starts: list[datetime]
    interval_seconds: float
    kinds: list[Asked]
    groups: list[Offer]
    plan: SkillsPlan
    shrinkage: float


def _scheduled(told: Told, required: int) -> int:
    """Return the people to schedule so that the required are left: of 100 with 30 % away 70 are."""
    return -int(-(required / (1.0 - told.shrinkage) - 1e-9) // 1)


def as_json(told: Told) -> dict[str, Any]:
    """Return the plan in its documented shape."""
    plan, hours = told.plan, told.interval_seconds / 3600
    return {
        "interval_seconds": told.interval_seconds,
        "days_played": plan.days,
        "required_hours": round(float(plan.people.sum()) * hours, 2),
        "required_hours_apart": None if plan.apart is None else round(float(plan.apart.sum()) * hours, 2),
        "paid_hours": round(_paid_hours(told, plan.people), 2),
        "cost": round(_cost(told, plan.people), 2),
        "cost_apart": None if plan.apart is None else round(_cost(told, plan.apart), 2),
        "kinds": {kind.name: _promised(told, place) for place, kind in enumerate(told.kinds)},
        "intervals": [
            {
                "interval_start": start.isoformat(timespec="minutes"),
                "groups": {
                    group.name: {
                        "required": int(plan.people[row, at]),
                        "scheduled": _scheduled(told, int(plan.people[row, at])),
                    }
                    for row, group in enumerate(told.groups)
                },
                "kinds": {
                    kind.name: {
                        "offered": round(float(kind.demand.offered[at]), 3),
                        "played_level": round(float(plan.levels[row, at]), 4),
                        "half_width": round(float(plan.half_widths[row, at]), 4),
                    }
                    for row, kind in enumerate(told.kinds)
                },
            }
            for at, start in enumerate(told.starts)
        ],
    }


def _promised(told: Told, place: int) -> dict[str, Any]:
    """Return what one kind is promised, what that tolerates in people, and what the next step up costs."""
    kind, step = told.kinds[place], told.plan.next_steps[place]
    return {
        "target": kind.target.in_words(),
        "tolerates": asdict(told.plan.tolerated[place]),
        "next_step": step
        and {
            "share": step.share,
            "more_paid_hours": round(_paid_hours(told, step.people) - _paid_hours(told, told.plan.people), 2),
            "more_cost": round(_cost(told, step.people) - _cost(told, told.plan.people), 2),
            "tolerated": asdict(step.tolerated),
        },
    }


def _paid_hours(told: Told, people: Any) -> float:
    return sum(_paid(told, row) for row in people)


def _paid(told: Told, row: Any) -> float:
    return sum(_scheduled(told, int(one)) for one in row) * told.interval_seconds / 3600


def _cost(told: Told, people: Any) -> float:
    return sum(_paid(told, people[row]) * group.cost_per_hour for row, group in enumerate(told.groups))


def in_words(told: Told) -> str:
    """Return what is read at a terminal."""
    facts = as_json(told)
    names = [group.name for group in told.groups]
    lines = ["interval            " + "".join(f"{name:>12}" for name in names) + "   lowest share in time"]
    for row in facts["intervals"]:
        served = {name: one["played_level"] for name, one in row["kinds"].items() if one["offered"] > 0}
        lowest = min(served, key=lambda name: served[name], default=None)
        told_share = f"{served[lowest]:>10.0%} {lowest}" if lowest else f"{'–':>10}"
        people = "".join(f"{row['groups'][name]['required']:>12}" for name in names)
        lines.append(f"{row['interval_start'].replace('T', ' '):<20}{people}   {told_share}")
    return "\n".join(
        [
            *lines,
            "",
            *sentences(told),
        ]
    )


def sentences(told: Told) -> list[str]:
    """Return what the plan means, a sentence each: its hours, then for each kind what its target tolerates and what more costs."""
    facts = as_json(told)
    said = [
        f"{facts['required_hours']:,.1f} hours on the line, {facts['paid_hours']:,.1f} paid, at a cost of {facts['cost']:,.2f}; "
        f"{_apart(facts)} {facts['days_played']} days were played."
    ]
    for place, kind in enumerate(told.kinds):
        target = f"{kind.name}, {100 * (kind.target.share or 0):.6g}% in {kind.target.within_seconds:g} s"
        said.append(in_people(told.plan.tolerated[place], day=f"{target}:"))
        if step := facts["kinds"][kind.name]["next_step"]:
            then = step["tolerated"]
            said.append(
                f"The next step up for {kind.name}, {step['share']:.1%}, takes {step['more_paid_hours']:,.1f} paid hours more, "
                f"{step['more_cost']:,.2f} in money: then {then['waiting_longer']:,.0f} wait longer and {then['giving_up']:,.0f} hang up."
            )
    return said


def _apart(facts: dict[str, Any]) -> str:
    if facts["cost_apart"] is None:
        return "there are too few people for a line for each kind."
    return (
        f"a line for each kind would take {facts['required_hours_apart']:,.1f} hours on the line "
        f"at {facts['cost_apart']:,.2f}."
    )


def csv_text(told: Told) -> str:
    """Return one line for each interval and group."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["interval_start", "group", "required", "scheduled"])
    for row in as_json(told)["intervals"]:
        start = row["interval_start"].replace("T", " ")
        for name, people in row["groups"].items():
            writer.writerow([start, name, people["required"], people["scheduled"]])
    return out.getvalue()
