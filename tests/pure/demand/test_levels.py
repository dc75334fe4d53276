"""The level of days: step by step is the same as all at once, and the slope is the slope."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from presszero.pure.demand.kernels import NOISE, STEP_SIZE, DayLikeness, start
from presszero.pure.demand.levels import LevelFilter, tuned
from presszero.pure.demand.levels import _unlikely as unlikely
from presszero.pure.demand.steps import _log_odds as log_odds

DAYS = [date(2026, 1, 5) + timedelta(days=step) for step in range(40)]


def a_likeness(seed: int) -> DayLikeness:
    features = (np.random.default_rng(seed).random((len(DAYS), 2)) < 0.1).astype(float)
    return DayLikeness.of(DAYS, features)


def some_levels(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.02, count)


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_learning_day_by_day_is_the_textbook_formula(seed: int) -> None:
    likeness, logs = a_likeness(seed), start()
    rows, noise = np.arange(30), np.full(30, 0.0004)
    levels = some_levels(seed, 30)
    one = LevelFilter(likeness, logs, 40)
    one.learn_all(rows[:12], levels[:12], noise[:12])
    for row in rows[12:]:
        one.learn(int(row), float(levels[row]), float(noise[row]))
    later = np.arange(30, 40)
    mean, variance = one.expect(later)
    covariance = likeness.covariance(logs)
    own = float(np.exp(2 * logs[NOISE]))
    inverse = np.linalg.inv(covariance[:30, :30] + np.diag(noise + own))
    across = covariance[later][:, :30]
    assert np.allclose(mean, across @ inverse @ levels, atol=1e-8)
    plain = np.diag(covariance)[later] - np.einsum("ij,jk,ik->i", across, inverse, across) + own
    assert np.allclose(variance, plain, atol=1e-8)


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_slope_of_the_likelihood_is_its_slope(seed: int) -> None:
    likeness = a_likeness(seed)
    levels, noise = some_levels(seed, len(DAYS)), np.full(len(DAYS), 0.0004)
    logs = start() + np.random.default_rng(seed).normal(0, 0.3, len(start()))
    _, slope = unlikely(logs, likeness, levels, noise)
    for place in range(len(logs)):
        step = np.zeros(len(logs))
        step[place] = 1e-5
        up, down = (unlikely(logs + sign * step, likeness, levels, noise)[0] for sign in (1, -1))
        assert np.isclose(slope[place], (up - down) / 2e-5, rtol=1e-3, atol=1e-4)


def test_one_wild_day_moves_the_level_little_and_two_in_a_row_move_it() -> None:
    likeness, logs = a_likeness(0), start()
    told = []
    for wild in ([], [30], [29, 30]):
        one = LevelFilter(likeness, logs, 40)
        for row in range(31):
            one.learn(row, 1.5 if row in wild else 0.0, 0.0004)
        told.append(float(one.expect(np.array([31]))[0][0]))
    calm, once, twice = told
    assert abs(once - calm) < 0.35 and twice > 2 * once


def test_tuning_finds_that_weekdays_differ() -> None:
    weekday = np.array([day.weekday() for day in DAYS])
    levels = np.where(weekday == 0, 0.5, -0.08) + some_levels(1, len(DAYS))
    logs = tuned(a_likeness(3), np.arange(len(DAYS)), levels, np.full(len(DAYS), 0.0004))
    size = np.exp(logs)
    assert size[4] > 0.12 and size[NOISE] < 0.03


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(3, 14))
def test_odds_of_a_step_are_those_of_the_two_densities(seed: int, days: int) -> None:
    covariance = a_likeness(seed).covariance(start()) + 0.002 * np.eye(len(DAYS))
    levels = some_levels(seed, len(DAYS))
    since = np.zeros(len(DAYS))
    since[-days:] = 1.0
    moved = multivariate_normal(cov=covariance + STEP_SIZE**2 * np.outer(since, since))
    lower = np.linalg.cholesky(covariance)
    innovations = np.linalg.solve(lower, levels)
    odds = moved.logpdf(levels) - multivariate_normal(cov=covariance).logpdf(levels)
    assert np.isclose(log_odds(lower[-days:, -days:], innovations[-days:]), odds, atol=1e-6)


def test_moved_level_is_learnt_as_if_the_step_had_been_known() -> None:
    calm = start()
    calm[[0, 2, NOISE]] += np.log(0.3)
    rows, noise = np.arange(34), np.full(34, 0.0001)
    levels = some_levels(3, 34) * 0.15
    levels[24:] += 0.2
    features = (np.random.default_rng(3).random((len(DAYS), 2)) < 0.1).astype(float)
    found, told = (
        LevelFilter(DayLikeness.of(DAYS, features, steps), calm, len(DAYS)) for steps in ((), (24,))
    )
    moved = []
    for one in (found, told):
        one.learn_all(rows[:24], levels[:24], noise[:24])
        moved.append([one.learn(int(row), float(levels[row]), float(noise[row])) for row in rows[24:]])
    assert [[row for row in rows_ if row is not None] for rows_ in moved] == [[24], []]
    later = np.arange(34, 40)
    for mine, theirs in zip(found.expect(later), told.expect(later), strict=True):
        assert np.allclose(mine, theirs, atol=1e-8)
