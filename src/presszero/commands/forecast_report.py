"""The report page of `presszero forecast`: what to expect, how good it would have been, what was odd."""

from __future__ import annotations

import math

import numpy as np

from presszero.commands.forecast_answer import Answer
from presszero.commands.forecast_today import cuts_of
from presszero.commands.forecast_words import METHODS_EXPLAINED, lift_in_words, today_in_words
from presszero.pure.demand.backtests import METHODS, OURS, WEEKDAYS, Backtest, HorizonScore
from presszero.pure.demand.series import Counts
from presszero.pure.demand.spreads import LEVELS
from presszero.ui.charts import Band, Chart, Series, figure, number, table
from presszero.ui.reports import figures, report_page, section, words

DAYS_BACK = 28
FINDINGS_SHOWN = 40


def report(answer: Answer) -> str:
    """Return the page as HTML; it stands by itself."""
    parts = [_ahead(answer), _today(answer), _next_day(answer), _events(answer)]
    if answer.backtest:
        parts.append(_tested(answer.backtest))
    parts.append(_findings(answer))
    methods = table(["Part", "How"], [[name, says] for name, says, _ in METHODS_EXPLAINED], caption="Methods")
    parts.append(section("How it was made", methods))
    return report_page(f"Forecast for {answer.source}", *parts, lead=_lead(answer))


def _lead(answer: Answer) -> str:
    said = answer.forecast
    for ahead in range(said.days):
        if (total := said.expected[ahead].sum()) > 0:
            low, high = (side[ahead] for side in said.day_bands[80])
            day = answer.series.day(said.origin + ahead)
            return f"{day:%A %d %B %Y}: about {total:,.0f}, between {low:,.0f} and {high:,.0f} on four such days of five."
    return "Nobody is expected on the days asked for."


def _ahead(answer: Answer) -> str:
    series, said = answer.series, answer.forecast
    back = min(DAYS_BACK, series.days)
    known = [_total(series.counts[index]) for index in range(series.days - back, series.days)]
    gap: list[float | None] = [None] * back
    closed = said.expected.sum(1) <= 0
    ahead = [None if shut else float(total) for shut, total in zip(closed, said.expected.sum(1), strict=True)]
    baseline = [
        None if shut else float(total) for shut, total in zip(closed, said.baseline.sum(1), strict=True)
    ]
    none_ahead: list[float | None] = [None] * said.days
    chart = Chart(
        says="Each day's total, and what is expected of the days that follow.",
        counts="arrivals",
        along="day",
        labels=[f"{series.day(series.days - back + step):%a %d %b}" for step in range(back + said.days)],
        series=[
            Series("recorded", known + none_ahead),
            Series("expected", gap + ahead, look="ahead"),
            Series("same weekdays", gap + baseline, look="c2"),
        ],
        bands=[
            _band(f"{level} of 100 days", gap, said.day_bands[level], closed, near=level == 80)
            for level in (80, 95)
        ],
        now=back,
    )
    return section(
        "The days ahead", figure(chart),
        says="The mean of the last six same weekdays stands beside it, as the plain way to do it.",
    )  # fmt: skip


def _total(row: Counts) -> float | None:
    return None if np.isnan(row).all() else float(np.nansum(row))


def _band(
    name: str, gap: list[float | None], both: tuple[Counts, Counts], closed: Counts, *, near: bool
) -> Band:
    low, high = (
        gap + [None if shut else float(one) for shut, one in zip(closed, side, strict=True)] for side in both
    )
    return Band(name, low, high, near=near)


def _next_day(answer: Answer) -> str:
    said, series = answer.forecast, answer.series
    opened = [ahead for ahead in range(said.days) if len(answer.open_slots(ahead)) > 1]
    if not opened:
        return ""
    ahead, slots = opened[0], answer.open_slots(opened[0])
    day = series.day(said.origin + ahead)
    chart = Chart(
        says=f"{day:%A %d %B}, interval by interval.",
        counts="arrivals",
        along="interval",
        labels=[series.label(slot) for slot in slots],
        series=[
            Series("expected", said.expected[ahead, slots].tolist(), look="ahead"),
            Series("same weekdays", said.baseline[ahead, slots].tolist(), look="c2"),
        ],
        bands=[
            Band(
                f"{level} of 100 days",
                low=said.bands[level][0][ahead, slots].tolist(),
                high=said.bands[level][1][ahead, slots].tolist(),
                near=level == 80,
            )
            for level in (80, 95)
        ],
    )
    return section("The next open day", figure(chart))


