"""Where the data of strangers lie that measurements and tests read; none of it is part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared" / "data"


def shared_data(name: str) -> Path | None:
    """Return the folder of one data set, None where it is not on this machine.

    PRESSZERO_TEST_DATA names the folder of all of them; without it they lie in ../shared/data.
    """
    folder = Path(os.environ.get("PRESSZERO_TEST_DATA") or BESIDE) / name
    return folder if folder.is_dir() else None


def missing(name: str) -> str:
    """Return the sentence that says a data set is not here."""
    return f"{name} is not here: name the folder of the data sets in PRESSZERO_TEST_DATA. Left out."
