"""Registers of a supermarket: looking at the line, the plan alone, and the early warning, for register-hours a day.

    ./dev bench capacity registers [days]

Store 2 of supermarket_pos_pl: the plan is the same weekday of the first week, the days played are the six of the second
(8 February repeats the 1st and is left out). Handling times are assumed: lognormal, mean 70 s, variation 0.8. A register opens
3 minutes after the call, planned ones too. The ladder and its settings were chosen on the first week alone (see CHOSEN_ON).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.shared_data import missing, shared_data
from presszero.pure.queueing.lines import Line, least_servers
from presszero.pure.queueing.targets import Target
from presszero.pure.simulation.counters import (
    CounterRule,
    PlayedCounters,
    ladder_worth_its_while,
    play_counters,
)

NAME = "supermarket_pos_pl"
MEAN_SECONDS, VARIATION = 70.0, 0.8
OPENING_SECONDS, MOST, LATE_SECONDS = 180.0, 30, 60.0
# (day of the plan, day played): a week apart; those on which the settings were chosen lie in the first week.
PLAYED = ((2, 9), (3, 10), (4, 11), (5, 12), (6, 13), (7, 14))
CHOSEN_ON = ((6, 7), (7, 6), (5, 6), (5, 7), (2, 3), (3, 2))
GOAL_SHARE, GOAL_HOURS = 0.015, 83.0

Rule = Callable[[np.ndarray], CounterRule]


@dataclass(frozen=True)
class Found:
    """Means over the days played, with the 95 % half-width of the share that waits over a minute."""

    late_share: float
    half_width: float
    open_hours: float
    opening_hours: float
    mean_wait_seconds: float
    longest_line: float
    unserved: int


def main(arguments: list[str]) -> int:
    """Print the table; return 0 when the early warning meets the goal."""
    hours = hourly_customers()
    if hours is None:
        print(missing(NAME))
        return 0
    days = int(arguments[0]) if arguments else 204
    rules: dict[str, Rule] = {
        "looks at the line, 3 for each": lambda _: CounterRule(line_each=3),
        "looks at the line, 1 for each": lambda _: CounterRule(line_each=1),
        "looks at the line, 0.75 for each": lambda _: CounterRule(line_each=0.75),
        "plan alone, 90 % in a minute": planned,
        "early warning, fewer calls": warned_calmly,
        "early warning": warned,
    }
    print(
        f"{'':<34}{'over 60 s':>16}{'open h/day':>12}{'on the way':>12}{'mean wait':>11}{'longest line':>14}"
    )
    for name, rule in rules.items():
        found = measured(hours, rule, PLAYED, days)
        print(
            f"{name:<34}{found.late_share:>8.2%} ±{found.half_width:>6.2%}{found.open_hours:>12.1f}"
            f"{found.opening_hours:>12.1f}{found.mean_wait_seconds:>10.1f}s{found.longest_line:>14.1f}"
        )
    print(f"{days} days; nobody left at close in the last: {found.unserved} unserved.")
    chosen = measured(hours, warned, CHOSEN_ON, days)
    print(
        f"On the first week, where it was chosen: {chosen.late_share:.2%} over 60 s at {chosen.open_hours:.1f} hours."
    )
    met = found.late_share <= GOAL_SHARE and found.open_hours <= GOAL_HOURS and not found.unserved
    print(f"goal: at most {GOAL_SHARE:.1%} at {GOAL_HOURS:g} hours: {'met' if met else 'missed'}")
    return 0 if met else 1


def planned(expected: np.ndarray) -> CounterRule:
    """The plan alone: by the formula, so that 90 % wait at most a minute."""
    target = Target(share=0.9, within_seconds=LATE_SECONDS)
    return CounterRule(
        planned=np.array([least_servers(Line(float(count), MEAN_SECONDS), target) for count in expected])
    )


def warned(expected: np.ndarray) -> CounterRule:
    """The early warning, chosen by the least share over a minute within 83 open hours."""
    return _warned(expected, late_for_an_hour=7, doubt=0.15, present_weight=0.3)


def warned_calmly(expected: np.ndarray) -> CounterRule:
    """The same, chosen with at most 10 hours a day on the way besides."""
    return _warned(expected, late_for_an_hour=8, doubt=0.1, present_weight=0.2)


def _warned(
    expected: np.ndarray, *, late_for_an_hour: float, doubt: float, present_weight: float
) -> CounterRule:
    ladder = ladder_worth_its_while(
        late_for_an_hour, MEAN_SECONDS, MOST, within_seconds=LATE_SECONDS, doubt=doubt
    )
    return CounterRule(
        expected=expected,
        ladder=ladder,
        window_seconds=900,
        trust_seconds=1200,
        present_weight=present_weight,
        linger_seconds=90,
    )


def hourly_customers() -> dict[int, np.ndarray] | None:
    """Return the customers of each hour, (24,), by day of February 2018; None where the data is not here."""
    folder = shared_data(NAME)
    if folder is None:
        return None
    found: dict[int, np.ndarray] = {}
    with (folder / "customer-arrival-input-file-store2.csv").open(encoding="ascii") as file:
        for row in csv.DictReader(file):
            day, hour = int(row["timestamp"][8:10]), int(row["timestamp"][11:13])
            found.setdefault(day, np.zeros(24))[hour] = float(row["customer-transaction-count"])
    return found


def measured(
    hours: dict[int, np.ndarray], rule: Rule, pairs: tuple[tuple[int, int], ...], days: int
) -> Found:
    """Return what a rule brings over so many drawn days, those of `pairs` in turn."""
    played = [_day(hours, rule, *pairs[at % len(pairs)], seed=at) for at in range(days)]
    late = np.array([np.sum(day.wait > LATE_SECONDS) for day in played], float)
    whole = np.array([day.wait.size for day in played], float)
    share = late.sum() / whole.sum()
    width = 1.96 * np.std(late - share * whole, ddof=1) / whole.mean() / math.sqrt(days)
    mean = partial(np.mean, axis=None)
    return Found(
        float(share),
        float(width),
        float(mean([day.open_hours for day in played])),
        float(mean([day.opening_hours for day in played])),
        float(np.concatenate([day.wait for day in played]).mean()),
        float(mean([day.longest_line for day in played])),
        sum(int(np.sum(~np.isfinite(day.wait))) for day in played),
    )


def _day(hours: dict[int, np.ndarray], rule: Rule, plan_day: int, day: int, *, seed: int) -> PlayedCounters:
    counts = hours[day]
    open_hours = np.flatnonzero(counts)
    inside = slice(open_hours[0], open_hours[-1] + 1)
    chance = np.random.default_rng([20180209, seed])
    arrivals = chance.poisson(counts[inside])
    at = np.repeat(np.arange(arrivals.size) * 3600.0, arrivals) + chance.random(arrivals.sum()) * 3600
    spread2 = math.log1p(VARIATION**2)
    service = MEAN_SECONDS * np.exp(math.sqrt(spread2) * chance.standard_normal(at.size) - spread2 / 2)
    return play_counters(
        np.sort(at),
        service,
        rule(np.maximum(hours[plan_day][inside], 1.0)),
        mean_service_seconds=MEAN_SECONDS,
        interval_seconds=3600,
        close_seconds=arrivals.size * 3600,
        opening_seconds=OPENING_SECONDS,
        most=MOST,
    )
