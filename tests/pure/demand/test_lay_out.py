"""From time stamps to a series: grains, queues, copies, clocks, gaps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from presszero.pure.demand import findings as kinds
from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.gridding import Laid, lay_out

START = datetime(2026, 3, 2, 8, 0)


def stamps(count: int, minutes: int, first: datetime = START) -> list[datetime]:
    return [first + timedelta(minutes=minutes * step) for step in range(count)]


def kinds_of(laid: Laid) -> list[str]:
    return [finding.kind for finding in laid.findings]


def test_table_keeps_its_own_grain_when_none_is_asked() -> None:
    laid = lay_out(stamps(4, 15), [1, 2, 3, 4])
    assert laid.series.grain_minutes == 15
    assert laid.series.counts[0, 32:36].tolist() == [1, 2, 3, 4]
    assert np.isnan(laid.series.counts[0, 31])


def test_finer_table_is_added_up_to_the_grain_asked() -> None:
    laid = lay_out(stamps(4, 15), [1, 2, 3, 4], grain_minutes=30)
    assert laid.series.counts[0, 16:18].tolist() == [3, 7]


def test_coarser_table_cannot_tell_about_a_finer_grain() -> None:
    with pytest.raises(BadSeries, match="counts by the hour; it cannot tell about 30 minutes"):
        lay_out(stamps(4, 60), [1, 2, 3, 4], grain_minutes=30)


def test_order_of_lines_makes_no_difference() -> None:
    given = list(zip(stamps(4, 30), [1.0, 2.0, 3.0, 4.0], strict=True))[::-1]
    laid = lay_out([stamp for stamp, _ in given], [count for _, count in given])
    assert laid.series.counts[0, 16:20].tolist() == [1, 2, 3, 4]


def test_intervals_may_begin_at_the_half_hour() -> None:
    laid = lay_out(stamps(3, 60, START.replace(minute=30)), [5, 6, 7])
    assert (laid.series.offset_minutes, laid.series.label(8)) == (30, "08:30")
    assert laid.series.counts[0, 8:11].tolist() == [5, 6, 7]


def test_several_queues_are_added_up() -> None:
    laid = lay_out(stamps(3, 30) * 2, [1, 2, 3, 10, 20, 30])
    assert laid.series.counts[0, 16:19].tolist() == [11, 22, 33]
    assert kinds_of(laid) == [kinds.DUPLICATE_STAMP]


def test_copied_line_is_kept_once_and_of_two_that_differ_the_last() -> None:
    at = stamps(9, 30)
    laid = lay_out([*at, at[2], at[3]], [*range(9), 2, 99])
    assert laid.series.counts[0, 16:21].tolist() == [0, 1, 2, 99, 4]
    assert [finding.mend for finding in laid.findings] == ["Kept once.", "The last was kept."]


def test_hour_that_comes_twice_in_autumn_is_averaged() -> None:
    sunday = stamps(48, 60, datetime(2026, 10, 24, 0, 0))
    twice = datetime(2026, 10, 25, 2, 0)
    laid = lay_out([*sunday, twice], [4.0] * 48 + [8.0])
    assert laid.series.counts[1, 2] == 6
    assert kinds_of(laid) == [kinds.DAYLIGHT_SAVING]


def test_times_with_an_offset_are_read_on_the_clock_of_the_zone() -> None:
    utc = [stamp.replace(tzinfo=UTC) for stamp in stamps(4, 30)]
    laid = lay_out(utc, [1, 2, 3, 4], zone=ZoneInfo("Europe/Zurich"))
    assert laid.series.counts[0, 18:22].tolist() == [1, 2, 3, 4]


def test_times_with_and_without_an_offset_are_not_mixed() -> None:
    with pytest.raises(BadSeries, match="Some times say their offset"):
        lay_out([START, START.replace(tzinfo=UTC)], [1, 2])


def test_interval_of_which_a_part_is_missing_is_unknown() -> None:
    at = [stamp for day in range(4) for stamp in stamps(6, 15, START + timedelta(days=7 * day))]
    laid = lay_out(at[:-1], [1.0] * (len(at) - 1), grain_minutes=30)
    assert np.isnan(laid.series.counts[21, 18]) and laid.series.counts[21, 17] == 2
    assert kinds_of(laid) == [kinds.GAP]


def test_short_saturday_lacks_nothing_when_whole_days_are_counted() -> None:
    at = [
        stamp
        for day in range(28)
        for stamp in stamps(8 if day % 7 == 5 else 24, 30, START + timedelta(days=day))
        if day % 7 != 6
    ]
    laid = lay_out(at, [2.0] * len(at), grain_minutes=1440)
    assert laid.findings == ()
    assert laid.series.counts[4:7, 0].tolist()[:2] == [48, 16] and np.isnan(laid.series.counts[6, 0])


def test_day_that_lacks_an_hour_of_many_is_filled_up() -> None:
    at = [stamp for day in range(21) for stamp in stamps(24, 60, datetime(2026, 3, 2) + timedelta(days=day))]
    del at[100]
    laid = lay_out(at, [2.0] * len(at), grain_minutes=1440)
    assert laid.series.counts[4, 0] == pytest.approx(48)
    assert [(one.kind, one.mend) for one in laid.findings] == [(kinds.GAP, "Filled up.")]


def test_absent_lines_are_zeros_where_an_export_leaves_zeros_out() -> None:
    chance = np.random.default_rng(2)
    at, counts = [], []
    for day in range(20):
        for stamp in stamps(24, 60, datetime(2026, 3, 2) + timedelta(days=day)):
            if count := chance.poisson(0.7 if stamp.hour < 8 else 20):
                at.append(stamp)
                counts.append(float(count))
    laid = lay_out(at, counts)
    assert not np.isnan(laid.series.counts).any()
    assert kinds_of(laid) == [kinds.ZEROS_LEFT_OUT]


def test_lines_that_are_arrivals_are_counted() -> None:
    at = [START, START + timedelta(minutes=3), START + timedelta(minutes=95)]
    laid = lay_out(at, None, grain_minutes=30)
    assert laid.series.counts[0, 16:20].tolist() == [2, 0, 0, 1]
    assert np.isnan(laid.series.counts[0, 15])


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([START], "One line makes no series"),
        ([START, START], "Every line has the same time"),
        ([START, START.replace(year=1726)], "over .* days"),
    ],
)
def test_stamps_that_make_no_series_are_told(given: list[datetime], says: str) -> None:
    with pytest.raises(BadSeries, match=says):
        lay_out(given, [1.0] * len(given))
