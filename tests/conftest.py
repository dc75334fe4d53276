"""What every test stands on: the words in each language, and no language left over from the test before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from presszero.ui.catalogues import compile_catalogues


def pytest_configure() -> None:
    """Compile the catalogues, as ./dev setup does; give laws no time limit, since no test asserts a time."""
    compile_catalogues()
    settings.register_profile("presszero", settings.default, deadline=None)
    settings.load_profile("presszero")


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """A page asked for in French leaves its thread speaking French; the next test begins in English."""
    yield
    translation.deactivate()


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
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look at pages last: while the browser's driver runs, no other event loop can start in this thread.

    With two runs at a time (-n 2) each is given tests in this order too, so it holds for both.
    """
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))
