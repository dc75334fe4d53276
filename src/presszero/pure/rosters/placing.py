"""A roster made person by person, for when the programme's time is over: each takes the best week that others leave.

What one more person is worth in an interval follows from the cuts between groups and skills, so each step
is exact; people are taken out one or two at a time and put back, and what is no worse is kept, at first also what
is a little worse (simulated annealing). It is quick and
never without an answer, and further from the best than the programme where that has its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from presszero.pure.rosters.classes import PeopleClass
from presszero.pure.rosters.counting import Counts, Group
from presszero.pure.rosters.problem import DAY_MINUTES, Problem
from presszero.pure.rosters.steps import Network, Node

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
FREE = -1
MOST_SKILLS = 8
MOST_TAKEN_OUT = 2
ROUNDS_EACH, FEWEST_ROUNDS, MOST_ROUNDS = 100, 4000, 20_000
# At first a worse roster is kept where it costs about so many short intervals more; less and less often.
WARMTH = 6.0


@dataclass
class Placed:
    """One person's week. shifts: by day, FREE where none; ways: the way chosen for each break of each day."""

    shifts: list[int]
    ways: list[tuple[int, ...]]
    points: float


class Floor:
    """Who is at work, and what one more person of a group is worth in each interval.

    cuts: for each subset of skills, people wanted outside it plus people at work who know a skill inside it; the
    least of them is how many are served. shape (subsets, intervals).
    """

    def __init__(self, problem: Problem, groups: list[Group]) -> None:
        skills = problem.skills
        subsets = [set(found) for size in range(len(skills) + 1) for found in combinations(skills, size)]
        required = np.array([problem.required[skill] for skill in skills])
        outside = np.array([[skill not in subset for skill in skills] for subset in subsets], dtype=float)
        self.cuts: Floats = outside @ required
        self.hits = {group: np.array([bool(subset & set(group)) for subset in subsets]) for group in groups}
        self.at_work: Floats = np.zeros(problem.intervals)
        self.short, self.over = float(problem.weights.short), float(problem.weights.over)
        self.required = float(required.sum())

    def add(self, group: Group, work: Floats, sign: float) -> None:
        self.cuts[self.hits[group]] += sign * work
        self.at_work += sign * work

    def worth(self, group: Group) -> Floats:
        """Return the points that one more person of the group costs in each interval; negative where missed."""
        served = self.cuts.min(axis=0)
        more = np.minimum(
            self.cuts[self.hits[group]].min(axis=0, initial=np.inf) + 1,
            self.cuts[~self.hits[group]].min(axis=0),
        )
        return self.over - (self.short + self.over) * (more - served)

    @property
    def points(self) -> float:
        served = float(self.cuts.min(axis=0).sum())
        return self.short * (self.required - served) + self.over * (float(self.at_work.sum()) - served)


@dataclass(frozen=True)
class Slots:
    """Where shifts and their breaks lie, as places between intervals.

    begins, ends: shape (days, shifts). pause_begins, pause_ends: shape (days, shifts, choices, ways, pauses), padded
    by pauses of no length; padded ways repeat the first.
    """

    begins: Numbers
    ends: Numbers
    pause_begins: Numbers
    pause_ends: Numbers


def can_be_placed(problem: Problem) -> bool:
    """Whether people can be placed one by one.

    Shifts and breaks must begin and end with an interval, skills be few enough to cut every way, and no shift be locked.
    """
    grain = problem.grain_minutes
    times = [
        minutes
        for shift in problem.shifts
        for minutes in (
            shift.start,
            shift.end,
            *(pause.minutes for pause in shift.template.breaks),
            *(pause.earliest_minutes for pause in shift.template.breaks),
        )
    ]
    whole = all(minutes % grain == 0 for minutes in times)
    return whole and len(problem.skills) <= MOST_SKILLS and not problem.locked and bool(problem.people)


