"""Where the first word of a reply goes: between the greeting and the name that stand there already."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.ui.stand_in import StandIn

BEGUN = "Dear Maren Oduya,\n\n\n\nTomas Vell\nPort Lumen"


def begun(page: Page, stand_in: StandIn, body: str = BEGUN) -> None:
    stand_in.case.body = body
    page.goto(f"{stand_in.address}/rider")


def test_key_of_the_reply_leads_between_greeting_and_name(page: Page, stand_in: StandIn) -> None:
    begun(page, stand_in)
    page.keyboard.press("r")
    page.keyboard.insert_text("The taxi is refunded.")
    expect(page.locator("#body")).to_have_value(
        "Dear Maren Oduya,\n\nThe taxi is refunded.\n\nTomas Vell\nPort Lumen"
    )


@pytest.mark.parametrize("name", ["\n\nTomas Vell\nPort Lumen", ""])
def test_macro_that_greets_too_says_it_once(name: str, page: Page, stand_in: StandIn) -> None:
    begun(page, stand_in, f"Dear Maren Oduya,\n\n{name}")
    page.keyboard.press("q")
    page.keyboard.press("2")
    expect(page.locator("#macros")).to_be_hidden()
    expect(page.locator("#body")).to_have_value(f"Dear Maren Oduya,\n\n[amount?]{name}")
