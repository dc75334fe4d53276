"""What was played, as a page with charts and their tables."""

from __future__ import annotations

from typing import Any

from presszero.commands.simulate_waiting import waiting_in_words
from presszero.commands.simulate_words import EXPLAINED, WAITING_EXPLAINED, in_words
from presszero.ui.charts import Chart, Series, figure, table
from presszero.ui.reports import figures, points_of, report_page, section, words


def page(told: dict[str, Any], source: str, target_share: float) -> str:
    """Return the report as HTML that stands by itself."""
    facts = [
        (f"{told['share_within']:.1%}", f"wait at most {told['within_seconds']:g} s"),
        (f"{told['half_width']:.1%}", "half-width"),
        (f"{told['gave_up']:,.0f}", "give up a day"),
        (f"{told['days_played']}", "days played"),
    ]
    groups = table(
        ["Group", "Hours", "Busy"],
        [[one["name"], f"{one['hours']:,.1f}", f"{one['occupancy']:.0%}"] for one in told["groups"]],
        caption="Groups",
    )
    names = dict.fromkeys(row["kind"] for row in told["intervals"])
    parts = [section("What happened", figures(facts), words(*in_words(told).splitlines()[:2]), groups)]
    parts += [_kind(name, told, target_share) for name in names]
    parts.append(section("How this was played", words(*points_of(EXPLAINED))))
    return report_page(f"Played: {source}", *parts, lead=in_words(told).splitlines()[0])


def _kind(name: str, told: dict[str, Any], target_share: float) -> str:
    rows = [row for row in told["intervals"] if row["kind"] == name]
    return section(name, *_charts(rows, told, target_share))


def _charts(rows: list[dict[str, Any]], told: dict[str, Any], target_share: float) -> tuple[str, str]:
    shares = Chart(
        says=f"Who waits at most {told['within_seconds']:g} s, interval by interval.",
        counts="per cent",
        along="interval",
        labels=[str(row["interval"] + 1) for row in rows],
        series=[
            Series("within the time", [100 * row["share_within"] for row in rows]),
            Series("target", [100 * target_share] * len(rows), look="limit"),
        ],
        digits=1,
    )
    waits = Chart(
        says="The mean wait, interval by interval.",
        counts="seconds",
        along="interval",
        labels=[str(row["interval"] + 1) for row in rows],
        series=[Series("mean wait", [row["mean_wait_seconds"] for row in rows])],
        digits=1,
    )
    return figure(shares), figure(waits)


def waiting_page(told: dict[str, Any], source: str, target_share: float) -> str:
    """Return the report of counters or a stop as HTML that stands by itself."""
    said = waiting_in_words(told).splitlines()
    facts = [
        (f"{told['share_within']:.1%}", f"wait at most {told['within_seconds']:g} s"),
        (f"{told['half_width']:.1%}", "half-width"),
        (f"{told['waiting_longer']:,.0f}", "wait longer, a day"),
        (f"{told['days_played']}", "days played"),
    ]
    return report_page(
        f"Played: {source}",
        section("What happened", figures(facts), words(*said[1:])),
        section("Interval by interval", *_charts(told["intervals"], told, target_share)),
        section("How this was played", words(*points_of(WAITING_EXPLAINED))),
        lead=said[0],
    )
