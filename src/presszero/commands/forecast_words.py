"""What `presszero forecast` says to a person at a terminal."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from textwrap import fill

from presszero.commands.forecast_answer import Answer
from presszero.commands.forecast_today import Today, cuts_of
from presszero.pure.demand.backtests import METHODS, NO_WEATHER, OURS, Backtest
from presszero.pure.demand.events import Lift

FINDINGS_TOLD = 6
METHODS_EXPLAINED = (
    ("findings", "Each day is compared with the days before it, and mended before anything is fitted.", ""),
    ("baselines", "The mean of the last 6 same weekdays, and last week's same weekday (seasonal naive).", ""),
    (
        "day total",
        "The logarithm of the day's total is a Gaussian process whose covariance adds day-to-day memory, a slow level, "
        "the weekday, the day of the month, the time of year and holidays. Their sizes and reaches are those of "
        "maximum posterior on the days before, every 28 days; each day is learnt as it comes.",
        "day-levels",
    ),
    (
        "profile",
        "The share of each interval by weekday, fading 2 % a day. How far it leans on the general shape, and over how many "
        "neighbours it is smoothed, is what told past days best.",
        "",
    ),
    (
        "factors",
        "Up to 4 singular vectors of the roots of counts, each score forecast like the day total.",
        "day-factors",
    ),
    (
        "combination",
        "All mixtures of the models in tenths, weighted by their rolling errors, by how far ahead they spoke.",
        "combining-forecasts",
    ),
    (
        "bands",
        "Negative binomial: Poisson about a mean that varies. How much it varies is read off the last errors, for "
        "intervals and for whole days apart.",
        "negative-binomial-arrivals",
    ),
    (
        "rest of today",
        "What came over what was expected, to a power that past days bear out for each time of day, and how intervals "
        "went together on past days; the mean of both.",
        "the-rest-of-today",
    ),
    (
        "events",
        "What events like it added to what all other days say, beyond chance, or what was entered; shown apart.",
        "event-lift",
    ),
    (
        "weather",
        "A ridge regression of what forecasts missed on how far each reading of the day and the day before lies from "
        "the 14 days before it; kept, by how far ahead, only while it made forecasts better. In a backtest the table's "
        "readings stand for weather forecasts that came true.",
        "weather-and-demand",
    ),
    (
        "scores",
        "WAPE is the sum of misses over the sum of arrivals. MASE is the mean miss over the mean miss of last week's "
        "same weekday before the backtest.",
        "scores",
    ),
    ("backtest", "Made at the beginning of each open day, from the days before it alone.", ""),
)


def explained() -> str:
    """Return which methods are used, each with its source."""
    lines = ["presszero forecast, method by method. Sources: docs/sources.md#demand"]
    for name, says, source in METHODS_EXPLAINED:
        told = f"{says} (#{source})" if source else says
        lines.append(fill(told, 100, initial_indent=f"  {name:<14}", subsequent_indent=" " * 16))
    return "\n".join(lines)


def in_words(answer: Answer) -> str:
    """Return findings, what to expect by day, and how good it would have been."""
    parts = [_findings(answer), _expected(answer)]
    if answer.forecast.lifts:
        parts.append("\n".join(["Events:", *(f"  {lift_in_words(lift)}" for lift in answer.forecast.lifts)]))
    if answer.closed_contacts:
        parts.append(
            f"{answer.closed_contacts:,.0f} of the contacts expected on top fall into closed hours and are not in "
            "the forecast; most of those people will try again when you open."
        )
    if answer.weather_kept:
        parts.append(weather_in_words(answer))
    if answer.today:
        parts.append(today_in_words(answer, answer.today))
    if answer.backtest:
        parts.append(_tested(answer.backtest, answer.horizons))
    return "\n\n".join(parts)


def _findings(answer: Answer) -> str:
    series = answer.series
    head = (
        f"{answer.source}: {series.days} days from {series.first_day} to {series.day(series.days - 1)}, "
        f"{series.grain_minutes} minutes an interval; holidays: {answer.country or 'none found'}; read from "
        f"{' and '.join(answer.columns.values()) or 'the table'}."
    )
    if not answer.findings:
        return f"{head}\nNothing odd was found."
    kinds = Counter(one.kind for one in answer.findings)
    told = ", ".join(f"{count} × {kind}" for kind, count in kinds.most_common())
    lines = [
        f"  {one.day or 'all days'}  {one.kind}: {one.says} {one.mend}"
        for one in answer.findings[:FINDINGS_TOLD]
    ]
    more = len(answer.findings) - FINDINGS_TOLD
    rest = [f"  and {more} more; --json lists all"] if more > 0 else []
    return "\n".join([head, f"Odd: {told}.", *lines, *rest])


def _expected(answer: Answer) -> str:
    said = answer.forecast
    lines = ["day                 expected   4 of 5 days between   same weekdays   events"]
    for ahead in range(said.days):
        day = answer.series.day(said.origin + ahead)
        total = said.expected[ahead].sum()
        if not total > 0:
            lines.append(f"{day:%a %Y-%m-%d}        closed")
            continue
        low, high = (side[ahead] for side in said.day_bands[80])
        between = f"{low:,.0f} and {high:,.0f}"
        lift = said.lift[ahead].sum()
        lines.append(
            f"{day:%a %Y-%m-%d} {total:>13,.0f} {between:>21} {said.baseline[ahead].sum():>15,.0f}"
            + (f" {lift:>+8,.0f}" if lift else "")
        )
    return "\n".join(lines)


def lift_in_words(lift: Lift) -> str:
    """Return what one event is thought to add, and why."""
    begins = f"{lift.event.name}, {lift.event.begins:%a %Y-%m-%d %H:%M}"
    of = f" of the {lift.base:,.0f} that open days have at those hours" if lift.closed else ""
    if lift.entered:
        return f"{begins}: {100 * lift.share:+.0f} %{of}, as entered."
    if not lift.learnt_from:
        return f"{begins}: no event like it is over, so nothing is added; a lift can be entered."
    asked = f"{lift.learnt_from} like it, which saw {100 * lift.seen:+.0f} % ± {100 * lift.error:.0f}"
    if not lift.share:
        return f"{begins}: nothing is added; chance is reason enough for {asked}."
    return f"{begins}: {100 * lift.share:+.0f} %{of}, learnt from {asked}."


def weather_in_words(answer: Answer) -> str:
    """Return whether the weather is listened to, and what it adds to the day it adds most to."""
    kept = [f"{days} d" for days, is_kept in (answer.weather_kept or {}).items() if is_kept]
    if not kept:
        return "Weather: read, and not kept; forecasts without it were better."
    added = answer.forecast.by_weather.sum(1)
    most = int(abs(added).argmax())
    day = answer.series.day(answer.forecast.origin + most)
    return f"Weather: kept {', '.join(kept)} ahead; it adds most on {day:%a %Y-%m-%d}, {added[most]:+,.0f}."


def today_in_words(answer: Answer, today: Today) -> str:
    """Return what came so far against what was expected, and what follows from it."""
    rest = today.rest
    at = f"{answer.series.starts_at(answer.forecast.origin, rest.begins):%a %Y-%m-%d %H:%M}"
    return (
        f"By {at} {today.came:,.0f} came where {today.expected_by_then:,.0f} were expected, {rest.ratio:.2f} times. "
        f"{100 * rest.followed:.0f} % of that is carried over: {rest.expected.sum():,.0f} more are expected."
    )


def _tested(tested: Backtest, horizons: Sequence[int]) -> str:
    lines = [
        f"Backtest from {tested.series.day(tested.first)}: {len(tested.forecasts)} forecasts, each from the days before it."
    ]
    for days, found in tested.horizons.items():
        lines.append(f"  {'1 day' if days == 1 else f'1 to {days} days'} ahead, {found.origins} origins:")
        for name in (*METHODS, *(one for one in (NO_WEATHER,) if one in found.scores)):
            score = found.scores[name]
            lines.append(
                f"    {name:<26} WAPE {_percent(score.wape)}   MASE {_plain(score.mase)}   days {_percent(score.day_wape)}"
            )
        if found.lost_days:
            were = "was" if found.lost_days == 1 else "were"
            lines.append(
                f"    {found.lost_days} of {found.days} days {were} closed or lost, and counted as recorded; without, {OURS}: "
                f"WAPE {_percent(found.without_lost.wape)}"
            )
        held = ", ".join(f"{level} % band holds {_percent(share)}" for level, share in found.coverage.items())
        lines.append(f"    {OURS}: {held}; whole days, 80 %: {_percent(found.day_coverage[80])}")
    for days in sorted(set(horizons) - set(tested.horizons)):
        lines.append(
            f"  1 to {days} days ahead: no forecast has {days} days of the table after it; begin earlier."
        )
    if cuts := cuts_of(tested):
        lines.append("  rest of the day from   no update   full ratio   ours")
        lines += [
            f"    {tested.series.label(one.begins)} {_percent(one.none):>24} {_percent(one.full):>12} {_percent(one.ours):>9}"
            for one in cuts
        ]
    return "\n".join(lines)


def _plain(value: float) -> str:
    return f"{value:.3f}" if math.isfinite(value) else "–"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if math.isfinite(share) else "–"
