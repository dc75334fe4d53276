"""What a front keeps as long as it lives is loaded before its first page, and never looked through for rubbish again.

Python's collector stops every thread while it looks through all that is kept. Of a front that is modules, models and
addresses, a quarter of a million objects: 0.3 s in which no page is drawn and no screen hears of anything.
"""

from __future__ import annotations

import gc
from typing import Any

# As Python has it, but what outlived many pages is looked through five times less often.
_LOOKS = (700, 10, 50)


def load_for_good() -> None:
    """Load the code of every page, for which the first one would wait, and take all there is out of the collector's sight."""
    from django.urls import get_resolver

    _load(get_resolver())
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_LOOKS)


def _load(resolver: Any) -> None:
    """Import the views of each address; Django imports some of them only when they are first asked for."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            _load(pattern)
