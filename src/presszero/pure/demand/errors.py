"""What stands in the way of a forecast, told in a sentence."""

from __future__ import annotations

from presszero.pure.errors import BadInput


class BadSeries(BadInput):
    """A series cannot be laid out by days and intervals, or is too short for what is asked."""
