"""Formulas look at each interval as if it had always been so. A play-through says where that is too few or too many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.queueing.staffing import Demand, Plan, Rules, plan_with, staff
from presszero.pure.queueing.targets import WAITED, Target
from presszero.pure.queueing.tolerance import Tolerated
from presszero.pure.simulation.contacts import Contacts
from presszero.pure.simulation.floor import Floor, Group, Kind
from presszero.pure.simulation.running import Played, days_of, play_days

MOST_ROUNDS = 60
NAME = "contacts"


@dataclass(frozen=True)
class Corrected:
    """A plan after the play-through: shares within the target's time and their half-widths, (intervals,).

    tolerated: what the days played let happen, on their mean; half of them see a longer wait than its longest.
    """

    plan: Plan
    levels: np.ndarray
    half_widths: np.ndarray
    replications: int
    tolerated: Tolerated


def correct(
    plan: Plan,
    seed: int,
    *,
    replications: int = 100,
    variation: float | None = 1.0,
    busyness_variation: float = 0.0,
    tell: Callable[[int], None] = lambda played: None,
) -> Corrected:
    """Return the plan with people added where the played share falls short, and taken away where it need not be.

    The other parts of the target hold beside it: nobody is taken away whom they ask for by the formula, and where more
    give up in the play-through than may, people are added.

    seed: of the days, which every round meets again. replications: days played in each round. variation: of lognormal
    handling times; None for exponential. busyness_variation: see draw_contacts. tell: called with the rounds so far.

    Raises BadInput for a target that the play-through does not judge: without a share, by another definition, or chats.
    """
    target = plan.rules.target
    if target.share is None or target.definition != WAITED or len(plan.rules.slower_at) > 1:
        raise BadInput(
            "The play-through judges the share that waited at most the target's time, one contact at a time; "
            "give such a target, or leave the play-through away."
        )
    judge = Judge(plan.demand, plan.rules, seed, replications, variation, busyness_variation, tell)
    people, played = judge.raised(plan.required.copy())
    people, played = judge.trimmed(people, played)
    levels, widths = played.service_levels()
    found = plan_with(plan.demand, plan.rules, people)
    return Corrected(found, levels, widths, replications, played_tolerance(played, plan.demand))


def played_tolerance(played: Played, demand: Demand) -> Tolerated:
    """Return what the days played let happen, for the contacts expected, and the longest wait that half of the days see."""
    offered = float(demand.offered.sum())
    drawn = max(int(played.offered.sum()), 1)
    return Tolerated(
        offered,
        offered * (1 - int(played.in_time.sum()) / drawn) if played.offered.any() else 0.0,
        played.within_seconds,
        float(np.median(played.longest_seconds.max(axis=(1, 2)))),
        offered * int(played.gave_up.sum()) / drawn,
    )


def people_for_the_rest(demand: Demand, rules: Rules) -> np.ndarray:
    """Return the least people, (intervals,), whom the parts of the target beside its share ask for."""
    beside = replace(rules.target, share=None)
    if beside == Target(within_seconds=beside.within_seconds, definition=beside.definition):
        return np.where(demand.offered > 0, rules.at_least, 0)
    return staff(demand, replace(rules, target=beside)).required


class Judge:
    """Plays plans for one demand on the same days, and says which intervals fall short."""

    def __init__(
        self,
        demand: Demand,
        rules: Rules,
        seed: int,
        replications: int,
        variation: float | None,
        busyness_variation: float,
        tell: Callable[[int], None],
    ) -> None:
        self.demand, self.rules, self.tell, self.rounds = demand, rules, tell, 0
        self.least = people_for_the_rest(demand, rules)
        mean = float(demand.offered @ demand.handling_seconds / max(demand.offered.sum(), 1e-12))
        self.kind = Kind(
            NAME,
            demand.offered,
            mean,
            variation=variation,
            handling_pattern=demand.handling_seconds / mean,
            patience_seconds=rules.patience_seconds,
        )
        days = iter(days_of(self.floor(demand.offered * 0), seed, busyness_variation=busyness_variation))
        self.days: Sequence[Contacts] = [next(days) for _ in range(replications)]

    def floor(self, people: np.ndarray) -> Floor:
        group = Group("people", {NAME: 1.0}, on_duty=people.astype(int))
        return Floor([self.kind], [group], interval_seconds=self.demand.interval_seconds)

    def play(self, people: np.ndarray) -> Played:
        self.rounds += 1
        self.tell(self.rounds)
        return play_days(self.floor(people), self.days, within_seconds=self.rules.target.within_seconds)

    def short(self, played: Played) -> np.ndarray:
        """Return which intervals stay below the target, or lose more than may give up, (intervals,)."""
        levels, _ = played.service_levels()
        return ((levels < (self.rules.target.share or 0.0)) | self._lost(played)) & (self.demand.offered > 0)

    def _lost(self, played: Played) -> np.ndarray:
        most = self.rules.target.abandoned_share
        offered, gave_up = (one.sum(axis=(0, 1)) for one in (played.offered, played.gave_up))
        return np.zeros(offered.shape, bool) if most is None else gave_up > most * np.maximum(offered, 1)

    def raised(self, people: np.ndarray) -> tuple[np.ndarray, Played]:
        """Return people with one more wherever an interval falls short, until none does."""
        played = self.play(people)
        for _ in range(MOST_ROUNDS):
            short = self.short(played)
            if not short.any():
                break
            people = people + short
            played = self.play(people)
        return people, played

    def trimmed(self, people: np.ndarray, played: Played) -> tuple[np.ndarray, Played]:
        """Return people with one fewer wherever nobody misses them, every second interval at a time."""
        tried = people.copy()
        # What one interval leaves in the queue, the next meets: neighbours are not lowered together.
        for turn in range(6):
            levels, widths = played.service_levels()
            room = levels - widths > (self.rules.target.share or 0.0)
            turn_of = np.arange(people.size) % 2 == turn % 2
            lowered = people - (room & turn_of & (people > self.least) & (people <= tried))
            if np.array_equal(lowered, people):
                continue
            after = self.play(lowered)
            missed = self.short(after)
            # A shortage may come from the interval itself or from the one before it.
            back = missed | np.concatenate((missed[1:], [False]))
            kept = np.where(back, people, lowered)
            after = self.play(kept)
            if self.short(after).any():
                kept, after = self.raised(kept)
            if kept.sum() < people.sum():
                people, played = kept, after
        return people, played
