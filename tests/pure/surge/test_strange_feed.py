"""Feeds as nobody should write them: one sentence with the place, or a right answer."""

from __future__ import annotations

import pytest
from tests.pure.surge.feeds import FILES, bent, packed

from presszero.pure.surge import read_feed
from presszero.pure.surge.archive import BadFeed


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        (
            "stop_times",
            "a,22:00:00,22:00:00",
            "a,2²:00:00,2²:00:00",
            "line 2, column departure_time: '2²:00:00'",
        ),
        (
            "stop_times",
            "gate,1",
            "gate,99999999999999999999999",
            "trip a has the stop_sequence 9999999999999",
        ),
        (
            "frequencies",
            "1200",
            "12²",
            "line 2, column headway_secs: '12²' cannot be read; expected seconds above 0",
        ),
        (
            "frequencies",
            "22:00:00,23",
            ",23",
            "line 2, column start_time: '' cannot be read; expected a time such",
        ),
        ("calendar", "20260101", "2026²101", "line 2, column start_date: '2026²101' cannot be read"),
        ("transfers", "900", "9²", "'9²' cannot be read"),
        (
            "stops",
            "47.0000",
            '"47,0000"',
            "line 2, column stop_lat: '47,0000' cannot be read; expected degrees",
        ),
    ],
)
def test_figure_that_is_none_is_told_with_its_place(table: str, old: str, new: str, said: str) -> None:
    with pytest.raises(BadFeed) as told:
        read_feed(bent(table, old, new), source="feed.zip")
    assert said in str(told.value)


@pytest.mark.parametrize("table", ["stops", "routes", "trips", "stop_times"])
def test_table_that_is_missing_or_empty_is_named(table: str) -> None:
    for text in (None, "", FILES[f"{table}.txt"].split("\n")[0] + "\n"):
        with pytest.raises(BadFeed, match=r"(stops|routes|trips|stop_times)\.txt"):
            read_feed(packed(**{table: text}), source="feed.zip")


@pytest.mark.parametrize("table", ["frequencies", "transfers", "calendar_dates"])
def test_optional_table_may_be_missing_or_without_lines(table: str) -> None:
    for text in (None, "", FILES[f"{table}.txt"].split("\n")[0] + "\n"):
        assert read_feed(packed(**{table: text}), source="feed.zip").trip_ids
