"""Patience of a bank's callers, February 1999, and the hourly abandonment that follows from it.

./dev bench capacity patience
"""

from __future__ import annotations

import numpy as np
from tests.corpora.technion import NAME, technion_records, waiting_callers

from benchmarks.shared_data import missing, shared_data
from presszero.pure.queueing.lines import Line, measure_line
from presszero.pure.queueing.patience import mean_patience, patience_curve
from presszero.pure.simulation.replaying import NOBODY, Records

GOAL_POINTS = 3.0
HOURS = range(7, 24)
# Half of all callers found everyone busy: whoever has had no call for so long is taken to be away.
AWAY_AFTER_SECONDS = 300.0


def main(_: list[str]) -> int:
    """Print estimates beside the published, and the error of the prediction; return 0 when the goal is met."""
    if shared_data(NAME) is None:
        print(missing(NAME))
        return 0
    waits, lost = waiting_callers()
    mean, curve = mean_patience(waits, lost), patience_curve(waits, lost)
    print(
        f"Kaplan-Meier median {curve.median_seconds():g} s (published 280), S(60 s) {curve.share_after(60):.3f}"
    )
    print(
        f"exponential mean {mean.mean_seconds:.1f} s (347), 95 % {mean.low_seconds:.0f} to {mean.high_seconds:.0f}"
    )
    offered, gone, predicted = _by_hour(mean.mean_seconds)
    error = 100 * np.abs(predicted - gone)[HOURS] / offered[HOURS]
    print(
        f"abandonment by hour of the day, {HOURS[0]} to {HOURS[-1] + 1} o'clock: mean absolute error {error.mean():.1f} points, "
        f"largest {error.max():.1f} (goal {GOAL_POINTS:g}); in all {gone.sum() / offered.sum():.1%}, predicted "
        f"{predicted.sum() / offered.sum():.1%}"
    )
    return 0 if error.mean() <= GOAL_POINTS else 1


def _by_hour(patience: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (offered, gave up, predicted to give up) by hour of the day over the month, (24,) each.

    Each hour of each day is one line: its calls, its mean service, and the people who were there.
    """
    records = technion_records()
    offered, gone, predicted = np.zeros(24), np.zeros(24), np.zeros(24)
    for day in np.unique(records.day):
        people = _people(records, int(day))
        for hour in range(24):
            inside = (records.day == day) & (records.entered // 3600 == hour)
            calls = int(inside.sum())
            if not calls:
                continue
            served = inside & (records.service > 0)
            handling = float(records.service[served].mean()) if served.any() else 180.0
            line, fewer = Line(float(calls), handling, patience), int(people[hour])
            shares = [measure_line(line, count).abandoned_share for count in (fewer, fewer + 1)]
            part = people[hour] - fewer
            offered[hour] += calls
            gone[hour] += (inside & records.gave_up).sum()
            predicted[hour] += calls * ((1 - part) * shares[0] + part * shares[1])
    return offered, gone, predicted


def _people(records: Records, day: int) -> np.ndarray:
    """Return the people there in each hour, on average, (24,): from first call to last without a gap too long."""
    found = np.zeros(24)
    today = (records.day == day) & (records.server != NOBODY)
    for server in np.unique(records.server[today]):
        own = today & (records.server == server)
        order = np.argsort(records.answered_at[own])
        begins = records.answered_at[own][order]
        ends = begins + records.service[own][order]
        latest = np.maximum.accumulate(ends)
        breaks = np.flatnonzero(begins[1:] - latest[:-1] > AWAY_AFTER_SECONDS)
        firsts, lasts = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [begins.size - 1]))
        for first, last in zip(firsts, lasts, strict=True):
            edges = np.arange(25) * 3600.0
            found += np.diff(np.clip(edges, begins[first], latest[last])) / 3600
    return found
