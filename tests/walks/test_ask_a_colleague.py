"""A question reaches a colleague's screen by itself, whatever page they are on, and the answer comes back as it came."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from test_the_rider import sign_in
from town import Town

pytestmark = [pytest.mark.walk, pytest.mark.long]
QUESTION, ANSWER = "Who has the key to the depot?", "Bram has it until noon."


def test_question_and_answer_arrive_live_on_the_other_screen(town: Town, visit: Callable[..., Page]) -> None:
    asked = visit("/demo/")
    sign_in(asked, "Odile Farrow")
    with asked.expect_response("**/events"):
        asked.goto(f"{town.url}/desk/day/")
    asking = visit("/demo/")
    sign_in(asking, "Tomas Vell")
    asking.goto(f"{town.url}/desk/promises/")
    asking.keyboard.press("0")
    asking.locator("#ask-words").fill(QUESTION)
    asking.locator('#help button[name="to"]', has_text="Odile").click()
    expect(asked.locator("#asked .news-line")).to_contain_text(QUESTION)
    asked.locator("#asked .news-line a").click()
    asked.get_by_role("textbox", name="Votre réponse").or_(
        asked.get_by_role("textbox", name="Your answer")
    ).fill(ANSWER)
    asked.locator("form.stack button").click()
    expect(asking.locator("#asked .news-line")).to_contain_text(ANSWER)
