"""A linear programme with whole numbers, built from columns and rows, and solved with a proved bound.

OR-Tools is loaded when the first one is solved, not before: it weighs too much for a process that only reads.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from presszero.pure.errors import PressZeroError
from presszero.pure.rosters.silence import without_remarks

# Of the gap and of the time, what the people may take before their breaks.
NEAR_SHARE, NEAR_SECONDS_SHARE = 0.8, 0.8
SMALLEST_GAP = 1e-6
SLACK = 1e-6
# From so many columns on, the way from the middle of all best answers to a corner takes as long as the answer itself.
MANY_COLUMNS = 20_000
# How much cheaper a column is made at most, as a share of the gap in points; and what of the gap the bound may lose by it.
TIE_SHARE, MOST_LOST = 0.1, 0.2
TIE_SLACK = 3e-3


class NoPlanInTime(PressZeroError):
    """The solver found no plan within the seconds it was given. bound: what is proved all the same."""

    def __init__(self, sentence: str, bound: float = -np.inf) -> None:
        super().__init__(sentence)
        self.bound = bound


@dataclass
class Columns:
    """Blocks of variables. Each block is asked for once and answers with the numbers of its columns."""

    costs: list[NDArray[np.float64]] = field(default_factory=list)
    lows: list[NDArray[np.float64]] = field(default_factory=list)
    highs: list[NDArray[np.float64]] = field(default_factory=list)
    whole: list[NDArray[np.bool_]] = field(default_factory=list)
    later: list[NDArray[np.bool_]] = field(default_factory=list)
    prices: list[tuple[int, float]] = field(default_factory=list)
    count: int = 0

    def add(
        self,
        count: int,
        *,
        cost: float | NDArray[np.float64] = 0.0,
        low: float | NDArray[np.float64] = 0.0,
        high: float | NDArray[np.float64] = np.inf,
        whole: bool = True,
        later: bool = False,
    ) -> NDArray[np.int64]:
        """Return the numbers of `count` new columns, each between low and high.

        later: may be decided once the others are, such as when somebody pauses.
        """
        for kept, given in ((self.costs, cost), (self.lows, low), (self.highs, high)):
            kept.append(np.broadcast_to(np.asarray(given, dtype=float), (count,)))
        self.whole.append(np.full(count, whole))
        self.later.append(np.full(count, later))
        self.count += count
        return np.arange(self.count - count, self.count)

    def price(self, column: int, cost: float) -> None:
        """Add to the cost of one column."""
        self.prices.append((column, cost))

    def all_costs(self) -> NDArray[np.float64]:
        """Return the cost of each column, shape (columns,)."""
        costs = np.concatenate(self.costs)
        if self.prices:
            columns, added = zip(*self.prices, strict=True)
            np.add.at(costs, np.array(columns), np.array(added))
        return costs


@dataclass
class Rows:
    """Sums of columns that must stay between a low and a high."""

    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    rows: list[NDArray[np.int64]] = field(default_factory=list)
    columns: list[NDArray[np.int64]] = field(default_factory=list)
    shares: list[NDArray[np.float64]] = field(default_factory=list)

    def add(self, *, low: float = -np.inf, high: float = np.inf) -> int:
        """Return the number of a new row, empty so far."""
        self.lows.append(low)
        self.highs.append(high)
        return len(self.lows) - 1

    def put(
        self, row: int | NDArray[np.int64], columns: NDArray[np.int64], share: float | NDArray[np.float64]
    ) -> None:
        """Add share times each column to the row, or to the row of its own that each has."""
        count = len(columns)
        self.rows.append(np.broadcast_to(np.asarray(row, dtype=np.int64), (count,)))
        self.columns.append(np.asarray(columns, dtype=np.int64))
        self.shares.append(np.broadcast_to(np.asarray(share, dtype=float), (count,)))


@dataclass(frozen=True)
class Solved:
    """What came out. values: shape (columns,). bound: no plan can cost less; proved by the solver.

    slack: how far from a whole number a value may be that stands for one.
    """

    values: NDArray[np.float64]
    cost: float
    bound: float
    seconds: float
    slack: float = SLACK

    def is_within(self, gap: float) -> bool:
        """Whether the cost is at most this share above the bound, or so near that no point lies between."""
        return self.cost - self.bound <= max(gap * abs(self.bound), SMALLEST_GAP * max(abs(self.cost), 1.0))


def solve(
    columns: Columns,
    rows: Rows,
    *,
    offset: float = 0.0,
    seconds: float,
    gap: float = 0.0,
    people: Callable[[], NDArray[np.float64]] | None = None,
) -> Solved:
    """Return the cheapest values of the columns.

    offset: added to every cost. seconds: how long to search at most, > 0.
    gap: share of the cost within which a plan is good enough, 0 to 1.
    people: finds a plan in another way once the bound is known; its values, shape (columns,), what is decided later open.

    First without whole numbers: that is the bound. Then the people, only between the whole numbers around that
    answer and with breaks still in parts; then the breaks. Each is a fraction of the size. The whole programme
    is asked last, with what was found as its start, where the gap is still too wide.

    Raises NoPlanInTime.
    """
    began = time.monotonic()

    def left() -> float:
        return max(seconds - (time.monotonic() - began), 1.0)

    relaxed = _relaxed(columns, rows, offset, seconds=seconds, gap=gap)
    found = None
    with suppress(NoPlanInTime):
        near = max(gap * NEAR_SHARE, SMALLEST_GAP)
        if people:
            decided = people()
        else:
            within = _near(columns, relaxed)
            decided = _solved(within, rows, offset, seconds=left() * NEAR_SECONDS_SHARE, gap=near).values
        breaks = _solved(_decided(columns, decided), rows, offset, seconds=left(), gap=near / 10)
        found = replace(breaks, bound=relaxed.bound)
    if found is None or not found.is_within(gap):
        found = _searched_on(columns, rows, offset, seconds=left(), gap=gap, found=found, bound=relaxed.bound)
    return replace(found, seconds=time.monotonic() - began)


def _searched_on(
    columns: Columns,
    rows: Rows,
    offset: float,
    *,
    seconds: float,
    gap: float,
    found: Solved | None,
    bound: float,
) -> Solved:
    """Search the whole programme from what was found; without time for more, that is kept."""
    try:
        later = _solved(
            columns, rows, offset, seconds=seconds, gap=gap, start=found.values if found else None
        )
    except NoPlanInTime as late:
        if found is None:
            raise NoPlanInTime(str(late), bound) from late
        return found
    cheaper = later if found is None or later.cost <= found.cost else found
    return replace(cheaper, bound=max(bound, later.bound))


def _relaxed(columns: Columns, rows: Rows, offset: float, *, seconds: float, gap: float) -> Solved:
    """Return the answer without whole numbers, in a corner or near one; its bound holds for the whole programme.

    An interior method ends in the middle of all best answers, where hardly anything is whole. In a large programme each
    column is made cheaper by a little of its own, so that one answer is the best: it is nearer to whole numbers than the
    corner that the solver would go on to, and found in half the time. Nothing was made dearer and no column is below
    zero, so the cheaper programme's bound is one; where it loses more than a fifth of the gap, the plain one is asked.
    """
    began = time.monotonic()
    if columns.count >= MANY_COLUMNS and gap > 0:
        untied = _without_ties(columns, gap)
        with suppress(NoPlanInTime):
            found = _solved(untied, rows, offset, seconds=seconds, gap=0.0, whole=False, to_a_corner=False)
            cost = float(columns.all_costs() @ found.values) + offset
            bound = found.bound - SLACK * abs(found.bound)
            if cost - bound <= MOST_LOST * gap * abs(bound):
                return replace(found, cost=cost, bound=bound, slack=TIE_SLACK)
    left = max(seconds - (time.monotonic() - began), 1.0)
    return _solved(columns, rows, offset, seconds=left, gap=0.0, whole=False)


def _without_ties(columns: Columns, gap: float) -> Columns:
    """Return the columns with each whole one cheaper by its own small part of a point."""
    costs = columns.all_costs()
    most = TIE_SHARE * gap * float(np.min(costs[costs > 0], initial=1.0))
    cheaper = np.concatenate(columns.whole) & (np.concatenate(columns.lows) >= 0)
    own = np.random.default_rng(1).uniform(0.0, most, columns.count)
    return replace(columns, costs=[costs - np.where(cheaper, own, 0.0)], prices=[])


def _near(columns: Columns, relaxed: Solved) -> Columns:
    """Return the columns, each held between the whole numbers around its value; what is decided later need not be whole."""
    held = np.concatenate(columns.whole) & ~np.concatenate(columns.later)
    lows, highs = np.floor(relaxed.values + relaxed.slack), np.ceil(relaxed.values - relaxed.slack)
    return _held(columns, held, lows, highs, held)


def _decided(columns: Columns, values: NDArray[np.float64]) -> Columns:
    """Return the columns with all held at their values but those that are decided later."""
    whole = np.concatenate(columns.whole)
    held = whole & ~np.concatenate(columns.later)
    return _held(columns, held, np.rint(values), np.rint(values), whole)


def _held(
    columns: Columns,
    held: NDArray[np.bool_],
    lows: NDArray[np.float64],
    highs: NDArray[np.float64],
    whole: NDArray[np.bool_],
) -> Columns:
    first_lows, first_highs = np.concatenate(columns.lows), np.concatenate(columns.highs)
    return Columns(
        [columns.all_costs()],
        [np.where(held, np.maximum(first_lows, lows), first_lows)],
        [np.where(held, np.minimum(first_highs, highs), first_highs)],
        [whole],
        list(columns.later),
        [],
        columns.count,
    )


def _solved(
    columns: Columns,
    rows: Rows,
    offset: float,
    *,
    seconds: float,
    gap: float,
    whole: bool = True,
    to_a_corner: bool = True,
    start: NDArray[np.float64] | None = None,
) -> Solved:
    from ortools.math_opt.python import errors, mathopt
    from ortools.math_opt.solvers import highs_pb2

    model = mathopt.Model.from_model_proto(_as_proto(columns, rows, offset, whole=whole))
    params = mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds),
        relative_gap_tolerance=gap,
        random_seed=1,
        # The simplex method goes round in circles for minutes where many people are alike.
        lp_algorithm=None if whole else mathopt.LPAlgorithm.BARRIER,
        highs=highs_pb2.HighsOptionsProto(string_options={} if to_a_corner else {"run_crossover": "off"}),
    )
    variables = list(model.variables())
    hints = [] if start is None else [mathopt.SolutionHint(dict(zip(variables, start.tolist(), strict=True)))]
    hinted = mathopt.ModelSolveParameters(solution_hints=hints)
    try:
        with without_remarks():
            result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=params, model_params=hinted)
    except errors.InternalMathOptError as error:
        raise NoPlanInTime(f"The solver came to no answer it trusts ({error}).") from error
    if not result.has_primal_feasible_solution():
        raise NoPlanInTime(
            f"No plan was found in {seconds:.0f} s ({result.termination.reason.name.lower()}). "
            "Give it more seconds, or loosen what is locked."
        )
    values = np.array(result.variable_values(variables))
    return Solved(values, result.objective_value(), result.dual_bound(), result.solve_time().total_seconds())


def _as_proto(columns: Columns, rows: Rows, offset: float, *, whole: bool):
    from ortools.math_opt import model_pb2

    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(columns.count))
    proto.variables.lower_bounds.extend(np.concatenate(columns.lows))
    proto.variables.upper_bounds.extend(np.concatenate(columns.highs))
    proto.variables.integers.extend(np.concatenate(columns.whole) & whole)
    proto.objective.offset = offset
    costs = columns.all_costs()
    priced = np.flatnonzero(costs)
    proto.objective.linear_coefficients.ids.extend(priced)
    proto.objective.linear_coefficients.values.extend(costs[priced])
    proto.linear_constraints.ids.extend(range(len(rows.lows)))
    proto.linear_constraints.lower_bounds.extend(rows.lows)
    proto.linear_constraints.upper_bounds.extend(rows.highs)
    _put_matrix(proto.linear_constraint_matrix, rows, columns.count)
    return proto


def _put_matrix(matrix, rows: Rows, width: int) -> None:
    """Write the entries in order of row and column, those of one place summed, as the format asks."""
    places = np.concatenate(rows.rows) * width + np.concatenate(rows.columns)
    kept, inverse = np.unique(places, return_inverse=True)
    shares = np.bincount(inverse, weights=np.concatenate(rows.shares))
    filled = shares != 0
    matrix.row_ids.extend(kept[filled] // width)
    matrix.column_ids.extend(kept[filled] % width)
    matrix.coefficients.extend(shares[filled])
