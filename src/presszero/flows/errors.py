"""What keeps a flow from being saved or from going live."""

from __future__ import annotations

from collections.abc import Sequence

from presszero.pure.errors import PressZeroError


class FlowNotSafe(PressZeroError):
    """A version would trap callers, or cannot be proved. reasons: a sentence for each, with the way and the mend."""

    def __init__(self, sentence: str, reasons: Sequence[str]) -> None:
        super().__init__(" ".join([sentence, *reasons]))
        self.reasons = tuple(reasons)


class SavedInTheMeantime(PressZeroError):
    """Somebody else saved the same draft after this one was opened."""
