"""`presszero forecast`: how many will come, how sure that is, and how good it would have been."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from presszero.commands.interval_table import (
    add_table_options,
    day_of,
    grain_minutes,
    instant_of,
    left_out_in_words,
    read_arrivals,
    zone_of,
)
from presszero.commands.parsing import command_parser
from presszero.commands.progress import Progress
from presszero.commands.written import write_file
from presszero.pure.errors import BadInput

if TYPE_CHECKING:
    from presszero.commands.forecast_answer import Answer
    from presszero.commands.interval_table import Arrivals
    from presszero.pure.demand.findings import Finding
    from presszero.pure.demand.series import Series

DOES = """\
Forecast the arrivals of a table, interval by interval, with the bands that 50, 80 and 95 of
100 days stay within, beside the mean of the same weekdays. The table needs a line for each
interval: interval_start and offered, or the columns you name. First comes what is odd about
it. --backtest says how good the forecasts would have been, made anew each day from what was
known then. --json answers {"series", "findings", "backtest", "forecast", "events", "closed_contacts", "weather", "today"};
shares are 0 to 1."""
EXAMPLE = "presszero forecast calls.csv --grain 30min --horizon 1d,7d --backtest-from 2026-01-05 --json"
BACKTEST_DAYS = 56
HORIZON_WRITTEN = re.compile(r"(\d{1,4})\s*(h|d|w|)[a-z]*")
UNIT_HOURS = {"h": 1, "d": 24, "": 24, "w": 168}


def main(arguments: list[str]) -> int:
    """Read the table, forecast, and print. Raises BadInput, BadSheet, BadSeries, each told in a sentence."""
    given = _parser().parse_args(arguments)
    if given.explain:
        from presszero.commands.forecast_words import explained

        print(explained())
        return 0
    if given.table is None:
        print("Name the table: presszero forecast calls.csv", file=sys.stderr)
        return 2
    answer = _answered(given)
    if given.html:
        from presszero.commands.forecast_report import report

        write_file(given.html, report(answer))
    if given.csv:
        from presszero.commands.forecast_answer import as_csv

        write_file(given.csv, as_csv(answer))
    if given.json:
        from presszero.commands.forecast_answer import as_json

        print(json.dumps(as_json(answer), indent=2, allow_nan=False))
    else:
        from presszero.commands.forecast_words import in_words

        print(in_words(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("forecast", DOES, EXAMPLE)
    parser.add_argument("table", type=Path, nargs="?", help="a CSV file, plain or packed by gzip")
    parser.add_argument(
        "--grain", help="length of an interval: 5min, 15min, 30min, 60min, 1d; else the table's own"
    )
    parser.add_argument("--horizon", default="1d,7d", help="days ahead, such as 1d,7d")
    parser.add_argument(
        "--backtest", action="store_true", help=f"over the last {BACKTEST_DAYS} days, or a third"
    )
    parser.add_argument("--backtest-from", metavar="DATE", help="over every day from this one on")
    parser.add_argument(
        "--holidays", default="find", metavar="COUNTRY",
        help="two letters such as US, or a region's such as CH-ZH; find: let the table tell; none",
    )  # fmt: skip
    parser.add_argument(
        "--events", type=Path, metavar="FILE", help="a CSV file: name, begins, ends, kind, attendance, lift"
    )
    parser.add_argument(
        "--contacts", type=Path, metavar="FILE",
        help="contacts expected on top by the hour, as presszero surge --contacts writes them",
    )  # fmt: skip
    parser.add_argument(
        "--weather", type=Path, metavar="FILE",
        help="a CSV file: the day, then any readings; those of days to come are the weather forecast",
    )  # fmt: skip
    parser.add_argument(
        "--now", metavar="TIME", help='forecast the rest of a day, such as "2026-03-02 12:00"'
    )
    add_table_options(parser)
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a report page that stands by itself")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the forecast's intervals as a table")
    parser.add_argument(
        "--explain", action="store_true", help="say which methods are used, and their sources"
    )
    return parser


def _answered(given: argparse.Namespace) -> Answer:
    horizons = _horizons(given.horizon)
    table = read_arrivals(given.table, given)

    from presszero.commands.event_table import read_events, read_more_contacts
    from presszero.commands.forecast_answer import Answer
    from presszero.commands.forecast_today import rest_of_day
    from presszero.commands.weather_table import read_weather
    from presszero.pure.demand.backtests import backtest
    from presszero.pure.demand.clock_changes import on_the_clock_of
    from presszero.pure.demand.forecasting import FIND_COUNTRY, Forecaster, Knowledge
    from presszero.pure.demand.gridding import lay_out
    from presszero.pure.demand.more_contacts import with_more

    zone = zone_of(given.time_zone)
    laid = lay_out(table.stamps, table.counts, grain_minutes=grain_minutes(given.grain), zone=zone)
    country = {"find": FIND_COUNTRY, "none": ""}.get(given.holidays.lower(), given.holidays)
    knowledge = Knowledge(
        country=country, events=read_events(given.events), weather=read_weather(given.weather)
    )
    series, moment = laid.series, instant_of(given.now, "--now") if given.now else None
    end = series.index(moment.date()) if moment else series.days
    if moment and not 2 <= end < series.days:
        raise BadInput(
            f"--now is {moment}, and the table has no line of that day with two days before.", "now"
        )
    walker = Forecaster(series.until(end), horizon=max(horizons), knowledge=knowledge)
    tested = None
    if (first := _first_origin(given, series.until(end))) is not None:
        bar = Progress(end - first, "days forecast")
        tested = backtest(series.until(end), first=first, horizons=horizons, step=bar.step, forecaster=walker)
        bar.end()
    today = rest_of_day(walker, series, moment) if moment else None
    ahead, closed_contacts = with_more(walker.forecast(end), read_more_contacts(given.contacts), series)
    ahead, changes = on_the_clock_of(zone, ahead, series) if zone else (ahead, ())
    findings = (
        *walker.unlike_a_year_ago(ahead), *changes, *_left_out(table), *laid.findings, *walker.findings
    )  # fmt: skip
    kept = {days: walker.weather.is_kept(days) for days in horizons} if walker.weather else None
    return Answer(
        given.table.name,
        series.until(end),
        findings,
        walker.country,
        horizons,
        ahead,
        tested,
        today,
        kept,
        closed_contacts,
        table.columns,
    )


def _left_out(table: Arrivals) -> list[Finding]:
    from presszero.pure.demand.findings import LINES_LEFT_OUT, Finding

    says = left_out_in_words(table.left_out)
    return [Finding(LINES_LEFT_OUT, None, says, "Left out.")] if table.left_out else []


def _horizons(given: str) -> tuple[int, ...]:
    found = []
    for part in given.lower().split(","):
        written = HORIZON_WRITTEN.fullmatch(part.strip())
        hours = int(written[1]) * UNIT_HOURS[written[2]] if written else 0
        if hours % 24 or not 1 <= hours // 24 <= 366:
            raise BadInput(
                f"--horizon holds {part.strip()!r}; write days such as 1d,7d, at most 366d.", "horizon"
            )
        found.append(hours // 24)
    return tuple(sorted(set(found)))


def _first_origin(given: argparse.Namespace, series: Series) -> int | None:
    if given.backtest_from:
        first = series.index(day_of(given.backtest_from, "--backtest-from"))
        if not 0 < first < series.days:
            last = series.first_day + timedelta(days=series.days - 1)
            raise BadInput(
                f"--backtest-from {given.backtest_from} lies outside of the table, which goes from "
                f"{series.first_day} to {last}.",
                "backtest-from",
            )
        return first
    return series.days - min(BACKTEST_DAYS, max(series.days // 3, 1)) if given.backtest else None
