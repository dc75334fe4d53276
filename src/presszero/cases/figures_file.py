"""Figures as CSV."""

from __future__ import annotations

import csv
import io

from presszero.cases.figures import AGES_DAYS, MARKS, By, Figures

# The columns of the file: what programs read keeps its name.
COLUMNS = (
    "opened",
    "first_median_hours",
    "first_ninth_hours",
    "first_kept_share",
    "settled_median_hours",
    "settled_ninth_hours",
    "confirmed_share",
    "closed",
    "reopened_share",
    "promises_kept_share",
    "promises_moved",
    "first_reply_share",
    "backlog",
)


def csv_of(told: Figures, by: By) -> str:
    """Return the figures as CSV, one row a group and one for all; names that a spreadsheet would run are quoted."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow([by, *COLUMNS, *(f"backlog_from_{days}_days" for days in AGES_DAYS), *MARKS])
    for name, group in [*((one.name, one) for one in told.groups), ("all", told.all)]:
        cells = [_plain(getattr(group, column)) for column in COLUMNS]
        marks = [group.marks[name] if group.marks else "" for name in MARKS]
        ages = [group.ages[place] for place in range(len(AGES_DAYS))]
        writer.writerow([_safe(name), *cells, *ages, *marks])
    return sheet.getvalue()


def csv_by_day(told: Figures) -> str:
    """Return as CSV the median hours to a first answer of each day; the day ends at the time given."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["until", "first_median_hours"])
    writer.writerows([until.isoformat(), _plain(hours)] for until, hours in told.daily)
    return sheet.getvalue()


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _safe(name: str) -> str:
    return f"'{name}" if name[:1] in "=+-@" else name
