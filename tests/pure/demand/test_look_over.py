"""What is odd is found on its day, told, and mended; a sound series is left as it is."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.demand.made_up import MONDAY, made_up

from presszero.pure.demand import findings as kinds
from presszero.pure.demand.quality import look_over
from presszero.pure.demand.series import Series
from presszero.pure.demand.shifts import best_shift

DAY = 44


def changed(index: int = DAY, **rows: np.ndarray) -> Series:
    series = made_up(seed=5)
    counts = series.counts.copy()
    counts[index] = rows["row"]
    return series.with_counts(counts)


def kinds_on(series: Series, index: int = DAY) -> list[str]:
    return [one.kind for one in look_over(series).findings if one.day == series.day(index)]


def a_row(index: int = DAY) -> np.ndarray:
    return made_up(seed=5).counts[index].copy()


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_sound_series_has_no_findings_and_stays_as_it_is(seed: int) -> None:
    series = made_up(56, seed=seed)
    mended = look_over(series)
    assert mended.findings == ()
    assert np.array_equal(mended.series.counts, series.counts, equal_nan=True)


def test_day_without_lines_and_day_of_zeros_are_missing_days() -> None:
    for row in (np.full(48, np.nan), np.where(np.isnan(a_row()), np.nan, 0.0)):
        series = changed(row=row)
        assert kinds_on(series) == [kinds.MISSING_DAY]
        assert np.isnan(look_over(series).series.counts[DAY]).all()


def test_day_that_repeats_another_is_not_learnt_from() -> None:
    series = changed(row=made_up(seed=5).counts[DAY - 7])
    assert kinds_on(series) == [kinds.DOUBLED_DAY]
    assert np.isnan(look_over(series).series.counts[DAY]).all()


def test_counts_that_were_added_twice_are_halved() -> None:
    series = changed(row=a_row() * 2)
    assert kinds_on(series) == [kinds.DOUBLED_COUNTS]
    assert np.array_equal(look_over(series).series.counts[DAY], a_row(), equal_nan=True)


def test_zero_in_a_busy_hour_is_unknown() -> None:
    row = a_row()
    row[21:23] = 0
    series = changed(row=row)
    assert kinds_on(series) == [kinds.ZERO_IN_OPENING_HOURS, kinds.GAP]
    assert np.isnan(look_over(series).series.counts[DAY, 21:23]).all()


def test_absent_interval_is_a_gap() -> None:
    row = a_row()
    row[21] = np.nan
    assert kinds_on(changed(row=row)) == [kinds.GAP]


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    start=st.integers(0, 6),
    weekday=st.integers(0, 5),
    hours=st.sampled_from([(9, 13), (8, 12), (10, 16), (9, 19), (14, 20)]),
)
def test_weekday_of_shorter_hours_has_no_gaps_from_its_first_day_on(
    seed: int, start: int, weekday: int, hours: tuple[int, int]
) -> None:
    series = short_weekday(made_up(42, seed=seed, first=MONDAY + timedelta(days=start)), weekday, hours)
    assert [one for one in look_over(series).findings if one.kind == kinds.GAP] == []


@pytest.mark.parametrize("start", range(5))
def test_hole_in_a_first_short_saturday_is_a_gap(start: int) -> None:
    series = short_weekday(made_up(42, first=MONDAY + timedelta(days=start)), 5, (9, 15))
    saturday = next(index for index in range(7) if series.day(index).weekday() == 5)
    series.counts[saturday, 22:24] = np.nan
    [found] = [one for one in look_over(series).findings if one.kind == kinds.GAP]
    assert (found.day, found.says) == (
        series.day(saturday),
        "2 usual intervals have no count, the first at 11:00.",
    )


def short_weekday(series: Series, weekday: int, hours: tuple[int, int]) -> Series:
    """Return a series in which one weekday has only the counts of these hours."""
    counts = series.counts.copy()
    for index in range(series.days):
        if series.day(index).weekday() == weekday:
            counts[index, : hours[0] * 2] = np.nan
            counts[index, hours[1] * 2 :] = np.nan
    return series.with_counts(counts)


def test_hour_skipped_in_spring_is_told_as_such() -> None:
    series = made_up(98, closed=(), seed=2)
    counts = np.where(np.isnan(series.counts), 3.0, series.counts)
    index = series.index(date(2026, 3, 29))
    counts[index, 4:6] = np.nan
    assert kinds_on(series.with_counts(counts), index) == [kinds.DAYLIGHT_SAVING]


def test_days_on_another_clock_are_laid_on_that_of_the_latest() -> None:
    series = made_up(seed=5)
    counts = series.counts.copy()
    counts[60:] = np.roll(counts[60:], 2, axis=1)
    mended = look_over(series.with_counts(counts))
    moved = [one.day for one in mended.findings if one.kind == kinds.SHIFTED_HOURS]
    assert moved[0] == series.day(60)
    assert (mended.frame(60), mended.frame(84)) == (0, 2)
    on_clock = mended.on_clock(2).counts
    assert np.array_equal(on_clock[10], np.roll(series.counts[10], 2), equal_nan=True)
    assert np.array_equal(on_clock[70], counts[70], equal_nan=True)


def test_one_day_on_another_clock_moves_no_other() -> None:
    mended = look_over(changed(row=np.roll(a_row(), 2)))
    assert mended.frame(DAY + 1) == 0


def test_quiet_day_is_never_taken_for_a_shifted_one() -> None:
    usual = made_up(seed=5).counts[:7].mean(0)
    chance = np.random.default_rng(3)
    for _ in range(200):
        assert (
            best_shift(chance.poisson(np.nan_to_num(usual) / 60).astype(float), np.nan_to_num(usual), 30) == 0
        )


def test_each_day_is_judged_by_the_days_before_it_alone() -> None:
    series = changed(row=np.full(48, np.nan))
    other = series.counts.copy()
    other[DAY + 1 :] = 7.0
    before, after = look_over(series), look_over(series.with_counts(other))
    assert np.array_equal(before.series.counts[: DAY + 1], after.series.counts[: DAY + 1], equal_nan=True)
    assert [one for one in before.findings if one.day and one.day <= series.day(DAY)] == [
        one for one in after.findings if one.day and one.day <= series.day(DAY)
    ]


def moved(series: Series, days: list[int], hours: int) -> Series:
    counts = series.counts.copy()
    for index in days:
        counts[index] = np.roll(counts[index], hours * 2)
    return series.with_counts(counts)


def shifted_days(series: Series) -> list[int]:
    mended = look_over(series)
    told = [one.day for one in mended.findings if one.kind == kinds.SHIFTED_HOURS]
    return [series.index(day) for day in told if day]


@pytest.mark.parametrize("day", [2, 4, 8])
def test_day_of_the_first_weeks_is_compared_with_other_working_days(day: int) -> None:
    series = moved(made_up(seed=5), [day], 1)
    mended = look_over(series)
    assert shifted_days(series) == [day]
    assert np.flatnonzero(mended.shifts).tolist() == [day] and mended.shifts[day] == 2


def test_clock_that_changes_in_the_second_week_is_followed_from_then_on() -> None:
    series = moved(made_up(seed=5), list(range(9, 84)), -1)
    opened = [index for index in range(9, 84) if index % 7 != 6]
    mended = look_over(series)
    assert set(mended.shifts[opened]) == {-2} and not mended.shifts[:9].any()
    assert [one.kind for one in mended.findings if one.kind != kinds.SHIFTED_HOURS] == []
    assert mended.frame(60) == -2


def test_late_evening_of_one_weekday_is_its_habit() -> None:
    thursdays = list(range(3, 84, 7))
    series = moved(made_up(seed=5), thursdays, 2)
    assert shifted_days(series) in ([], [3])
    assert not look_over(series).shifts[thursdays[1:]].any()
