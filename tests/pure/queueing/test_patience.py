"""Patience from records where most were answered before it ran out."""

from __future__ import annotations

import numpy as np
import pytest
from tests.corpora.technion import waiting_callers

from presszero.pure.errors import BadInput
from presszero.pure.queueing.errors import NothingToMeasure
from presszero.pure.queueing.patience import mean_patience, patience_curve


def test_curve_of_a_worked_example() -> None:
    # Six people: gone at 2, answered at 3, gone at 4 (two), answered at 5, gone at 6.
    waits = np.array([2, 3, 4, 4, 5, 6.0])
    curve = patience_curve(waits, np.array([True, False, True, True, False, True]))
    assert curve.at_seconds.tolist() == [2, 4, 6]
    assert curve.still_share == pytest.approx([5 / 6, 5 / 6 * 2 / 4, 0])
    assert curve.share_after(3.9) == pytest.approx(5 / 6)
    assert curve.median_seconds() == 4


def test_mean_and_curve_find_the_patience_they_were_drawn_from() -> None:
    chance = np.random.default_rng(11)
    patience, offered = chance.exponential(200, 40_000), chance.exponential(120, 40_000)
    waits, lost = np.minimum(patience, offered), patience < offered
    mean, curve = mean_patience(waits, lost), patience_curve(waits, lost)
    assert mean.low_seconds < 200 < mean.high_seconds
    assert mean.high_seconds - mean.low_seconds < 8
    for at in (30.0, 100.0, 300.0):
        place = np.searchsorted(curve.at_seconds, at) - 1
        assert curve.low_share[place] - 0.005 < np.exp(-at / 200) < curve.high_share[place] + 0.005


def test_technion_february_1999() -> None:
    waits, lost = waiting_callers()
    curve = patience_curve(waits, lost)
    assert mean_patience(waits, lost).mean_seconds == pytest.approx(347.3, abs=0.05)
    assert curve.median_seconds() == 280
    assert curve.share_after(60) == pytest.approx(0.821, abs=5e-4)
    assert curve.restricted_mean_seconds(600) == pytest.approx(314.7, abs=0.05)


def test_records_without_anyone_who_gave_up_are_told() -> None:
    with pytest.raises(NothingToMeasure, match="None of 2 contacts gave up"):
        mean_patience(np.array([3.0, 4.0]), np.array([False, False]))
    with pytest.raises(BadInput, match="-3 seconds"):
        patience_curve(np.array([-3.0]), np.array([True]))
