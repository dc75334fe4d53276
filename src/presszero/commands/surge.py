"""`presszero surge`: a crowd after an event, and the buses that take it home."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from presszero.commands.parsing import command_parser, not_negative_count
from presszero.commands.progress import Progress
from presszero.commands.written import write_file
from presszero.pure.errors import BadInput

DOES = """\
Say what a crowd meets at the bus stops after an event, and which extra vehicles to send before it does.
FEED.zip is a GTFS feed; --event names a YAML file with the place, the day, the end and the crowd. A crowd that is
a guess, such as `attendance: 12000-18000`, gives answers with a range."""
EXAMPLE = "presszero surge feed.zip --event fireworks.yaml --html night.html --json"
MOST_NIGHTS = 100_000
EXPLAINED = """\
The stops within a walk come from the feed, with every vehicle that calls there that night, those of the day before
and after included. The crowd sets off along the release curve; who was told of routes goes to their stops in proportion to
places and nearness, the others to the nearest. A vehicle takes riders in the order they came until it is full; boarding
takes time, some trips run late, those left standing may walk on once, some give up. Half of all nights lie
above the middle figure, four in five between low and high. Extra vehicles are added one by one where they spare most
waiting for an hour of driving, on nights with the same crowd, and taken out again where they are not needed.
Assumed where the event says nothing: {told}.
Source: docs/sources.md#surge"""


def main(arguments: list[str]) -> int:
    """Simulate the night and plan it; return 0 when the target is kept without a plan, 1 when it is not."""
    parser = command_parser("surge", DOES, EXAMPLE)
    parser.add_argument("feed", type=Path, metavar="FEED.zip", help="a GTFS feed")
    parser.add_argument("--event", type=Path, required=True, metavar="YAML", help="the event; see the guide")
    parser.add_argument("--no-plan", action="store_true", help="only say what would happen")
    parser.add_argument("--nights", type=int, default=200, metavar="N", help="nights to simulate (200)")
    parser.add_argument(
        "--seed",
        type=not_negative_count,
        default=1,
        metavar="N",
        help="the same seed gives the same nights (1)",
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the extra vehicles as a table")
    parser.add_argument(
        "--contacts",
        type=Path,
        metavar="FILE",
        help="write the contacts to expect by the hour, to lift the call forecast",
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a report with charts and their tables"
    )
    parser.add_argument("--json", action="store_true", help="say the result as JSON on standard output")
    parser.add_argument(
        "--explain", action="store_true", help="say how the answer is found, and what is assumed"
    )
    given = parser.parse_args(arguments)
    if not 1 <= given.nights <= MOST_NIGHTS:
        parser.error(f"--nights is 1 to {MOST_NIGHTS:,}.")
    from presszero.commands import surge_acts
    from presszero.pure.surge import read_event, read_feed

    feed = read_feed(_bytes(given.feed), source=given.feed.name)
    event = read_event(_bytes(given.event), feed, source=given.event.name)
    if given.explain:
        print(EXPLAINED.format(told=surge_acts.assumed(event)), file=sys.stderr)
    progress = Progress(given.nights, "nights")
    told = surge_acts.surge(
        feed, event, nights=given.nights, seed=given.seed, with_plan=not given.no_plan, progress=progress
    )
    progress.end()
    _write(given, told)
    print(json.dumps(told.facts, indent=2) if given.json else told.words)
    return 0 if told.facts["keeps_target"] else 1


def _write(given: argparse.Namespace, told: object) -> None:
    from presszero.commands import surge_acts

    assert isinstance(told, surge_acts.Told)
    if given.csv:
        write_file(given.csv, surge_acts.vehicles_table(told))
    if given.contacts:
        write_file(given.contacts, surge_acts.contacts_table(told))
    if given.html:
        from presszero.commands.surge_report import surge_report

        write_file(given.html, surge_report(told))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).") from error
