"""Two letters are chosen by keys, and what the bar offers arrives with the first of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from letters import MAREN, mail, maren_writes
from playwright.sync_api import Page, expect
from test_the_rider import sign_in
from town import Town

JUNO = "juno.akkerly@lakemail.example"
pytestmark = [pytest.mark.walk, pytest.mark.long]


def test_bar_gets_its_choices_with_the_first_chosen_case(town: Town, visit: Callable[..., Page]) -> None:
    town.post(maren_writes(), sender=MAREN)
    town.post(
        mail(sender=JUNO, subject="The lift", text="When is the lift mended?", message_id="j@lake.example"),
        sender=JUNO,
    )
    page = visit("/demo/")
    sign_in(page, "Tomas Vell")
    page.goto(f"{town.url}/desk/?view=team")
    expect(page.locator("[data-case-row]").nth(1)).to_be_visible()
    expect(page.locator("#many-tag")).to_have_count(0)
    with page.expect_response("**many=1"):
        page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-many-count]")).to_contain_text("2")
    expect(page.locator("#many-tag")).to_have_count(1)
    page.keyboard.press(".")
    page.locator("summary", has_text="Tag them").click()
    page.locator("#many-tag").fill("pier")
    page.keyboard.press("Enter")
    expect(page.locator(".many-done")).to_contain_text(
        "2 cases tagged."
    )  # drawn from the rows, after the act
