"""`presszero warn`: is the line about to miss its target, and would the warning have been right?"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from presszero.commands.parsing import above_zero, command_parser, count, share
from presszero.commands.record_columns import RECORD_COLUMNS, add_column_option, named_by, who_gave_up
from presszero.commands.staff_input import read_file
from presszero.commands.written import write_file
from presszero.pure.errors import BadInput
from presszero.pure.sheets import Sheet, read_sheet

if TYPE_CHECKING:
    from presszero.pure.queueing.targets import Target
    from presszero.pure.simulation.replaying import Records

DOES = """\
--now: from the line at this moment, the chance that it misses its target in each of the next intervals,
and which of the actions you name would help most. --replay: replay records of calls as if they were live: learn from the first days, warn on the others an interval
ahead, and judge every warning. Beside it stand two warnings that learn nothing: the echo of an hour
ago, and the plan alone (what is usual at that time of day). docs/guides/warn.md names the columns."""
EXAMPLE = "presszero warn --now line.yaml; presszero warn --replay records.csv --missed-share 0.15 --json"
USUAL_GRAIN_MINUTES = 30.0


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
        metavar="MINUTES",
        help="length of an interval; 30 if not given",
    )
    add_column_option(parser)
    parser.add_argument("--json", action="store_true", help="curves, chances and every warning as JSON")
    parser.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="one line for each interval that was judged, or for each action and interval",
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="a report with charts and their tables")
    parser.add_argument("--explain", action="store_true", help="say how the chance is made")
    parser.add_argument("--seed", type=count, default=1, help="the same seed gives the same answer")
    given = parser.parse_args(arguments)
    if given.now and (strange := [option for option, value in _of_replay(given) if value]):
        parser.error(f"{strange[0]} is for --replay; --now looks at one moment.")
    content = read_file(parser, given.now or given.replay)

    from presszero.pure.queueing.targets import target_from

    if given.now:
        return _now(content, given, target_from(given.target))

    from presszero.commands.warn_told import EXPLAINED, in_words, intervals_as_csv, summary
    from presszero.pure.simulation.replaying import replay

    named = named_by(content, given.replay.name, given.column)
    sheet = read_sheet(content, RECORD_COLUMNS, source=given.replay.name, named=named)
    records, monday = _records(sheet)
    target, grain = target_from(given.target), given.grain or USUAL_GRAIN_MINUTES
    found = replay(
        records,
        learn_days=_learned(records, monday, given.learn_until),
        within_seconds=target.within_seconds,
        target_share=None if given.missed_share else target.share,
        missed_share=given.missed_share or 0.15,
        interval_seconds=grain * 60,
    )
    told = summary(found, grain * 60, monday)
    print(json.dumps(told, indent=1) if given.json else in_words(told))
    if given.csv:
        write_file(given.csv, intervals_as_csv(told))
    if given.html:
        from presszero.commands.warn_report import page

        write_file(given.html, page(told, given.replay.name))
    if given.explain:
        print(EXPLAINED, file=sys.stderr if given.json else sys.stdout)
    return 0


def _of_replay(given: argparse.Namespace) -> list[tuple[str, object]]:
    """Return the options that say how records are replayed, with what was given."""
    return [
        ("--learn-until", given.learn_until),
        ("--missed-share", given.missed_share),
        ("--grain", given.grain),
        ("--column", given.column),
    ]


def _now(content: bytes, given: argparse.Namespace, target: Target) -> int:
    """Say what the line may miss soon and what would help, and return 0."""
    from presszero.commands.warn_now import NOW_EXPLAINED, actions_as_csv, now_in_words, told_now

    told = told_now(content, given.now.name, target, seed=given.seed)
    print(json.dumps(told, indent=1) if given.json else now_in_words(told))
    if given.csv:
        write_file(given.csv, actions_as_csv(told))
    if given.html:
        from presszero.commands.warn_report import now_page

        write_file(given.html, now_page(told, given.now.name))
    if given.explain:
        print(NOW_EXPLAINED, file=sys.stderr if given.json else sys.stdout)
    return 0


def _records(sheet: Sheet) -> tuple[Records, datetime]:
    """Return the records and the Monday that their days are counted from."""
    import numpy as np

    from presszero.pure.simulation.replaying import NOBODY, Records

    entered = sheet["entered_at"]
    first = min(entered)
    monday = first.toordinal() - first.weekday()
    service = np.array([float(value or 0.0) for value in sheet["service_seconds"]])
    gave_up = np.array(who_gave_up(sheet["gave_up"], sheet.source))
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
    if len(days) < 2:
        raise BadInput(
            "The records are of one day; a replay learns from some days and warns on others: give two weeks."
        )
    if not until:
        return days[: max(len(days) // 2, 1)]
    try:
        last = datetime.fromisoformat(until).toordinal() - monday.toordinal()
    except ValueError:
        raise BadInput(f"--learn-until {until!r} is no day; write it as 2026-03-14.") from None
    if last >= days[-1]:
        first_day, last_day = (
            datetime.fromordinal(monday.toordinal() + day).date() for day in (days[0], days[-1])
        )
        raise BadInput(
            f"--learn-until {until} leaves no day to warn on: the records go from {first_day} to {last_day}; name an earlier day."
        )
    return [day for day in days if day <= last]
