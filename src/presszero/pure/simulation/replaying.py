"""Replay records of calls: learn from the first days, warn through the others as if live, and judge every warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from presszero.pure.queueing.errors import NothingToMeasure
from presszero.pure.queueing.patience import mean_patience
from presszero.pure.simulation.judging import Told
from presszero.pure.simulation.warning import Moment, Taught, teach

DAY_SECONDS = 86_400
NOBODY = -1
FEWEST_CONTACTS = 5
# Few contacts say little: a mean begins as if it had seen so many at the usual.
TRUSTED_CONTACTS, TRUSTED_CALLS, USUAL_HANDLING_SECONDS = 20, 20, 180.0


@dataclass(frozen=True)
class Records:
    """One entry a contact, (contacts,). day: counted from any Monday. entered: seconds of the day. wait: seconds until
    answered or given up. answered_at, service: seconds, 0 for who gave up. server: a number each, NOBODY for none."""

    day: np.ndarray
    entered: np.ndarray
    wait: np.ndarray
    gave_up: np.ndarray
    answered_at: np.ndarray
    service: np.ndarray
    server: np.ndarray


@dataclass(frozen=True)
class Replay:
    """What the replay told. told: our chances; echo: minus the share of an hour before; plan: minus the usual share
    of that time of day. targets: by kind of day. taught: what was learned."""

    told: list[Told]
    echo: list[Told]
    plan: list[Told]
    targets: dict[str, float]
    taught: Taught


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

    Raises NothingToMeasure when the learned days have no open interval, or nobody ever gave up in them.
    """
    past = History(records, learn_days, within_seconds, interval_seconds)
    targets = past.targets(target_share, missed_share)
    patience = past.patience_seconds()
    moments: list[Moment] = []
    missed: list[bool] = []
    told: dict[str, list[Told]] = {"ours": [], "echo": [], "plan": []}
    taught: Taught | None = None
    for day in sorted(int(one) for one in np.unique(records.day)):
        learning = day in past.learn_days
        if not learning:
            if not moments:
                raise NothingToMeasure("The days to learn from hold no open interval; give more of them.")
            # Yesterday was judged: what became of it is known today.
            taught = teach(moments, missed)
        for interval in past.judged_intervals(day):
            moment = past.moment(day, interval, targets, patience)
            came = past.missed(day, interval, targets)
            moments.append(moment)
            missed.append(came)
            if taught is None or learning:
                continue
            before = past.missed(day, interval - 1, targets)
            scores = {
                "ours": taught.chance(moment),
                "echo": -past.share[day, interval - 2] / moment.target_share,
                "plan": -moment.usual_share / moment.target_share,
            }
            for name, score in scores.items():
                told[name].append(Told(day, interval, float(score), came, before))
        past.learn_days |= {day}
    if taught is None:
        raise NothingToMeasure("No day is left to warn on; learn from fewer.")
    return Replay(told["ours"], told["echo"], told["plan"], targets, taught)


