"""Registers that take minutes to open."""

from __future__ import annotations

import numpy as np
import pytest

from presszero.pure.simulation.counters import (
    CounterRule,
    ladder_with_spare,
    ladder_worth_its_while,
    play_counters,
)

MEAN = 60.0


def play(at: list[float] | np.ndarray, rule: CounterRule, service: float | np.ndarray = MEAN, hours: int = 2):
    times = np.asarray(at, float)
    return play_counters(
        times,
        np.broadcast_to(service, times.shape),
        rule,
        mean_service_seconds=MEAN,
        interval_seconds=3600,
        close_seconds=hours * 3600,
        opening_seconds=180,
        most=8,
    )


def test_planned_counters_are_ready_on_the_hour() -> None:
    rule = CounterRule(planned=np.array([1, 3]))
    before, after = play([3590, 3590, 3591], rule), play([3610, 3611, 3612], rule)
    assert before.wait.max() == pytest.approx(10)
    assert after.wait.max() == 0
    assert after.open_hours == pytest.approx(4, abs=0.02)


def test_called_counter_takes_its_time_to_open() -> None:
    # Five arrive at once at one counter; the line is seen at the next look and the second opens 180 s later.
    seen = play([1000.0, 1000.0, 1000.0, 1000.0, 1000.0], CounterRule(line_each=2))
    assert sorted(seen.wait) == [0, 60, 120, 180, pytest.approx(200, abs=1)]
    assert seen.opening_hours == pytest.approx(2 * 180 / 3600)


def test_nobody_is_left_at_close() -> None:
    seen = play(np.linspace(6000, 7199, 60), CounterRule(planned=np.array([1, 1])))
    assert seen.wait.size == 60
    assert seen.ended_seconds > 7200


def test_early_warning_beats_looking_at_the_line_for_the_same_hours() -> None:
    chance = np.random.default_rng(5)
    expected = np.array([60.0, 200.0, 120.0])
    warned, reacted = [], []
    for _ in range(30):
        counts = chance.poisson(expected * chance.gamma(30, 1 / 30))
        at = np.sort(np.repeat(np.arange(3) * 3600.0, counts) + chance.random(counts.sum()) * 3600)
        service = chance.exponential(MEAN, at.size)
        ladder = ladder_with_spare(1.0, 8)
        warned.append(play(at, CounterRule(expected=expected, ladder=ladder), service, hours=3))
        reacted.append(play(at, CounterRule(line_each=0.5), service, hours=3))
    late = [np.mean(np.concatenate([day.wait for day in days]) > 60) for days in (warned, reacted)]
    hours = [np.mean([day.open_hours for day in days]) for days in (warned, reacted)]
    assert hours[0] <= hours[1]
    assert late[0] < late[1] / 2


def test_ladders_ask_for_more_as_the_work_grows() -> None:
    for ladder in (ladder_with_spare(1.0, 12), ladder_worth_its_while(10, MEAN, 12)):
        assert ladder[0] <= 0.1
        assert np.all(np.diff(ladder) > 0)
        assert np.all(ladder <= np.arange(12))
    assert np.all(ladder_worth_its_while(5, MEAN, 12) <= ladder_worth_its_while(20, MEAN, 12))
