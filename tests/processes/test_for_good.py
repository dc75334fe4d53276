"""A front loads its pages before the first of them, and the collector looks no more through what it loaded."""

from __future__ import annotations

import gc
import sys

from presszero.processes.for_good import load_for_good


def test_pages_are_loaded_and_out_of_the_collectors_sight() -> None:
    before = gc.get_threshold()
    try:
        load_for_good()
        assert gc.get_freeze_count() > 10_000
        assert gc.isenabled()  # what comes later is still looked through
        assert "presszero.desk.inbox" in sys.modules
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
