"""The report of a night: people at the stops by time, without and with the plan, and what to send."""

from __future__ import annotations

from collections import Counter

from presszero.commands.surge_acts import Told, assumed
from presszero.pure.surge.night import STEP_SECONDS, Night
from presszero.pure.surge.telling import clock, message_to_riders
from presszero.ui.charts import Band, Chart, Series, figure, table
from presszero.ui.reports import report_page, section, words


def surge_report(told: Told) -> str:
    """Return the report as one HTML page."""
    parts = [
        section("People at the stops", figure(_waiting_chart(told)), words(*told.words.splitlines()[1:])),
        section("By stop, without a plan", _stops(told.before)),
    ]
    if told.plan:
        rows = [[*what, str(count), f"{count * hours:.1f}"] for (*what, hours), count in _alike(told).items()]
        heads = ["Route", "Towards", "Stop", "At", "Vehicles", "Vehicle-hours"]
        said = f"Tell riders: {message_to_riders(told.stands, told.event, told.plan)}"
        parts.append(section("Extra vehicles", table(heads, rows, caption="Extra vehicles"), says=said))
    if told.contacts:
        hours = [
            [
                f"{one.starts:%a %H:%M}",
                f"{one.contacts.low:.0f}",
                f"{one.contacts.middle:.0f}",
                f"{one.contacts.high:.0f}",
            ]
            for one in told.contacts
        ]
        parts.append(
            section(
                "Contacts to expect",
                table(["Hour", "Low", "Middle", "High"], hours, caption="Contacts by hour"),
            )
        )
    parts.append(section("What is assumed", words(assumed(told.event) + ".")))
    return report_page(f"The night of {told.event.name}", *parts, lead=told.words.splitlines()[0])


def _alike(told: Told) -> Counter[tuple[str, str, str, str, float]]:
    """Return how many extra vehicles go the same way at the same time: (route, towards, stop, at, hours of each)."""
    assert told.plan is not None
    calls = ((one, *told.stands.nearest_call(one)) for one in told.plan.vehicles)
    return Counter(
        (one.route, one.headsign, told.stands.names[stand], clock(at), one.hours) for one, stand, at in calls
    )


def _waiting_chart(told: Told) -> Chart:
    night, after = told.before, told.after
    steps = len(night.waiting)
    labels = [clock(night.from_seconds + step * STEP_SECONDS) for step in range(steps)]
    low, middle, high = (night.waiting[:, place].tolist() for place in range(3))
    most = max(range(steps), key=lambda step: middle[step])
    series = [Series("without a plan", middle)]
    if after is not None:
        planned = after.waiting[:steps, 1].tolist()
        series.append(
            Series("with the plan", planned + [planned[-1]] * (steps - len(planned)), look="mended")
        )
    return Chart(
        says=f"At {labels[most]} {middle[most]:,.0f} people stand at the stops without a plan.",
        counts="people",
        along="time",
        labels=labels,
        series=series,
        bands=[Band("four nights of five", low, high)],
    )


def _stops(night: Night) -> str:
    rows = [
        [one.name, f"{one.walk_seconds / 60:.0f}", f"{one.boarded.middle:,.0f}", f"{one.p95_seconds.middle / 60:.0f}",
         f"{one.longest_seconds.middle / 60:.0f}", f"{one.left.middle:,.0f}"]
        for one in night.by_stand
        if one.boarded.high or one.left.high
    ]  # fmt: skip
    heads = [
        "Stop",
        "Minutes on foot",
        "Board",
        "One in twenty waits over (min)",
        "Longest (min)",
        "Left behind",
    ]
    return table(heads, rows, caption="By stop")
