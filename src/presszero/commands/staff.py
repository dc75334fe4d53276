"""`presszero staff`: a table of calls in, a staffing plan out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from presszero.commands.parsing import (
    above_zero,
    add_outputs,
    command_parser,
    count,
    not_negative,
    not_negative_count,
    share,
)
from presszero.commands.progress import Progress
from presszero.commands.staff_input import add_columns, read_file, read_intervals
from presszero.commands.written import write_file

DOES = """\
Say how many people each interval needs, how many to schedule, what that costs, and what the
target lets happen in people. CALLS.csv has the columns interval_start, offered and aht_seconds;
docs/guides/staff.md tells more. `presszero staff year MONTHS.csv` plans a year in heads and money,
`presszero staff skills CALLS.csv` plans several kinds of contact and skills together,
`presszero staff patience RECORDS.csv` estimates how long callers wait before they give up."""
EXAMPLE = "presszero staff calls.csv --target 80/20 --patience-seconds 180 --shrinkage 0.3 --html plan.html"


def main(arguments: list[str]) -> int:
    """Write the plan and return 0."""
    if arguments[:1] == ["year"]:
        from presszero.commands.staff_year import main as plan_a_year

        return plan_a_year(arguments[1:])
    if arguments[:1] == ["skills"]:
        from presszero.commands.staff_skills import main as plan_skills

        return plan_skills(arguments[1:])
    if arguments[:1] == ["patience"]:
        from presszero.commands.staff_patience import main as estimate_patience

        return estimate_patience(arguments[1:])
    parser = _parser()
    given = parser.parse_args(arguments)
    content = read_file(parser, given.calls)

    from presszero.commands.staff_output import csv_text, explained, in_words, json_text
    from presszero.commands.staff_planning import make_plan

    progress = Progress(1, "rounds played")
    intervals = read_intervals(content, given.calls.name, given)
    for note in intervals.notes:
        print(f"{given.calls.name}: {note}", file=sys.stderr)
    made = make_plan(intervals, given, parser, progress)
    if given.csv:
        write_file(given.csv, csv_text(made))
    if given.html:
        from presszero.commands.staff_report import page

        write_file(given.html, page(made, given.calls.name))
    print(json_text(made) if given.json else in_words(made))
    if given.explain:
        print(explained(made), file=sys.stderr if given.json else sys.stdout)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("staff", DOES, EXAMPLE)
    parser.add_argument("calls", type=Path, metavar="CALLS.csv", help="one line for each interval")
    add_target(parser)
    plan = parser.add_argument_group("the plan")
    plan.add_argument(
        "--shrinkage", type=share, default=0.0, help="share of paid time away from the line, such as 0.3"
    )
    plan.add_argument(
        "--cost-per-hour", type=not_negative, default=0.0, metavar="MONEY", help="of one paid hour"
    )
    plan.add_argument(
        "--at-least",
        type=not_negative_count,
        default=1,
        metavar="PEOPLE",
        help="wherever anything is offered; 1 if not given",
    )
    plan.add_argument(
        "--chats", metavar="1,1.3,1.7", help="how much longer a chat takes while its agent holds 1, 2, 3, ..."
    )
    plan.add_argument(
        "--lagged", action="store_true", help="count work still in hand from the intervals before"
    )
    played = parser.add_argument_group("played through")
    played.add_argument(
        "--simulate", action="store_true", help="correct the plan until every interval keeps the target"
    )
    played.add_argument("--days", type=count, default=100, help="days played in each round; 100 if not given")
    played.add_argument(
        "--seed", type=not_negative_count, default=1, help="the same seed gives the same plan; 1 if not given"
    )
    played.add_argument(
        "--uncertainty",
        type=share,
        default=0.0,
        metavar="SHARE",
        help="how far a day may be off the forecast, such as 0.05",
    )
    deferred = parser.add_argument_group("deferred work", "mail, forms and cases beside the live line")
    deferred.add_argument(
        "--deferred", type=Path, metavar="MAIL.csv", help="columns interval_start and items"
    )
    deferred.add_argument("--items-column", metavar="NAME", default="", help="instead of items")
    deferred.add_argument(
        "--deferred-minutes",
        type=above_zero,
        default=6.0,
        metavar="MINUTES",
        help="each takes; 6 if not given",
    )
    deferred.add_argument(
        "--due-hours",
        type=above_zero,
        default=24.0,
        metavar="HOURS",
        help="until each is due; 24 if not given",
    )
    add_columns(parser)
    add_outputs(parser, "interval")
    return parser


def add_target(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what the line promises and what is known of its callers."""
    target = parser.add_argument_group("the target")
    target.add_argument("--target", default="80/20", help="percent/seconds; 80/20 if not given")
    target.add_argument(
        "--definition",
        choices=("waited", "answered", "patient"),
        default="waited",
        help="what the percentage counts: waited at most so long (if not given), answered within it, or answered of "
        "those who did not give up within it",
    )
    target.add_argument("--max-occupancy", type=share, metavar="SHARE", help="such as 0.85")
    target.add_argument("--max-abandonment", type=share, metavar="SHARE", help="such as 0.03")
    target.add_argument(
        "--aht-seconds", type=above_zero, metavar="SECONDS", help="handling time for every interval"
    )
    target.add_argument(
        "--patience-seconds",
        type=above_zero,
        metavar="SECONDS",
        help="mean patience; without it nobody gives up (Erlang C)",
    )
