"""What one reads and presses stands whole: tabs, links of a table, and the row that keys have reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from tests.ui.stand_in import StandIn

# The names of those that end outside what holds them, or outside the window.
CUT = """([holder, what]) => [...document.querySelectorAll(holder)].flatMap((held) => [...held.querySelectorAll(what)].filter((one) => {
    const [inner, outer] = [one.getBoundingClientRect(), held.getBoundingClientRect()];
    return inner.width && (inner.right > Math.min(outer.right, innerWidth) + 0.5 || inner.left < Math.max(outer.left, 0) - 0.5);
})).map((one) => one.textContent.trim())"""
PLACES = [
    ("inbox", 1440, ".tabs", "a"),
    ("case", 390, ".tabs", "a, .pips i"),
    ("quarantine", 390, ".scroll-x", "a"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "width", "holder", "what"), PLACES)
def test_tabs_and_links_stand_whole(
    name: str, width: int, holder: str, what: str, language: str, browser: Browser, stand_in: StandIn
) -> None:
    stand_in.language = language
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{stand_in.address}/{name}")
    assert page.evaluate(CUT, [holder, what]) == []
    page.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_row_that_keys_reached_stands_clear_of_the_bar_for_the_chosen_ones(
    width: int, page: Page, stand_in: StandIn
) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(f"{stand_in.address}/inbox")
    for _row in range(page.locator("[data-case-row]").count()):
        page.keyboard.press("j")
        page.keyboard.press("x")
        row, bar = page.locator(".case-row.now").bounding_box(), page.locator("#many").bounding_box()
        if bar:
            assert row and row["y"] + row["height"] <= bar["y"] + 1
