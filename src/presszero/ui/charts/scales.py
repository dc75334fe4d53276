"""From values to places on the paper, and where the lines of the grid stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

ROUND_STEPS = (1, 2, 2.5, 5, 10)
MOST_LINES = 5


@dataclass(frozen=True)
class Paper:
    """The drawing's size in pixels, what it leaves free at its edges, and what it spans.

    places: labels along the foot; low, high: values at the foot and the head.
    """

    width: float
    height: float
    places: int
    low: float
    high: float
    left: float = 44
    right: float = 12
    top: float = 22
    bottom: float = 30

    def across(self, place: float) -> float:
        """Return the x of the middle of a place, 0 to places - 1."""
        return self.left + (self.width - self.left - self.right) * (place + 0.5) / self.places

    def up(self, value: float) -> float:
        """Return the y of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.height - self.bottom - share * (self.height - self.bottom - self.top)

    @property
    def slot(self) -> float:
        """The width of one place."""
        return (self.width - self.left - self.right) / self.places


def grid_values(low: float, high: float) -> list[float]:
    """Return round values from at most low to at least high, about five.

    >>> grid_values(0, 87)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    rough = (high - low) / MOST_LINES or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in ROUND_STEPS if power * nice >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * at, 10) for at in range(first, last + 1)]


def labels_shown(labels: Sequence[str], width: float) -> list[int]:
    """Return the places whose label fits along the foot, evenly spaced from the first."""
    widest = max((len(label) for label in labels), default=1) * 6.5 + 14
    every = max(1, math.ceil(len(labels) * widest / max(width, 1)))
    return list(range(0, len(labels), every))
