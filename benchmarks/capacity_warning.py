"""The early warning on the calls of a bank, February 1999: the whole curve, beside the echo of an hour ago and the plan alone.

    ./dev bench capacity warning [--html FILE] [--pictures docs/pictures]

Learned from the first fortnight, judged on the second; the target of each kind of day is set so that 15 % of the half-hours of the
first fortnight miss it. Every warning is given at least 30 minutes ahead.

What was chosen, was chosen on the first fortnight, by leaving out one of its days at a time and by learning its first week to warn in its
second; docs/background/warning.md says what, and how often the second fortnight was looked at. Below the curves stand how sure a fortnight
makes them: its days drawn again, and the same days cut into half-hours that begin five to twenty-five minutes later.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
from tests.corpora.technion import NAME, technion_records

from benchmarks.shared_data import missing, shared_data
from presszero.commands.warn_report import found_chart, page, right_chart
from presszero.commands.warn_told import ALARMS, FOUND, summary
from presszero.pure.simulation.alarms import held_alarms
from presszero.pure.simulation.judging import Point, Told, curve, found_at, judge, reliability, right_at
from presszero.pure.simulation.replaying import Records, replay
from presszero.ui.charts import Chart
from presszero.ui.charts.drawing import draw

INTERVAL_SECONDS = 1800
STRETCH_SHARE, STRETCH_ALARMS = 0.6, 1.0
OTHERS = ("echo", "plan")
SHOWN = {
    "alarm": "warning",
    "told": "  nothing held",
    "echo": "echo",
    "echo_held": "  held like ours",
    "plan": "plan",
}
DRAWS = 1000
LATER_MINUTES = range(0, 30, 5)
ALL_DAY_SECONDS = 86_400
PICTURE_LOOKS = (
    "text{font:12px sans-serif;fill:#555}.ground{fill:#fff}.grid{stroke:#e4e4e4}.axis{stroke:#999}"
    ".line{fill:none;stroke-width:2}.c1{stroke:#2743b5}.c2{stroke:#d76a17}.c3{stroke:#469675}"
)
FIRST_DAY = datetime(1999, 2, 1)


def main(arguments: list[str]) -> int:
    """Print the curves and the reliability; return 0 when ours is above echo and plan until each finds all."""
    parser = argparse.ArgumentParser(prog="./dev bench capacity warning")
    parser.add_argument("--html", type=Path, help="write the curves as a page with charts and tables")
    parser.add_argument("--pictures", type=Path, help="write both curves as SVG into this folder")
    given = parser.parse_args(arguments)
    if shared_data(NAME) is None:
        print(missing(NAME))
        return 0
    records = technion_records()
    found = replay(records, learn_days=range(14))
    print(", ".join(f"{kind} {share:.0%} in 20 s" for kind, share in sorted(found.targets.items())))
    onsets, missed = sum(one.is_onset for one in found.told), sum(one.missed for one in found.told)
    print(f"{len(found.told)} half-hours judged, {missed} missed, {onsets} onsets")
    told = {name: getattr(found, name) for name in ("alarm", "told", *OTHERS)}
    told["echo_held"] = held_alarms(_as_chances(found.echo))
    curves = {name: curve(one, INTERVAL_SECONDS) for name, one in told.items()}
    _print_curves(curves)
    _print_sureness(told)
    _print_other_clocks(records)
    for row in reliability(found.told):
        print(
            f"  told {row['mean_chance']:.0%} on average {row['told']} times: came true {row['came_true']:.0%}"
        )
    drawn = summary(found, INTERVAL_SECONDS, FIRST_DAY)
    if given.html:
        given.html.write_text(page(drawn, NAME), encoding="utf-8")
    if given.pictures:
        for name, chart in (("found", found_chart(drawn)), ("right", right_chart(drawn))):
            (given.pictures / f"warning-{name}.svg").write_text(_picture(chart), encoding="utf-8")
    return _verdict(curves)


def _print_curves(curves: dict[str, list[Point]]) -> None:
    print(f"{'false alarms in 8 h':<22}" + "".join(f"{alarms:>7g}" for alarms in ALARMS))
    for name, shown in SHOWN.items():
        print(f"{shown:<22}" + "".join(f"{found_at(curves[name], alarms):>7.0%}" for alarms in ALARMS))
    print(f"{'onsets found':<22}" + "".join(f"{share:>7.0%}" for share in FOUND))
    for name, shown in SHOWN.items():
        print(f"{shown:<22}" + "".join(f"{right_at(curves[name], share):>7.0%}" for share in FOUND))
    print("The upper table has the onsets found, the lower the alarms that were right.")


def _print_sureness(told: dict[str, list[Told]]) -> None:
    """Print how sure a fortnight makes it: what is found at each rate where its days are drawn again with replacement."""
    days = sorted({one.day for one in told["alarm"]})
    drawn = np.random.default_rng(1).integers(0, len(days), (DRAWS, len(days)))
    found = {name: _found_on_drawn_days(told[name], days, drawn) for name in ("alarm", *OTHERS)}
    for name in OTHERS:
        ahead = found["alarm"] - found[name]
        spread = "".join(
            f"{low:>+5.0%} to {high:>+4.0%}" for low, high in np.quantile(ahead, (0.1, 0.9), 0).T
        )
        print(f"ahead of {name}, four of five draws of days:{spread}")
        for says, share in (("not behind in", ahead >= 0), ("ahead in", ahead > 0)):
            print(f"  {says:<20}" + "".join(f"{one:>7.0%}" for one in share.mean(0)))


def _found_on_drawn_days(told: Sequence[Told], days: Sequence[int], drawn: np.ndarray) -> np.ndarray:
    """Return the share of onsets found at each rate of ALARMS, (draws, rates)."""
    scores = sorted({one.score for one in told}, reverse=True)
    by_day = [[one for one in told if one.day == day] for day in days]
    onsets = np.array([sum(one.is_onset for one in day) for day in by_day])
    judged = np.array([len(day) for day in by_day])
    points = [[judge(day, score, INTERVAL_SECONDS) for day in by_day] for score in scores]
    shares = np.array([[point.found_share for point in row] for row in points])
    alarms = np.array([[point.false_alarms for point in row] for row in points])
    found = (shares * onsets)[:, drawn].sum(-1) / np.maximum(onsets[drawn].sum(-1), 1)
    rates = (alarms * judged)[:, drawn].sum(-1) / judged[drawn].sum(-1)
    return np.stack([np.where(rates <= at + 1e-9, found, 0.0).max(0) for at in ALARMS], axis=1)


def _print_other_clocks(records: Records) -> None:
    """Print what is found on the mean where half-hours begin later on the clock: more than one way to cut the same days."""
    rows: dict[str, list[list[float]]] = {"alarm": [], "echo": [], "plan": []}
    for minutes in LATER_MINUTES:
        told = replay(_later(records, minutes * 60), learn_days=range(14))
        rates = (0.0, *(8 * 3600 / INTERVAL_SECONDS / len(told.told) * few for few in (1, 2)), *ALARMS[1:])
        for name, row in rows.items():
            points = curve(getattr(told, name), INTERVAL_SECONDS)
            row.append([found_at(points, rate) for rate in rates])
    print(f"mean of {len(LATER_MINUTES)} clocks; with no, one and two false alarms in all, then as above")
    found = {name: np.array(row) for name, row in rows.items()}
    for name, shares in found.items():
        print(f"{SHOWN[name]:<22}" + "".join(f"{share:>7.0%}" for share in shares.mean(axis=0)))
    others = np.maximum(found["echo"], found["plan"])
    for says, times in (("above both, clocks", found["alarm"] > others), ("level", found["alarm"] == others)):
        print(f"{says:<22}" + "".join(f"{count:>7}" for count in times.sum(axis=0)))


def _later(records: Records, seconds: float) -> Records:
    """Return the records with every clock so much on, so that half-hours begin that much earlier in them."""
    inside = records.entered + seconds < ALL_DAY_SECONDS
    kept = Records(*(getattr(records, name)[inside] for name in Records.__dataclass_fields__))
    answered_at = np.where(kept.answered_at > 0, kept.answered_at + seconds, 0.0)
    return replace(kept, entered=kept.entered + seconds, answered_at=answered_at)


def _verdict(curves: dict[str, list[Point]]) -> int:
    """Print where the warning is below or level, at any rate where any of them changes; level counts where each finds all."""
    rates = sorted({point.false_alarms for name in ("alarm", *OTHERS) for point in curves[name]})
    ours, best = (
        np.array([max(found_at(curves[name], rate) for name in names) for rate in rates])
        for names in (("alarm",), OTHERS)
    )
    below = [rate for rate, is_below in zip(rates, ours < best, strict=True) if is_below]
    level = [rate for rate, is_level in zip(rates, (ours == best) & (best < 1), strict=True) if is_level]
    print(f"goal: above echo and plan at every rate; below at {_rates(below)}, level at {_rates(level)}")
    reached = found_at(curves["alarm"], STRETCH_ALARMS)
    print(f"stretch: {STRETCH_SHARE:.0%} at {STRETCH_ALARMS:g}: {reached:.0%}")
    return 1 if below or level else 0


def _rates(rates: Sequence[float]) -> str:
    return ", ".join(f"{rate:.2f}" for rate in rates) or "none"


def _picture(chart: Chart) -> str:
    """Return a chart as a picture that brings its colours along, on white."""
    begin, end = draw(chart, width=760, height=300, shown_class="alone").split(">", 1)
    return f'{begin} xmlns="http://www.w3.org/2000/svg"><style>{PICTURE_LOOKS}</style><rect width="760" height="300" class="ground"/>{end}\n'


def _as_chances(told: Sequence[Told]) -> list[Told]:
    """Return the echo, whose scores are shares of the target with a minus, as chances in the same order."""
    return [replace(one, score=min(max(1 + one.score / 3, 0.01), 0.99)) for one in told]
