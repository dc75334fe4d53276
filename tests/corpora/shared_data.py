"""Where the data lies that tests and benchmarks read and that is not ours to ship."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def shared(name: str) -> Path:
    """Return the path of a file of the shared test data; the test that asks is skipped where it is absent."""
    folder = Path(os.environ.get("PRESSZERO_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / name).exists():
        pytest.skip(f"{folder / name} is not there; set PRESSZERO_TEST_DATA to the folder of the test data.")
    return folder / name
