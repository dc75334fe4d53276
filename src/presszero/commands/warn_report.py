"""The report of a replay of warnings: the whole curve beside echo and plan, and whether the chances came true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from presszero.commands.warn_now import NOW_EXPLAINED
from presszero.commands.warn_told import EXPLAINED, in_words
from presszero.ui.charts import Chart, Series, figure, table
from presszero.ui.reports import figures, points_of, report_page, section, words

# Series on the charts, each with its look.
SHOWN = {"warning": "c1", "echo": "c2", "plan": "c3"}


def page(told: dict[str, Any], source: str) -> str:
    """Return the report as HTML that stands by itself."""
    at_one = told["found_share_at_false_alarms"]["1.0"]
    facts = [
        (f"{told['onsets']}", f"onsets in {told['intervals_judged']} intervals"),
        (f"{at_one['warning']:.0%}", "of them found, at one false alarm in eight open hours at most"),
        (f"{at_one['echo']:.0%}", "by the echo of an hour ago"),
        (f"{at_one['plan']:.0%}", "by the plan alone"),
    ]
    parts = [
        section(
            "Would it have been right?", figures(facts), figure(found_chart(told)), figure(right_chart(told))
        ),
        section("Did the chances mean what they say?", _reliability(told)),
        section("How this was judged", words(*points_of(EXPLAINED))),
    ]
    return report_page(f"Warnings replayed: {source}", *parts, lead=in_words(told).splitlines()[0])


def found_chart(told: dict[str, Any]) -> Chart:
    """Return the onsets found at each rate of false alarms."""
    return _curve(
        told["found_share_at_false_alarms"],
        says="Onsets found, at so many false alarms in eight open hours at most.",
        counts="per cent of the onsets",
        along="false alarms at most",
        label=lambda at: f"{float(at):g}",
    )


def right_chart(told: dict[str, Any]) -> Chart:
    """Return how many of the alarms were right, at each share of the onsets found."""
    return _curve(
        told["alarms_right_at_found_share"],
        says="Alarms that were right, while at least so many of the onsets are found.",
        counts="per cent of the alarms",
        along="onsets found",
        label=lambda at: f"{float(at):.0%}",
    )


def _curve(
    shares: dict[str, dict[str, float]], *, says: str, counts: str, along: str, label: Callable[[str], str]
) -> Chart:
    return Chart(
        says=says,
        counts=counts,
        along=along,
        labels=[label(at) for at in shares],
        series=[
            Series(name, [100 * row[name] for row in shares.values()], look=look)
            for name, look in SHOWN.items()
        ],
    )


def _reliability(told: dict[str, Any]) -> str:
    rows = [
        [f"{row['from']:.0%} to {row['to']:.0%}", str(row["told"]), f"{row['mean_chance']:.0%}", f"{row['came_true']:.0%}"]
        for row in told["reliability"]
    ]  # fmt: skip
    return table(
        ["Chance told", "Times", "Mean", "Came true"], rows, caption="Chances and what became of them"
    )


def now_page(told: dict[str, Any], source: str) -> str:
    """Return what a line may miss soon, and what would help, as HTML that stands by itself."""
    minutes, chances = told["interval_minutes"], told["missing_chance"]
    best = told["actions"][0] if told["actions"] else None
    series = [Series("if nothing is done", [100 * one for one in chances], look="past")]
    if best:
        series.append(Series(best["name"], [100 * one for one in best["missing_chance"]], look="mended"))
    chart = Chart(
        says="The chance of missing the target, interval by interval.",
        counts="per cent",
        along="minutes from now",
        labels=[f"{at * minutes:g} to {(at + 1) * minutes:g}" for at in range(len(chances))],
        series=series,
        digits=1,
    )
    parts = [section("If nothing is done", figure(chart))]
    if best:
        parts.append(section("What would help", _actions(told["actions"])))
    parts.append(section("How this was worked out", words(*points_of(NOW_EXPLAINED))))
    return report_page(f"The line now: {source}", *parts, lead=_lead(told, best))


def _lead(told: dict[str, Any], best: dict[str, Any] | None) -> str:
    target, soon = told["target"], told["missing_chance"][0]
    said = (
        f"Fewer than {target['target_share']:.0%} within {target['within_seconds']:g} s in the next "
        f"{told['interval_minutes']:g} minutes: a chance of {soon:.0%}."
    )
    if best and best["gain"] > best["half_width"]:
        said += f" Most helps: {best['name']}, {100 * best['gain']:+.1f} points."
    return said


def _actions(actions: list[dict[str, Any]]) -> str:
    rows = [
        [
            one["name"],
            f"{one['share_with']:.0%}",
            f"{100 * one['gain']:+.1f} ± {100 * one['half_width']:.1f}",
            f"{one['people_hours']:g}",
        ]
        for one in actions
    ]
    return table(
        ["Action", "In time", "Gain, points", "People-hours"], rows, caption="The most helpful first"
    )
