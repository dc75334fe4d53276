"""`presszero simulate`: a contact centre as a file, played through until the answer is known well enough."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presszero.commands.parsing import above_zero, command_parser, not_negative_count, share, two_or_more
from presszero.commands.progress import Progress
from presszero.commands.simulate_words import EXPLAINED, WAITING_EXPLAINED, in_words
from presszero.commands.staff_input import read_file
from presszero.commands.written import write_file

if TYPE_CHECKING:
    from presszero.pure.queueing.targets import Target
    from presszero.pure.simulation.floor import Floor
    from presszero.pure.simulation.running import Played

DOES = """\
Play a contact centre through: several kinds of contact, groups with skills, priorities, shifts with
breaks, patience, redials and call-backs; or a group of counters that take a while to open; or a stop
and its vehicles. FLOOR.yaml describes it; docs/guides/simulate.md shows each.
It plays days until the share within the target's time is known to the half-width that is asked for."""
EXAMPLE = "presszero simulate floor.yaml --target 80/20 --half-width 0.005 --html played.html"


def main(arguments: list[str]) -> int:
    """Write what happened and return 0, or 1 when the share stays below the target's."""
    parser = command_parser("simulate", DOES, EXAMPLE)
    parser.add_argument("floor", type=Path, metavar="FLOOR.yaml")
    parser.add_argument("--target", default="80/20", help="percent/seconds; 80/20 if not given")
    parser.add_argument(
        "--half-width",
        type=above_zero,
        default=0.01,
        metavar="SHARE",
        help="95 %% half-width; 0.01 if not given",
    )
    parser.add_argument(
        "--most",
        type=two_or_more,
        default=1000,
        metavar="DAYS",
        help="days to play at most; 1000 if not given",
    )
    parser.add_argument(
        "--seed",
        type=not_negative_count,
        default=1,
        help="the same seed gives the same bytes; 1 if not given",
    )
    parser.add_argument(
        "--uncertainty",
        type=share,
        default=0.0,
        metavar="SHARE",
        help="how far whole days differ, such as 0.05",
    )
    parser.add_argument("--json", action="store_true", help="everything as JSON on standard output")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="one line for each interval, of each kind")
    parser.add_argument("--html", type=Path, metavar="FILE", help="a report with charts and their tables")
    parser.add_argument(
        "--explain", action="store_true", help="say how it was played and where that comes from"
    )
    given = parser.parse_args(arguments)
    content = read_file(parser, given.floor)

    from presszero.commands.simulate_input import read_floor
    from presszero.commands.simulate_waiting import is_waiting
    from presszero.pure.queueing.targets import target_from
    from presszero.pure.simulation.running import play_until

    target = target_from(given.target)
    if is_waiting(content):
        return _waiting(content, given, target)
    floor = read_floor(content, given.floor.name)
    progress = Progress(given.most, "days played")

    def tell(played: int) -> None:
        progress.done = played - 1
        progress.step()

    played = play_until(
        floor,
        given.seed,
        within_seconds=target.within_seconds,
        half_width=given.half_width,
        most=given.most,
        busyness_variation=given.uncertainty,
        tell=tell,
    )
    progress.end()
    told = summary(floor, played)
    if given.csv:
        write_file(given.csv, _csv(told))
    if given.html:
        from presszero.commands.simulate_report import page

        write_file(given.html, page(told, given.floor.name, target.share or 0.0))
    print(json.dumps(told, indent=1) if given.json else in_words(told))
    _explain(EXPLAINED, given)
    return 0 if told["share_within"] >= (target.share or 0.0) else 1


def _waiting(content: bytes, given: argparse.Namespace, target: Target) -> int:
    """Play counters or a stop, and say what happened."""
    from presszero.commands.simulate_waiting import play_waiting, waiting_in_words

    progress = Progress(given.most, "days played")
    told = play_waiting(
        content,
        given.floor.name,
        within_seconds=target.within_seconds,
        half_width=given.half_width,
        most=given.most,
        seed=given.seed,
        uncertainty=given.uncertainty,
        tell=lambda played: progress.step(),
    )
    progress.end()
    if given.csv:
        write_file(given.csv, _csv(told))
    if given.html:
        from presszero.commands.simulate_report import waiting_page

        write_file(given.html, waiting_page(told, given.floor.name, target.share or 0.0))
    print(json.dumps(told, indent=1) if given.json else waiting_in_words(told))
    _explain(WAITING_EXPLAINED, given)
    return 0 if told["share_within"] >= (target.share or 0.0) else 1


def _explain(words: str, given: argparse.Namespace) -> None:
    if given.explain:
        print(words, file=sys.stderr if given.json else sys.stdout)


def summary(floor: Floor, played: Played) -> dict[str, Any]:
    """Return what is told, with one row for each kind and interval; counts are means over the days played."""
    import numpy as np

    share, width = played.service_level()
    mean = {
        name: getattr(played, name).mean(axis=0)
        for name in ("offered", "in_time", "gave_up", "called_back", "left", "wait_seconds")
    }
    rows = []
    for place, kind in enumerate(floor.kinds):
        for at in range(floor.intervals):
            offered = float(mean["offered"][place, at])
            rows.append(
                {
                    "kind": kind.name,
                    "interval": at,
                    "offered": round(offered, 2),
                    "share_within": round(float(mean["in_time"][place, at]) / offered, 4) if offered else 1.0,
                    "gave_up": round(float(mean["gave_up"][place, at]), 2),
                    "called_back": round(float(mean["called_back"][place, at]), 2),
                    "left": round(float(mean["left"][place, at]), 2),
                    "mean_wait_seconds": round(float(mean["wait_seconds"][place, at]) / offered, 2)
                    if offered
                    else 0.0,
                    "longest_seconds": round(float(played.longest_seconds[:, place, at].max()), 1),
                }
            )
    return {
        "within_seconds": played.within_seconds,
        "days_played": played.replications,
        "share_within": round(share, 5),
        "half_width": round(width, 5),
        "offered": float(mean["offered"].sum()),
        "gave_up": float(mean["gave_up"].sum()),
        "called_back": float(mean["called_back"].sum()),
        "left": float(mean["left"].sum()),
        "waiting_longer": float(mean["offered"].sum() - mean["in_time"].sum()),
        "usual_longest_seconds": round(float(np.median(played.longest_seconds.max(axis=(1, 2)))), 1),
        "groups": [
            {"name": group.name, "hours": round(float(seconds) / 3600, 2), "occupancy": round(float(busy), 4)}
            for group, seconds, busy in zip(
                floor.groups, played.duty_seconds, played.occupancy(), strict=True
            )
        ],
        "intervals": rows,
    }


def _csv(told: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(told["intervals"][0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(told["intervals"])
    return out.getvalue()
