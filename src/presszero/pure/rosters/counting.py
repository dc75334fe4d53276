"""How many of each class begin each shift on each day, and when how many of them pause: one programme.

Counting people instead of naming them makes the programme small and its bound tight; the network of
steps keeps it exact. Naming comes afterwards and loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from presszero.pure.rosters.classes import PeopleClass
from presszero.pure.rosters.problem import DAY_MINUTES, Problem, intervals_touched
from presszero.pure.rosters.programme import Columns, Rows, Solved
from presszero.pure.rosters.steps import Bucket, Network, Node

Group = tuple[str, ...]
Numbers = NDArray[np.int64]


@dataclass
class GroupColumns:
    """People with the same skills. staff: column of each (day, shift), -1 where there is none.

    breaks: for each (day, shift, choice) with more than one way, the columns of its ways.
    """

    staff: Numbers
    breaks: dict[tuple[int, int, int], Numbers] = field(default_factory=dict)
    works: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass
class Counting:
    """The programme, and where in it everything stands. offset: cost when nobody works at all."""

    problem: Problem
    columns: Columns = field(default_factory=Columns)
    rows: Rows = field(default_factory=Rows)
    steps: list[Numbers] = field(default_factory=list)
    shifts: list[Numbers] = field(default_factory=list)
    groups: dict[Group, GroupColumns] = field(default_factory=dict)
    offset: float = 0.0


def counting_of(problem: Problem, classes: list[PeopleClass], networks: list[Network]) -> Counting:
    """Return the programme of a roster."""
    counting = Counting(problem)
    for people, network in zip(classes, networks, strict=True):
        _add_class(counting, people, network)
    for group in sorted({people.skills for people in classes}):
        members = [number for number, people in enumerate(classes) if people.skills == group]
        _add_group(counting, group, [counting.shifts[number] for number in members])
    _add_requirement(counting)
    _add_fairness(counting, classes)
    _keep_locked_breaks(counting, classes)
    return counting


def _add_class(counting: Counting, people: PeopleClass, network: Network) -> None:
    columns, rows = counting.columns, counting.rows
    flows = columns.add(len(network.steps), high=people.size)
    where = np.full(people.allowed.shape, -1, dtype=np.int64)
    allowed = np.nonzero(people.allowed)
    where[allowed] = columns.add(len(allowed[0]), cost=people.points[allowed].astype(float), high=people.size)
    nodes: dict[tuple[int, Node], int] = {}
    for flow, step in zip(flows, network.steps, strict=True):
        _put_one(rows, _balance(rows, nodes, step.day, step.before, people, network), flow, -1.0)
        if step.day + 1 < counting.problem.days:
            _put_one(rows, _balance(rows, nodes, step.day + 1, step.after, people, network), flow, 1.0)
    through: dict[tuple[int, Bucket], list[int]] = {}
    for flow, step in zip(flows, network.steps, strict=True):
        if step.bucket:
            through.setdefault((step.day, step.bucket), []).append(flow)
    for day, buckets in enumerate(network.buckets):
        for bucket, shifts in buckets.items():
            row = rows.add(low=0.0, high=0.0)
            rows.put(row, np.array(through.get((day, bucket), []), dtype=np.int64), 1.0)
            rows.put(row, where[day, list(shifts)], -1.0)
    counting.steps.append(flows)
    counting.shifts.append(where)


def _balance(
    rows: Rows,
    nodes: dict[tuple[int, Node], int],
    day: int,
    node: Node,
    people: PeopleClass,
    network: Network,
) -> int:
    """Return the row that says: as many leave this node as came in; at the first, everyone leaves."""
    if (day, node) not in nodes:
        given = -float(people.size) if (day, node) == (0, network.first) else 0.0
        nodes[day, node] = rows.add(low=given, high=given)
    return nodes[day, node]


def _put_one(rows: Rows, row: int, column: int, share: float) -> None:
    rows.put(row, np.array([column]), share)


def _add_group(counting: Counting, group: Group, members: list[Numbers]) -> None:
    """Add the staff of a group on each day and shift, as the sum of its classes, and their breaks."""
    problem, columns, rows = counting.problem, counting.columns, counting.rows
    used = np.any([where >= 0 for where in members], axis=0)
    staff = np.full(used.shape, -1, dtype=np.int64)
    # Sums of whole numbers are whole: the solver need not be told.
    staff[used] = columns.add(int(used.sum()), whole=False)
    counting.groups[group] = GroupColumns(staff)
    for day, number in zip(*np.nonzero(used), strict=True):
        row = rows.add(low=0.0, high=0.0)
        _put_one(rows, row, staff[day, number], 1.0)
        theirs = [where[day, number] for where in members if where[day, number] >= 0]
        rows.put(row, np.array(theirs, dtype=np.int64), -1.0)
    add_breaks(counting, group)
    add_work(counting, group, over=float(problem.weights.over))


def add_breaks(counting: Counting, group: Group) -> None:
    """Let each break that may lie in several places be counted by place."""
    problem, mine = counting.problem, counting.groups[group]
    for day, number in zip(*np.nonzero(mine.staff >= 0), strict=True):
        choices = problem.shifts[number].template.break_choices(problem.grain_minutes)
        for choice, ways in enumerate(choices):
            if len(ways) > 1:
                columns = counting.columns.add(len(ways), later=True)
                mine.breaks[int(day), int(number), choice] = columns
                row = counting.rows.add(low=0.0, high=0.0)
                counting.rows.put(row, columns, 1.0)
                _put_one(counting.rows, row, mine.staff[day, number], -1.0)


def add_work(counting: Counting, group: Group, *, over: float) -> None:
    """Add one row an interval: people of this group at work, less what is used of them, is not negative."""
    problem, mine = counting.problem, counting.groups[group]
    first = len(counting.rows.lows)
    for _ in range(problem.intervals):
        counting.rows.add(low=0.0)
    mine.works = np.arange(first, first + problem.intervals)
    for day, number in zip(*np.nonzero(mine.staff >= 0), strict=True):
        shift, midnight = problem.shifts[number], int(day) * DAY_MINUTES
        column = mine.staff[day, number]
        _put_time(counting, mine, column, [(midnight + shift.start, shift.template.minutes)], over, 1.0)
        for choice, ways in enumerate(shift.template.break_choices(problem.grain_minutes)):
            pauses = [[(midnight + shift.start + begin, minutes) for begin, minutes in way] for way in ways]
            chosen = mine.breaks.get((int(day), int(number), choice), [column])
            for one, pause in zip(chosen, pauses, strict=True):
                _put_time(counting, mine, one, pause, over, -1.0)


def _put_time(
    counting: Counting,
    mine: GroupColumns,
    column: int,
    spans: Iterable[tuple[int, int]],
    over: float,
    sign: float,
) -> None:
    for begin, minutes in spans:
        places, shares = intervals_touched(counting.problem, begin, begin + minutes)
        counting.rows.put(mine.works[places], np.full(len(places), column), sign * shares)
        counting.columns.price(column, sign * over * float(shares.sum()))


def _add_requirement(counting: Counting) -> None:
    """Let people of each group serve each of their skills; what stays unserved is short, what is not used is over."""
    problem, weights = counting.problem, counting.problem.weights
    for skill in problem.skills:
        required = np.maximum(problem.required[skill], 0.0)
        asked = np.flatnonzero(required)
        counting.offset += weights.short * float(required.sum())
        limits = np.array([counting.rows.add(high=required[place]) for place in asked], dtype=np.int64)
        for group, mine in counting.groups.items():
            if skill in group:
                cost = -float(weights.short + weights.over)
                used = counting.columns.add(len(asked), cost=cost, whole=False)
                counting.rows.put(limits, used, 1.0)
                counting.rows.put(mine.works[asked], used, -1.0)


def _add_fairness(counting: Counting, classes: list[PeopleClass]) -> None:
    """Price the weekend and late shifts a class works beyond the mean of all."""
    problem = counting.problem
    if not problem.weights.unfair or len(classes) < 2:
        return
    weekend = np.array([day.weekday() in problem.rules.weekend for day in problem.dates])
    late = np.array([problem.is_late(shift) for shift in problem.shifts])
    for mask in (weekend[:, None] & np.ones(len(late), bool), np.ones(len(weekend), bool)[:, None] & late):
        _price_above_mean(counting, classes, mask)


def _price_above_mean(counting: Counting, classes: list[PeopleClass], mask: NDArray[np.bool_]) -> None:
    columns, rows = counting.columns, counting.rows
    people = sum(one.size for one in classes)
    each = columns.add(len(classes), whole=False)
    above = columns.add(len(classes), cost=float(counting.problem.weights.unfair), whole=False)
    [whole] = columns.add(1, whole=False)
    total = rows.add(low=0.0, high=0.0)
    rows.put(total, each, 1.0)
    _put_one(rows, total, whole, -1.0)
    for number, (one, where) in enumerate(zip(classes, counting.shifts, strict=True)):
        mine = where[mask & (where >= 0)]
        row = rows.add(low=0.0, high=0.0)
        rows.put(row, mine, 1.0)
        _put_one(rows, row, each[number], -1.0)
        # Half a shift a head is no unfairness: somebody has to take the odd one.
        limit = rows.add(high=one.size / 2)
        _put_one(rows, limit, each[number], 1.0)
        _put_one(rows, limit, above[number], -1.0)
        _put_one(rows, limit, whole, -one.size / people)


def _keep_locked_breaks(counting: Counting, classes: list[PeopleClass]) -> None:
    """Hold at least as many pauses at a place as locked shifts have there."""
    from presszero.pure.rosters.locks import locked_ways

    for (group, day, number, choice, way), people in locked_ways(counting.problem, classes).items():
        columns = counting.groups[group].breaks.get((day, number, choice))
        if columns is not None:
            row = counting.rows.add(low=float(people))
            _put_one(counting.rows, row, int(columns[way]), 1.0)


@dataclass(frozen=True)
class Counts:
    """The programme's answer in whole people. steps, shifts: for each class; breaks: for each group."""

    steps: list[Numbers]
    shifts: list[Numbers]
    breaks: dict[Group, dict[tuple[int, int, int], Numbers]]


def counts_of(counting: Counting, solved: Solved) -> Counts:
    """Read whole people out of the solved programme."""
    values = np.rint(solved.values).astype(np.int64)
    return Counts(
        [values[flows] for flows in counting.steps],
        [np.where(where >= 0, values[where], 0) for where in counting.shifts],
        {
            group: {place: values[columns] for place, columns in mine.breaks.items()}
            for group, mine in counting.groups.items()
        },
    )


def values_of(counting: Counting, counts: Counts) -> NDArray[np.float64]:
    """Return the counted steps and shifts as values of the programme, shape (columns,); 0 in all other columns."""
    values = np.zeros(counting.columns.count)
    for flows, steps in zip(counting.steps, counts.steps, strict=True):
        values[flows] = steps
    for where, shifts in zip(counting.shifts, counts.shifts, strict=True):
        values[where[where >= 0]] = shifts[where >= 0]
    return values
