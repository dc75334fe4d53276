"""What `presszero staff year` says: as words, as data, as a table, and as a page with charts and their tables."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from presszero.ui.charts import Chart, Series, figure
from presszero.ui.reports import figures, points_of, report_page, section, words

EXPLAINED = """\
How this was worked out:
- Needed heads are the month's hours on the line divided by what one head is there for: paid hours times 1 - leave.
- Turnover takes the same share of all heads each month, learners too, so that a year loses the share that was said.
- Who is missing is hired so many months before as training takes, in whole heads, and so many more as leave until then.
  Nobody is let go: who is too many leaves by turnover.
- Short are the heads missing in months for which nobody could be trained in time.
- The cost is the salary of everyone, learners too, and what each newcomer costs. These are sums; nothing is estimated."""
MEASURES = ("needed", "trained", "learning", "hired", "short", "cost")


@dataclass(frozen=True)
class Told:
    """A year with all that is told of it. months: one row each, with `month` and MEASURES."""

    months: list[dict[str, Any]]
    hired: int
    cost: float


def as_json(told: Told) -> dict[str, Any]:
    """Return the year in its documented shape."""
    return {"months": told.months, "hired": told.hired, "cost": told.cost}


def csv_text(told: Told) -> str:
    """Return one line for each month."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=["month", *MEASURES], lineterminator="\n")
    writer.writeheader()
    writer.writerows(told.months)
    return out.getvalue()


def in_words(told: Told) -> str:
    """Return what is read at a terminal."""
    lines = [f"{'month':<12}{'needed':>8}{'trained':>9}{'learning':>10}{'hire':>6}{'short':>7}{'cost':>12}"]
    lines += [
        f"{row['month']:<12}{row['needed']:>8.1f}{row['trained']:>9.1f}{row['learning']:>10.1f}{row['hired']:>6.0f}"
        f"{row['short']:>7.1f}{row['cost']:>12,.0f}"
        for row in told.months
    ]
    return "\n".join([*lines, "", *sentences(told)])


def sentences(told: Told) -> list[str]:
    """Return what the year means, a sentence each."""
    said = [f"{told.hired} to hire in all; the year costs {told.cost:,.0f}."]
    if short := [row for row in told.months if row["short"] > 0]:
        said.append(
            f"In {short[0]['month']} {short[0]['short']:.1f} heads are missing: there is no time left to train anyone. "
            "Lend people, or promise less until then."
        )
    return said


def page(told: Told, source: str) -> str:
    """Return the report as HTML that stands by itself."""
    most_short = max(row["short"] for row in told.months)
    facts = [
        (f"{told.hired:,}", "to hire"),
        (f"{told.cost:,.0f}", "cost of the year"),
        (f"{most_short:,.1f}", "heads missing at most"),
    ]
    first, *others = sentences(told)
    return report_page(
        f"A year in heads for {source}",
        section("What it comes to", figures(facts), words(*others)),
        section("Heads", figure(_heads(told))),
        section("Whom to hire", figure(_hires(told))),
        section("Money", figure(_money(told))),
        section("How this was worked out", words(*points_of(EXPLAINED))),
        lead=first,
    )


def _heads(told: Told) -> Chart:
    busiest = max(told.months, key=lambda row: row["needed"])
    return _chart(
        told,
        f"{busiest['needed']:,.1f} trained heads are needed in {busiest['month']}, the busiest month.",
        "heads",
        [
            Series("needed", _of(told, "needed"), look="limit", steps=True),
            Series("trained", _of(told, "trained")),
            Series("learning", _of(told, "learning"), look="ahead"),
        ],
    )


def _hires(told: Told) -> Chart:
    return _chart(
        told,
        "Who starts in each month, to be trained in time.",
        "heads",
        [Series("hired", _of(told, "hired"), bars=True)],
    )


def _money(told: Told) -> Chart:
    return _chart(
        told,
        "What each month costs: salaries, learners' too, and hiring.",
        "money",
        [Series("cost", _of(told, "cost"), bars=True)],
    )


def _chart(told: Told, says: str, counts: str, series: list[Series]) -> Chart:
    return Chart(
        says=says,
        counts=counts,
        along="month",
        labels=[row["month"] for row in told.months],
        series=series,
        digits=1,
    )


def _of(told: Told, measure: str) -> list[float]:
    return [row[measure] for row in told.months]
