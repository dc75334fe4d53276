"""The check beside the reply: it begins with the end of a word, never twice at once, and keeps nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect
from tests.ui.looking import words_are_saved
from tests.ui.sample_pages import REPLY
from tests.ui.stand_in import StandIn
from tests.waiting import wait_for

BEGAN_AT = datetime(2025, 7, 14, 9)


def standing_still(page: Page, stand_in: StandIn) -> Page:
    """Open the case with a clock that stands: what waits for a rest waits for good."""
    page.clock.install(time=BEGAN_AT)
    page.goto(f"{stand_in.address}/rider")
    expect(page.locator(".ledger > li.now")).to_have_count(1)
    page.clock.pause_at(BEGAN_AT + timedelta(hours=1))
    page.keyboard.press("r")
    return page


def is_looked_at(page: Page) -> None:
    wait_for("the check of these words", lambda: page.evaluate("PressZero.draft.isLookedAt()"))


def test_the_end_of_a_word_is_looked_at_without_a_rest_and_not_saved(page: Page, stand_in: StandIn) -> None:
    standing_still(page, stand_in)
    page.keyboard.type("So")
    page.keyboard.type(" ")
    is_looked_at(page)
    assert stand_in.case.looked == [REPLY + "So "]
    assert "draft" not in [act for act, _ in stand_in.case.posts]


def test_inside_a_word_the_check_waits_for_a_pause(page: Page, stand_in: StandIn) -> None:
    standing_still(page, stand_in)
    page.keyboard.type("Fou")
    assert not page.evaluate("PressZero.draft.isLookedAt()")
    page.clock.run_for(300)
    is_looked_at(page)
    assert stand_in.case.looked == [REPLY + "Fou"]


def test_words_put_in_are_looked_at_at_once(page: Page, stand_in: StandIn) -> None:
    put = "document.execCommand('insertText', false, 'Four buses wait there next year.')"
    standing_still(page, stand_in).evaluate(put)
    is_looked_at(page)
    assert stand_in.case.looked == [REPLY + "Four buses wait there next year."]


def test_one_look_is_under_way_and_the_newest_words_are_next(page: Page, stand_in: StandIn) -> None:
    standing_still(page, stand_in)
    stand_in.may_answer.clear()
    page.keyboard.type("a b c d ")
    stand_in.may_answer.set()
    is_looked_at(page)
    assert stand_in.case.looked == [REPLY + "a ", REPLY + "a b c d "]


def test_who_else_writes_says_nothing_of_the_check(page: Page, stand_in: StandIn) -> None:
    """An answer without a check may come after a look: what the check on the screen is about stays known."""
    standing_still(page, stand_in)
    page.keyboard.type("So ")
    is_looked_at(page)
    page.evaluate("PressZero.place(document.getElementById('part-writers').outerHTML)")
    assert page.evaluate("PressZero.draft.isLookedAt()")


def test_marks_stand_at_their_words_after_a_look_and_after_a_save(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("r")
    marked = page.locator(".mirror .proposal").all_text_contents()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Dear Maren, ")
    is_looked_at(page)
    assert page.locator(".mirror .proposal").all_text_contents() == marked
    words_are_saved(page)
    assert page.locator(".mirror .proposal").all_text_contents() == marked
