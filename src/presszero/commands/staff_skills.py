"""`presszero staff skills`: several kinds of contact and people of several skills, planned together."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from presszero.commands.interval_table import named_columns
from presszero.commands.parsing import command_parser, count, not_negative_count, share
from presszero.commands.progress import Progress
from presszero.commands.staff_input import AHT, OFFERED, START, add_columns, place_intervals, read_file
from presszero.commands.staff_skills_told import EXPLAINED, Told, as_json, csv_text, in_words
from presszero.commands.written import write_file
from presszero.commands.yaml_input import Positive, Strict, read_yaml
from presszero.pure.errors import BadInput
from presszero.pure.queueing.staffing import Demand
from presszero.pure.queueing.targets import target_from
from presszero.pure.sheets import WORDS, BadSheet, Column, Sheet, read_sheet
from presszero.pure.simulation.skills import Asked, Offer, staff_skills

DOES = """\
Say how many people of each group every interval needs, where several kinds of contact share people.
CALLS.csv has the columns interval_start, kind, offered and aht_seconds; SKILLS.yaml says what each
kind is promised and what each group can do. The plan is found by playing drawn days through it."""
EXAMPLE = "presszero staff skills calls.csv --skills skills.yaml --shrinkage 0.3 --csv plan.csv"
KIND = Column("kind", WORDS, also=("queue", "skill", "topic", "channel"))


class KindAsked(Strict):
    """What one kind is promised, in the words of the file."""

    target: str = "80/20"
    patience_seconds: Positive | None = None
    aht_seconds: Positive | None = None
    priority: int = 0


class GroupAsked(Strict):
    """What the people of one group can do, in the words of the file."""

    skills: list[str] | dict[str, Positive]
    cost_per_hour: Positive = 1.0
    most: Annotated[int, Field(ge=0)] | None = None


class SkillsAsked(Strict):
    kinds: Annotated[dict[str, KindAsked], Field(min_length=1)]
    groups: Annotated[dict[str, GroupAsked], Field(min_length=1)]


def main(arguments: list[str]) -> int:
    """Write the plan and return 0. Raises BadSheet and BadInput, each told in a sentence."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.shrinkage >= 1:
        parser.error(f"--shrinkage {given.shrinkage:g} leaves nobody; give a share below 1.")
    table, skills = read_file(parser, given.calls), read_file(parser, given.skills)
    asked = read_yaml(skills, given.skills.name, SkillsAsked)
    starts, step, demands = _demands(
        read_sheet(
            table,
            [START, KIND, replace(OFFERED, may_be_empty=False), AHT],
            source=given.calls.name,
            named=_named(table, given),
        ),
        asked,
    )
    kinds = [_kind(name, one, demands[name]) for name, one in asked.kinds.items()]
    groups = [_group(name, one, asked, given.skills.name) for name, one in asked.groups.items()]
    progress = Progress(40, "rounds played")

    def tell(rounds: int) -> None:
        progress.whole = max(progress.whole, rounds + 5)
        progress.step()

    plan = staff_skills(
        kinds, groups, given.seed, days=given.days, busyness_variation=given.uncertainty, tell=tell
    )
    progress.end()
    told = Told(starts, step, kinds, groups, plan, given.shrinkage)
    if given.csv:
        write_file(given.csv, csv_text(told))
    if given.html:
        from presszero.commands.staff_skills_report import page

        write_file(given.html, page(told, given.calls.name))
    print(json.dumps(as_json(told), indent=1) if given.json else in_words(told))
    if given.explain:
        print(EXPLAINED, file=sys.stderr if given.json else sys.stdout)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("staff skills", DOES, EXAMPLE)
    parser.add_argument("calls", type=Path, metavar="CALLS.csv", help="one line for each interval and kind")
    parser.add_argument("--skills", type=Path, required=True, metavar="SKILLS.yaml")
    parser.add_argument("--shrinkage", type=share, default=0.0, help="share of paid time away from the line")
    parser.add_argument("--days", type=count, default=60, help="days played in each round; 60 if not given")
    parser.add_argument(
        "--seed", type=not_negative_count, default=1, help="the same seed gives the same plan"
    )
    parser.add_argument(
        "--uncertainty",
        type=share,
        default=0.0,
        metavar="SHARE",
        help="how far a day may be off, such as 0.05",
    )
    parser.add_argument("--json", action="store_true", help="everything as JSON on standard output")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="one line for each interval and group")
    parser.add_argument("--html", type=Path, metavar="FILE", help="a report with charts and their tables")
    parser.add_argument(
        "--explain", action="store_true", help="say how the plan was found, and after which source"
    )
    add_columns(parser)
    parser.add_argument("--kind-column", metavar="NAME", default="", help="instead of kind")
    return parser


