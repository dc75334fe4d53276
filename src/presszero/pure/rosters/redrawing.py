"""The loop in which people draw their weeks anew, compiled. Loaded when it is first needed."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

FREE = -1


class Layout(NamedTuple):
    """What does not change while people draw.

    begins, ends: shape (days, shifts); pause_begins, pause_ends: shape (days, shifts, choices, ways, pauses);
    way_counts: shape (shifts, choices). prices: shape (classes, days, shifts), endless where not allowed.
    steps: shape (steps, 3) of before, after and bucket, FREE where none; step_from: shape (classes, days + 1);
    bucket_from, bucket_shifts: the shifts of each bucket. hits: shape (classes, subsets), whether a class knows
    a skill of the subset. burdens: shape (2, days, shifts), whether a shift is of the weekend, and late.
    """

    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    pause_begins: NDArray[np.int64]
    pause_ends: NDArray[np.int64]
    way_counts: NDArray[np.int64]
    prices: NDArray[np.float64]
    steps: NDArray[np.int64]
    step_from: NDArray[np.int64]
    bucket_from: NDArray[np.int64]
    bucket_shifts: NDArray[np.int64]
    hits: NDArray[np.bool_]
    burdens: NDArray[np.bool_]
    class_of: NDArray[np.int64]
    class_sizes: NDArray[np.float64]
    nodes: int
    required: float
    short: float
    over: float
    unfair: float


@njit(cache=True, nogil=True)
def redrawn(
    layout: Any, cuts: Any, sweeps: int, hot: float, cold: float
) -> tuple[Any, Any, float]:  # pragma: no cover - compiled
    """Return (shifts, ways, points) of the best roster seen. cuts: as nobody works, shape (subsets, intervals).

    In each sweep everyone draws a week anew, the cheapest after chance has been added to each shift; how much
    chance falls from hot to cold, in points.
    """
    np.random.seed(1)
    people, days = len(layout.class_of), len(layout.begins)
    choices = layout.pause_begins.shape[2]
    cuts = cuts.copy()
    at_work = np.zeros(cuts.shape[1])
    shifts = np.full((people, days), FREE, dtype=np.int64)
    ways = np.zeros((people, days, choices), dtype=np.int64)
    burdens = np.zeros((2, people))
    best_points, best_shifts, best_ways = np.inf, shifts.copy(), ways.copy()
    for sweep in range(sweeps + 1):
        last = sweep == sweeps
        heat = 0.0 if last else hot * (cold / hot) ** (sweep / sweeps)
        for person in np.random.permutation(people):
            if sweep:
                _work(layout, cuts, at_work, shifts, ways, person, -1.0)
            _draw(layout, cuts, shifts, ways, burdens, person, heat)
            _work(layout, cuts, at_work, shifts, ways, person, 1.0)
        if last or 2 * sweep >= sweeps:
            points = _points(layout, cuts, at_work, shifts, burdens)
            if points < best_points:
                best_points, best_shifts, best_ways = points, shifts.copy(), ways.copy()
    return best_shifts, best_ways, best_points


@njit(cache=True, nogil=True)
def _work(
    layout: Any, cuts: Any, at_work: Any, shifts: Any, ways: Any, person: int, sign: float
) -> None:  # pragma: no cover - compiled
    """Put a person's week on the floor, or take it away."""
    knows = layout.hits[layout.class_of[person]]
    for day in range(shifts.shape[1]):
        number = shifts[person, day]
        if number == FREE:
            continue
        _put(cuts, at_work, knows, layout.begins[day, number], layout.ends[day, number], sign)
        for choice in range(ways.shape[2]):
            way = ways[person, day, choice]
            for pause in range(layout.pause_begins.shape[4]):
                begin = layout.pause_begins[day, number, choice, way, pause]
                _put(cuts, at_work, knows, begin, layout.pause_ends[day, number, choice, way, pause], -sign)


@njit(cache=True, nogil=True)
def _put(
    cuts: Any, at_work: Any, knows: Any, begin: int, end: int, sign: float
) -> None:  # pragma: no cover - compiled
    at_work[begin:end] += sign
    for subset in range(len(knows)):
        if knows[subset]:
            cuts[subset, begin:end] += sign


