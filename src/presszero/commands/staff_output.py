"""A staffing plan in words, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import asdict
from itertools import groupby
from typing import Any

from presszero.commands.staff_planning import Beside, Made
from presszero.pure.queueing import kernels
from presszero.pure.queueing.targets import DEFINITIONS
from presszero.pure.queueing.tolerance import in_people

MOST_ROWS = 60


def rows(made: Made) -> list[dict[str, Any]]:
    """Return one row for each interval that stands in the table of calls."""
    demand, plan = made.intervals.demand, made.plan
    required, scheduled, shares = made.required, made.scheduled, plan.shares_within()
    found = []
    for at, start in enumerate(made.intervals.starts):
        if not made.intervals.written[at]:
            continue
        measures = plan.measures[at]
        row: dict[str, Any] = {
            "interval_start": start.isoformat(timespec="minutes"),
            "offered": round(float(demand.offered[at]), 3),
            "aht_seconds": round(float(demand.handling_seconds[at]), 3),
            "offered_erlangs": round(float(demand.offered_erlangs[at]), 3),
            "required": int(required[at]),
            "scheduled": int(scheduled[at]),
            "service_level": round(float(shares[at]), 5),
            "asa_seconds": _finite(measures[kernels.MEAN_ANSWER_WAIT]),
            "abandoned_share": round(float(measures[kernels.GIVES_UP]), 5),
            "occupancy": round(float(measures[kernels.OCCUPANCY]), 4),
            "wait_chance": round(float(measures[kernels.WAITS]), 5),
        }
        if made.levels is not None and made.half_widths is not None:
            row["played_level"] = round(float(made.levels[at]), 4)
            row["half_width"] = _finite(made.half_widths[at])
        if made.beside:
            row["required_live"] = int(plan.required[at])
            row["backlog_items"] = round(float(made.beside.worked.backlog[at]), 1)
        found.append(row)
    return found


def summary(made: Made) -> dict[str, Any]:
    """Return what is told of the whole plan."""
    target = made.plan.rules.target
    told: dict[str, Any] = {
        "target": target.in_words(),
        "definition": DEFINITIONS[target.definition],
        "interval_seconds": made.intervals.demand.interval_seconds,
        "offered": made.tolerated.offered,
        "required_hours": float(made.required.sum()) * made.interval_hours,
        "paid_hours": made.paid_hours,
        "cost": made.cost,
        "share_within": made.share_within,
        "tolerates": asdict(made.tolerated),
        "next_step": asdict(made.step_up) if made.step_up else None,
        "played_days": made.replications,
    }
    if made.beside:
        told["deferred"] = {
            "people_for_both": made.beside.people,
            "required_hours": float(made.beside.worked.people().sum()) * made.interval_hours,
            "items": float(made.beside.worked.done.sum()),
            "late_items": float(made.beside.worked.late.sum()),
            "largest_backlog": float(made.beside.worked.backlog.max()),
            "open_at_the_end": float(made.beside.worked.backlog[-1]),
        }
    return told


def json_text(made: Made) -> str:
    """Return the whole as JSON: the summary's keys, and intervals."""
    return json.dumps({**summary(made), "intervals": rows(made)}, indent=1)


def csv_text(made: Made) -> str:
    """Return one line for each interval."""
    found = rows(made)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()


def in_words(made: Made) -> str:
    """Return the plan as it is read at a terminal: each interval, or each day of a long one, then sentences."""
    found = rows(made)
    table = _intervals(found, made) if len(found) <= MOST_ROWS else _days(found, made)
    return "\n".join([*table, "", *sentences(made)])


def sentences(made: Made) -> list[str]:
    """Return what the plan means, a sentence each."""
    plan, step = made.plan, made.step_up
    said = [
        f"Target: {plan.rules.target.in_words()}.",
        in_people(made.tolerated),
        f"{made.paid_hours:,.1f} paid hours{_money(made.cost)}.",
    ]
    if step:
        said.append(
            f"The next step up, {step.share:.1%} in {step.tolerated.within_seconds:g} s, takes "
            f"{step.more_paid_hours:,.1f} paid hours more{_money(step.more_cost)}: then "
            f"{step.tolerated.waiting_longer:,.0f} wait longer and {step.tolerated.giving_up:,.0f} hang up."
        )
    if made.levels is not None and made.half_widths is not None:
        change = int(plan.required.sum()) - made.formula_people
        written = [
            at for at, there in enumerate(made.intervals.written) if there and plan.demand.offered[at] > 0
        ]
        lowest = min(written, key=lambda at: float(made.levels[at]) if made.levels is not None else 1.0)
        said.append(
            f"Played through {made.replications} days: {change:+d} people-intervals beside the formula; the lowest "
            f"interval, {made.intervals.starts[lowest]:%Y-%m-%d %H:%M}, has {made.levels[lowest]:.1%} "
            f"(half-width {made.half_widths[lowest]:.1%})."
        )
    if made.beside:
        said.append(_told_beside(made, made.beside))
    return said