def _named(table: bytes, given: argparse.Namespace) -> dict[str, str]:
    """Return the headings to take, by ours."""
    named = named_columns(table, given.calls.name, time=given.time_column, value=given.value_column)
    mapped = {"aht_seconds": given.aht_column, "kind": given.kind_column}
    return named | {ours: heading for ours, heading in mapped.items() if heading}


def _demands(sheet: Sheet, asked: SkillsAsked) -> tuple[list[datetime], float, dict[str, Demand]]:
    """Return (starts, seconds of an interval, demand by kind); what nobody wrote down is nothing offered."""
    import numpy as np

    seen: dict[tuple[str, datetime], int] = {}
    for row, key in enumerate(zip(sheet["kind"], sheet["interval_start"], strict=True)):
        line = sheet.lines[row]
        if key[0] not in asked.kinds:
            raise BadSheet(
                f"{sheet.source}, line {line}, column kind: {key[0]!r} is no kind of the skills; there are "
                f"{', '.join(asked.kinds)}."
            )
        if key in seen:
            raise BadSheet(
                f"{sheet.source}, line {line}: {key[0]} at {key[1]:%Y-%m-%d %H:%M} stands in line "
                f"{sheet.lines[seen[key]]} already; keep one, or add them up."
            )
        seen[key] = row
    distinct = sorted({start: row for (_, start), row in seen.items()}.items())
    lines = tuple(sheet.lines[row] for _, row in distinct)
    grid = Sheet(sheet.source, lines, {"interval_start": [start for start, _ in distinct]})
    step, places = place_intervals(grid)
    place_of = {start: place for (start, _), place in zip(distinct, places, strict=True)}
    demands = {}
    for name, one in asked.kinds.items():
        offered, seconds = np.zeros(max(places) + 1), np.zeros(max(places) + 1)
        for (kind, start), row in seen.items():
            if kind == name:
                offered[place_of[start]] = float(sheet["offered"][row])
                seconds[place_of[start]] = float(one.aht_seconds or sheet["aht_seconds"][row] or 0.0)
        known = seconds[seconds > 0]
        if not known.size:
            raise BadInput(
                f"{sheet.source} says no aht_seconds for {name}; give the column, or aht_seconds under kinds > {name}."
            )
        seconds[seconds == 0] = float(known.mean())
        demands[name] = Demand(offered, seconds, step)
    first = distinct[0][0]
    return [first + timedelta(seconds=step) * at for at in range(max(places) + 1)], step, demands


def _kind(name: str, asked: KindAsked, demand: Demand) -> Asked:
    return Asked(name, demand, target_from(asked.target), asked.patience_seconds, asked.priority)


def _group(name: str, group: GroupAsked, asked: SkillsAsked, source: str) -> Offer:
    skills = group.skills if isinstance(group.skills, dict) else dict.fromkeys(group.skills, 1.0)
    if unknown := set(skills) - set(asked.kinds):
        raise BadInput(
            f"{source}, at groups > {name} > skills: no kind is called {', '.join(sorted(unknown))}; there are "
            f"{', '.join(asked.kinds)}."
        )
    return Offer(name, skills, group.cost_per_hour, group.most)
