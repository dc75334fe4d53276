"""`presszero staff year`: whom to hire, month by month, and what it costs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from presszero.commands.parsing import (
    above_zero,
    add_outputs,
    command_parser,
    not_negative,
    not_negative_count,
    share,
)
from presszero.commands.staff_input import read_file
from presszero.commands.written import write_file
from presszero.pure.sheets import NUMBER, WORDS, Column, read_sheet

if TYPE_CHECKING:
    import numpy as np

DOES = """\
Plan a year in heads and money. MONTHS.csv has the columns month and hours: the hours on the line
that each month asks for, such as the required hours of `presszero staff`; a column leave says what share of the
paid hours is leave in that month. People are hired as late
as their training allows; where nobody could be trained in time, the heads missing are told."""
EXAMPLE = "presszero staff year months.csv --heads 40 --hours-a-month 160 --turnover 0.25 --training-months 2 --salary 3200"
LEAVE = Column(
    "leave", NUMBER, needed=False, may_be_empty=True, expected="a share from 0 to below 1, such as 0.25"
)
COLUMNS = [Column("month", WORDS), Column("hours", NUMBER, also=("required_hours",)), LEAVE]


def main(arguments: list[str]) -> int:
    """Write the year and return 0, or 1 when heads are missing in a month."""
    parser = command_parser("staff year", DOES, EXAMPLE)
    parser.add_argument("months", type=Path, metavar="MONTHS.csv", help="one line for each month")
    parser.add_argument("--heads", type=not_negative_count, required=True, help="trained people at the start")
    parser.add_argument(
        "--hours-a-month",
        type=above_zero,
        default=160.0,
        metavar="HOURS",
        help="paid, each; 160 if not given",
    )
    parser.add_argument(
        "--leave", type=share, default=0.15, metavar="SHARE", help="holidays and illness; 0.15 if not given"
    )
    parser.add_argument(
        "--turnover", type=share, default=0.2, metavar="SHARE", help="who leave in a year; 0.2 if not given"
    )
    parser.add_argument(
        "--training-months",
        type=not_negative_count,
        default=2,
        metavar="MONTHS",
        help="before a newcomer counts; 2 if not given",
    )
    parser.add_argument(
        "--salary", type=not_negative, default=0.0, metavar="MONEY", help="a head and month, all included"
    )
    parser.add_argument("--hiring-cost", type=not_negative, default=0.0, metavar="MONEY", help="a newcomer")
    add_outputs(parser, "month")
    given = parser.parse_args(arguments)
    content = read_file(parser, given.months)

    import numpy as np

    from presszero.commands.staff_year_told import (
        EXPLAINED,
        MEASURES,
        Told,
        as_json,
        csv_text,
        in_words,
        page,
    )
    from presszero.pure.queueing.years import Workforce, plan_year

    sheet = read_sheet(content, COLUMNS, source=given.months.name)
    year = plan_year(
        np.array(sheet["hours"], float),
        Workforce(
            given.heads,
            given.hours_a_month,
            _leave(sheet["leave"], given.leave),
            given.turnover,
            given.training_months,
            given.salary,
            given.hiring_cost,
        ),
    )
    months = [
        {"month": month, **{name: round(float(getattr(year, name)[at]), 2) for name in MEASURES}}
        for at, month in enumerate(sheet["month"])
    ]
    told = Told(months, int(year.hired.sum()), round(float(year.cost.sum()), 2))
    if given.csv:
        write_file(given.csv, csv_text(told))
    if given.html:
        write_file(given.html, page(told, given.months.name))
    print(json.dumps(as_json(told), indent=1) if given.json else in_words(told))
    if given.explain:
        print(EXPLAINED, file=sys.stderr if given.json else sys.stdout)
    return 1 if year.short.max() > 1e-6 else 0


def _leave(by_month: Sequence[float | None], usual: float) -> np.ndarray:
    """Return the share of paid hours on leave in each month: the table's, else the usual one."""
    import numpy as np

    return np.array([usual if one is None else float(one) for one in by_month])
