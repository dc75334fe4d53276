"""A front loads its pages before the first of them, and the collector looks no more through what it loaded."""

from __future__ import annotations

import subprocess
import sys

FRONT = """
import gc, sys
import django
django.setup()
from presszero.processes.for_good import load_for_good
before = "presszero.desk.inbox" in sys.modules
load_for_good()
print(before, "presszero.desk.inbox" in sys.modules, gc.get_freeze_count() > 10_000, gc.isenabled())
"""


def test_pages_are_loaded_and_out_of_the_collectors_sight() -> None:
    said = subprocess.run(
        [sys.executable, "-c", FRONT], capture_output=True, text=True, check=False, timeout=60
    )
    # What comes later is still looked through.
    assert said.stdout.split() == ["False", "True", "True", "True"], said.stderr
