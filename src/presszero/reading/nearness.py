"""Nearness in meaning for the live check: asked of the engine, so that no front loads a sentence model.

The page does not wait for an engine that starts or is busy: words answer alone meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from presszero.pure.meaning.files import FOLDER, KNOWN, can_read, kept_at
from presszero.reading.engine import EngineAway, EngineRefused, ask_if_ready

PATIENCE_SECONDS = 0.25


class EngineMeaning:
    """The kept sentence model as the engine reads with it. hash, language: of that model."""

    hash = KNOWN[0].hash
    language = KNOWN[0].language

    def between(self, asked: Sequence[str], said: Sequence[str]) -> list[list[float]] | None:
        """Return the closeness of each to each, -1 to 1; None where the engine cannot tell now."""
        what = {"do": "between", "asked": list(asked), "said": list(said)}
        try:
            answer = ask_if_ready(what, patience_seconds=PATIENCE_SECONDS)
        except (EngineAway, EngineRefused):
            return None
        return answer["near"] if answer and answer["hash"] == self.hash else None


def meaning_at_work() -> EngineMeaning | None:
    """Return the engine's sentence model where one is kept and can read, None where words do alone."""
    is_kept = kept_at(Path(settings.PRESSZERO.home) / FOLDER).is_file()
    return EngineMeaning() if is_kept and can_read() else None
