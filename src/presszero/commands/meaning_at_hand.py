"""The sentence model a command reads with: the one this installation keeps, else the one a package carries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presszero.pure.meaning.vectors import Meaning


def models_folder() -> Path:
    """Return where this installation keeps models; it need not be there."""
    from presszero.config.addresses import from_environment
    from presszero.pure.meaning.files import FOLDER

    return from_environment().home / FOLDER


def meaning_at_hand() -> Meaning:
    """Return the sentence model, loaded. Raises NoMeaning, saying what to install."""
    from presszero.pure.meaning.files import HOW_TO_GET_IT, NoMeaning, find_model
    from presszero.pure.meaning.vectors import Meaning

    path = find_model(models_folder())
    if path is None:
        raise NoMeaning(f"No model for meaning is installed; run: {HOW_TO_GET_IT}")
    return Meaning(path)


def meaning_if_any() -> Meaning | None:
    """Return the sentence model where one can read here, None where words do alone."""
    from presszero.pure.meaning.files import can_read, find_model

    return meaning_at_hand() if can_read() and find_model(models_folder()) else None
