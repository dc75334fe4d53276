"""Formulas look at each interval as if it had always been so. A play-through says where that is too few or too many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.queueing.staffing import Demand, Plan, Rules, plan_with
from presszero.pure.queueing.targets import WAITED
from presszero.pure.simulation.contacts import Contacts
from presszero.pure.simulation.floor import Floor, Group, Kind
from presszero.pure.simulation.running import Played, days_of, play_days

MOST_ROUNDS = 60
NAME = "contacts"


@dataclass(frozen=True)
class Corrected:
    """A plan after the play-through: shares within the target's time and their half-widths, (intervals,)."""

    plan: Plan
    levels: np.ndarray
    half_widths: np.ndarray
    replications: int


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
    return Corrected(plan_with(plan.demand, plan.rules, people), levels, widths, replications)


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
        """Return which intervals stay below the target, (intervals,)."""
        levels, _ = played.service_levels()
        return (levels < (self.rules.target.share or 0.0)) & (self.demand.offered > 0)

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
            lowered = people - (room & turn_of & (people > self.rules.at_least) & (people <= tried))
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
