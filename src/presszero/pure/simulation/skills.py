"""Several kinds of contact and people of several skills: who is needed of each group, found by playing days through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.queueing.staffing import Demand, Rules, staff
from presszero.pure.queueing.targets import WAITED, Target
from presszero.pure.queueing.tolerance import NEXT_SHARES, Tolerated
from presszero.pure.simulation.floor import Floor, Group, Kind
from presszero.pure.simulation.running import days_of, play, play_days, ratio_with_half_width

MOST_ROUNDS = 60
MOST_PASSES = 12


@dataclass(frozen=True)
class Asked:
    """A kind of contact: what arrives, and what is promised to it. priority: lower is served first."""

    name: str
    demand: Demand
    target: Target
    patience_seconds: float | None = None
    priority: int = 0
    variation: float | None = 1.0


@dataclass(frozen=True)
class Offer:
    """People of the same skills who may be planned.

    skills: for each kind they serve, how long they take beside its mean. cost_per_hour: > 0, of one hour on the line.
    most: people there are in any interval; None for as many as it takes.
    """

    name: str
    skills: Mapping[str, float]
    cost_per_hour: float = 1.0
    most: int | None = None


@dataclass(frozen=True)
class SkillsStep:
    """The next better share of one kind, the others as they are: the people for it, (groups, intervals), and what it tolerates."""

    share: float
    people: np.ndarray
    tolerated: Tolerated


@dataclass(frozen=True)
class SkillsPlan:
    """People on the line by group and interval, (groups, intervals).

    apart: what it would take if every kind had a line of its own; None where there are too few people for that. levels, half_widths: the share within each kind's
    time, played through, (kinds, intervals). days: how many were played. tolerated: what they let happen to each kind,
    (kinds,). next_steps: a better share for each kind, None where there is none or too few people for it.
    """

    people: np.ndarray
    apart: np.ndarray | None
    levels: np.ndarray
    half_widths: np.ndarray
    days: int
    tolerated: tuple[Tolerated, ...]
    next_steps: tuple[SkillsStep | None, ...]


def staff_skills(
    kinds: Sequence[Asked],
    groups: Sequence[Offer],
    seed: int,
    *,
    days: int = 60,
    busyness_variation: float = 0.0,
    tell: Callable[[int], None] = lambda rounds: None,
) -> SkillsPlan:
    """Return people who keep every kind's target in every interval, at a cost that no single change lowers.

    It begins twice, with a line for each kind and with one line for all by those who can do most, and keeps the
    cheaper end: adds where the played share falls short, takes away where nobody is missed, exchanges two people of
    one skill for one who has both, and people who can do more than they need for cheaper ones. seed: of the days,
    which every plan meets again. tell: called with the rounds played.

    Raises BadInput where a kind has no group, a target is not the share that waited, or `most` does not suffice.
    """
    _look_over(kinds, groups)
    search = _Search(kinds, groups, seed, days, busyness_variation, tell)
    apart, enough = search.separate()
    people, shares = min(
        (search.improved(start) for start in (apart, search.together())),
        key=lambda found: search.cost(found[0]),
    )
    met = search.tolerated(people, shares)
    steps = tuple(search.step_up(people, place) for place in range(len(kinds)))
    return SkillsPlan(people, apart if enough else None, *shares, days, met, steps)


def _look_over(kinds: Sequence[Asked], groups: Sequence[Offer]) -> None:
    for kind in kinds:
        if kind.target.share is None or kind.target.definition != WAITED:
            raise BadInput(f"{kind.name} needs a target such as 80/20: the share that waits at most so long.")
        if not any(kind.name in group.skills for group in groups):
            raise BadInput(f"Nobody serves {kind.name}; give the skill to a group.")
    if len({kind.demand.offered.size for kind in kinds}) > 1:
        raise BadInput("Every kind needs the same intervals; fill those without contacts with 0.")


Shares = tuple[np.ndarray, np.ndarray]


class _Search:
    """Plans for the same days, compared by what they cost and where they fall short."""

    def __init__(
        self,
        kinds: Sequence[Asked],
        groups: Sequence[Offer],
        seed: int,
        days: int,
        busyness_variation: float,
        tell: Callable[[int], None],
    ) -> None:
        self.kinds, self.groups, self.tell, self.rounds = kinds, groups, tell, 0
        self.interval_seconds = kinds[0].demand.interval_seconds
        self.played_kinds = [_played(kind) for kind in kinds]
        self.serves = np.array([[kind.name in group.skills for group in groups] for kind in kinds])
        self.costs = np.array([group.cost_per_hour for group in groups])
        self.most = np.array([np.inf if group.most is None else group.most for group in groups])
        self.goal = np.array([kind.target.share or 0.0 for kind in kinds])[:, None]
        self.within = np.array([kind.target.within_seconds for kind in kinds])
        self.offered = np.array([kind.demand.offered for kind in kinds])
        nobody = np.zeros((len(groups), self.offered.shape[1]), int)
        drawn = iter(days_of(self._floor(nobody), seed, busyness_variation=busyness_variation))
        self.days = [next(drawn) for _ in range(days)]

    def cost(self, people: np.ndarray) -> float:
        """Return what a plan costs by the hour, summed over its intervals."""
        return float(self.costs @ people.sum(axis=1))

    def improved(self, people: np.ndarray) -> tuple[np.ndarray, Shares]:
        """Return what a beginning becomes, when no change that is tried lowers its cost any more."""
        people, shares = self.raised(people)
        for _ in range(MOST_PASSES):
            before = self.cost(people)
            for change in (self.trimmed, self.exchanged, self.cheapened):
                people, shares = change(people, shares)
            if self.cost(people) >= before:
                break
        return people, shares

    def tolerated(self, people: np.ndarray, shares: Shares) -> tuple[Tolerated, ...]:
        """Return what the days let happen to each kind, for the contacts expected of it, (kinds,)."""
        played = play_days(self._floor(people), self.days)
        longest = np.median(played.longest_seconds.max(axis=2), axis=0)
        gave_up = played.gave_up.sum(axis=(0, 2)) / np.maximum(played.offered.sum(axis=(0, 2)), 1)
        offered = self.offered.sum(axis=1)
        later = (self.offered * (1 - shares[0])).sum(axis=1)
        return tuple(
            Tolerated(*map(float, one))
            for one in zip(offered, later, self.within, longest, offered * gave_up, strict=True)
        )

    def step_up(self, people: np.ndarray, kind: int) -> SkillsStep | None:
        """Return the next share that people ask for above this kind's own, by a plan that begins with the present one."""
        asked = self.goal.copy()
        try:
            for share in NEXT_SHARES:
                if share <= asked[kind, 0] + 1e-9:
                    continue
                self.goal[kind] = share
                better, shares = self.trimmed(*self.raised(people))
                if self.cost(better) > self.cost(people):
                    return SkillsStep(share, better, self.tolerated(better, shares)[kind])
        except BadInput:
            # There are too few people for more, which is no reason to refuse what was asked.
            pass
        finally:
            self.goal = asked
        return None

    def together(self) -> np.ndarray:
        """Return the same people, each kind's taken from those who can do most, as a beginning."""
        (people, _), widest = self.separate(), np.argsort(self.serves.sum(axis=0), kind="stable")[::-1]
        moved = np.zeros_like(people)
        for group, row in enumerate(people):
            for wide in (*widest, group):
                able = not (self.serves[:, group] & ~self.serves[:, wide]).any()
                if able and (moved[wide] + row <= self.most[wide]).all():
                    moved[wide] += row
                    break
        return moved

    def separate(self) -> tuple[np.ndarray, bool]:
        """Return people for a line of each kind's own, (groups, intervals), and whether there are enough for that.

        They are taken from the kind's cheapest group; where it has too few, the rest of the line from the next.
        """
        people, enough = np.zeros((len(self.groups), self.offered.shape[1]), int), True
        for place, kind in enumerate(self.kinds):
            rules = Rules(kind.target, kind.patience_seconds)
            left = np.ones(self.offered.shape[1])
            for number in self._in_turn(place):
                seconds = kind.demand.handling_seconds * self.groups[number].skills[kind.name]
                whole = staff(replace(kind.demand, handling_seconds=seconds), rules).required
                wanted = np.ceil(whole * left - 1e-9)
                taken = np.minimum(wanted, self.most[number] - people[number]).astype(int)
                people[number] += taken
                left = np.where(taken < wanted, left - taken / np.maximum(whole, 1), 0.0)
            enough = enough and not left.any()
        return people, enough

    def _in_turn(self, kind: int) -> list[int]:
        """Return the groups that serve a kind: the cheapest for it first, then who can do least else."""
        able = np.flatnonzero(self.serves[kind])
        name = self.kinds[kind].name
        return sorted(
            map(int, able),
            key=lambda one: (self.costs[one] * self.groups[one].skills[name], self.serves[:, one].sum()),
        )

    def _too_few(self, kind: int, interval: int) -> None:
        able = [self.groups[one].name for one in self._in_turn(kind)]
        raise BadInput(
            f"{self.kinds[kind].name} needs more people in interval {interval + 1} than {', '.join(able)} may be; "
            "raise `most`, give the skill to another group, or lower the target."
        )

    def _floor(self, people: np.ndarray) -> Floor:
        groups = [
            Group(offer.name, offer.skills, on_duty=row)
            for offer, row in zip(self.groups, people, strict=True)
        ]
        return Floor(self.played_kinds, groups, interval_seconds=self.interval_seconds)

    def play(self, people: np.ndarray) -> Shares:
        """Return the share within each kind's time and its half-width, (kinds, intervals) each."""
        self.rounds += 1
        self.tell(self.rounds)
        floor, shape = self._floor(people), self.offered.shape
        good, whole = np.zeros((len(self.days), *shape)), np.zeros((len(self.days), *shape))
        for place, day in enumerate(self.days):
            seen = play(floor, day)
            interval = np.minimum((seen.at / self.interval_seconds).astype(int), shape[1] - 1)
            cell = seen.kind * shape[1] + interval
            in_time = seen.wait <= self.within[seen.kind]
            whole[place] = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
            good[place] = np.bincount(cell[in_time], minlength=shape[0] * shape[1]).reshape(shape)
        both = np.array(
            [
                [ratio_with_half_width(good[:, row, at], whole[:, row, at]) for at in range(shape[1])]
                for row in range(shape[0])
            ]
        )
        return both[..., 0], both[..., 1]

    def short(self, shares: Shares) -> np.ndarray:
        """Return where a kind stays below its target, (kinds, intervals)."""
        return (shares[0] < self.goal) & (self.offered > 0)

    def _room(self, shares: Shares) -> np.ndarray:
        """Return where a kind is above its target beyond chance, or nothing is offered, (kinds, intervals)."""
        return (shares[0] - shares[1] > self.goal) | (self.offered <= 0)

    def raised(self, people: np.ndarray) -> tuple[np.ndarray, Shares]:
        """Return people with one more wherever a kind falls short, of the cheapest who serve it, until none does."""
        shares = self.play(people)
        for _ in range(MOST_ROUNDS):
            short = self.short(shares)
            if not short.any():
                break
            people = self._with_more(people, short)
            shares = self.play(people)
        return people, shares

    def _with_more(self, people: np.ndarray, short: np.ndarray) -> np.ndarray:
        more = people.copy()
        for kind, interval in np.argwhere(short):
            able = self._in_turn(kind)
            if any(more[one, interval] > people[one, interval] for one in able):
                continue
            free = [one for one in able if more[one, interval] < self.most[one]]
            if not free:
                self._too_few(kind, interval)
            more[free[0], interval] += 1
        return more

    def trimmed(self, people: np.ndarray, shares: Shares) -> tuple[np.ndarray, Shares]:
        """Return people with one fewer wherever nobody misses them, dear groups first."""
        for group in np.argsort(-self.costs, kind="stable"):
            for turn in (0, 1):
                room = self._room(shares)[self.serves[:, group]].all(axis=0)
                change = np.zeros_like(people)
                change[group] = -(room & (people[group] > 0) & self._turn(turn)).astype(int)
                people, shares = self._tried(people, shares, change)
        return people, shares

    def exchanged(self, people: np.ndarray, shares: Shares) -> tuple[np.ndarray, Shares]:
        """Return people with two of one skill each exchanged for one who has both, where that is enough and cheaper."""
        for wide in range(len(self.groups)):
            for one in range(len(self.groups)):
                for two in range(one + 1, len(self.groups)):
                    if wide in (one, two) or self.costs[wide] >= self.costs[one] + self.costs[two]:
                        continue
                    if (self.serves[:, [one, two]].any(axis=1) & ~self.serves[:, wide]).any():
                        continue
                    for turn in (0, 1):
                        there = (people[one] > 0) & (people[two] > 0) & (people[wide] < self.most[wide])
                        change = np.zeros_like(people)
                        change[[one, two]] = -(there & self._turn(turn)).astype(int)
                        change[wide] = there & self._turn(turn)
                        people, shares = self._tried(people, shares, change)
        return people, shares

    def cheapened(self, people: np.ndarray, shares: Shares) -> tuple[np.ndarray, Shares]:
        """Return people exchanged for cheaper ones who can do less, where that is enough."""
        for dear in np.argsort(-self.costs, kind="stable"):
            for cheap in np.argsort(self.costs, kind="stable"):
                if self.costs[cheap] >= self.costs[dear]:
                    break
                for turn in (0, 1):
                    there = (people[dear] > 0) & (people[cheap] < self.most[cheap]) & self._turn(turn)
                    change = np.zeros_like(people)
                    change[dear], change[cheap] = -there.astype(int), there
                    people, shares = self._tried(people, shares, change)
        return people, shares

    def _turn(self, turn: int) -> np.ndarray:
        # What one interval leaves in the queue, the next meets: neighbours are not changed together.
        return np.asarray(np.arange(self.offered.shape[1]) % 2 == turn)

    def _tried(self, people: np.ndarray, shares: Shares, change: np.ndarray) -> tuple[np.ndarray, Shares]:
        """Return the changed plan where no kind falls short for it, and what was before elsewhere."""
        for _ in range(3):
            if not change.any():
                return people, shares
            after = self.play(people + change)
            short: np.ndarray = np.asarray(self.short(after).any(axis=0))
            if not short.any():
                return people + change, after
            # A shortage may come from the interval itself or from the one before it.
            change = np.where(short | np.concatenate((short[1:], [False])), 0, change)
        return people, shares


def _played(kind: Asked) -> Kind:
    demand = kind.demand
    mean = float(demand.offered @ demand.handling_seconds / max(demand.offered.sum(), 1e-12)) or 1.0
    return Kind(
        kind.name,
        demand.offered,
        mean,
        variation=kind.variation,
        handling_pattern=demand.handling_seconds / mean,
        patience_seconds=kind.patience_seconds,
        priority=kind.priority,
    )
