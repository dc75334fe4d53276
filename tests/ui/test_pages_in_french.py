"""Every template with its French words: reachable by everyone, and never wider than a small phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from tests.ui.looking import faults, too_wide
from tests.ui.pages import PAGES
from tests.ui.stand_in import StandIn

WIDTHS = (360, 768, 1024, 1440)


# Where people spend their day in every run, every page in the long one.
EVERY_RUN = {"inbox", "case", "customer"}
NAMES = [name if name in EVERY_RUN else pytest.param(name, marks=pytest.mark.long) for name in PAGES]


@pytest.mark.parametrize("name", NAMES)
def test_a_french_page_fits_its_window_and_is_clean_for_axe(
    name: str, browser: Browser, stand_in: StandIn
) -> None:
    stand_in.language = "fr"
    page = browser.new_page(viewport={"width": 360, "height": 844})
    page.goto(f"{stand_in.address}/{name}")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert too_wide(page, WIDTHS) == {}
    page.set_viewport_size({"width": 360, "height": 844})
    assert faults(page) == ""
    page.close()


def test_the_names_of_the_rail_stand_whole_in_french(browser: Browser, stand_in: StandIn) -> None:
    stand_in.language = "fr"
    for width in (360, 1440):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(f"{stand_in.address}/inbox")
        cut = page.evaluate(
            "[...document.querySelectorAll('.rail a > span, .rail button > span')]"
            ".filter((name) => name.offsetParent && name.parentElement.scrollWidth > name.parentElement.clientWidth)"
            ".map((name) => name.textContent)"
        )
        assert cut == [], width
        page.close()