def _today(answer: Answer) -> str:
    if answer.today is None:
        return ""
    series, said, rest = answer.series, answer.forecast, answer.today.rest
    slots = [slot for slot in answer.open_slots(0) if slot >= rest.begins]
    places = [slot - rest.begins for slot in slots]
    chart = Chart(
        says="What is still expected of the day, beside what the morning's forecast said.",
        counts="arrivals",
        along="interval",
        labels=[series.label(slot) for slot in slots],
        series=[
            Series("expected now", rest.expected[places].tolist(), look="ahead"),
            Series("expected this morning", said.expected[0, slots].tolist(), look="c2"),
        ],
        bands=[
            Band(
                f"{level} of 100 days", rest.bands[level][0][places].tolist(), rest.bands[level][1][places].tolist(),
                near=level == 80,
            )
            for level in (80, 95)
        ],
    )  # fmt: skip
    return section("The rest of the day", figure(chart), says=today_in_words(answer, answer.today))


def _events(answer: Answer) -> str:
    if not answer.forecast.lifts:
        return ""
    told = [lift_in_words(lift) for lift in answer.forecast.lifts]
    return section("Events", words(*told), says="Already within what is expected, and shown apart here.")


def _cuts(tested: Backtest) -> str:
    rows = [
        [tested.series.label(one.begins), _percent(one.none), _percent(one.full), _percent(one.ours)]
        for one in cuts_of(tested)
    ]
    headings = ["From", "No update", "Full ratio", "Ours"]
    return table(headings, rows, caption="What was missed of the rest of the day") if rows else ""


def _tested(tested: Backtest) -> str:
    parts = [_scores(found) for found in tested.horizons.values()]
    first = tested.horizons[min(tested.horizons)]
    ours, plain = first.scores[OURS].wape, first.scores[WEEKDAYS].wape
    facts = figures(
        [
            (_percent(ours), "missed of the arrivals, next day"),
            (_percent(plain), "missed by the mean of six same weekdays"),
            (_percent(first.coverage[80]), "of intervals inside the 80 % band"),
        ]
    )
    return section(
        "How good it would have been", facts, _missed(tested), *parts, _cuts(tested),
        says=f"Made anew on {len(tested.forecasts)} days from {tested.series.day(tested.first)}, "
        "each time from the days before alone.",
    )  # fmt: skip


def _missed(tested: Backtest) -> str:
    days = [
        origin
        for origin, said in tested.forecasts.items()
        if not np.isnan(tested.series.counts[origin]).all()
    ]
    rows = {
        "missed": [_miss(tested, origin, baseline=False) for origin in days],
        "same weekdays": [_miss(tested, origin, baseline=True) for origin in days],
    }
    chart = Chart(
        says="What the next day's forecast missed, day by day, in per cent of the day's arrivals.",
        counts="per cent missed",
        along="day",
        labels=[f"{tested.series.day(origin):%d %b}" for origin in days],
        series=[
            Series("ours", rows["missed"], look="c1"),
            Series("same weekdays", rows["same weekdays"], look="c2"),
        ],
        digits=1,
    )
    return figure(chart)


def _miss(tested: Backtest, origin: int, *, baseline: bool) -> float | None:
    said = tested.forecasts[origin]
    actual = tested.series.counts[origin]
    expected = (said.baseline if baseline else said.expected)[0]
    arrivals = float(np.nansum(actual))
    return 100 * float(np.nansum(np.abs(expected - actual))) / arrivals if arrivals else None


def _scores(found: HorizonScore) -> str:
    name = "1 day ahead" if found.days_ahead == 1 else f"1 to {found.days_ahead} days ahead"
    others = [one for one in found.scores if one not in METHODS]
    rows = [
        [method, _percent(score.wape), number(score.mase, 3), _percent(score.day_wape)]
        for method in (*METHODS, *others)
        for score in [found.scores[method]]
    ]
    held = [
        [f"{level} %", _percent(found.coverage[level]), _percent(found.day_coverage[level])]
        for level in LEVELS
    ]
    return table(
        ["Method", "WAPE", "MASE", "WAPE of days"],
        rows,
        caption=f"{name}: {found.origins} forecasts, {found.cells:,} intervals",
    ) + table(["Band", "Intervals inside", "Days inside"], held, caption=f"{name}: how often the bands held")


def _findings(answer: Answer) -> str:
    if not answer.findings:
        return section("What was odd", words("Nothing odd was found."))
    rows = [
        [str(one.day or "all days"), one.kind, one.says, one.mend] for one in answer.findings[:FINDINGS_SHOWN]
    ]
    more = len(answer.findings) - FINDINGS_SHOWN
    rest = words(f"{more} more are in the JSON.") if more > 0 else ""
    return section("What was odd", table(["Day", "Kind", "Seen", "Mended"], rows, caption="Findings"), rest)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if math.isfinite(share) else "–"
