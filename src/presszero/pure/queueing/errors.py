"""What the sums of waiting lines tell a person."""

from __future__ import annotations

from presszero.pure.errors import BadInput


class LineNeverClears(BadInput):
    """More work arrives than the people can do, and nobody gives up: there is no average to return."""


class TargetOutOfReach(BadInput):
    """No number of people reaches this target."""


class NothingToMeasure(BadInput):
    """The records hold nothing that this estimate could stand on."""
