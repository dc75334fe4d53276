"""Feeds of strangers: read as GTFS says, or refused with file, line, column and what was expected."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import numpy as np
import pytest
from benchmarks.shared_data import missing, shared_data
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.surge.feeds import FILES, bent, packed

from presszero.pure.surge import BadFeed, Event, NoServiceThere, Range, read_feed, stands_of
from presszero.pure.surge import archive as reading

SATURDAY = date(2026, 7, 4)


def an_event(**changes: object) -> Event:
    given: dict[str, object] = {
        "name": "Fireworks",
        "on": SATURDAY,
        "ends_seconds": int(21.5 * 3600),
        "place": (47.0, 8.0),
        "attendance": Range(1000, 1000),
    }
    return Event(**(given | changes))  # type: ignore[arg-type]


def read(content: bytes):  # type: ignore[no-untyped-def]
    return read_feed(content, source="lakeside.zip")


def test_times_beyond_midnight_and_between_timed_stops_are_read() -> None:
    feed = read(packed())
    assert feed.call_seconds[:4].tolist() == [79200, 79800, 80400, 87000]
    assert feed.route_names == ("7", "Lake Line")


def test_calendar_with_its_exceptions_says_what_runs() -> None:
    feed = read(packed())
    assert feed.services_on(SATURDAY) == {"sat"}
    assert feed.services_on(date(2026, 7, 11)) == frozenset()
    assert feed.services_on(date(2026, 7, 5)) == {"sun"}


def test_night_takes_trips_of_the_day_before_the_day_after_and_repeated_ones() -> None:
    stands = stands_of(read(packed()), an_event())
    calls = sorted((one.route, round(one.calls[0][1] / 60)) for one in stands.vehicles)
    # 7 at 22:00 and 00:10; the Lake Line every 20 minutes from 22:00, and Sunday's at 01:00 in the same night.
    assert calls == [
        ("7", 1320),
        ("7", 1450),
        ("Lake Line", 1320),
        ("Lake Line", 1340),
        ("Lake Line", 1360),
        ("Lake Line", 1500),
    ]
    friday = stands_of(read(packed()), an_event(ends_seconds=1200))
    assert [round(one.calls[0][1] / 60) for one in friday.vehicles] == [40]


def test_stops_are_in_order_of_the_walk_and_transfers_say_how_long_it_takes() -> None:
    stands = stands_of(read(packed()), an_event())
    assert stands.names == ("Gate", "Lake Street")
    assert stands.walk_seconds[1] == pytest.approx(667 / 65 * 60, rel=0.01)
    assert stands.between_seconds[0, 1] == 900 and stands.between_seconds[1, 0] < 640


def test_byte_order_mark_folders_and_missing_optional_columns_do_no_harm() -> None:
    stops = "\ufeff" + FILES["stops.txt"]
    assert read(packed(stops=stops)).stop_ids[0] == "gate"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in FILES.items():
            if name not in ("frequencies.txt", "transfers.txt", "agency.txt"):
                archive.writestr(f"feed/{name}", text)
    assert len(read(out.getvalue()).trip_ids) == 5


def test_transfer_between_stations_holds_between_their_platforms_that_have_none() -> None:
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "west,West Station,47.0000,8.0000,1,\neast,East Station,47.0060,8.0000,1,\n"
        "gate,Gate,47.0000,8.0000,,west\nlake,Lake Street,47.0060,8.0000,,east\n"
        "mid,Middle,47.0300,8.0000,,\nend,Terminus,47.0600,8.0,,\ndoor,,,,2,west\n"
    )
    heads = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
    stands = stands_of(read(packed(stops=stops, transfers=f"{heads}west,east,2,1200\n")), an_event())
    assert stands.names == ("Gate", "Lake Street")
    assert stands.between_seconds[0, 1] == 1200 and stands.between_seconds[1, 0] < 640
    own = read(packed(stops=stops, transfers=f"{heads}gate,lake,2,900\nwest,east,2,1200\n"))
    assert stands_of(own, an_event()).between_seconds[0, 1] == 900


def test_padded_cells_and_optional_tables_without_a_line_do_no_harm() -> None:
    padded = read(
        packed(trips=FILES["trips.txt"].replace("r7,sat,", " r7 , sat ,"), transfers="", frequencies="\n")
    )
    assert padded.trip_routes.tolist() == [0, 0, 0, 1, 1] and padded.trip_services[0] == "sat"
    assert not padded.walks and not padded.repeats


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip at all", "lakeside.zip is no zip archive"),
        (packed(stop_times=None), "lakeside.zip has no stop_times.txt"),
        (packed(calendar=None, calendar_dates=None), "neither calendar.txt nor calendar_dates.txt"),
        (packed(stops=""), "stops.txt is empty"),
        (packed(stop_times="trip_id,stop_id,stop_sequence,arrival_time,departure_time\n"), "no line below"),
        (
            bent("stop_times", "a,22:00:00,22:00:00", "a,22:60:00,22:60:00"),
            "stop_times.txt, line 2, column departure_time: '22:60:00'",
        ),
        (
            bent("stop_times", "a,22:00:00,22:00:00,gate,1", "a,22:00:00,22:00:00,gate,one"),
            "line 2, column stop_sequence: 'one'",
        ),
        (
            bent("stop_times", "b,24:10:00", "zz,24:10:00"),
            "line 5, column trip_id: 'zz' cannot be read; expected a trip_id of trips.txt",
        ),
        (bent("stop_times", "24:10:00,gate", "24:10:00,gat"), "line 5, column stop_id: 'gat'"),
        (bent("stop_times", "a,22:00:00,22:00:00", "a,,"), "trip a has no time at its first or last stop"),
        (bent("stop_times", "trip_id,", "trip,"), "stop_times.txt, line 1: there is no column trip_id"),
        (bent("stops", "47.0060", "147.006"), "stops.txt, line 3, column stop_lat: '147.006'"),
        (bent("stops", "lake,", "gate,"), "stops.txt, line 3, column stop_id: 'gate'"),
        (bent("trips", "r3,sat", "r4,sat"), "trips.txt, line 5, column route_id: 'r4'"),
        (bent("calendar", "20260101", "2026-1-1"), "calendar.txt, line 2, column start_date"),
        (bent("calendar_dates", ",1\n", ",7\n"), "column exception_type: '7'"),
        (bent("frequencies", "1200", "0"), "frequencies.txt, line 2, column headway_secs: '0'"),
        (packed(routes="route_id,route_short_name\nr7,\x00\n"), "routes.txt"),
    ],
)
def test_bad_feed_is_told_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(BadFeed) as told:
        read(content)
    assert said in str(told.value)


def test_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SMALL_BYTES", 100_000)
    with pytest.raises(BadFeed, match="times its size"):
        read(packed(shapes="0" * 5_000_000))
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    with pytest.raises(BadFeed, match="would unpack to"):
        read(packed(shapes="0" * 5_000_000))


@settings(max_examples=60, deadline=None)
@given(table=st.sampled_from(sorted(FILES)), place=st.integers(0, 400), junk=st.text(max_size=12))
def test_bent_feed_is_read_or_refused_and_nothing_else(table: str, place: int, junk: str) -> None:
    text = FILES[table]
    cut = place % len(text)
    try:
        read(packed(**{table.removesuffix(".txt"): text[:cut] + junk + text[cut + 1 :]}))
    except BadFeed as told:
        assert str(told)


def test_place_without_stops_or_service_is_told() -> None:
    feed = read(packed())
    with pytest.raises(NoServiceThere, match="the nearest is"):
        stands_of(feed, an_event(place=(46.5, 8.0)))
    with pytest.raises(NoServiceThere, match="No vehicle calls"):
        stands_of(feed, an_event(on=SATURDAY + timedelta(days=3)))
    with pytest.raises(
        NoServiceThere, match=r"The feed speaks of \d{4}-\d\d-\d\d to .* a day like it from this one"
    ):
        stands_of(feed, an_event(on=SATURDAY + timedelta(days=9000)))


def test_city_feed_is_read() -> None:
    folder = shared_data("gtfs_santa_monica_2020")
    if folder is None:
        pytest.skip(missing("gtfs_santa_monica_2020"))
    feed = read((folder / "gtfs_20200216-20200523.zip").read_bytes())
    assert (len(feed.stop_ids), len(feed.route_ids), len(feed.trip_ids), len(feed.call_trips)) == (
        923,
        20,
        3563,
        129412,
    )
    pier = an_event(on=date(2020, 2, 22), place=(34.0106, -118.4960), walk_metres=600.0)
    stands = stands_of(feed, pier)
    assert 10 <= len(stands.names) <= 25 and sum(way.share for way in stands.ways) == pytest.approx(1)
    assert np.all(np.diff(stands.walk_seconds) >= 0)
