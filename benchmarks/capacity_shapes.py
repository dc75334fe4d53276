"""How good forecasts are on series of many shapes, beside both plain ways: the shapes of tests/pure/demand/shapes.py.

    ./dev bench capacity shapes         everything; the peers forecast the series of days
    ./dev bench capacity shapes ours    without the peers

Each shape is drawn from two seeds and forecast a day and a week ahead, anew at every origin.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.pure.demand.shapes import SHAPES

from benchmarks.peers import ask_peer
from presszero.pure.demand.backtests import METHODS, NAIVE, OURS, WEEKDAYS, Backtest, backtest
from presszero.pure.demand.series import DAY_MINUTES

SEEDS = (1, 2)
HORIZONS = (1, 7)
FAIR = 1.05
PEER_ORIGINS = 20


def main(arguments: list[str]) -> int:
    """Measure, print, and return 0 when no shape is forecast worse than by the better plain way, beyond chance."""
    print("WAPE in per cent a day | a week ahead, and how many intervals of 100 an 80 % band held")
    print(f"{'':<28}{'ours':>15}{'last week':>15}{'six weeks':>15}{'80 % band':>13}")
    met = [_shape(name, with_peers="ours" not in arguments) for name in SHAPES]
    return 0 if all(met) else 1


def _shape(name: str, *, with_peers: bool) -> bool:
    drawn, first = SHAPES[name]
    tested = [backtest(drawn(seed), first=first, horizons=HORIZONS) for seed in SEEDS]
    missed = {method: _each(tested, lambda one, method=method: one.scores[method].wape) for method in METHODS}
    held = _each(tested, lambda one: one.coverage[80])
    words = "".join(f"{_both(missed[method], 2):>15}" for method in METHODS)
    better = [min(pair) for pair in zip(missed[NAIVE], missed[WEEKDAYS], strict=True)]
    met = all(mine <= FAIR * other for mine, other in zip(missed[OURS], better, strict=True))
    print(f"{name:<28}{words}{_both(held, 1):>13}{'' if met else '  MISSED'}", flush=True)
    if with_peers and tested[0].series.grain_minutes == DAY_MINUTES:
        _peers(tested[0])
    return met


def _each(tested: list[Backtest], what: Any) -> list[float]:
    """Return the mean over the seeds, for each horizon that could be scored."""
    days = [one for one in HORIZONS if all(one in found.horizons for found in tested)]
    return [100 * float(np.mean([what(found.horizons[one]) for found in tested])) for one in days]


def _both(shares: list[float], digits: int) -> str:
    return " | ".join(f"{one:.{digits}f}" for one in shares)


def _peers(found: Backtest) -> None:
    """Ask the peers for the same days of a series without gaps."""
    first = found.first
    open_days: NDArray[np.bool_] = np.asarray(~np.isnan(found.series.counts).any(1))
    weekdays = {found.series.day(index).weekday() for index in np.flatnonzero(open_days).tolist()}
    counts = found.series.counts[open_days]
    origin, week = int(open_days[:first].sum()), len(weekdays)
    origins = min(PEER_ORIGINS, len(counts) - origin - week)
    asked = {"counts": counts.tolist(), "first": origin, "origins": origins, "horizon": week, "week": week}
    for name, one in (ask_peer("peers_forecast", asked) or {}).items():
        said = np.array(one["said"])
        came = np.array([counts[origin + step : origin + step + week] for step in range(origins)])
        missed = [100 * np.abs(said - came)[:, :days].sum() / came[:, :days].sum() for days in (1, week)]
        print(f"    peer {name}, first {origins} origins: {_both(missed, 2)}", flush=True)
