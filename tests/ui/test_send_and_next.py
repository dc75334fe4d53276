"""Send, then the next case: the way back is offered where one has gone to."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect
from tests.ui.looking import acts_are_done
from tests.ui.stand_in import StandIn

SENT_AT = datetime(2025, 7, 14, 9)


def sent_and_gone_on(page: Page, stand_in: StandIn) -> None:
    """Send and go on to the next page, where the seconds stand still until the test lets them pass."""
    page.clock.install(time=SENT_AT - timedelta(hours=1))
    page.clock.pause_at(SENT_AT)
    page.goto(f"{stand_in.address}/rider")
    stand_in.case.states = dict.fromkeys(stand_in.case.states, "answered")
    stand_in.case.pledge = "promise"
    page.reload()
    page.keyboard.press("Control+Shift+Enter")
    acts_are_done(page)
    assert dict(stand_in.case.posts)["depart"]["then"] == "next"
    page.goto(f"{stand_in.address}/case-bare")


def test_next_page_says_what_leaves_and_a_key_takes_it_back(page: Page, stand_in: StandIn) -> None:
    sent_and_gone_on(page, stand_in)
    expect(page.locator("#leaving")).to_contain_text("The reply to Maren Oduya goes out in")
    with page.expect_response("**/call_back/"):
        page.keyboard.press("Backspace")
    page.reload()
    expect(page.locator("#leaving")).to_be_empty()


def test_once_it_has_left_no_key_takes_it_back(page: Page, stand_in: StandIn) -> None:
    sent_and_gone_on(page, stand_in)
    expect(page.locator("#leaving")).not_to_be_empty()
    page.clock.fast_forward(11_000)
    expect(page.locator("#leaving")).to_be_empty()


def test_reply_that_was_refused_is_not_said_to_leave(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Sending opens when 3 points")
    page.goto(f"{stand_in.address}/case-bare")
    expect(page.locator("#leaving")).to_be_empty()
