"""Medians and percentiles: against the standard library and by their laws."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.pure.measures import median, percentile, share_of

values = st.lists(st.floats(0, 1e6), min_size=1)


@given(values)
def test_median_is_the_standard_library_s(given_values: list[float]) -> None:
    assert median(given_values) == statistics.median(given_values)


@given(values, st.floats(0.001, 1))
def test_percentile_is_one_of_the_values_and_at_least_that_share_do_not_exceed_it(
    given_values: list[float], share: float
) -> None:
    found = percentile(given_values, share)
    assert found in given_values
    assert sum(value <= (found or 0) for value in given_values) >= share * len(given_values) - 1e-6
    less = [value for value in given_values if value < (found or 0)]
    assert len(less) < share * len(given_values) + 1e-6


def test_nothing_has_no_measure() -> None:
    assert (median([]), percentile([], 0.9), share_of(0, 0)) == (None, None, None)


@pytest.mark.parametrize("share", [0, -0.1, 1.1])
def test_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        percentile([1.0], share)
