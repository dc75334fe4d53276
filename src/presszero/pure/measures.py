"""Medians, percentiles and shares, with a plain answer for nothing at all."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value that a share of all values does not exceed; None when there are none.

    values: in any order. share: above 0 and at most 1. The nearest-rank way: the
    answer is one of the values, so that "nine of ten within 5 h" is true of them as they are.

    Raises ValueError for a share outside.
    Source: docs/sources.md#measures

    >>> percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)
    9
    """
    if not 0 < share <= 1:
        raise ValueError(f"A share of {share} is none; give one above 0 and at most 1.")
    if not values:
        return None
    # The rounding keeps 0.9 of 10 from becoming the tenth by a hair of binary fractions.
    rank = math.ceil(round(share * len(values), 9))
    return sorted(values)[max(rank, 1) - 1]


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, between the two middle ones when there is an even count; None for nothing.

    >>> median([5, 1, 3]), median([1, 2]), median([])
    (3, 1.5, None)
    """
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def share_of(part: int, whole: int) -> float | None:
    """Return part of whole, 0 to 1; None when there is no whole to speak of."""
    return part / whole if whole else None
