"""What can be the matter with what is to be learned or sorted."""

from __future__ import annotations

from presszero.pure.errors import PressZeroError


class TooFewExamples(PressZeroError):
    """There is not enough to learn from: the sentence says how many there are and how many it takes."""


class DamagedModel(PressZeroError):
    """The bytes of a model are not those that were kept."""
