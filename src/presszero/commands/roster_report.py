"""The report of a roster: a chart for each day with its table, and the facts that matter."""

from __future__ import annotations

import numpy as np

from presszero.commands.roster_acts import Told
from presszero.pure.rosters import Problem
from presszero.ui.charts import Chart, Series, figure, table
from presszero.ui.reports import figures, report_page, section, words


def roster_report(problem: Problem, told: Told) -> str:
    """Return the report as one HTML page."""
    title = f"Roster from {problem.first_day:%d %B %Y}"
    if told.coverage is None:
        rows = [
            [one["day"], one["skill"] or "any", one["shift"], one["start"], str(one["people"])]
            for one in told.facts["shifts"]
        ]
        part = section(
            "Shifts to fill",
            table(["Day", "Skill", "Shift", "Start", "People"], rows, caption="Shifts to fill"),
        )
        return report_page(title, part, lead=told.words)
    days = [
        section(f"{day:%A %d %B}", figure(_day_chart(problem, told, number)))
        for number, day in enumerate(problem.dates)
    ]
    facts = figures(
        [
            (f"{told.facts['short_hours']:,.1f}", "hours short"),
            (f"{told.facts['over_hours']:,.1f}", "hours more than required"),
            (f"{len(told.facts['violations'])}", "broken rules"),
        ]
    )
    return report_page(title, section("In short", facts, words(*told.lines)), *days, lead=told.lines[0])


def _day_chart(problem: Problem, told: Told, day: int) -> Chart:
    assert told.coverage is not None
    part = slice(day * problem.intervals_a_day, (day + 1) * problem.intervals_a_day)
    required = np.sum([one[part] for one in problem.required.values()], axis=0)
    working = told.coverage.working[part]
    short = np.sum([one[part] for one in told.coverage.short.values()], axis=0)
    open_hours = [place for place in range(len(working)) if required[place] or working[place]] or [0]
    shown = range(open_hours[0], open_hours[-1] + 1)
    worst = max(shown, key=lambda place: short[place])
    label = [
        f"{place * problem.grain_minutes // 60:02d}:{place * problem.grain_minutes % 60:02d}"
        for place in shown
    ]
    says = (
        f"At {label[worst - shown[0]]} {short[worst]:g} {'person is' if short[worst] == 1 else 'people are'} missing of {required[worst]:g}."
        if short[worst] > 0
        else "Nobody is missing at any time."
    )
    return Chart(
        says=says,
        counts="people",
        along="interval",
        labels=label,
        series=[
            Series("required", [float(required[place]) for place in shown], steps=True),
            Series("at work", [float(working[place]) for place in shown], look="c2", steps=True),
        ],
    )
