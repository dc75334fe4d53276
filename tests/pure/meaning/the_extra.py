"""Whether the extra for meaning is installed where the tests run: ./dev test --semantic installs it and runs them."""

from __future__ import annotations

import pytest

from presszero.pure.meaning.files import can_read, carried

needs_the_extra = pytest.mark.skipif(
    not (can_read() and carried()), reason="the extra for meaning is not installed: ./dev test --semantic"
)
