"""Files that a command writes."""

from __future__ import annotations

from pathlib import Path

from presszero.pure.errors import BadInput


def write_file(path: Path, text: str) -> None:
    """Write a text as it is. Raises BadInput where that cannot be: no such folder, no right, no room."""
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from None
