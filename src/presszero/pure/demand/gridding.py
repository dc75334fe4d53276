"""From time stamps and counts, as they were exported, to a series by day and interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.findings import (
    DAYLIGHT_SAVING,
    DUPLICATE_STAMP,
    GAP,
    ZEROS_LEFT_OUT,
    Finding,
)
from presszero.pure.demand.series import DAY_MINUTES, GRAINS, Counts, Series

# A table of many queues repeats nearly every stamp; a slip of an export repeats a few.
MANY_QUEUES_SHARE = 0.4
REGULAR_SHARE = 0.9
FEW_PER_INTERVAL = 4.0
FEWEST_LEFT_OUT = 5
NEARLY_WHOLE = 0.8
MOST_DAYS = 366 * 30


@dataclass(frozen=True)
class Laid:
    """A series laid out, and what was odd about its stamps."""

    series: Series
    findings: tuple[Finding, ...]


def lay_out(
    stamps: Sequence[datetime],
    values: Sequence[float | None] | None,
    *,
    grain_minutes: int | None = None,
    zone: ZoneInfo | None = None,
) -> Laid:
    """Return the series that stamps and counts make, with findings on its stamps.

    stamps: when each interval began, naive wall clock or aware. values: counts >= 0, None where nothing is
    known; without values each stamp is one arrival. grain_minutes: of the series; the table's own when None.
    zone: whose wall clock aware stamps are read on; without it the offset each was written with.

    Raises BadSeries when the stamps are too few, too far apart, or coarser than the grain that is asked.
    """
    if len(stamps) < 2:
        raise BadSeries("One line makes no series; expected a line for each interval of some days.")
    minutes, first_day = _wall_minutes(stamps, zone)
    counts = np.ones(len(minutes)) if values is None else np.array([_known(one) for one in values])
    findings: list[Finding] = []
    own = DAY_MINUTES if values is None else _own_grain(minutes)
    events = values is None or own is None
    if not events:
        minutes, counts = _without_duplicates(minutes, counts, first_day, findings)
    grain = grain_minutes or own or 30
    if own and own > grain and not events:
        raise BadSeries(
            f"The table counts by {_span(own)}; it cannot tell about {_span(grain)}. Ask for {_span(own)}.",
            "grain",
        )
    offset = 0 if events else int(Counter((minutes % grain).tolist()).most_common(1)[0][0]) % grain
    if not events and own and own < grain:
        offset = 0
    table, seen = _summed(minutes - offset, counts, grain)
    if events:
        table = _zeros_between(table, seen)
    else:
        table = _zeros_left_out(np.where(seen > 0, table, np.nan), findings)
        table = _whole_intervals(table, seen, first_day, grain, findings)
    return Laid(Series(table, first_day, grain, offset), tuple(findings))


def _known(value: float | None) -> float:
    return np.nan if value is None else value


def _span(minutes: int) -> str:
    names = {DAY_MINUTES: "the day", 60: "the hour"}
    return names.get(minutes, f"{minutes} minutes")


def _wall_minutes(stamps: Sequence[datetime], zone: ZoneInfo | None) -> tuple[NDArray[np.int64], date]:
    """Return minutes since the first midnight, in the order of the table."""
    aware = [stamp.tzinfo is not None for stamp in stamps]
    if any(aware) and not all(aware):
        raise BadSeries("Some times say their offset from UTC and some do not; write all of them alike.")
    if aware[0] and zone:
        stamps = [stamp.astimezone(zone) for stamp in stamps]
    walls = np.array([stamp.replace(tzinfo=None) for stamp in stamps], dtype="datetime64[m]").astype(np.int64)
    first = int(walls.min()) // DAY_MINUTES
    days = int(walls.max()) // DAY_MINUTES - first + 1
    if days > MOST_DAYS:
        raise BadSeries(
            f"The times go from {min(stamps):%Y-%m-%d %H:%M} to {max(stamps):%Y-%m-%d %H:%M}, over {days:,} days; at most "
            f"{MOST_DAYS:,} are read. Is the first or the last mistyped?"
        )
    return walls - first * DAY_MINUTES, date(1970, 1, 1) + timedelta(days=first)


def _own_grain(minutes: NDArray[np.int64]) -> int | None:
    """Return the interval that the table itself counts by; None when its stamps are single events."""
    steps = np.diff(np.unique(minutes))
    if not len(steps):
        raise BadSeries("Every line has the same time; expected a line for each interval.")
    usual = int(Counter(steps.tolist()).most_common(1)[0][0])
    grain = (
        max((one for one in GRAINS if usual % one == 0), default=0) if usual < DAY_MINUTES else DAY_MINUTES
    )
    if not grain:
        return None
    offsets = Counter((minutes % grain).tolist())
    regular = offsets.most_common(1)[0][1] >= REGULAR_SHARE * len(minutes)
    return grain if regular else None


def _without_duplicates(
    minutes: NDArray[np.int64], counts: Counts, first_day: date, findings: list[Finding]
) -> tuple[NDArray[np.int64], Counts]:
    """Return one count for each stamp: queues are added up, copies dropped, the doubled autumn hour averaged."""
    order = np.argsort(minutes, kind="stable")
    minutes, counts = minutes[order], counts[order]
    unique, begins, times = np.unique(minutes, return_index=True, return_counts=True)
    repeated = np.flatnonzero(times > 1)
    if not len(repeated):
        return minutes, counts
    if len(repeated) >= MANY_QUEUES_SHARE * len(unique):
        findings.append(
            Finding(
                DUPLICATE_STAMP, None, f"{len(repeated):,} of {len(unique):,} times stand on several lines.",
                "Taken for several queues, and added up.",
            )
        )  # fmt: skip
        return unique, np.add.reduceat(counts, begins)
    kept = counts[begins]
    for at in repeated:
        group = counts[begins[at] : begins[at] + times[at]]
        kept[at], finding = _one_of(group, int(unique[at]), first_day)
        findings.append(finding)
    return unique, kept


def _one_of(group: Counts, minute: int, first_day: date) -> tuple[float, Finding]:
    day = first_day + timedelta(days=minute // DAY_MINUTES)
    at = f"{day} {minute % DAY_MINUTES // 60:02}:{minute % 60:02}"
    told = " and ".join(f"{one:g}" for one in group[:3])
    if len(set(group.tolist())) == 1:
        return float(group[0]), Finding(
            DUPLICATE_STAMP, day, f"{at} stands {len(group)} times.", "Kept once."
        )
    if _clocks_go_back(day, minute % DAY_MINUTES):
        mend = "Averaged: the clocks went back, and this hour came twice."
        return float(np.nanmean(group)), Finding(
            DAYLIGHT_SAVING, day, f"{at} stands twice, with {told}.", mend
        )
    last = float(group[~np.isnan(group)][-1]) if not np.isnan(group).all() else np.nan
    return last, Finding(
        DUPLICATE_STAMP, day, f"{at} stands {len(group)} times, with {told}.", "The last was kept."
    )


def _clocks_go_back(day: date, minute: int) -> bool:
    """True for the small hours of Sundays in autumn, of either half of the world, on which clocks go back."""
    return day.weekday() == 6 and minute < 4 * 60 and day.month in (3, 4, 9, 10, 11)


def _summed(minutes: NDArray[np.int64], counts: Counts, grain: int) -> tuple[Counts, Counts]:
    """Return (sums, lines that gave a known count) by day and interval; what lies before day one is left out."""
    slots = DAY_MINUTES // grain
    days = int(minutes.max()) // DAY_MINUTES + 1
    known = ~np.isnan(counts) & (minutes >= 0)
    place = minutes[known] // grain
    sums = np.bincount(place, counts[known], minlength=days * slots).astype(float)
    seen = np.bincount(place, minlength=days * slots).astype(float)
    return sums.reshape(days, slots), seen.reshape(days, slots)


def _zeros_between(table: Counts, seen: Counts) -> Counts:
    """Return single events as counts: between the first and the last hour anything is open, no event is a zero."""
    slots_used = np.flatnonzero(seen.sum(0))
    days_used = seen.sum(1) > 0
    laid = np.full_like(table, np.nan)
    inner = slice(slots_used[0], slots_used[-1] + 1)
    laid[days_used, inner] = table[days_used, inner]
    return laid


def _whole_intervals(
    table: Counts, seen: Counts, first_day: date, grain: int, findings: list[Finding]
) -> Counts:
    """Return sums of whole intervals: one that lacks a few of its lines is filled up, one that lacks more is unknown.

    How many lines are usual is asked of the same weekday: a short Saturday lacks nothing.
    """
    if seen.max() <= 1:
        return table
    laid = table.copy()
    usual = np.zeros_like(seen)
    for weekday in range(7):
        rows = seen[weekday::7]
        usual[weekday::7] = [_usual(column[column > 0]) for column in rows.T] if len(rows) else 0.0
    partly = (seen > 0) & (seen < usual)
    nearly = partly & (seen >= NEARLY_WHOLE * usual)
    laid[nearly] *= (usual / np.maximum(seen, 1))[nearly]
    laid[partly & ~nearly] = np.nan
    for index in np.flatnonzero(partly.any(1)):
        lost = int((usual - seen)[index][partly[index]].sum())
        says = f"{int(partly[index].sum())} intervals of {grain} minutes lack {lost} of their lines."
        mend = "Filled up." if not (partly & ~nearly)[index].any() else "Taken as unknown."
        findings.append(Finding(GAP, first_day + timedelta(days=int(index)), says, mend))
    return laid


def _usual(lines: Counts) -> float:
    return float(Counter(lines.tolist()).most_common(1)[0][0]) if len(lines) else 0.0


def _zeros_left_out(table: Counts, findings: list[Finding]) -> Counts:
    """Return the table with zeros where an export leaves them out: it holds none, and quiet intervals are absent."""
    days = ~np.isnan(table).all(1)
    if table.shape[1] == 1 or not days.any() or (table[days] == 0).any():
        return table
    absent = np.isnan(table[days])
    ever = ~absent.all(0)
    share, rows = absent.mean(0), table[days]
    with np.errstate(invalid="ignore"):
        quiet = ever & (share > 0) & (np.nanmean(np.where(absent, 0.0, rows), axis=0) < FEW_PER_INTERVAL)
    scattered = absent[:, quiet].sum()
    if scattered < FEWEST_LEFT_OUT or scattered < 0.7 * absent[:, ever].sum():
        return table
    laid = table.copy()
    laid[np.ix_(days, ever)] = np.where(absent[:, ever], 0.0, rows[:, ever])
    findings.append(
        Finding(
            ZEROS_LEFT_OUT, None,
            f"No line holds a zero, and {int(scattered):,} quiet intervals have no line.", "Read as zeros.",
        )
    )  # fmt: skip
    return laid