def _told_beside(made: Made, beside: Beside) -> str:
    """Return what becomes of deferred work, and that the plan holds the people for it."""
    worked = beside.worked
    left = (
        f" {worked.backlog[-1]:,.0f} are still open at the end, due later: plan them with what follows."
        if worked.backlog[-1] >= 0.5
        else ""
    )
    return (
        f"With up to {beside.people} people there, {worked.done.sum():,.0f} deferred items of "
        f"{beside.minutes_each:g} minutes are done beside the line, {worked.late.sum():,.0f} of them late "
        f"(due after {beside.due_hours:g} hours); at most {worked.backlog.max():,.0f} are open at once. Their "
        f"{worked.people().sum() * made.interval_hours:,.1f} hours are in the people needed and paid.{left}"
    )


def explained(made: Made) -> str:
    """Return which formulas were used, and where they come from."""
    rules = made.plan.rules
    endless = rules.patience_seconds is None
    said = [
        "How this was worked out:",
        "- Work offered, in erlangs, is contacts per hour times handling time in hours.",
        f"- Waiting follows {'Erlang C: nobody gives up' if endless else 'Erlang A: patience is exponential'}; "
        "arrivals by chance, handling times exponential (docs/sources.md#waiting-lines).",
        "- Required is the least number of people who keep every part of the target; one fewer breaks it."
        + (" Those for deferred work are added to them." if made.beside else ""),
        f"- Scheduled is required divided by 1 - shrinkage, rounded up; shrinkage {rules.shrinkage:g}.",
        "- The longest wait is the one that somebody passes as likely as not.",
    ]
    if len(rules.slower_at) > 1:
        said.append(
            "- An agent holds up to "
            f"{len(rules.slower_at)} chats at once; each takes {', '.join(f'{at:g}' for at in rules.slower_at)} "
            "times its handling time while so many are held."
        )
    if rules.lagged:
        said.append("- Work in hand from earlier intervals is counted (docs/sources.md#offered-load).")
    if made.beside:
        said.append(
            "- Deferred work is done oldest first by whom the line leaves free, up to the least number of people for both with "
            "which nothing is late; what people on the line do between two contacts is not counted on. Service level, wait and "
            "occupancy are of those on the line."
        )
    if made.levels is not None:
        said.append(
            "- The plan was played through on drawn days, the same for every plan tried, with lognormal handling "
            "times (variation 1); half-widths are 95 % (docs/sources.md#simulation). Who waits longer, who hangs up and the next "
            "step up are of these days; the longest wait is the one that half of them exceed."
        )
    return "\n".join(said)


def _intervals(found: list[dict[str, Any]], made: Made) -> list[str]:
    played = made.levels is not None
    lines = [
        f"{'interval':<17}{'offered':>9}{'aht s':>7}{'erlang':>8}{'needed':>8}{'paid':>6}{'level':>8}{'asa s':>7}{'busy':>7}"
        + ("   played" if played else "")
    ]
    for row in found:
        asa = "–" if row["asa_seconds"] is None else f"{row['asa_seconds']:.0f}"
        line = (
            f"{row['interval_start'][:16].replace('T', ' '):<17}{row['offered']:>9,.0f}{row['aht_seconds']:>7.0f}"
            f"{row['offered_erlangs']:>8.1f}{row['required']:>8}{row['scheduled']:>6}{row['service_level']:>8.1%}"
            f"{asa:>7}{row['occupancy']:>7.0%}"
        )
        lines.append(line + (f"{row['played_level']:>9.1%}" if played else ""))
    return lines


def _days(found: list[dict[str, Any]], made: Made) -> list[str]:
    hours = made.intervals.demand.interval_seconds / 3600
    lines = [f"{'day':<12}{'offered':>10}{'most needed':>13}{'paid hours':>12}"]
    for day, group in groupby(found, key=lambda row: row["interval_start"][:10]):
        of_day = list(group)
        lines.append(
            f"{day:<12}{sum(row['offered'] for row in of_day):>10,.0f}{max(row['required'] for row in of_day):>13}"
            f"{sum(row['scheduled'] for row in of_day) * hours:>12,.1f}"
        )
    return [*lines, "", "--csv FILE writes every interval."]


def _money(cost: float) -> str:
    return f", {cost:,.0f} in money" if cost else ""


def _finite(value: float) -> float | None:
    return round(float(value), 4) if math.isfinite(value) else None
