"""One long run of one line, beside the formulas it must agree with."""

from __future__ import annotations

import numpy as np
import pytest

from presszero.pure.queueing.lines import Line, measure_line
from presszero.pure.simulation.one_line import play_line


@pytest.mark.parametrize(("line", "servers"), [(Line(48 * 60, 60, 120), 50), (Line(540, 60), 10)])
def test_long_run_agrees_with_the_formula(line: Line, servers: int) -> None:
    seen = play_line(line, servers, 2_000_000, np.random.default_rng(7))
    exact = measure_line(line, servers)
    assert seen.wait_chance == pytest.approx(exact.wait_chance, abs=0.01)
    assert seen.later_share == pytest.approx(exact.later_share, abs=0.01)
    assert seen.abandoned_share == pytest.approx(exact.abandoned_share, abs=0.002)
    assert seen.mean_wait_seconds == pytest.approx(exact.mean_wait_seconds, rel=0.05)
    assert seen.answer_seconds == pytest.approx(exact.answer_seconds, rel=0.05)
    assert seen.occupancy == pytest.approx(exact.occupancy, abs=0.005)


def test_who_gives_up_is_the_time_waited_over_the_patience() -> None:
    seen = play_line(Line(48 * 60, 60, 120), 45, 1_000_000, np.random.default_rng(8))
    assert seen.abandoned_share == pytest.approx(seen.mean_wait_seconds / 120, rel=0.02)


def test_same_seed_same_figures() -> None:
    one, two = (play_line(Line(48 * 60, 60, 120), 50, 10_000, np.random.default_rng(9)) for _ in range(2))
    assert one == two


def test_steadier_handling_waits_less() -> None:
    steady, wild = (
        play_line(Line(540, 60), 10, 400_000, np.random.default_rng(10), variation=variation)
        for variation in (0.3, 2.0)
    )
    assert steady.mean_wait_seconds < wild.mean_wait_seconds
