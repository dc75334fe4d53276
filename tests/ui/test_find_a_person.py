"""Somebody is found on the page about a person while they are typed, and what is found leads to the look at both."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect
from tests.ui.stand_in import StandIn

FOUND = '<ul class="linked"><li><a href="/person-coming">Maren Oduya</a> m.oduya@harbour.example</li></ul>'


def test_person_is_found_while_they_are_typed(page: Page, stand_in: StandIn) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=FOUND, content_type="text/html")

    page.route("**/person/?q=*", answer)
    page.goto(f"{stand_in.address}/person")
    page.locator("#find-person").fill("m.oduya@h")
    found = page.locator("#people-found a")
    expect(found).to_have_text("Maren Oduya")
    assert [one.partition("?")[2] for one in asked] == ["q=m.oduya%40h"]
    found.click()
    expect(page.get_by_role("button", name="They are the same person")).to_be_visible()
