"""What a walk stands on: a town, a relay, a browser, and a place for its pictures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from town import Relay, Town


@pytest.fixture
def relay() -> Relay:
    relay = Relay()
    relay.start()
    return relay


@pytest.fixture
def town(demo_database: str, relay: Relay, tmp_path: Path) -> Iterator[Town]:
    town = Town(demo_database, tmp_path / "home", relay)
    try:
        town.start()
        yield town
    finally:
        town.stop()


@pytest.fixture
def visit(browser: Browser, town: Town) -> Iterator[Callable[..., Page]]:
    """Open a page as a new visitor: nobody's session, nothing from outside, no script error."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def open_page(path: str = "/", *, dark: bool = False, phone: bool = False) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light", locale="en-GB")
        wrong: list[str] = []
        context.on("request", lambda request: _inside(request.url, town, wrong))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        opened.append((context, wrong))
        page.goto(path if path.startswith("http") else town.url + path)
        return page

    yield open_page
    for context, wrong in opened:
        context.close()
        assert wrong == []


def _inside(url: str, town: Town, wrong: list[str]) -> None:
    if not url.startswith((town.url, "data:", "blob:", "about:")):
        wrong.append(f"asked outside: {url}")


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep a picture of a page in wide and phone, light and dark, when PRESSZERO_TEST_PICTURES names a folder."""
    folder = os.environ.get("PRESSZERO_TEST_PICTURES")

    def take(page: Page, name: str) -> None:
        if not folder:
            return
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for size, width, height in (("wide", 1440, 900), ("phone", 390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour halfway
                page.screenshot(path=place / f"{name}-{size}-{scheme}.png", full_page=size == "phone")
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        page.set_viewport_size({"width": 1440, "height": 900})

    return take
