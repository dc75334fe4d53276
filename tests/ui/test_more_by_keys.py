"""The further acts of a case, by keys alone: one key opens the list, one more the act."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.stand_in import StandIn


def test_point_opens_the_list_and_a_letter_its_act(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press(".")
    expect(page.locator("#more")).to_be_visible()
    page.keyboard.press("g")
    expect(page.locator("#more-tag")).to_be_focused()
    page.keyboard.type("fireworks")
    page.keyboard.press("Enter")
    expect(page.locator("#more")).to_be_hidden()
    assert stand_in.case.posts[-1][0] == "tag"
    assert stand_in.case.posts[-1][1]["tag"] == "fireworks"


def test_letter_alone_leads_to_the_act_and_escape_back(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("l")
    expect(page.locator("#more-link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#more")).to_be_hidden()
    assert stand_in.case.posts == []


def test_refusal_is_told_in_the_list_and_nothing_typed_is_lost(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    stand_in.case.refusal = "The customer was told they hear from us by 16:00."
    page.keyboard.press("z")
    page.locator("#more-why").fill("planning measures")
    page.keyboard.press("Enter")
    expect(page.locator("#more .act-error")).to_have_text(stand_in.case.refusal)
    expect(page.locator("#more-why")).to_have_value("planning measures")


def test_letters_typed_in_the_reply_open_nothing(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("r")
    page.keyboard.type("zfg.")
    expect(page.locator("#more")).to_be_hidden()
