"""Names for the counts: each person walks one way through the network of their class.

At a node all are alike to the rules, so whoever has had fewest late and weekend shifts so far takes the
next one. Exchanges of stretches of days afterwards even out what the walk could not foresee.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np

from presszero.pure.rosters.classes import PeopleClass
from presszero.pure.rosters.counting import Counts, Group
from presszero.pure.rosters.locks import shift_number, ways_taken
from presszero.pure.rosters.people import Assignment, Person
from presszero.pure.rosters.problem import Problem
from presszero.pure.rosters.steps import Bucket, Network, Node

FREE = -1
# Exchanges a person at most: they end by themselves much earlier.
MOST_EXCHANGES = 20
Moves = dict[tuple[int, Node, int], Node]
WaysLeft = dict[tuple[Group, int, int, int], list[int]]


@dataclass
class Walk:
    """One person's way: the shift of each day (FREE where none), and the node they stand at."""

    person: Person
    node: Node
    shifts: list[int] = field(default_factory=list)
    burden: int = 0


def named(
    problem: Problem,
    classes: list[PeopleClass],
    networks: list[Network],
    counts: Counts,
    *,
    keep: dict[tuple[str, date], Assignment] | None = None,
) -> list[Assignment]:
    """Return the shifts of everyone, in order of day, start and name.

    keep: shifts that stood before; whoever has the same one again keeps their breaks where there is room.
    """
    walks = []
    for number, (people, network) in enumerate(zip(classes, networks, strict=True)):
        mine = _walked(problem, people, network, counts.steps[number], counts.shifts[number])
        _even_out(problem, network, mine)
        walks += [(people.skills, walk) for walk in mine]
    kept = (keep or {}) | {(lock.person, lock.on): lock for lock in problem.locked}
    found = _with_breaks(problem, walks, counts, kept)
    return sorted(found, key=lambda one: (one.on, one.start, one.person))


def _walked(
    problem: Problem, people: PeopleClass, network: Network, flows: np.ndarray, shifts: np.ndarray
) -> list[Walk]:
    walks = [
        Walk(person, network.first, burden=person.weekends_before + person.lates_before)
        for person in people.people
    ]
    by_day: dict[int, list[tuple[Node, Node, Bucket | None, int]]] = {}
    for step, flow in zip(network.steps, flows, strict=True):
        if flow:
            by_day.setdefault(step.day, []).append((step.before, step.after, step.bucket, int(flow)))
    for day in range(problem.days):
        left = {
            bucket: [number for number in numbers for _ in range(int(shifts[day, number]))]
            for bucket, numbers in network.buckets[day].items()
        }
        _walk_a_day(problem, walks, by_day.get(day, []), left, day)
    return walks


def _walk_a_day(
    problem: Problem,
    walks: list[Walk],
    steps: list[tuple[Node, Node, Bucket | None, int]],
    left: dict[Bucket, list[int]],
    day: int,
) -> None:
    """Move everyone by one day. The heaviest steps go to the lightest burdens."""
    waiting: dict[Node, list[Walk]] = {}
    for walk in sorted(walks, key=lambda one: (one.burden, one.person.name)):
        waiting.setdefault(walk.node, []).append(walk)
    taken: list[tuple[Walk, Node, Bucket | None]] = []
    for before, after, bucket, count in sorted(
        steps, key=lambda one: _heaviness(problem, one[2], left), reverse=True
    ):
        taken += [(waiting[before].pop(0), after, bucket) for _ in range(count)]
    for walk, after, bucket in taken:
        walk.node = after
        number = _take(left[bucket], walk) if bucket else FREE
        walk.shifts.append(number)
        walk.burden += _burden(problem, day, number)


def _heaviness(problem: Problem, bucket: Bucket | None, left: dict[Bucket, list[int]]) -> tuple[int, int]:
    if bucket is None:
        return (0, 0)
    return (1, sum(problem.is_late(problem.shifts[number]) for number in set(left[bucket])))


def _take(left: list[int], walk: Walk) -> int:
    """Take the shift of the day before again where it is still there: people like to keep their hours."""
    last = next((number for number in reversed(walk.shifts) if number != FREE), None)
    place = min(range(len(left)), key=lambda one: abs(left[one] - last)) if last is not None else 0
    return left.pop(place)


