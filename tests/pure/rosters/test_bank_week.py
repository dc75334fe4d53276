"""The week of the bank in October 2003: optima that other solvers have proved too."""

from __future__ import annotations

import pytest
from benchmarks.capacity_roster import BANK, bank_cover, bank_roster
from benchmarks.shared_data import missing, shared_data

from presszero.pure.rosters import coverage, least_cover, make_roster, violations

pytestmark = pytest.mark.skipif(shared_data(BANK) is None, reason=missing(BANK))


def test_cover_is_proved_best() -> None:
    found = least_cover(bank_cover())
    assert (found.paid_intervals, found.bound) == (pytest.approx(10_968), pytest.approx(10_968))


def test_named_roster_is_proved_best() -> None:
    problem = bank_roster()
    roster = make_roster(problem, gap=0.0)
    seen = coverage(problem, roster.assignments)
    assert (roster.cost, roster.bound, roster.classes) == (pytest.approx(6_899), pytest.approx(6_899), 21)
    assert (seen.short_intervals, seen.over_intervals) == (453, 2_369)
    assert violations(problem, roster.assignments) == []
