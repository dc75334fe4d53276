"""A roster made person by person, for when the programme's time is over or people are too unlike to be counted.

What one more person is worth in an interval follows from the cuts between groups and skills, so the best week of
one person beside all others is a shortest way. Everyone draws such a week again and again, chance added to what each shift
costs, less and less of it (simulated annealing). It is quick and never without an answer.
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


# Looks at one interval for each second given: about a quarter of the time. Counted, so that a clock decides nothing.
LOOKS_A_SECOND, LOOKS_BESIDE_SUBSETS = 100_000_000, 20
FEWEST_SWEEPS, MOST_SWEEPS = 20, 5000
# At first a shift is drawn that costs about so many short intervals more; at last hardly any.
HOT, COLD = 1.0, 0.1


def placed_one_by_one(
    problem: Problem,
    classes: list[PeopleClass],
    networks: list[Network],
    *,
    seconds: float = 60.0,
    sweeps: int | None = None,
) -> tuple[Counts, float]:
    """Return a roster in counts, with its points; the same for the same problem.

    seconds: what the whole search may take; the same seconds, the same roster, whatever the clock says.
    sweeps: how often everyone draws a week anew, >= 0; by the seconds and the size of the problem when None.
    """
    # Compiled code weighs too much for a process that only reads.
    from presszero.pure.rosters.redrawing import Layout, redrawn

    subsets = [
        set(found) for size in range(len(problem.skills) + 1) for found in combinations(problem.skills, size)
    ]
    required = np.array([problem.required[skill] for skill in problem.skills])
    outside = np.array([[skill not in one for skill in problem.skills] for one in subsets], dtype=float)
    hits = np.array([[bool(one & set(people.skills)) for one in subsets] for people in classes])
    slots, choices = (
        _slots(problem),
        [one.template.break_choices(problem.grain_minutes) for one in problem.shifts],
    )
    class_of = np.array([number for number, one in enumerate(classes) for _ in one.people])
    layout = Layout(
        slots.begins,
        slots.ends,
        slots.pause_begins,
        slots.pause_ends,
        _way_counts(choices, slots.pause_begins.shape[2]),
        np.array([np.where(one.allowed, one.points.astype(float), np.inf) for one in classes]),
        *_steps(networks),
        hits,
        _burdens(problem),
        class_of,
        np.array([float(one.size) for one in classes]),
        max(2 + len({(step.day, step.after) for step in network.steps}) for network in networks),
        float(required.sum()),
        float(problem.weights.short),
        float(problem.weights.over),
        float(problem.weights.unfair) if len(classes) > 1 else 0.0,
    )
    if sweeps is None:
        looks = len(class_of) * problem.intervals * (len(subsets) + LOOKS_BESIDE_SUBSETS)
        sweeps = round(min(max(seconds * LOOKS_A_SECOND / looks, FEWEST_SWEEPS), MOST_SWEEPS))
    short = problem.weights.short
    shifts, ways, points = redrawn(layout, outside @ required, sweeps, HOT * short, COLD * short)
    return _counts(problem, classes, networks, class_of, shifts, ways), float(points)


def _way_counts(choices: list[list[list[tuple[tuple[int, int], ...]]]], most: int) -> Numbers:
    """Return how many ways each choice of each shift has, shape (shifts, choices); 0 where there is no such choice."""
    counts = np.zeros((len(choices), most), dtype=np.int64)
    for number, one in enumerate(choices):
        counts[number, : len(one)] = [len(found) for found in one]
    return counts


def _steps(networks: list[Network]) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return (steps, step_from, bucket_from, bucket_shifts) as the compiled loop reads them."""
    steps: list[tuple[int, int, int]] = []
    step_from: list[list[int]] = []
    shifts_of: list[int] = []
    bucket_from = [0]
    for network in networks:
        nodes: dict[tuple[int, Node], int] = {(0, network.first): 0}
        buckets: dict[tuple[int, object], int] = {}
        first = [len(steps)]
        day = 0
        for step in network.steps:
            while step.day > day:
                first.append(len(steps))
                day += 1
            before = nodes.setdefault((step.day, step.before), len(nodes))
            after = nodes.setdefault((step.day + 1, step.after), len(nodes))
            bucket = FREE
            if step.bucket:
                if (step.day, step.bucket) not in buckets:
                    buckets[step.day, step.bucket] = len(bucket_from) - 1
                    shifts_of += network.buckets[step.day][step.bucket]
                    bucket_from.append(len(shifts_of))
                bucket = buckets[step.day, step.bucket]
            steps.append((before, after, bucket))
        step_from.append([*first, len(steps)])
    return np.array(steps), np.array(step_from), np.array(bucket_from), np.array(shifts_of, dtype=np.int64)


def _burdens(problem: Problem) -> NDArray[np.bool_]:
    """Return which shifts are of the weekend and which late, shape (2, days, shifts)."""
    weekend = np.array([day.weekday() in problem.rules.weekend for day in problem.dates])[:, None]
    late = np.array([problem.is_late(shift) for shift in problem.shifts])[None, :]
    return np.array([weekend | np.zeros_like(late), late | np.zeros_like(weekend)])


def _counts(
    problem: Problem,
    classes: list[PeopleClass],
    networks: list[Network],
    class_of: Numbers,
    shifts: Numbers,
    ways: Numbers,
) -> Counts:
    """Return how many of each class take each step and shift, and of each group each break."""
    steps = [np.zeros(len(network.steps), dtype=np.int64) for network in networks]
    counted = [np.zeros(one.allowed.shape, dtype=np.int64) for one in classes]
    breaks: dict[Group, dict[tuple[int, int, int], Numbers]] = {one.skills: {} for one in classes}
    moves = [
        {
            (step.day, step.before, number): (place, step.after)
            for place, step in enumerate(network.steps)
            for number in (network.buckets[step.day][step.bucket] if step.bucket else (FREE,))
        }
        for network in networks
    ]
    choices = [one.template.break_choices(problem.grain_minutes) for one in problem.shifts]
    for person, own in enumerate(class_of):
        node = networks[own].first
        for day, number in enumerate(shifts[person].tolist()):
            place, node = moves[own][day, node, number]
            steps[own][place] += 1
            if number == FREE:
                continue
            counted[own][day, number] += 1
            for choice, found in enumerate(choices[number]):
                if len(found) > 1:
                    none = np.zeros(len(found), dtype=np.int64)
                    taken = breaks[classes[own].skills].setdefault((day, number, choice), none)
                    taken[ways[person, day, choice]] += 1
    return Counts(steps, counted, breaks)


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