def _even_out(problem: Problem, network: Network, walks: list[Walk]) -> None:
    """Exchange stretches of days between the heaviest and the lightest burden while that makes them more even."""
    before = [walk.person.weekends_before + walk.person.lates_before for walk in walks]
    burdens = [
        first + sum(_burden(problem, day, number) for day, number in enumerate(walk.shifts))
        for first, walk in zip(before, walks, strict=True)
    ]
    moves = _moves(network)
    for _ in range(MOST_EXCHANGES * len(walks)):
        order = sorted(range(len(walks)), key=lambda one: (burdens[one], walks[one].person.name))
        if not any(
            _exchange(problem, network, moves, walks, burdens, order[-1], light) for light in order[:-1]
        ):
            return


def _exchange(
    problem: Problem,
    network: Network,
    moves: Moves,
    walks: list[Walk],
    burdens: list[int],
    heavy: int,
    light: int,
) -> bool:
    """Exchange the stretch that evens these two out the most; say whether there is one."""
    if burdens[heavy] - burdens[light] < 2:
        return False
    best: tuple[int, int, list[int], list[int]] | None = None
    mine, theirs = walks[heavy].shifts, walks[light].shifts
    for first, after in combinations(range(problem.days + 1), 2):
        moved = sum(
            _burden(problem, day, mine[day]) - _burden(problem, day, theirs[day])
            for day in range(first, after)
        )
        left = abs(burdens[heavy] - burdens[light] - 2 * moved)
        if moved <= 0 or left >= (best[0] if best else burdens[heavy] - burdens[light]):
            continue
        new_mine = mine[:first] + theirs[first:after] + mine[after:]
        new_theirs = theirs[:first] + mine[first:after] + theirs[after:]
        if _leads_through(network, moves, new_mine) and _leads_through(network, moves, new_theirs):
            best = (left, moved, new_mine, new_theirs)
    if best is None:
        return False
    _, moved, walks[heavy].shifts, walks[light].shifts = best
    burdens[heavy] -= moved
    burdens[light] += moved
    return True


def _moves(network: Network) -> Moves:
    moves: Moves = {}
    for step in network.steps:
        numbers = network.buckets[step.day][step.bucket] if step.bucket else (FREE,)
        for number in numbers:
            moves[step.day, step.before, number] = step.after
    return moves


def _leads_through(network: Network, moves: Moves, shifts: list[int]) -> bool:
    node: Node | None = network.first
    for day, number in enumerate(shifts):
        node = moves.get((day, node, number)) if node else None
    return node is not None


def _burden(problem: Problem, day: int, number: int) -> int:
    if number == FREE:
        return 0
    weekend = problem.dates[day].weekday() in problem.rules.weekend
    return int(weekend) + int(problem.is_late(problem.shifts[number]))


def _with_breaks(
    problem: Problem,
    walks: list[tuple[Group, Walk]],
    counts: Counts,
    kept: dict[tuple[str, date], Assignment],
) -> list[Assignment]:
    left: WaysLeft = {
        (group, *place): [way for way, people in enumerate(found) for _ in range(int(people))]
        for group, places in counts.breaks.items()
        for place, found in places.items()
    }
    days = [
        (group, walk.person, day, number)
        for group, walk in sorted(walks, key=lambda one: one[1].person.name)
        for day, number in enumerate(walk.shifts)
        if number != FREE
    ]
    # Whoever keeps a shift takes its pauses first, so that the places held for them are still there.
    found = {}
    for group, person, day, number in days:
        before = kept.get((person.name, problem.dates[day]))
        if before and _takes_the_same(problem, before, left, (group, day, number)):
            found[person.name, day] = before
    for group, person, day, number in days:
        if (person.name, day) not in found:
            found[person.name, day] = _assigned(problem, person, group, day, number, left)
    return list(found.values())


def _takes_the_same(
    problem: Problem, before: Assignment, left: WaysLeft, place: tuple[Group, int, int]
) -> bool:
    group, day, number = place
    if shift_number(problem, before) != number:
        return False
    taken = [
        (left[group, day, number, choice], way)
        for choice, way in enumerate(ways_taken(problem, before, number))
        if (group, day, number, choice) in left
    ]
    if any(way not in ways for ways, way in taken):
        return False
    for ways, way in taken:
        ways.remove(way)
    return True


def _assigned(
    problem: Problem,
    person: Person,
    group: Group,
    day: int,
    number: int,
    left: WaysLeft,
) -> Assignment:
    shift = problem.shifts[number]
    pauses: list[tuple[int, int]] = []
    for choice, ways in enumerate(shift.template.break_choices(problem.grain_minutes)):
        ways_here = left.get((group, day, number, choice))
        pauses += ways[ways_here.pop(0) if ways_here else 0]
    breaks = tuple(sorted((shift.start + begin, minutes) for begin, minutes in pauses))
    return Assignment(person.name, problem.dates[day], shift.template.name, shift.start, shift.end, breaks)
