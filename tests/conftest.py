"""What every test stands on: the words in each language, and no language left over from the test before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from presszero.ui.catalogues import compile_catalogues


def pytest_configure() -> None:
    """Compile the catalogues, as ./dev setup does."""
    compile_catalogues()


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """A page asked for in French leaves its thread speaking French; the next test begins in English."""
    yield
    translation.deactivate()
