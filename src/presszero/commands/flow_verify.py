"""`presszero flow verify`: the verdict on flows, said like a compiler says it."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from presszero.commands.flow_files import add_format_in, texts_of
from presszero.commands.flow_record import read_record
from presszero.commands.parsing import command_parser
from presszero.pure.flowgraph.calendars import Calendar, calendar_from
from presszero.pure.flowgraph.findings import Verdict
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.importers.making import NotImported
from presszero.pure.flowgraph.opening import open_each
from presszero.pure.flowgraph.profiles import PROFILES
from presszero.pure.flowgraph.reading import yaml_data
from presszero.pure.flowgraph.reports import as_sarif, as_text
from presszero.pure.flowgraph.verifying import not_read, verify
from presszero.pure.flowgraph.waiting import in_the_queues, teams_of
from presszero.pure.flowgraph.waivers import Waiver, waivers_from

DOES = """\
Say of each flow whether it is safe, a trap, or unknown, with the steps that show it.
Reads flows of PressZero, Amazon Connect, Twilio Studio, Asterisk, FreeSWITCH, VoiceXML and Rasa.
Files given together are linked: a transfer from one to another is followed. A file that cannot be
read is unknown, and the reason is told on standard error. --json prints a list with one object a file.
--record adds the seconds in the queue, which are shown and never proved: a line of CALLS.csv is one call with
arrived_at, wait_seconds, and where known team, gave_up and handling_seconds; with --calendar they are forecast too."""
EXAMPLE = "presszero flow verify main.json queue.json --json"


def main(arguments: list[str]) -> int:
    """Return 0 when no trap stands, 1 when one does: one that callers meet, or something that is not known."""
    parser = command_parser("flow verify", DOES, EXAMPLE)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="how to say it")
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    add_format_in(parser)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="presszero", help="which limits hold")
    parser.add_argument("--calendar", type=Path, metavar="FILE", help="opening hours and cover, for H1")
    parser.add_argument(
        "--record", type=Path, metavar="CALLS.csv", help="a line a call, for the seconds in the queue"
    )
    parser.add_argument("--waivers", type=Path, metavar="FILE", help="findings somebody answers for")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="DAY", help="the day waivers count on; today"
    )
    given = parser.parse_args(arguments)
    # The command is the one that looks at the clock; what it calls does not.
    today = given.on or date.today()  # noqa: DTZ011
    calendar, waivers = _calendar(given.calendar, today), _waivers(given.waivers)
    record = read_record(parser, given.record) if given.record else None
    opened = open_each(texts_of(parser, given.files), format=given.format_in)
    graphs = [one for one in opened.values() if isinstance(one, Graph)]
    verdicts = []
    for file, one in opened.items():
        if not isinstance(one, Graph):
            print(one, file=sys.stderr)
            verdicts.append(not_read(file, str(one)))
            continue
        others = [other for other in graphs if other is not one]
        profile = PROFILES[given.profile]
        verdict = verify(one, others=others, profile=profile, calendar=calendar, waivers=waivers, on=today)
        if record is not None:
            queues = in_the_queues(teams_of(one), record, calendar.cover if calendar else {})
            verdict = replace(verdict, queues=tuple(queues))
        verdicts.append(verdict)
    print(_said(verdicts, "json" if given.json else given.format))
    return 1 if any(one.traps for one in verdicts) else 0


def _said(verdicts: list[Verdict], format: str) -> str:
    if format == "json":
        return json.dumps([one.as_json() for one in verdicts], indent=2, ensure_ascii=False)
    if format == "sarif":
        return json.dumps(as_sarif(verdicts), indent=2, ensure_ascii=False)
    return "\n".join(as_text(one) for one in verdicts)


def _calendar(path: Path | None, today: date) -> Calendar | None:
    if path is None:
        return None
    data, _ = yaml_data(_text(path), file=str(path))
    return calendar_from(data, today=today)


def _waivers(path: Path | None) -> list[Waiver]:
    if path is None:
        return []
    data, _ = yaml_data(_text(path), file=str(path))
    return waivers_from(data)


def _text(path: Path) -> str:
    """Return the text of a file. Raises NotImported when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise NotImported(f"{path} cannot be read: {error.strerror or error}.")
