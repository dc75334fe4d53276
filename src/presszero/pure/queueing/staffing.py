"""A day of intervals: how many people each needs, how many to schedule for that, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.queueing import kernels
from presszero.pure.queueing.chats import least_agents, measure_chats
from presszero.pure.queueing.errors import TargetOutOfReach
from presszero.pure.queueing.lines import HOUR_SECONDS
from presszero.pure.queueing.offered_load import exponential_work, offered_load
from presszero.pure.queueing.targets import LEAST_ASKED, Target

LONGEST_SEARCHED_SECONDS = 4 * HOUR_SECONDS


@dataclass(frozen=True)
class Demand:
    """What arrives in each interval, (intervals,): contacts offered, >= 0, and mean handling seconds, > 0."""

    offered: np.ndarray
    handling_seconds: np.ndarray
    interval_seconds: float

    @property
    def per_hour(self) -> np.ndarray:
        return self.offered * HOUR_SECONDS / self.interval_seconds

    @property
    def offered_erlangs(self) -> np.ndarray:
        return self.offered * self.handling_seconds / self.interval_seconds


@dataclass(frozen=True)
class Rules:
    """What a line is staffed by.

    patience_seconds: mean, > 0; None where nobody gives up, as Erlang C has it.
    shrinkage: share of paid time that people are away from the line, 0 to below 1; one number or (intervals,).
    slower_at: for chats, how long one takes beside its handling time while an agent holds 1, 2, ... at once.
    at_least: people wherever anything is offered. cost_per_hour: of one paid hour.
    lagged: count the work still in hand from the intervals before (docs/sources.md#offered-load).
    """

    target: Target
    patience_seconds: float | None = None
    shrinkage: float | np.ndarray = 0.0
    slower_at: Sequence[float] = (1.0,)
    at_least: int = 1
    cost_per_hour: float = 0.0
    lagged: bool = False


@dataclass(frozen=True)
class Plan:
    """People for each interval, (intervals,).

    required: on the line. scheduled: paid, so that required are left after shrinkage.
    measures: the rows WAITS ... QUEUE of queueing.kernels with the required on the line, (intervals, 8).
    """

    demand: Demand
    rules: Rules
    required: np.ndarray
    scheduled: np.ndarray
    measures: np.ndarray

    @property
    def paid_hours(self) -> float:
        return float(self.scheduled.sum() * self.demand.interval_seconds / HOUR_SECONDS)

    @property
    def cost(self) -> float:
        return self.paid_hours * self.rules.cost_per_hour

    def share_within(self) -> float:
        """Return the share of all contacts that the target's definition counts as kept, 0 to 1; 1 where nobody comes."""
        kept, spoken_of = self.rules.target.counts(self.measures)
        whole = float(self.demand.offered @ spoken_of)
        return float(self.demand.offered @ kept) / whole if whole else 1.0

    def shares_within(self) -> np.ndarray:
        """Return the same for each interval, (intervals,)."""
        kept, spoken_of = self.rules.target.counts(self.measures)
        return kept / np.maximum(spoken_of, 1e-12)


def staff(demand: Demand, rules: Rules) -> Plan:
    """Return the least people on the line that keep the target in every interval, and whom to schedule.

    Raises BadInput for a shrinkage outside 0 to below 1, TargetOutOfReach when no number will do.

    Source: docs/sources.md#waiting-lines

    >>> day = Demand(np.array([0.0, 360.0]), np.array([240.0, 240.0]), 1800)
    >>> staff(day, Rules(Target(share=0.8, within_seconds=20), shrinkage=0.3)).scheduled.tolist()
    [0, 78]
    """
    _refuse_nothing(demand, rules)
    required = _required(demand, rules)
    return plan_with(demand, rules, np.where(demand.offered > 0, np.maximum(required, rules.at_least), 0))


def plan_with(demand: Demand, rules: Rules, required: np.ndarray) -> Plan:
    """Return the plan with these people on the line, (intervals,), whoever chose them."""
    return Plan(demand, rules, required, scheduled_for(required, rules), _measures(demand, rules, required))


def scheduled_for(required: np.ndarray, rules: Rules) -> np.ndarray:
    """Return whom to schedule so that the required are left, (intervals,). Raises BadInput for a shrinkage of 1 or more."""
    shrinkage = np.broadcast_to(np.asarray(rules.shrinkage, float), required.shape)
    if np.any((shrinkage < 0) | (shrinkage >= 1)):
        raise BadInput(
            f"A shrinkage of {shrinkage.max():g} leaves nobody; give a share from 0 to below 1, such as 0.3.",
            field="shrinkage",
        )
    # Division, not addition: of 100 people with 30 % away 70 are left, so 70 on the line ask for 100.
    return np.ceil(required / (1.0 - shrinkage) - 1e-9).astype(np.int64)


def with_share(rules: Rules, share: float) -> Rules:
    """Return the same rules with another share for the target."""
    return replace(rules, target=replace(rules.target, share=share))


def _refuse_nothing(demand: Demand, rules: Rules) -> None:
    """Raise TargetOutOfReach for a part that asks for nothing at all, with what a little costs.

    A computer's numbers end where chances are still above 0, so the search would end there too, at an absurd number.
    """
    part = rules.target.never_kept(gives_up=rules.patience_seconds is not None)
    if part is None or not demand.offered.any():
        return
    little = replace(rules.target, **{part: LEAST_ASKED[part]})  # type: ignore[arg-type]
    plan = staff(demand, replace(rules, target=little))
    hours = float(plan.required.sum()) * demand.interval_seconds / HOUR_SECONDS
    raise TargetOutOfReach(
        f"No number of people keeps {rules.target.cap_in_words(part)}: contacts come by chance, so all may be busy for a while. "
        f"{little.cap_in_words(part).capitalize()} takes {hours:,.1f} hours on the line, up to {plan.required.max():,} people at once."
    )


def _required(demand: Demand, rules: Rules) -> np.ndarray:
    per_hour = _arrivals_met(demand, rules)
    if len(rules.slower_at) > 1:
        return np.array(
            [
                least_agents(
                    rate, _slowed(seconds, rules), rules.target, patience_seconds=rules.patience_seconds
                )
                if rate > 0
                else 0
                for rate, seconds in zip(per_hour, demand.handling_seconds, strict=True)
            ]
        )
    found = kernels.least_servers_each(
        per_hour / HOUR_SECONDS,
        np.ascontiguousarray(demand.handling_seconds, float),
        _patience(rules, per_hour.size),
        float(rules.target.within_seconds),
        rules.target.limits(),
    )
    if np.any((found < 0) & (per_hour > 0)):
        raise TargetOutOfReach(f"{rules.target.in_words()}: no number of people reaches it; ask for less.")
    return found


def _arrivals_met(demand: Demand, rules: Rules) -> np.ndarray:
    """Return the hourly arrivals that would bring the work each interval really has in hand, (intervals,)."""
    if not rules.lagged:
        return demand.per_hour
    mean = float(demand.offered @ demand.handling_seconds / max(demand.offered.sum(), 1e-12))
    load = offered_load(demand.offered, demand.interval_seconds, exponential_work(mean or 1.0))
    return load / demand.handling_seconds * HOUR_SECONDS


def _measures(demand: Demand, rules: Rules, required: np.ndarray) -> np.ndarray:
    if len(rules.slower_at) > 1:
        rows = [
            measure_chats(
                rate,
                _slowed(seconds, rules),
                int(people),
                patience_seconds=rules.patience_seconds,
                within_seconds=rules.target.within_seconds,
            ).row()
            for rate, seconds, people in zip(
                _arrivals_met(demand, rules), demand.handling_seconds, required, strict=True
            )
        ]
        return np.array(rows)
    return measures_within(demand, rules, required, rules.target.within_seconds)


def measures_within(demand: Demand, rules: Rules, required: np.ndarray, within_seconds: float) -> np.ndarray:
    """Return the measures of the plain line at another waiting time, (intervals, 8)."""
    return kernels.line_measures_each(
        _arrivals_met(demand, rules) / HOUR_SECONDS,
        np.ascontiguousarray(demand.handling_seconds, float),
        _patience(rules, required.size),
        np.ascontiguousarray(required, np.int64),
        float(within_seconds),
    )


def _patience(rules: Rules, size: int) -> np.ndarray:
    return np.full(size, np.inf if rules.patience_seconds is None else float(rules.patience_seconds))


def _slowed(seconds: float, rules: Rules) -> list[float]:
    return [seconds * times for times in rules.slower_at]