def _slots(problem: Problem) -> Slots:
    grain, intervals = problem.grain_minutes, problem.intervals
    midnights = np.arange(problem.days)[:, None] * (DAY_MINUTES // grain)
    starts = np.array([shift.start // grain for shift in problem.shifts])
    ends = np.array([shift.end // grain for shift in problem.shifts])
    choices = [shift.template.break_choices(grain) for shift in problem.shifts]
    most = max((len(one) for one in choices), default=0)
    ways = max((len(found) for one in choices for found in one), default=1)
    pauses = max((len(way) for one in choices for found in one for way in found), default=1)
    begin, end = (np.zeros((len(starts), most, ways, pauses), dtype=np.int64) for _ in range(2))
    for number, one in enumerate(choices):
        for choice, found in enumerate(one):
            for place in range(ways):
                way = found[place] if place < len(found) else found[0]
                for pause, (at, minutes) in enumerate(way):
                    begin[number, choice, place, pause] = starts[number] + at // grain
                    end[number, choice, place, pause] = starts[number] + (at + minutes) // grain
    moved = midnights[:, :, None, None, None]
    return Slots(
        np.minimum(midnights + starts, intervals),
        np.minimum(midnights + ends, intervals),
        np.minimum(begin[None] + moved, intervals),
        np.minimum(end[None] + moved, intervals),
    )


@dataclass
class Course:
    """The network of a class, laid out for the shortest way: for each day (before, after, shifts of the bucket)."""

    people: PeopleClass
    steps: list[list[tuple[int, int, tuple[int, ...]]]]
    nodes: int
    prices: Floats


def _course(people: PeopleClass, network: Network, days: int) -> Course:
    numbers: dict[tuple[int, Node], int] = {(0, network.first): 0}
    steps: list[list[tuple[int, int, tuple[int, ...]]]] = [[] for _ in range(days)]
    for step in network.steps:
        before = numbers.setdefault((step.day, step.before), len(numbers))
        after = numbers.setdefault((step.day + 1, step.after), len(numbers))
        shifts = network.buckets[step.day][step.bucket] if step.bucket else ()
        steps[step.day].append((before, after, shifts))
    prices = np.where(people.allowed, people.points.astype(float), np.inf)
    return Course(people, steps, len(numbers), prices)


def _cheapest(course: Course, costs: Floats) -> list[int]:
    """Return the shifts of the cheapest way through, by day; costs: shape (days, shifts)."""
    spent = [np.inf] * course.nodes
    spent[0] = 0.0
    came: list[tuple[int, int]] = [(0, FREE)] * course.nodes
    for day, steps in enumerate(course.steps):
        best: dict[tuple[int, ...], tuple[float, int]] = {(): (0.0, FREE)}
        row = costs[day]
        for before, after, shifts in steps:
            if shifts not in best:
                place = int(row[list(shifts)].argmin())
                best[shifts] = (float(row[shifts[place]]), shifts[place])
            cost, number = best[shifts]
            if spent[before] + cost < spent[after]:
                spent[after], came[after] = spent[before] + cost, (before, number)
    last = {after for _, after, _ in course.steps[-1]}
    node, way = min(last, key=lambda one: (spent[one], one)), []
    for _ in course.steps:
        node, number = came[node]
        way.append(number)
    return way[::-1]


class Crew:
    """Everyone with their weeks, on one floor."""

    def __init__(self, problem: Problem, classes: list[PeopleClass], networks: list[Network]) -> None:
        self.problem, self.slots = problem, _slots(problem)
        self.courses = [
            _course(one, network, problem.days) for one, network in zip(classes, networks, strict=True)
        ]
        self.floor = Floor(problem, sorted({one.skills for one in classes}))
        self.class_of = [number for number, one in enumerate(classes) for _ in one.people]
        self.placed: list[Placed | None] = [None] * len(self.class_of)

    def place(self, person: int) -> None:
        """Give a person the week that costs least beside all others."""
        course = self.courses[self.class_of[person]]
        spent = np.concatenate([[0.0], np.cumsum(self.floor.worth(course.people.skills))])
        slots = self.slots
        spared = (spent[slots.pause_ends] - spent[slots.pause_begins]).sum(axis=-1)
        costs = (
            spent[slots.ends]
            - spent[slots.begins]
            - spared.max(axis=-1, initial=-np.inf).sum(axis=-1)
            + course.prices
        )
        shifts = _cheapest(course, costs)
        ways = [
            () if number == FREE else tuple(int(one) for one in spared[day, number].argmax(axis=-1))
            for day, number in enumerate(shifts)
        ]
        points = sum(course.prices[day, number] for day, number in enumerate(shifts) if number != FREE)
        self.put(person, Placed(shifts, ways, float(points)))

    def put(self, person: int, week: Placed) -> None:
        self.placed[person] = week
        self.floor.add(self.courses[self.class_of[person]].people.skills, self._work(week), 1.0)

    def take(self, person: int) -> Placed:
        week = self.placed[person]
        assert week is not None
        self.placed[person] = None
        self.floor.add(self.courses[self.class_of[person]].people.skills, self._work(week), -1.0)
        return week

    def _work(self, week: Placed) -> Floats:
        work, slots = np.zeros(self.problem.intervals), self.slots
        for day, number in enumerate(week.shifts):
            if number != FREE:
                work[slots.begins[day, number] : slots.ends[day, number]] += 1
                for choice, way in enumerate(week.ways[day]):
                    for begin, end in zip(
                        slots.pause_begins[day, number, choice, way],
                        slots.pause_ends[day, number, choice, way],
                        strict=True,
                    ):
                        work[begin:end] -= 1
        return work

    @property
    def points(self) -> float:
        return self.floor.points + sum(one.points for one in self.placed if one)

    def counts(self, networks: list[Network]) -> Counts:
        """Return how many of each class take each step and shift, and of each group each break."""
        steps = [np.zeros(len(network.steps), dtype=np.int64) for network in networks]
        shifts = [np.zeros_like(course.prices, dtype=np.int64) for course in self.courses]
        breaks: dict[Group, dict[tuple[int, int, int], Numbers]] = {}
        moves = [
            {
                (step.day, step.before, number): (place, step.after)
                for place, step in enumerate(network.steps)
                for number in (network.buckets[step.day][step.bucket] if step.bucket else (FREE,))
            }
            for network in networks
        ]
        for number, week in zip(self.class_of, self.placed, strict=True):
            assert week is not None
            node, mine = networks[number].first, breaks.setdefault(self.courses[number].people.skills, {})
            for day, shift in enumerate(week.shifts):
                place, node = moves[number][day, node, shift]
                steps[number][place] += 1
                if shift != FREE:
                    shifts[number][day, shift] += 1
                    self._count_breaks(mine, week, day, shift)
        return Counts(steps, shifts, breaks)

    def _count_breaks(
        self, mine: dict[tuple[int, int, int], Numbers], week: Placed, day: int, shift: int
    ) -> None:
        choices = self.problem.shifts[shift].template.break_choices(self.problem.grain_minutes)
        for choice, ways in enumerate(choices):
            if len(ways) > 1:
                counts = mine.setdefault((day, shift, choice), np.zeros(len(ways), dtype=np.int64))
                counts[week.ways[day][choice] % len(ways)] += 1


def placed_one_by_one(
    problem: Problem, classes: list[PeopleClass], networks: list[Network], *, rounds: int | None = None
) -> tuple[Counts, float]:
    """Return a roster in counts, with its points; the same for the same problem.

    rounds: how often some people are taken out and put back, >= 0; by the number of people when None.
    """
    crew, rng = Crew(problem, classes, networks), np.random.default_rng(1)
    everyone = len(crew.class_of)
    for person in rng.permutation(everyone):
        crew.place(int(person))
    if rounds is None:
        rounds = min(max(ROUNDS_EACH * everyone, FEWEST_ROUNDS), MOST_ROUNDS)
    points = crew.points
    for turn in range(rounds):
        count = min(int(rng.integers(1, MOST_TAKEN_OUT + 1)), everyone)
        out = rng.choice(everyone, count, replace=False).tolist()
        weeks = [(person, crew.take(person)) for person in out]
        for person in rng.permutation(out):
            crew.place(int(person))
        warmth = WARMTH * problem.weights.short * (1 - turn / rounds)
        if crew.points > points + 1e-9 + warmth * rng.exponential():
            for person in out:
                crew.take(person)
            for person, week in weeks:
                crew.put(person, week)
        points = crew.points
    counts = crew.counts(networks)
    return counts, points + unfair_points(problem, classes, counts)


def unfair_points(problem: Problem, classes: list[PeopleClass], counts: Counts) -> float:
    """Return the points for weekend and late shifts above the mean of all, as the programme counts them."""
    if not problem.weights.unfair or len(classes) < 2:
        return 0.0
    weekend = np.array([day.weekday() in problem.rules.weekend for day in problem.dates])[:, None]
    late = np.array([problem.is_late(shift) for shift in problem.shifts])[None, :]
    sizes = np.array([one.size for one in classes], dtype=float)
    points = 0.0
    for mask in (weekend | np.zeros_like(late), late | np.zeros_like(weekend)):
        each = np.array([float((shifts * mask).sum()) for shifts in counts.shifts])
        points += float(np.maximum(each - sizes / 2 - sizes / sizes.sum() * each.sum(), 0.0).sum())
    return problem.weights.unfair * points
