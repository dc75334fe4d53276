"""What every test stands on: the words in each language, and no language left over from the test before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from presszero.ui.catalogues import compile_catalogues

# How long a page may take to come, and to show what it must: only what never comes takes it all.
PAGE_PATIENCE_MS = 60_000


def pytest_configure() -> None:
    """Compile the catalogues, as ./dev setup does; leave nothing to the machine's speed or to chance.

    Laws are tried with the same examples in each run, so that a run says something about the code and not about its
    luck; PRESSZERO_TEST_FRESH_EXAMPLES=yes tries new ones, for whoever looks for what no run has met yet.
    """
    compile_catalogues()
    fresh = bool(os.environ.get("PRESSZERO_TEST_FRESH_EXAMPLES"))
    settings.register_profile(
        "presszero",
        settings.default,
        deadline=None,
        derandomize=not fresh,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("presszero")
    expect.set_options(timeout=PAGE_PATIENCE_MS)


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """The next test begins in English and by its own clock.

    A page asked for in French leaves its thread speaking French, and for a moment the clock is still known.
    """
    from presszero.ground import clock

    yield
    translation.deactivate()
    clock._seen = None


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run: two drivers in one process refuse each other."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail(
            "Pages are looked at in Debian's chromium: apt-get install chromium, or run ./dev test as root."
        )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM_FLAGS, timeout=PAGE_PATIENCE_MS
        )
        _be_patient(running, slower=float(os.environ.get("PRESSZERO_TEST_SLOW_PAGES") or 1))
        yield running
        running.close()
        # While the driver's loop runs Django keeps other connections than before and after it: they end with it.
        connections.close_all()


def _be_patient(browser: Browser, slower: float) -> None:
    """Give every page time, and let it compute so many times slower: what a test does not wait for shows at once.

    PRESSZERO_TEST_SLOW_PAGES=6 .venv/bin/python -m pytest tests/walks/test_the_rider.py

    A slow page forgets that it is for print, so the one test that asks for that fails there.
    """
    open_context = browser.new_context

    def slow(page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})

    def open_patient_context(**options: Any) -> BrowserContext:
        context = open_context(**options)
        context.set_default_timeout(PAGE_PATIENCE_MS)
        if slower > 1:
            context.on("page", slow)
        return context

    browser.new_context = open_patient_context  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look at pages last: while the browser's driver runs, no other event loop can start in this thread.

    With two runs at a time (-n 2) each is given tests in this order too, so it holds for both.
    """
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))
