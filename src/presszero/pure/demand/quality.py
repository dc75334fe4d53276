"""Look a series over before anything is fitted: each day beside the days before it, never those after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.findings import (
    DAYLIGHT_SAVING,
    DOUBLED_COUNTS,
    DOUBLED_DAY,
    GAP,
    MISSING_DAY,
    SHIFTED_HOURS,
    ZERO_IN_OPENING_HOURS,
    Finding,
)
from presszero.pure.demand.opening import BUSY_ENOUGH, is_open, same_weekdays, usual_counts, usual_hours
from presszero.pure.demand.series import Counts, Series
from presszero.pure.demand.shifts import FirstWeeks, best_shift

COPY_MEMORY_DAYS = 28
DISTINCT_ENOUGH = 6
# A Poisson count of mean 14 is zero once in a million.
NEVER_ZERO_MEAN = 14.0
TWICE = (1.6, 2.6)


@dataclass(frozen=True)
class Mended:
    """A series fit to learn from.

    series: odd counts are NaN or put right. shifts: hours as intervals by which each day's clock runs ahead of
    the series' first days, shape (days,). findings: what was odd, in the order of days.
    """

    series: Series
    shifts: NDArray[np.int64]
    findings: tuple[Finding, ...]

    def on_clock(self, frame: int) -> Series:
        """Return all days moved to the clock that runs `frame` intervals ahead of the first days'."""
        rows = self.series.counts.copy()
        for index in np.flatnonzero(self.shifts != frame):
            rows[index] = np.roll(rows[index], frame - int(self.shifts[index]))
        return self.series.with_counts(rows)

    def beside(self, events: Collection[int]) -> Mended:
        """Return the same without the gaps and missing days that only come of setting events apart."""
        days = {self.series.day(index) for index in events}
        told = tuple(
            one for one in self.findings if one.day not in days or one.kind not in (GAP, MISSING_DAY)
        )
        return Mended(self.series, self.shifts, told)

    def frame(self, before: int) -> int:
        """Return the shift on which the two latest open days before `before` agree, else the one before them."""
        return clock(self.series, before, self.shifts)


def clock(series: Series, before: int, shifts: NDArray[np.int64]) -> int:
    """Return the shift on which the two latest open days before row `before` agree; one odd day moves no clock."""
    if not shifts[:before].any():
        return 0
    told = [int(shifts[index]) for index in range(before) if is_open(series, index)]
    agreed = (
        later for later, earlier in zip(reversed(told), reversed(told[:-1]), strict=False) if later == earlier
    )
    return next(agreed, 0)


def look_over(series: Series) -> Mended:
    """Return a series with what is odd put right, and what it was.

    Missing and doubled days, doubled counts, shifted hours, zeros and gaps in opening hours, and the hour that
    is skipped when clocks go forward. Each day is judged by the days before it alone, so that a backtest on the
    mended series never sees what came later.
    """
    counts = series.counts.copy()
    shifts = np.zeros(series.days, dtype=np.int64)
    findings: list[Finding] = []
    # The same on the first days' clock: what is usual is asked of these rows.
    on_first_clock = series.counts.copy()
    first_weeks = FirstWeeks()
    for index in range(series.days):
        so_far, laid = series.with_counts(counts), series.with_counts(on_first_clock)
        counts[index], found = _mended_row(so_far, laid, index, shifts, first_weeks)
        on_first_clock[index] = np.roll(counts[index], -int(shifts[index]))
        findings += found
    return Mended(series.with_counts(counts), shifts, tuple(findings))