class History:
    """Counts of the records by day and interval, and what is usual by kind of day."""

    def __init__(
        self, records: Records, learn_days: Sequence[int], within_seconds: float, interval_seconds: float
    ) -> None:
        self.records, self.within, self.step = records, within_seconds, interval_seconds
        self.learn_days = frozenset(int(day) for day in learn_days)
        size = (int(records.day.max()) + 1, int(DAY_SECONDS // interval_seconds))
        cell = records.day * size[1] + np.minimum(
            (records.entered // interval_seconds).astype(int), size[1] - 1
        )
        whole = size[0] * size[1]
        self.offered = np.bincount(cell, minlength=whole).reshape(size)
        good = np.bincount(cell, weights=records.wait <= within_seconds, minlength=whole).reshape(size)
        with np.errstate(invalid="ignore"):
            self.share = good / self.offered
        self.people = np.zeros(size)
        self.people_late = np.zeros(size)
        self.of_day = {int(day): _of_day(records, int(day)) for day in np.unique(records.day)}
        for day in self.of_day:
            for interval in range(size[1]):
                begin, end = interval * interval_seconds, (interval + 1) * interval_seconds
                self.people[day, interval] = self._serving(day, begin, end)
                self.people_late[day, interval] = self._serving(day, (begin + end) / 2, end)
        self.kinds = self._kinds()

    def _serving(self, day: int, begin: float, end: float) -> int:
        """Return how many different people were in a contact at some time between begin and end."""
        records = self.of_day[day]
        inside = (records.server != NOBODY) & (records.answered_at < end)
        inside &= records.answered_at + records.service > begin
        return int(np.unique(records.server[inside]).size)

    def _kinds(self) -> dict[int, str]:
        """Return the kind of each weekday: "usual", or its own name where its volume is of another size.

        A weekday that was never learned from counts as usual.
        """
        totals = self.offered.sum(axis=1)
        volumes = {
            weekday: float(np.mean([totals[day] for day in self.learn_days if day % 7 == weekday] or [0.0]))
            for weekday in range(7)
        }
        middle = float(np.median([volume for volume in volumes.values() if volume] or [0.0]))
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        return {
            weekday: "usual" if not volume or 0.6 * middle <= volume <= 1.6 * middle else names[weekday]
            for weekday, volume in volumes.items()
        }

    def judged_intervals(self, day: int) -> list[int]:
        """Return the open intervals of a day that have contacts enough to judge, and two open ones before them."""
        usual = set(self.open_intervals(self.kind(day)))
        return [at for at in sorted(usual) if at - 2 in usual and self.offered[day, at] >= FEWEST_CONTACTS]

    def kind(self, day: int) -> str:
        return self.kinds[int(day) % 7]

    def open_intervals(self, kind: str) -> list[int]:
        """Return the intervals in which a learned day of this kind brings enough contacts on average."""
        days = [day for day in self.learn_days if self.kind(day) == kind]
        if not days:
            return []
        mean = self.offered[days].mean(axis=0)
        return [int(at) for at in np.flatnonzero(mean >= FEWEST_CONTACTS)]

    def targets(self, target_share: float | None, missed_share: float) -> dict[str, float]:
        """Return the share each kind of day is to keep."""
        found = {}
        for kind in set(self.kinds.values()):
            days = [day for day in self.learn_days if self.kind(day) == kind]
            shares = [
                self.share[day, at]
                for day in days
                for at in self.open_intervals(kind)
                if self.offered[day, at] >= FEWEST_CONTACTS
            ]
            if shares:
                found[kind] = (
                    float(np.quantile(shares, missed_share)) if target_share is None else target_share
                )
        return found

    def patience_seconds(self) -> float:
        learned = np.isin(self.records.day, list(self.learn_days)) & (self.records.wait > 0)
        return mean_patience(self.records.wait[learned], self.records.gave_up[learned]).mean_seconds

    def missed(self, day: int, interval: int, targets: dict[str, float]) -> bool:
        return bool(self.share[day, interval] < targets[self.kind(day)])

    def usual(self, table: np.ndarray, day: int, interval: int) -> float:
        """Return the mean of a table over the learned days of the same kind, without the day itself."""
        days = [one for one in self.learn_days if one != day and self.kind(one) == self.kind(day)]
        values = [table[one, interval] for one in days if self.offered[one, interval] > 0]
        return float(np.mean(values)) if values else 0.0

    def moment(self, day: int, interval: int, targets: dict[str, float], patience: float) -> Moment:
        """Return what was known at the begin of the interval before this one."""
        now = (interval - 1) * self.step
        records = self.of_day[day]
        hour = (records.entered >= now - 3600) & (records.entered < now)
        half = hour & (records.entered >= now - 1800)
        # Whether the last to enter will be answered in time is not known yet.
        known = records.entered < now - self.within
        back = round(3600 / self.step)
        expected_hour = sum(self.usual(self.offered, day, interval - 1 - step) for step in range(1, back + 1))
        usual_now = self.usual(self.people, day, interval - 2)
        people_now = float(self.people_late[day, interval - 2])
        ended = records.service > 0
        ended &= (records.answered_at + records.service < now) & (
            records.answered_at + records.service > now - 7200
        )
        waiting = (records.entered < now) & (records.entered + records.wait > now)
        return Moment(
            expected=self.usual(self.offered, day, interval),
            interval_seconds=self.step,
            seen_beside_expected=(hour.sum() + TRUSTED_CONTACTS) / (expected_hour + TRUSTED_CONTACTS),
            handling_seconds=float(
                (records.service[ended].sum() + TRUSTED_CALLS * USUAL_HANDLING_SECONDS)
                / (ended.sum() + TRUSTED_CALLS)
            ),
            people=max(self.usual(self.people, day, interval) + 0.7 * (people_now - usual_now), 1.0),
            people_beside_plan=(people_now - usual_now) / max(usual_now, 1.0),
            share_half_hour=self._share(records, half & known),
            share_hour=self._share(records, hour & known),
            usual_share=self.usual(np.nan_to_num(self.share), day, interval),
            queue_each=float(waiting.sum()) / max(people_now, 1.0),
            target_share=targets[self.kind(day)],
            within_seconds=self.within,
            patience_seconds=patience,
        )

    def _share(self, records: Records, which: np.ndarray) -> float:
        """Return the share within the time, held a little towards the middle where few entered."""
        return float((records.wait[which] <= self.within).sum() + 1.4) / (which.sum() + 2.0)


def _of_day(records: Records, day: int) -> Records:
    inside = records.day == day
    return Records(*(getattr(records, name)[inside] for name in Records.__dataclass_fields__))
