"""What a replay of warnings found: as data, as a table, and as words at a terminal."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presszero.pure.simulation.replaying import Replay

ALARMS = tuple(quarter / 4 for quarter in range(11))
FOUND = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

EXPLAINED = """\
How a chance is made:
- Evidence: the share that the formula gives for the expected arrivals, so much busier as the last hour was, and the
  people expected; the shares of the last hour and half-hour beside the usual ones; who gave up in the last half-hour;
  the people beside plan; how often that time of day goes wrong.
- Weights are learned from intervals that were judged, held towards nothing (docs/sources.md#warning). Evidence farther
  from the middle than its own spread counts as if it lay there, and all of it counts less where the usual is known
  from few days alike: a third from one, half from two, five sixths from ten.
- An alarm raised from some chance on stays up while the odds are at least half of that, until it is known that the
  target was missed.
- An onset is an interval that misses its target after one that kept it. A false alarm is a run of warned
  intervals with no missed one beside them; a run of more than four counts again."""


def summary(found: Replay, interval_seconds: float, monday: datetime) -> dict[str, Any]:
    """Return the curves, the reliability and every interval that was judged. monday: that the days are counted from."""
    from presszero.pure.simulation.judging import curve, found_at, reliability, right_at

    curves = {
        name: curve(getattr(found, place), interval_seconds)
        for name, place in (("warning", "alarm"), ("echo", "echo"), ("plan", "plan"))
    }
    return {
        "targets": found.targets,
        "intervals_judged": len(found.told),
        "missed": sum(one.missed for one in found.told),
        "onsets": sum(one.is_onset for one in found.told),
        "ahead_minutes": interval_seconds / 60,
        "found_share_at_false_alarms": {
            str(alarms): {name: round(found_at(points, alarms), 3) for name, points in curves.items()}
            for alarms in ALARMS
        },
        "alarms_right_at_found_share": {
            str(share): {name: round(right_at(points, share), 3) for name, points in curves.items()}
            for share in FOUND
        },
        "reliability": reliability(found.told),
        "curve": [asdict(point) for point in curves["warning"]],
        "curves": {name: [asdict(point) for point in points] for name, points in curves.items()},
        "told": [
            {"interval_start": _start(monday, one.day, one.interval * interval_seconds)}
            | asdict(one)
            | {"alarm": raised.score}
            for one, raised in zip(found.told, found.alarm, strict=True)
        ],
    }


def _start(monday: datetime, day: int, seconds: float) -> str:
    return (monday + timedelta(days=day, seconds=seconds)).isoformat()


def intervals_as_csv(told: dict[str, Any]) -> str:
    """Return one line for each interval that was judged: its chance, its alarm, and what became of it."""
    out = io.StringIO()
    names = ["interval_start", "score", "alarm", "missed", "missed_before"]
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(told["told"])
    return out.getvalue()


def in_words(told: dict[str, Any]) -> str:
    """Return what is read at a terminal."""
    lines = [
        f"{told['intervals_judged']} intervals judged, {told['missed']} missed their target, {told['onsets']} of them "
        f"onsets. Each warning was given {told['ahead_minutes']:g} minutes ahead or earlier.",
        "",
        f"{'false alarms in 8 open hours, at most':<40}{'warning':>9}{'echo':>8}{'plan':>8}",
    ]
    for alarms, shares in told["found_share_at_false_alarms"].items():
        lines.append(
            f"{'  onsets found at ' + alarms:<40}{shares['warning']:>9.0%}{shares['echo']:>8.0%}{shares['plan']:>8.0%}"
        )
    lines += ["", f"{'alarms that were right, while at least':<40}{'warning':>9}{'echo':>8}{'plan':>8}"]
    for found, shares in told["alarms_right_at_found_share"].items():
        lines.append(
            f"  {float(found):.0%}{' of the onsets are found':<34}".ljust(40)
            + f"{shares['warning']:>9.0%}{shares['echo']:>8.0%}{shares['plan']:>8.0%}"
        )
    lines += ["", f"{'chance told':<20}{'times':>7}{'mean':>8}{'came true':>11}"]
    lines += [
        f"{row['from']:>6.0%} to {row['to']:<8.0%}{row['told']:>9}{row['mean_chance']:>8.0%}{row['came_true']:>11.0%}"
        for row in told["reliability"]
    ]
    return "\n".join(lines)
