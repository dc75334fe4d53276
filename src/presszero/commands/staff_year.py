"""`presszero staff year`: whom to hire, month by month, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from presszero.commands.parsing import above_zero, command_parser, not_negative, not_negative_count, share
from presszero.commands.staff_input import read_file
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
    parser.add_argument("--json", action="store_true", help="months as JSON on standard output")
    given = parser.parse_args(arguments)
    content = read_file(parser, given.months)

    import numpy as np

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
    names = ("needed", "trained", "learning", "hired", "short", "cost")
    rows = [
        {"month": month, **{name: round(float(getattr(year, name)[at]), 2) for name in names}}
        for at, month in enumerate(sheet["month"])
    ]
    total = {"hired": int(year.hired.sum()), "cost": round(float(year.cost.sum()), 2)}
    print(json.dumps({"months": rows, **total}, indent=1) if given.json else _in_words(rows, total))
    return 1 if year.short.max() > 1e-6 else 0


def _leave(by_month: Sequence[float | None], usual: float) -> np.ndarray:
    """Return the share of paid hours on leave in each month: the table's, else the usual one."""
    import numpy as np

    return np.array([usual if one is None else float(one) for one in by_month])


def _in_words(rows: list[dict], total: dict) -> str:
    lines = [f"{'month':<12}{'needed':>8}{'trained':>9}{'learning':>10}{'hire':>6}{'short':>7}{'cost':>12}"]
    lines += [
        f"{row['month']:<12}{row['needed']:>8.1f}{row['trained']:>9.1f}{row['learning']:>10.1f}{row['hired']:>6.0f}"
        f"{row['short']:>7.1f}{row['cost']:>12,.0f}"
        for row in rows
    ]
    lines += ["", f"{total['hired']} to hire in all; the year costs {total['cost']:,.0f}."]
    if short := [row for row in rows if row["short"] > 0]:
        lines.append(
            f"In {short[0]['month']} {short[0]['short']:.1f} heads are missing: there is no time left to train anyone. "
            "Lend people, or promise less until then."
        )
    return "\n".join(lines)