def _mended_row(
    series: Series, laid: Series, index: int, shifts: NDArray[np.int64], first_weeks: FirstWeeks
) -> tuple[Counts, list[Finding]]:
    row, day = series.counts[index], series.day(index)
    hours = usual_hours(laid, index, index)
    alike = [one for one in same_weekdays(laid, index, index) if np.nansum(laid.counts[one]) > 0]
    usual = usual_counts(laid.counts[alike]) if alike else np.zeros(series.slots)
    nothing = np.full_like(row, np.nan)
    if not np.nansum(row) > 0:
        if hours.any() and usual.sum() >= BUSY_ENOUGH:
            says = f"{day:%A} is usually open, and {'nothing was recorded' if np.isnan(row).all() else 'every count is zero'}."
            return nothing, [Finding(MISSING_DAY, day, says, "Taken as closed or lost, and not learnt from.")]
        return row, []
    if (copied := _copied_from(series, index)) is not None:
        says = f"Every count repeats {series.day(copied)}."
        return nothing, [Finding(DOUBLED_DAY, day, says, "Taken as unknown.")]
    row, found = _halved(row, usual, series, index)
    before = clock(laid, index, shifts)
    if len(alike) >= 2:
        shifts[index] = before + best_shift(row, np.roll(usual, before), series.grain_minutes)
    else:
        shifts[index] = first_weeks.shift(row, laid, index, before)
    if shifts[index] != before:
        hours_off = (shifts[index] - before) * series.grain_minutes / 60
        says = (
            f"The day runs {abs(hours_off):g} h {'late' if hours_off > 0 else 'early'} against those before."
        )
        mend = "Days are laid on one clock before they are learnt from."
        found.append(Finding(SHIFTED_HOURS, day, says, mend))
    hours = np.roll(hours, int(shifts[index]))
    usual = np.roll(usual, int(shifts[index]))
    if not same_weekdays(laid, index, index):
        # A weekday met for the first time may open later and close earlier than the days before it.
        hours &= _between_first_and_last(row)
    row, zeros = _without_false_zeros(row, usual, series, index)
    return row, found + zeros + _gaps(row, hours, series, index)


def _between_first_and_last(row: Counts) -> NDArray[np.bool_]:
    """Return which intervals lie between the first and the last known one of a day, shape (slots,)."""
    known = ~np.isnan(row)
    begun, not_over = np.logical_or.accumulate(known), np.logical_or.accumulate(known[::-1])[::-1]
    return np.asarray(begun & not_over)


def _copied_from(series: Series, index: int) -> int | None:
    """Return an earlier day whose counts are all the same, wherever both are known."""
    row = series.counts[index]
    for other in range(index - 1, max(-1, index - 1 - COPY_MEMORY_DAYS), -1):
        both = ~np.isnan(row) & ~np.isnan(series.counts[other])
        if both.sum() < 0.5 * (~np.isnan(row)).sum() or not np.array_equal(
            row[both], series.counts[other][both]
        ):
            continue
        if len(set(row[both & (row > 0)].tolist())) >= DISTINCT_ENOUGH:
            return other
    return None


def _halved(row: Counts, usual: Counts, series: Series, index: int) -> tuple[Counts, list[Finding]]:
    some = row[row > 0]
    times = float(np.nansum(row) / usual.sum()) if usual.sum() else 0.0
    if len(some) < 12 or (some % 2).any() or not TWICE[0] <= times <= TWICE[1]:
        return row, []
    says = f"All {len(some)} counts are even, and the day has {times:.1f} times its usual total."
    return row / 2, [Finding(DOUBLED_COUNTS, series.day(index), says, "Each count was halved.")]


def _without_false_zeros(
    row: Counts, usual: Counts, series: Series, index: int
) -> tuple[Counts, list[Finding]]:
    level = np.nansum(row) / usual.sum() if usual.sum() else 0.0
    false = (row == 0) & (usual * min(level, 1.0) >= NEVER_ZERO_MEAN)
    if not false.any():
        return row, []
    first = int(np.flatnonzero(false)[0])
    says = (
        f"{int(false.sum())} zeros, the first at {series.label(first)}, where {usual[first]:.0f} are usual."
    )
    return np.where(false, np.nan, row), [
        Finding(ZERO_IN_OPENING_HOURS, series.day(index), says, "Taken as unknown.")
    ]


def _gaps(row: Counts, hours: NDArray[np.bool_], series: Series, index: int) -> list[Finding]:
    absent = np.isnan(row) & hours
    if not absent.any():
        return []
    day, first = series.day(index), int(np.flatnonzero(absent)[0])
    spring = (
        day.weekday() == 6
        and absent.sum() * series.grain_minutes == 60
        and first * series.grain_minutes < 240
    )
    if spring:
        says = f"The hour from {series.label(first)} has no line: the clocks went forward."
        return [Finding(DAYLIGHT_SAVING, day, says, "The day is learnt from without it.")]
    says = f"{int(absent.sum())} usual intervals have no count, the first at {series.label(first)}."
    return [Finding(GAP, day, says, "Taken as unknown; the day's total is filled up by its usual shape.")]


def tally(findings: tuple[Finding, ...]) -> dict[str, int]:
    """Return how many findings there are of each kind."""
    return dict(Counter(finding.kind for finding in findings))
