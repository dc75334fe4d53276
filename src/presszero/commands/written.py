"""Files that a command writes."""

from __future__ import annotations

from pathlib import Path

from presszero.pure.errors import BadInput


def folder_for(path: Path) -> None:
    """Make a folder, and those above it, where there is none. Raises BadInput where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{path} cannot be made a folder: {error.strerror}.") from None


def write_file(path: Path, text: str) -> None:
    """Write a text as it is. Raises BadInput where that cannot be: no such folder, no right, no room."""
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from None
