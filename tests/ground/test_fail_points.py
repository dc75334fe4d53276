"""Named places to die, for tests only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

REACHES = """
import django
django.setup()
from presszero.ground.fail_points import reach
reach("before-intake-commit")
print("went on")
"""


def reaching(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PRESSZERO_HOME": str(home)} | more
    return subprocess.run(
        [sys.executable, "-c", REACHES], env=environment, capture_output=True, text=True, timeout=60
    )


def test_process_dies_at_the_named_place_once(tmp_path: Path) -> None:
    died = reaching(tmp_path, PRESSZERO_FAIL_AT="before-intake-commit")
    assert died.returncode == -signal.SIGKILL
    assert "went on" not in died.stdout
    again = reaching(tmp_path, PRESSZERO_FAIL_AT="before-intake-commit")
    assert again.stdout == "went on\n"


def test_process_goes_on_at_every_other_place(tmp_path: Path) -> None:
    assert reaching(tmp_path, PRESSZERO_FAIL_AT="after-intake-commit").stdout == "went on\n"


def test_nothing_dies_outside_a_test_installation(tmp_path: Path) -> None:
    ended = reaching(tmp_path, PRESSZERO_FAIL_AT="before-intake-commit", PRESSZERO_PURPOSE="demo")
    assert ended.returncode != -signal.SIGKILL
