"""Replay records of calls: learn from the first days, warn through the others as if live, and judge every warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from presszero.pure.queueing.errors import NothingToMeasure
from presszero.pure.simulation.alarms import held_alarms
from presszero.pure.simulation.history import NOBODY, STEPS, History, Records
from presszero.pure.simulation.judging import Told
from presszero.pure.simulation.noticing import noticed
from presszero.pure.simulation.warning import Moment, Taught, teach

__all__ = ["NOBODY", "Records", "Replay", "replay"]


@dataclass(frozen=True)
class Replay:
    """What the replay told. told: our chances; alarm: from which chance on an alarm would be up; echo: minus the share
    of an hour before; plan: minus the usual share of that time of day. targets: by kind of day. taught: what was learned."""

    told: list[Told]
    alarm: list[Told]
    echo: list[Told]
    plan: list[Told]
    targets: dict[str, float]
    taught: Taught


@dataclass
class Lessons:
    """The moments that were judged so far, and whether each missed its target."""

    moments: list[Moment] = field(default_factory=list)
    missed: list[bool] = field(default_factory=list)

    def add(self, history: History, day: int, targets: dict[str, float], patience: float | None) -> None:
        """Learn what became of a day: of every interval in it, wherever on the clock it begins."""
        for first in history.taught_steps(day):
            self.moments.append(noticed(history, day, first, targets, patience))
            self.missed.append(history.share(day, first) < targets[history.kind(day)])

    def taught(self) -> Taught:
        # Intervals that overlap say the same thing again.
        return teach(self.moments, self.missed, weight=1 / STEPS)


def replay(
    records: Records,
    *,
    learn_days: Sequence[int],
    within_seconds: float = 20.0,
    target_share: float | None = None,
    missed_share: float = 0.15,
    interval_seconds: float = 1800.0,
) -> Replay:
    """Return warnings for every open interval of the days not learned from, each given one interval ahead of it.

    learn_days: the first days, in `records.day`. target_share: of contacts within within_seconds; None sets it for each
    kind of day so that missed_share of the intervals learned from miss it. Whoever warns about an interval knows
    nothing that happened after the begin of the one before it; each day that was judged teaches the next.

    Raises NothingToMeasure when the learned days have no open interval, or no day is left to warn on.
    """
    history = History(records, learn_days, within_seconds, interval_seconds)
    targets = history.targets(target_share, missed_share)
    patience = history.patience_seconds()
    lessons = Lessons()
    for day in sorted(history.learn_days & history.of_day.keys()):
        lessons.add(history, day, targets, patience)
    if not lessons.moments:
        raise NothingToMeasure("The days to learn from hold no open interval; give more of them.")
    told: dict[str, list[Told]] = {"ours": [], "echo": [], "plan": []}
    taught: Taught | None = None
    for day in sorted(history.of_day.keys() - history.learn_days):
        taught = lessons.taught()
        for interval in history.judged_intervals(day):
            moment = noticed(history, day, interval * STEPS, targets, patience)
            for name, score in _scores(history, day, interval, moment, taught).items():
                told[name].append(_told(history, day, interval, score, targets))
        # Tonight the day is judged: what became of it is known tomorrow.
        lessons.add(history, day, targets, patience)
        history.learn_days |= {day}
    if taught is None:
        raise NothingToMeasure(
            f"All {len(history.of_day)} days of the records are learned from, and none is left to warn on; learn until an "
            "earlier day."
        )
    return Replay(told["ours"], held_alarms(told["ours"]), told["echo"], told["plan"], targets, taught)


def _scores(history: History, day: int, interval: int, moment: Moment, taught: Taught) -> dict[str, float]:
    hour_ago = np.nan_to_num(history.share(day, (interval - 2) * STEPS), nan=1.0)
    return {
        "ours": taught.chance(moment),
        "echo": -float(hour_ago) / moment.target_share,
        "plan": -moment.usual_share / moment.target_share,
    }


def _told(history: History, day: int, interval: int, score: float, targets: dict[str, float]) -> Told:
    missed, before = (
        bool(history.share(day, at * STEPS) < targets[history.kind(day)]) for at in (interval, interval - 1)
    )
    return Told(day, interval, score, missed, before)
