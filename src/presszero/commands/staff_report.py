"""A staffing plan as a page with charts and their tables."""

from __future__ import annotations

from itertools import groupby

from presszero.commands.staff_output import explained, rows, sentences
from presszero.commands.staff_planning import Made
from presszero.ui.charts import Chart, Series, figure, table
from presszero.ui.reports import figures, report_page, section, words

MOST_DAYS = 14


def page(made: Made, source: str) -> str:
    """Return the report as HTML that stands by itself."""
    plan, found = made.plan, made.tolerated
    days = [
        (day, list(group)) for day, group in groupby(rows(made), key=lambda row: row["interval_start"][:10])
    ]
    facts = [
        (f"{made.paid_hours:,.0f}", "paid hours"),
        (f"{made.share_within:.1%}", plan.rules.target.kept_in_words()),
        (f"{found.waiting_longer:,.0f}", "people wait longer"),
        (f"{found.giving_up:,.0f}", "people hang up"),
    ]
    if made.cost:
        facts.insert(1, (f"{made.cost:,.0f}", "cost"))
    parts = [section("What it comes to", figures(facts), words(*sentences(made)[1:]))]
    parts += [_day(day, of_day, made) for day, of_day in days[:MOST_DAYS]]
    if len(days) > MOST_DAYS:
        parts.append(section("All days", _all_days(days, made)))
    parts.append(section("How this was worked out", words(*explained(made).splitlines()[1:])))
    return report_page(f"Staffing plan for {source}", *parts, lead=f"Target: {plan.rules.target.in_words()}.")


def _day(day: str, of_day: list[dict], made: Made) -> str:
    busiest = max(of_day, key=lambda row: row["required"])
    labels = [row["interval_start"][11:16] for row in of_day]
    people = Chart(
        says=f"{busiest['required']} people are needed at {busiest['interval_start'][11:16]}, the busiest interval.",
        counts="people",
        along="interval",
        labels=labels,
        series=[
            *_needed(of_day, made),
            Series("paid", [row["scheduled"] for row in of_day], look="ahead", steps=True),
        ],
    )
    played = made.levels is not None
    level = Chart(
        says=f"How many in a hundred {made.plan.rules.target.kept_in_words()}, interval by interval.",
        counts="per cent",
        along="interval",
        labels=labels,
        series=[
            Series("by the formula", [100 * row["service_level"] for row in of_day]),
            *(
                [Series("played through", [100 * row["played_level"] for row in of_day], look="c2")]
                if played
                else []
            ),
            Series("target", [100 * (made.plan.rules.target.share or 0)] * len(of_day), look="limit"),
        ],
        digits=1,
    )
    return section(day, figure(people), figure(level))


def _needed(of_day: list[dict], made: Made) -> list[Series]:
    """Return who is needed: on the line, and with deferred work beside it."""
    if not made.beside:
        return [Series("needed on the line", [row["required"] for row in of_day], steps=True)]
    return [
        Series("needed on the line", [row["required_live"] for row in of_day], steps=True),
        Series("with deferred work", [row["required"] for row in of_day], look="c2", steps=True),
    ]


def _all_days(days: list[tuple[str, list[dict]]], made: Made) -> str:
    hours = made.interval_hours
    lines = [
        [
            day,
            f"{sum(row['offered'] for row in of_day):,.0f}",
            str(max(row["required"] for row in of_day)),
            f"{sum(row['scheduled'] for row in of_day) * hours:,.1f}",
        ]
        for day, of_day in days
    ]
    return table(["Day", "Offered", "Most needed", "Paid hours"], lines, caption="Every day of the plan")
