"""A plan for several kinds and skills as a page with charts and their tables."""

from __future__ import annotations

from presszero.commands.staff_skills_told import EXPLAINED, Told, as_json, sentences
from presszero.ui.charts import Chart, Series, figure
from presszero.ui.reports import figures, points_of, report_page, section, words


def page(told: Told, source: str) -> str:
    """Return the report as HTML that stands by itself."""
    facts = as_json(told)
    large = [
        (f"{facts['required_hours']:,.1f}", "hours on the line"),
        (f"{facts['paid_hours']:,.1f}", "paid hours"),
        (f"{facts['cost']:,.0f}", "cost"),
    ]
    if facts["cost_apart"] is not None:
        large.append((f"{facts['cost_apart']:,.0f}", "cost of a line for each kind"))
    labels = [start.strftime("%H:%M" if len(told.starts) <= 96 else "%d %b %H:%M") for start in told.starts]
    return report_page(
        f"Staffing plan for {source}",
        section("What it comes to", figures(large), words(*sentences(told)[1:])),
        section("People", figure(_people(told, labels))),
        *(section(kind.name, figure(_levels(told, place, labels))) for place, kind in enumerate(told.kinds)),
        section("How this was worked out", words(*points_of(EXPLAINED))),
        lead=sentences(told)[0],
    )


def _people(told: Told, labels: list[str]) -> Chart:
    return Chart(
        says="People needed on the line, group by group.",
        counts="people",
        along="interval",
        labels=labels,
        series=[
            Series(
                group.name, [int(one) for one in told.plan.people[row]], look=f"c{row % 6 + 1}", steps=True
            )
            for row, group in enumerate(told.groups)
        ],
    )


def _levels(told: Told, place: int, labels: list[str]) -> Chart:
    kind = told.kinds[place]
    share = kind.target.share or 0.0
    return Chart(
        says=f"The share of {kind.name} that waits at most {kind.target.within_seconds:g} s, played through.",
        counts="per cent",
        along="interval",
        labels=labels,
        series=[
            Series("played through", [100 * float(one) for one in told.plan.levels[place]]),
            Series("target", [100 * share] * len(labels), look="limit"),
        ],
        digits=1,
    )
