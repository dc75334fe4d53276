"""Erlang B, C and A: published values, 50-digit arithmetic, and laws that every line keeps."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pure.queueing.fifty_digits import blocked, furthest, measured, waiting

from presszero.pure.queueing.errors import LineNeverClears
from presszero.pure.queueing.lines import Line, chance_of_blocking, chance_of_waiting, measure_line

WITHIN_ONE_IN_A_BILLION = 1e-9


@pytest.mark.parametrize(
    ("offered", "servers", "share"),
    [(10.0, 10, 0.214582343107), (100.0, 117, 0.009790071125)],
)
def test_published_blocking(offered: float, servers: int, share: float) -> None:
    assert chance_of_blocking(offered, servers) == pytest.approx(share, abs=5e-13)


@pytest.mark.parametrize(
    ("offered", "servers", "share"),
    [(8.0, 10, 0.409180150796), (950.0, 1000, 0.068253415377), (9900.0, 10_000, 0.222776928864)],
)
def test_published_waiting(offered: float, servers: int, share: float) -> None:
    assert chance_of_waiting(offered, servers) == pytest.approx(share, abs=5e-13)


def test_published_call_centre_without_patience() -> None:
    found = measure_line(Line(720, 240), 55, within_seconds=15)
    assert found.wait_chance == pytest.approx(0.238700936, abs=5e-10)
    assert found.answer_seconds == pytest.approx(8.184032, abs=5e-7)
    assert found.answered_within_share == pytest.approx(0.845883092, abs=5e-10)
    assert found.occupancy == pytest.approx(0.872727, abs=5e-7)


def test_published_call_centre_with_patience() -> None:
    found = measure_line(Line(48 * 60, 60, 120), 50)
    assert found.wait_chance == pytest.approx(0.467774069, abs=5e-10)
    assert found.abandoned_share == pytest.approx(0.030912249, abs=5e-10)
    assert found.mean_wait_seconds == pytest.approx(3.709470, abs=5e-7)
    assert found.mean_queue == pytest.approx(2.967576, abs=5e-7)
    assert found.occupancy == pytest.approx(0.930324, abs=5e-7)


@pytest.mark.parametrize(
    ("servers", "later"),
    [(35, 0.767454), (40, 0.485535), (45, 0.160839), (50, 0.027136), (55, 0.002643), (60, 0.000166)],
)
def test_wait_beyond_twenty_seconds_counts_who_gives_up(servers: int, later: float) -> None:
    # Each was checked against 20 million simulated calls, to 0.0005.
    assert measure_line(Line(48 * 60, 60, 120), servers).later_share == pytest.approx(later, abs=1e-6)


@pytest.mark.parametrize("servers", [1, 7, 60, 1000, 10_000])
@pytest.mark.parametrize("load", [0.4, 0.9, 0.999])
def test_fifty_digits_agree_without_patience(servers: int, load: float) -> None:
    offered = servers * load
    assert chance_of_blocking(offered, servers) == pytest.approx(
        float(blocked(offered, servers)), rel=WITHIN_ONE_IN_A_BILLION, abs=1e-300
    )
    assert chance_of_waiting(offered, servers) == pytest.approx(
        float(waiting(offered, servers)), rel=WITHIN_ONE_IN_A_BILLION, abs=1e-300
    )


@pytest.mark.parametrize("servers", [1, 7, 60, 1000, 10_000])
@pytest.mark.parametrize("load", [0.7, 1.0, 1.4])
@pytest.mark.parametrize("patience", [20.0, 150.0, 3000.0])
def test_fifty_digits_agree_with_patience(servers: int, load: float, patience: float) -> None:
    arrivals_per_hour, handling, within = servers * load * 15, 240.0, 20.0
    found = measure_line(Line(arrivals_per_hour, handling, patience), servers, within)
    precise = measured(arrivals_per_hour / 3600, handling, patience, servers, within)
    assert furthest(found, precise) < WITHIN_ONE_IN_A_BILLION


LINES = st.builds(
    Line,
    arrivals_per_hour=st.floats(1, 5000),
    handling_seconds=st.floats(20, 900),
    patience_seconds=st.floats(5, 5000),
)


@settings(max_examples=80, deadline=None)
@given(LINES, st.integers(0, 400), st.floats(0, 300))
def test_every_line_keeps_the_laws(line: Line, servers: int, within: float) -> None:
    found = measure_line(line, servers, within)
    arrivals = line.arrivals_per_hour / 3600
    assert found.mean_queue == pytest.approx(arrivals * found.mean_wait_seconds, rel=1e-9)
    assert line.patience_seconds is not None
    assert found.abandoned_share * arrivals == pytest.approx(
        found.mean_queue / line.patience_seconds, rel=1e-9
    )
    whole = found.abandoned_share * arrivals + found.occupancy * servers / line.handling_seconds
    assert whole == pytest.approx(arrivals, rel=1e-9)
    # Everyone is answered in time, gives up in time, or waits longer.
    assert -1e-9 <= 1 - found.answered_within_share - found.later_share <= found.abandoned_share + 1e-9


@settings(max_examples=60, deadline=None)
@given(LINES, st.integers(0, 300), st.floats(0, 300))
def test_one_more_server_never_harms(line: Line, servers: int, within: float) -> None:
    fewer, more = measure_line(line, servers, within), measure_line(line, servers + 1, within)
    slack = 1e-12
    assert more.wait_chance <= fewer.wait_chance + slack
    assert more.later_share <= fewer.later_share + slack
    assert more.abandoned_share <= fewer.abandoned_share + slack
    assert more.mean_wait_seconds <= fewer.mean_wait_seconds + slack * fewer.mean_wait_seconds
    assert more.answered_within_share >= fewer.answered_within_share - slack


def test_endless_patience_is_erlang_c() -> None:
    almost, without = measure_line(Line(720, 240, 1e10), 55), measure_line(Line(720, 240), 55)
    assert almost.wait_chance == pytest.approx(without.wait_chance, rel=1e-6)
    assert almost.mean_wait_seconds == pytest.approx(without.mean_wait_seconds, rel=1e-6)
    assert almost.later_share == pytest.approx(without.later_share, rel=1e-6)


def test_line_that_never_clears_says_how_many_would() -> None:
    with pytest.raises(LineNeverClears, match="open at least 11"):
        chance_of_waiting(10.0, 10)
    assert measure_line(Line(720, 240), 48).mean_wait_seconds == math.inf


def test_nobody_comes_and_nobody_waits() -> None:
    assert measure_line(Line(0, 240, 120), 3).wait_chance == 0
    assert measure_line(Line(0, 240), 3).answered_within_share == 1
