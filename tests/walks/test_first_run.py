"""A fresh installation is set up in the browser, from the link that the supervisor printed, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from town import Relay, Town, wait_for

pytestmark = pytest.mark.walk

# What is typed into each field in the order of the page; "" leaves what stands there.
TYPED = (
    "Lakeside Transit",
    "",  # the time zone, from the browser
    "Buses & Trams",
    "",  # the address, from the team's name
    "",  # Monday to Friday
    "",  # the weekend
    "Ada Brunner",
    "ada@service.example.org",
    "nine herons by the pier",
)


@pytest.fixture
def town(fresh_database: str, relay: Relay, tmp_path: Path) -> Iterator[Town]:
    """A real installation, without Port Lumen in it."""
    house = Town(fresh_database, tmp_path / "home", relay, {"PRESSZERO_PURPOSE": "production"})
    try:
        house.start()
        yield house
    finally:
        house.stop()


def test_new_house_is_set_up_by_keyboard_and_its_first_lead_is_in(
    town: Town, visit: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    link = wait_for("the link to the set-up", lambda: re.search(r"Set it up, once, at (\S+)", town.log()))
    page = visit(link[1])
    page.locator("#f-organisation").focus()
    for place, words in enumerate(TYPED):
        if words:
            page.keyboard.type(words)
        if place < len(TYPED) - 1:
            page.keyboard.press("Tab")
    expect(page.locator("#f-mail_name")).to_have_value("buses-trams")
    picture(page, "first-run")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{town.url}/office/people/")
    expect(page.get_by_role("link", name="Ada Brunner")).to_be_visible()
    assert town.rows("SELECT name, time_zone <> '' FROM organisation_organisation") == [
        ("Lakeside Transit", True)
    ]
    again = visit(link[1])
    expect(again.get_by_text("This set-up link was used or replaced")).to_be_visible()