@njit(cache=True, nogil=True)
def _draw(
    layout: Any, cuts: Any, shifts: Any, ways: Any, burdens: Any, person: int, heat: float
) -> None:  # pragma: no cover - compiled
    """Draw the week of a person who is not on the floor."""
    own = layout.class_of[person]
    days, numbers = layout.begins.shape
    spent = _spent(layout, cuts, own)
    extra = _burden_prices(layout, burdens, person)
    cost_to, came = np.full(layout.nodes, np.inf), np.zeros(layout.nodes, dtype=np.int64)
    taken = np.full(layout.nodes, FREE, dtype=np.int64)
    cost_to[0] = 0.0
    costs = np.empty(numbers)
    buckets = len(layout.bucket_from) - 1
    bucket_cost, bucket_best = np.full(buckets, np.nan), np.zeros(buckets, dtype=np.int64)
    end = 0
    for day in range(days):
        for number in range(numbers):
            costs[number] = np.inf
            price = layout.prices[own, day, number]
            if price < np.inf:
                costs[number] = price + _shift_cost(layout, spent, day, number) + _chance(heat)
                for kind in range(2):
                    if layout.burdens[kind, day, number]:
                        costs[number] += extra[kind]
        free = _chance(heat)
        for step in range(layout.step_from[own, day], layout.step_from[own, day + 1]):
            before, after, bucket = layout.steps[step]
            cost, number = free, FREE
            if bucket != FREE:
                if np.isnan(bucket_cost[bucket]):
                    bucket_cost[bucket] = np.inf
                    for place in range(layout.bucket_from[bucket], layout.bucket_from[bucket + 1]):
                        one = layout.bucket_shifts[place]
                        if costs[one] < bucket_cost[bucket]:
                            bucket_cost[bucket], bucket_best[bucket] = costs[one], one
                cost, number = bucket_cost[bucket], bucket_best[bucket]
            if cost_to[before] + cost < cost_to[after]:
                cost_to[after], came[after], taken[after] = cost_to[before] + cost, before, number
            if day == days - 1 and (end == 0 or cost_to[after] < cost_to[end]):
                end = after
    burdens[:, person] = 0.0
    for day in range(days - 1, -1, -1):
        number = taken[end]
        shifts[person, day] = number
        end = came[end]
        if number != FREE:
            for kind in range(2):
                burdens[kind, person] += layout.burdens[kind, day, number]
            for choice in range(ways.shape[2]):
                ways[person, day, choice] = _way(layout, spent, day, number, choice, heat)


@njit(cache=True, nogil=True)
def _spent(layout: Any, cuts: Any, own: int) -> Any:  # pragma: no cover - compiled
    """Return what one more person of a class costs from the first midnight on up to each interval; shape (intervals + 1,)."""
    knows = layout.hits[own]
    subsets, intervals = cuts.shape
    spent = np.zeros(intervals + 1)
    for place in range(intervals):
        inside, outside = np.inf, np.inf
        for subset in range(subsets):
            if knows[subset]:
                inside = min(inside, cuts[subset, place])
            else:
                outside = min(outside, cuts[subset, place])
        more = min(inside + 1.0, outside) - min(inside, outside)
        spent[place + 1] = spent[place] + layout.over - (layout.short + layout.over) * more
    return spent


@njit(cache=True, nogil=True)
def _shift_cost(layout: Any, spent: Any, day: int, number: int) -> float:  # pragma: no cover - compiled
    """Return what a shift costs with each break where it costs least."""
    cost = spent[layout.ends[day, number]] - spent[layout.begins[day, number]]
    for choice in range(layout.way_counts.shape[1]):
        best = -np.inf
        for way in range(layout.way_counts[number, choice]):
            best = max(best, _spared(layout, spent, day, number, choice, way))
        if best > -np.inf:
            cost -= best
    return cost


@njit(cache=True, nogil=True)
def _spared(
    layout: Any, spent: Any, day: int, number: int, choice: int, way: int
) -> float:  # pragma: no cover - compiled
    spared = 0.0
    for pause in range(layout.pause_begins.shape[4]):
        spared += spent[layout.pause_ends[day, number, choice, way, pause]]
        spared -= spent[layout.pause_begins[day, number, choice, way, pause]]
    return spared


@njit(cache=True, nogil=True)
def _way(
    layout: Any, spent: Any, day: int, number: int, choice: int, heat: float
) -> int:  # pragma: no cover - compiled
    best, chosen = -np.inf, 0
    for way in range(layout.way_counts[number, choice]):
        spared = _spared(layout, spent, day, number, choice, way) - _chance(heat)
        if spared > best:
            best, chosen = spared, way
    return chosen


@njit(cache=True, nogil=True)
def _chance(heat: float) -> float:  # pragma: no cover - compiled
    """Return chance by Gumbel's law: the cheapest after it is drawn as often as its weight at this heat says."""
    if heat == 0.0:
        return 0.0
    return heat * np.log(-np.log(np.random.random() + 1e-300))


@njit(cache=True, nogil=True)
def _burden_prices(layout: Any, burdens: Any, person: int) -> Any:  # pragma: no cover - compiled
    """Return the price of a weekend and of a late shift: it rises as somebody comes near what is above the mean."""
    prices = np.zeros(2)
    for kind in range(2):
        above = burdens[kind, person] - burdens[kind].mean()
        prices[kind] = layout.unfair * min(max(above, 0.0), 1.0)
    return prices


@njit(cache=True, nogil=True)
def _points(
    layout: Any, cuts: Any, at_work: Any, shifts: Any, burdens: Any
) -> float:  # pragma: no cover - compiled
    served = 0.0
    for place in range(cuts.shape[1]):
        served += cuts[:, place].min()
    points = layout.short * (layout.required - served) + layout.over * (at_work.sum() - served)
    for person in range(len(shifts)):
        for day in range(shifts.shape[1]):
            if shifts[person, day] != FREE:
                points += layout.prices[layout.class_of[person], day, shifts[person, day]]
    for kind in range(2):
        each = np.zeros(len(layout.class_sizes))
        for person in range(len(shifts)):
            each[layout.class_of[person]] += burdens[kind, person]
        for own in range(len(each)):
            allowed = layout.class_sizes[own] * (0.5 + each.sum() / len(shifts))
            points += layout.unfair * max(each[own] - allowed, 0.0)
    return points
