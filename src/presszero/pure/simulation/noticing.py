"""What is known at the moment a warning has to be given: the line of the last hour, beside what is usual."""

from __future__ import annotations

import numpy as np

from presszero.pure.simulation.history import STEPS, History, Records
from presszero.pure.simulation.warning import Moment

# Few contacts say little: a mean begins as if it had seen so many at the usual.
TRUSTED_CONTACTS, TRUSTED_CALLS, USUAL_HANDLING_SECONDS = 20, 20, 180.0
HANDLED_LATELY_SECONDS = 7200
# Who is here now and is not usually, is mostly still here in an interval.
STAYING = 0.7
# What often goes wrong is looked for so many steps about, and begins as if this many had been seen.
ABOUT, TRUSTED_INTERVALS, MISSED_SHARE = 3, 7, 0.15


def noticed(
    history: History, day: int, first: int, targets: dict[str, float], patience: float | None
) -> Moment:
    """Return what is known one interval before the interval of a day that begins at step `first`."""
    now_step = first - STEPS
    now = now_step * history.step_seconds
    records = history.of_day[day]
    hour = _entered_within(records, now, 3600)
    half = _entered_within(records, now, 1800)
    # Whether the last to enter will be answered in time is not known yet.
    known = records.entered < now - history.within
    back = round(3600 / history.step_seconds)
    alike = history.alike(day)
    people_now = float(history.people_now[day, now_step])
    usual_now = history.usual(history.people_now, day, now_step)
    usual_then = history.usual(history.people_then, day, first)
    shares = history.usual_shares(day, first)
    target = targets[history.kind(day)]
    lost = records.gave_up & (records.entered + records.wait < now)
    return Moment(
        expected=history.usual_offered(day, first),
        interval_seconds=history.interval_seconds,
        seen_beside_expected=(hour.sum() + TRUSTED_CONTACTS)
        / (history.usual_offered(day, now_step - back, back) + TRUSTED_CONTACTS),
        handling_seconds=_handling_seconds(records, now),
        people=max(usual_then + STAYING * (people_now - usual_now), 1.0),
        people_beside_plan=(people_now - usual_now) / max(usual_now, 1.0),
        share_hour=_share(records, hour & known, history.within),
        usual_share_hour=_usual_share(history, alike, now_step - back, back),
        share_half_hour=_share(records, half & known, history.within),
        usual_share_half_hour=_usual_share(history, alike, now_step - back // 2, back // 2),
        gave_up_share=float((lost & (records.entered + records.wait >= now - 1800)).sum())
        / max(int(half.sum()), 1),
        usual_share=float(np.mean(shares)) if shares else 0.0,
        usual_missed_share=_usual_missed_share(history, alike, first, target),
        usual_days=len(alike),
        target_share=target,
        within_seconds=history.within,
        patience_seconds=patience,
    )


def _entered_within(records: Records, now: float, seconds: float) -> np.ndarray:
    return np.asarray((records.entered >= now - seconds) & (records.entered < now))


def _handling_seconds(records: Records, now: float) -> float:
    ends = records.answered_at + records.service
    ended = (records.service > 0) & (ends < now) & (ends > now - HANDLED_LATELY_SECONDS)
    return float(
        (records.service[ended].sum() + TRUSTED_CALLS * USUAL_HANDLING_SECONDS)
        / (ended.sum() + TRUSTED_CALLS)
    )


def _share(records: Records, which: np.ndarray, within: float) -> float:
    """Return the share within the time, held a little towards the middle where few entered."""
    return _held((records.wait[which] <= within).sum(), which.sum())


def _held(in_time: float, entered: float) -> float:
    return float((in_time + 1.4) / (entered + 2.0))


def _usual_share(history: History, alike: list[int], first: int, steps: int) -> float:
    return _held(
        history.among(history.in_time, alike, first, steps),
        history.among(history.offered, alike, first, steps),
    )


def _usual_missed_share(history: History, alike: list[int], first: int, target: float) -> float:
    """Return how often intervals about this time of day miss the target, held towards MISSED_SHARE where few are."""
    shares = np.array(
        [history.share(one, first + more) for one in alike for more in range(-ABOUT, ABOUT + 1)]
    )
    known = shares[~np.isnan(shares)]
    return float(
        ((known < target).sum() + TRUSTED_INTERVALS * MISSED_SHARE) / (known.size + TRUSTED_INTERVALS)
    )
