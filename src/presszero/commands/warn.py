"""`presszero warn`: is the line about to miss its target, and would the warning have been right?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presszero.commands.parsing import above_zero, command_parser, count, share
from presszero.commands.staff_input import read_file
from presszero.commands.staff_patience import GAVE_UP, WAIT, YES
from presszero.pure.errors import BadInput
from presszero.pure.sheets import INSTANT, NUMBER, WORDS, Column, Sheet, read_sheet

if TYPE_CHECKING:
    from presszero.pure.simulation.replaying import Records, Replay

DOES = """\
--now: from the line at this moment, the chance that it misses its target in each of the next intervals,
and which of the actions you name would help most. --replay: replay records of calls as if they were live: learn from the first days, warn on the others an interval
ahead, and judge every warning. Beside it stand two warnings that learn nothing: the echo of an hour
ago, and the plan alone (what is usual at that time of day). docs/guides/warn.md names the columns."""
EXAMPLE = "presszero warn --now line.yaml; presszero warn --replay records.csv --missed-share 0.15 --json"
COLUMNS = [
    Column("entered_at", INSTANT, also=("queue_start", "arrived_at")),
    WAIT,
    GAVE_UP,
    Column("service_seconds", NUMBER, also=("service", "ser_time", "handling_seconds"), may_be_empty=True),
    Column("server", WORDS, also=("agent",), needed=False, may_be_empty=True),
]
ALARMS = (0.5, 1.0, 1.5, 2.0)


def main(arguments: list[str]) -> int:
    """Write what the warning found and return 0."""
    parser = command_parser("warn", DOES, EXAMPLE)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--replay", type=Path, metavar="RECORDS.csv", help="one line for each call")
    asked.add_argument(
        "--now", type=Path, metavar="LINE.yaml", help="who waits, who is there, what is expected"
    )
    parser.add_argument(
        "--learn-until", metavar="DAY", help="the last day learned from; the first half if not given"
    )
    parser.add_argument("--target", default="80/20", help="percent/seconds; 80/20 if not given")
    parser.add_argument(
        "--missed-share",
        type=share,
        metavar="SHARE",
        help="set the percentage for each kind of day so that this share of the learned intervals misses it",
    )
    parser.add_argument(
        "--grain",
        type=above_zero,
        default=30.0,
        metavar="MINUTES",
        help="length of an interval; 30 if not given",
    )
    parser.add_argument("--json", action="store_true", help="curves, chances and every warning as JSON")
    parser.add_argument("--explain", action="store_true", help="say how the chance is made")
    parser.add_argument("--seed", type=count, default=1, help="the same seed gives the same answer")
    given = parser.parse_args(arguments)
    content = read_file(parser, given.now or given.replay)

    from presszero.pure.queueing.targets import target_from

    if given.now:
        from presszero.commands.warn_now import now_in_words, told_now

        now = told_now(content, given.now.name, target_from(given.target), seed=given.seed)
        print(json.dumps(now, indent=1) if given.json else now_in_words(now))
        return 0

    from presszero.pure.simulation.replaying import replay

    sheet = read_sheet(content, COLUMNS, source=given.replay.name)
    records, first = _records(sheet)
    target = target_from(given.target)
    found = replay(
        records,
        learn_days=_learned(records, first, given.learn_until),
        within_seconds=target.within_seconds,
        target_share=None if given.missed_share else target.share,
        missed_share=given.missed_share or 0.15,
        interval_seconds=given.grain * 60,
    )
    told = summary(found, given.grain * 60)
    print(json.dumps(told, indent=1) if given.json else in_words(told))
    if given.explain:
        print(EXPLAINED, file=sys.stderr if given.json else sys.stdout)
    return 0


EXPLAINED = """\
How a chance is made:
- Evidence: the share that the formula gives for the expected arrivals, so much busier as the last hour was, and the
  people expected; the shares of the last hour and of today beside the usual ones; who gave up in the last half-hour;
  the people beside plan; how often that time of day goes wrong.
- Weights are learned from intervals that were judged, held towards nothing (docs/sources.md#warning).
- An alarm raised from some chance on stays up while the odds are at least half of that, until it is known that the
  target was missed.
- An onset is an interval that misses its target after one that kept it. A false alarm is a run of warned
  intervals with no missed one beside them; a run of more than four counts again."""


def summary(found: Replay, interval_seconds: float) -> dict[str, Any]:
    """Return the curves, the reliability and every interval that was judged."""
    from presszero.pure.simulation.judging import curve, found_at, reliability

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
        "reliability": reliability(found.told),
        "curve": [asdict(point) for point in curves["warning"]],
        "told": [
            asdict(one) | {"alarm": raised.score} for one, raised in zip(found.told, found.alarm, strict=True)
        ],
    }


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
    lines += ["", f"{'chance told':<20}{'times':>7}{'mean':>8}{'came true':>11}"]
    lines += [
        f"{row['from']:>6.0%} to {row['to']:<8.0%}{row['told']:>9}{row['mean_chance']:>8.0%}{row['came_true']:>11.0%}"
        for row in told["reliability"]
    ]
    return "\n".join(lines)


def _records(sheet: Sheet) -> tuple[Records, datetime]:
    """Return the records and the Monday that their days are counted from."""
    import numpy as np

    from presszero.pure.simulation.replaying import NOBODY, Records

    entered = sheet["entered_at"]
    first = min(entered)
    monday = first.toordinal() - first.weekday()
    service = np.array([float(value or 0.0) for value in sheet["service_seconds"]])
    gave_up = np.array([str(value).casefold() in YES for value in sheet["gave_up"]])
    seconds = np.array([one.hour * 3600.0 + one.minute * 60 + one.second for one in entered])
    wait = np.array(sheet["wait_seconds"], float)
    names = [str(value or "") for value in sheet["server"]]
    numbers = {name: place for place, name in enumerate(sorted(set(names) - {"", "NO_SERVER"}))}
    server = np.array([numbers.get(name, NOBODY) for name in names])
    records = Records(
        np.array([one.toordinal() - monday for one in entered]),
        seconds,
        wait,
        gave_up,
        np.where(gave_up, 0.0, seconds + wait),
        np.where(gave_up, 0.0, service),
        np.where(gave_up, NOBODY, server),
    )
    return records, datetime.fromordinal(monday)


def _learned(records: Records, monday: datetime, until: str | None) -> list[int]:
    import numpy as np

    days = sorted({int(day) for day in np.unique(records.day)})
    if not until:
        return days[: max(len(days) // 2, 1)]
    try:
        last = datetime.fromisoformat(until).toordinal() - monday.toordinal()
    except ValueError:
        raise BadInput(f"--learn-until {until!r} is no day; write it as 2026-03-14.") from None
    return [day for day in days if day <= last]
