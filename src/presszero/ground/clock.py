"""The one clock. Business time is read here and nowhere else.

In a demo or test database an offset row shifts it, and every process obeys
within OBEYED_WITHIN_SECONDS. In production the database refuses an offset.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet

from presszero.ground.kept_queries import kept_query
from presszero.ground.models import Installation

OBEYED_WITHIN_SECONDS = 0.2
_seen: tuple[float, float] | None = None  # (monotonic when read, offset seconds)


def now() -> datetime:
    """Return the business time, aware, in UTC."""
    return business_time(datetime.now(UTC))


def business_time(moment: datetime) -> datetime:
    """Return a moment of this machine's clock as business time."""
    return moment + timedelta(seconds=_offset_seconds())


def _offset_seconds() -> float:
    global _seen
    at = time.monotonic()
    if _seen is None or at - _seen[0] > OBEYED_WITHIN_SECONDS:
        _seen = (at, next(iter(_offsets()), 0.0))
    return _seen[1]


@kept_query
def _offsets() -> QuerySet[Installation, float]:
    return Installation.objects.order_by("pk").values_list("clock_offset_seconds", flat=True)[:1]


def shift_to(moment: datetime) -> None:
    """Set the clock of a demo or test so that now() is moment. Production refuses in the database."""
    global _seen
    offset = (moment - datetime.now(UTC)).total_seconds()
    Installation.objects.filter(pk=1).update(clock_offset_seconds=offset)
    _seen = None
