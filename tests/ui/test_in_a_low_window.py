"""The desk in a window 256 pixels high, as a page made four times as large has one: nothing lies over what one does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.looking import acts_are_done
from tests.ui.stand_in import StandIn

LOW = {"width": 320, "height": 256}
# Whether the middle of it is what one sees there: nothing else lies over it.
SEEN = """(one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return there !== null && (one.contains(there) || there.contains(one));
}"""
# The share of the window's height that is held by what does not move with the page.
HELD = """() => [...document.querySelectorAll("body *")]
    .filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.checkVisibility())
    .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0) / innerHeight"""


def opened(page: Page, stand_in: StandIn, name: str = "rider") -> Page:
    page.set_viewport_size(LOW)
    page.goto(f"{stand_in.address}/{name}")
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def is_seen(one: Locator) -> None:
    expect(one).to_be_in_viewport()
    assert one.evaluate(SEEN)


@pytest.mark.parametrize("name", ["inbox", "rider", "promises", "customer"])
def test_nothing_that_sticks_takes_the_height(name: str, page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in, name)
    assert page.evaluate(HELD) < 0.2


@pytest.mark.parametrize("name", ["inbox", "rider"])
def test_the_end_of_the_rail_is_reached_on_a_page_made_half_as_large_again(
    name: str, page: Page, stand_in: StandIn
) -> None:
    page.set_viewport_size({"width": 853, "height": 400})  # of 1280 by 600
    page.goto(f"{stand_in.address}/{name}")
    mine = page.locator(".rail-me summary")
    mine.scroll_into_view_if_needed()
    is_seen(mine)


def test_the_sheet_of_keys_opens_where_no_strip_of_keys_is_drawn(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    expect(page.locator(".foot-keys")).to_be_hidden()
    press(page, "?")
    expect(page.locator("#keys-h")).to_be_in_viewport()


def test_the_next_case_is_one_key_away(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    address = str(page.locator('[data-key="J"]').get_attribute("href"))
    page.route(f"**{address}", lambda route: route.fulfill(body="<title>the next case</title>"))
    press(page, "j")
    expect(page).to_have_title("the next case")


def test_a_search_leads_to_what_it_found(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in, "found?q=taxi")
    expect(page.locator("[data-case-row]").first).to_be_in_viewport()


def test_enter_on_the_tab_of_a_sheet_leads_there(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    page.locator('.fold-tabs [href="#owed"]').focus()
    press(page, "Enter")
    expect(page.locator("#owed")).to_be_focused()
    press(page, "r", "Escape")  # a key led on to the reply: the same tab leads back
    expect(page.locator("#owed")).to_be_hidden()
    page.locator('.fold-tabs [href="#owed"]').focus()
    press(page, "Enter")
    expect(page.locator("#owed")).to_be_focused()


def test_what_stops_the_send_is_seen_with_its_title(page: Page, stand_in: StandIn) -> None:
    stand_in.case.states = dict.fromkeys(
        stand_in.case.states, "answered"
    )  # the promise is left, taller than the window
    opened(page, stand_in)
    press(page, "r", "Control+Enter")
    card = page.locator("#part-check .finding.stops").first
    expect(card).to_be_focused()
    is_seen(card.locator(".finding-title"))


def test_a_refusal_is_seen(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "m")  # no words of the letter are chosen
    is_seen(page.get_by_role("alert"))


def test_the_seconds_to_take_a_reply_back_are_seen_at_once(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in, "case-leaving")
    is_seen(page.locator('[data-act="call_back"] button'))


def test_sent_and_on_to_the_next_the_way_back_is_seen(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    stand_in.case.states = dict.fromkeys(stand_in.case.states, "answered")
    stand_in.case.pledge = "promise"
    page.reload()
    press(page, "Control+Shift+Enter")
    acts_are_done(page)
    page.goto(f"{stand_in.address}/case-bare")
    is_seen(page.locator("#leaving button"))
