"""Work in hand under changing arrivals: nothing is lost, and peaks come later."""

from __future__ import annotations

import numpy as np
import pytest

from presszero.pure.queueing.offered_load import (
    empirical_work,
    exponential_work,
    lognormal_work,
    offered_load,
)

KINDS = {
    "exponential": exponential_work(600),
    "lognormal": lognormal_work(600, 1.2),
    "recorded": empirical_work([300, 600, 900]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_contact_brings_its_handling_time(kind: str) -> None:
    arrivals = np.concatenate((np.random.default_rng(3).poisson(40, 30), np.zeros(40))).astype(float)
    load = offered_load(arrivals, 1800, KINDS[kind])
    assert load.sum() * 1800 == pytest.approx(arrivals.sum() * 600, rel=1e-3)
    assert load.min() > -1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_steady_arrivals_settle_at_rate_times_handling(kind: str) -> None:
    assert offered_load(np.full(80, 30.0), 1800, KINDS[kind])[-1] == pytest.approx(10.0, rel=1e-3)


def test_long_handling_moves_the_peak_to_later() -> None:
    arrivals = 100 * np.exp(-(((np.arange(48) - 20) / 5.0) ** 2))
    load = offered_load(arrivals, 1800, exponential_work(3600))
    assert np.argmax(load) in (21, 22)
    assert load.max() < arrivals.max() * 2


def test_sine_arrivals_match_the_closed_form() -> None:
    # Eick, Massey and Whitt: exponential handling turns sin(wt) into (sin(wt) - wS cos(wt)) / (1 + (wS)^2).
    step, period, handling = 60.0, 86_400.0, 3600.0
    begins = np.arange(0, 3 * period, step)
    w = 2 * np.pi / period
    rate = 0.1 + 0.05 * np.sin(w * (begins + step / 2))
    load = offered_load(rate * step, step, exponential_work(handling))
    at = begins + step / 2
    exact = handling * (
        0.1 + 0.05 * (np.sin(w * at) - w * handling * np.cos(w * at)) / (1 + (w * handling) ** 2)
    )
    settled = begins > 2 * period
    assert np.abs(load / exact - 1)[settled].max() < 1e-4
