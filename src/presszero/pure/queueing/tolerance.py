"""A target said in people: how many it lets wait, how long the longest, how many hang up, and what one step up costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from presszero.pure.queueing import kernels
from presszero.pure.queueing.staffing import (
    LONGEST_SEARCHED_SECONDS,
    Plan,
    measures_within,
    staff,
    with_share,
)

NEXT_SHARES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)


@dataclass(frozen=True)
class Tolerated:
    """What a plan lets happen over its intervals, expected.

    waiting_longer: people who wait beyond the target's time. longest_seconds: as likely as not somebody waits
    longer than this. giving_up: people who hang up.
    """

    offered: float
    waiting_longer: float
    within_seconds: float
    longest_seconds: float
    giving_up: float


@dataclass(frozen=True)
class StepUp:
    """The next better share: what it spares and what it costs beside the present plan."""

    share: float
    tolerated: Tolerated
    more_paid_hours: float
    more_cost: float


def tolerated(plan: Plan) -> Tolerated:
    """Return what the plan tolerates, in people and seconds."""
    offered = plan.demand.offered
    return Tolerated(
        float(offered.sum()),
        float(offered @ plan.measures[:, kernels.WAITS_LONGER]),
        plan.rules.target.within_seconds,
        _longest_seconds(plan),
        float(offered @ plan.measures[:, kernels.GIVES_UP]),
    )


def step_up(plan: Plan, keeping: Callable[[float], tuple[Plan, Tolerated]] | None = None) -> StepUp | None:
    """Return the next share that people ask for above the plan's own; None when there is none.

    The step is from the target that was asked for; where nothing more is scheduled for it, from the one after.
    keeping: returns the plan that keeps a share, with what it tolerates; by the formulas when not given.
    """
    share = plan.rules.target.share
    for higher in NEXT_SHARES if share is not None else ():
        if share is None or higher <= share + 1e-9:
            continue
        better, then = (keeping or _by_formula(plan))(higher)
        if better.paid_hours > plan.paid_hours:
            return StepUp(higher, then, better.paid_hours - plan.paid_hours, better.cost - plan.cost)
    return None


def _by_formula(plan: Plan) -> Callable[[float], tuple[Plan, Tolerated]]:
    def keeping(share: float) -> tuple[Plan, Tolerated]:
        found = staff(plan.demand, with_share(plan.rules, share))
        return found, tolerated(found)

    return keeping


def _longest_seconds(plan: Plan) -> float:
    """Return the wait that is exceeded by nobody as likely as by somebody: expected longer waits = ln 2.

    Chats are measured as the plain line here, with all their places: the longest wait hangs on the busiest hours.
    """
    rules, places = plan.rules, len(plan.rules.slower_at)
    demand = plan.demand
    if places > 1:
        demand = type(demand)(
            demand.offered, demand.handling_seconds * rules.slower_at[-1], demand.interval_seconds
        )
    servers = plan.required * places

    def longer(seconds: float) -> float:
        rows = measures_within(demand, rules, servers, seconds)
        return float(demand.offered @ rows[:, kernels.WAITS_LONGER])

    if longer(0.0) <= np.log(2):
        return 0.0
    low, high = 0.0, LONGEST_SEARCHED_SECONDS
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (middle, high) if longer(middle) > np.log(2) else (low, middle)
    return high


def in_people(found: Tolerated, *, day: str = "In this plan") -> str:
    """Return the tolerance as one sentence.

    >>> in_people(Tolerated(9000, 212.4, 20, 361, 31.2), day="Tomorrow")
    'Tomorrow 212 of 9,000 wait over 20 s, the longest about 6 min, and 31 hang up.'
    """
    longest = found.longest_seconds
    told = f"{longest:.0f} s" if longest < 90 else f"{longest / 60:.0f} min"
    return (
        f"{day} {found.waiting_longer:,.0f} of {found.offered:,.0f} wait over {found.within_seconds:g} s, "
        f"the longest about {told}, and {found.giving_up:,.0f} hang up."
    )
