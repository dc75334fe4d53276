"""What can be the matter with messages that are to be compared."""

from __future__ import annotations

from presszero.pure.errors import PressZeroError


class TooFewMessages(PressZeroError):
    """There are too few messages to tell what they have in common: the sentence says how many it takes."""
