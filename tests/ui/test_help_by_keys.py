"""Help by keys alone: a colleague is asked, any act of the page is found by a word, and quiet is kept."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.ui.stand_in import StandIn


def test_palette_finds_an_act_by_a_word_and_does_it(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/inbox")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-words")).to_be_focused()
    page.keyboard.type("all keys")
    expect(page.locator("#palette-list [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#keys")).to_be_visible()


def test_all_keys_are_read_from_the_first_one_on(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 1440, "height": 600})
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("?")
    expect(page.locator("#keys-h")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_palette_walks_by_arrows_and_searches_for_what_it_does_not_know(
    page: Page, stand_in: StandIn
) -> None:
    page.goto(f"{stand_in.address}/inbox")
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#palette-1")).to_have_attribute("aria-selected", "true")
    page.keyboard.type("zeppelin")
    expect(page.locator("#palette-none")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=zeppelin"))


def test_escape_leaves_the_palette_and_the_field_below_keeps_its_words(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/inbox")
    page.keyboard.press("/")
    page.keyboard.type("taxi")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("taxi")


def test_zero_asks_a_colleague_about_the_case_that_is_chosen(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("0")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#ask-words").fill("Is it ours?")
    with page.expect_request("**/asks/") as sent:
        page.locator("#help [data-dialog-key='1']").click()
    fields = sent.value.post_data or ""
    assert "words=Is+it+ours%3F" in fields and "to=3" in fields
    expect(page.locator("#help")).to_be_hidden()


def test_ctrl_enter_in_the_question_asks_and_sends_no_reply(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    page.keyboard.press("0")
    page.locator("#ask-words").fill("Is it ours?")
    with page.expect_request("**/asks/"):
        page.keyboard.press("Control+Enter")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+Enter")
    assert [url.rpartition("/asks/")[1] for url in asked] == ["/asks/"]


def test_quiet_is_kept_on_the_next_page(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/inbox")
    page.keyboard.press("?")
    page.locator("[data-quiet]").check()
    page.goto(f"{stand_in.address}/inbox")
    assert page.evaluate("PressZero.isQuiet()")
