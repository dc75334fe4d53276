"""What is odd about a series, where, and how it was mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

GAP: Final = "gap"
MISSING_DAY: Final = "missing day"
DOUBLED_DAY: Final = "doubled day"
DOUBLED_COUNTS: Final = "doubled counts"
SHIFTED_HOURS: Final = "shifted hours"
ZERO_IN_OPENING_HOURS: Final = "zero in opening hours"
DUPLICATE_STAMP: Final = "duplicate stamp"
DAYLIGHT_SAVING: Final = "daylight saving"
ZEROS_LEFT_OUT: Final = "zeros left out"
LINES_LEFT_OUT: Final = "lines left out"
CLOSED_A_YEAR_AGO: Final = "closed a year ago"


@dataclass(frozen=True)
class Finding:
    """One thing that is odd.

    kind: one of the words above. day: where, None for the whole table. says: what was seen, with numbers.
    mend: what was done about it before anything was fitted.
    """

    kind: str
    day: date | None
    says: str
    mend: str
