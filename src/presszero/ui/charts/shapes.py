"""What a chart shows: its sentence, its labels along the foot, its lines, bars and bands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Each look is a class in tokens.css. Colour never carries the meaning alone: lines differ in stroke and name.
LOOKS = ("past", "ahead", "mended", "limit", "c1", "c2", "c3", "c4", "c5", "c6")


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars; a value of None leaves a gap.

    look: "past" what was, "ahead" what is expected, "mended" with help, "limit" a bound, or "c1" to "c6".
    bars: draw bars from zero instead of a line. steps: hold each value until the next, as staffing does.
    named_on_line: write the name at the end of the line; leave it out where names would crowd.
    """

    name: str
    values: Sequence[float | None]
    look: str = "past"
    bars: bool = False
    steps: bool = False
    named_on_line: bool = True


@dataclass(frozen=True)
class Band:
    """A range around what is expected. near: the darker of the two grounds, for the likelier range."""

    name: str
    low: Sequence[float | None]
    high: Sequence[float | None]
    near: bool = True


@dataclass(frozen=True)
class Chart:
    """One chart.

    says: the sentence above it, what to see. counts: what the upright axis counts, such as "calls".
    along: what the foot shows, such as "half-hour". labels: one for each place along the foot.
    now: the place of the present, or None. digits: digits after the point in the table.
    """

    says: str
    counts: str
    along: str
    labels: Sequence[str]
    series: Sequence[Series]
    bands: Sequence[Band] = ()
    now: int | None = None
    digits: int = 0

    def highest(self) -> float:
        """Return the largest value shown, at least a little above zero."""
        shown = [value for one in self.series for value in one.values]
        shown += [value for band in self.bands for value in band.high]
        return (
            max((value for value in shown if value is not None and math.isfinite(value)), default=1.0) or 1.0
        )

    def lowest(self) -> float:
        """Return the least value shown, zero unless something is below it."""
        shown = [value for one in self.series for value in one.values]
        shown += [value for band in self.bands for value in band.low]
        return min(
            0.0, min((value for value in shown if value is not None and math.isfinite(value)), default=0.0)
        )


def number(value: float | None, digits: int = 0) -> str:
    """Return a number as tables show it, "–" for none.

    >>> number(1234.5), number(None)
    ('1,234', '–')
    """
    if value is None or not math.isfinite(value):
        return "–"
    return f"{value:,.{digits}f}"
