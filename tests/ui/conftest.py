"""One browser and one stand-in desk for the tests of the look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.ui.stand_in import StandIn


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    server = StandIn()
    yield server
    server.stop()


@pytest.fixture
def page(browser: Browser, stand_in: StandIn) -> Iterator[Page]:
    """A page on which any complaint of the browser, the content policy's included, fails the test.

    It closes before its server does, so that no complaint comes of that.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    refused = [words for words in complaints if "409 (Conflict)" not in words]
    assert refused == []
