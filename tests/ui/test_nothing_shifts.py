"""While somebody types nothing on the page moves by itself: not for the check, not for a colleague, not for news."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.ui.looking import words_are_saved
from tests.ui.sample_pages import REPLY
from tests.ui.stand_in import StandIn

# Every shift counts, those within half a second of a key too: a browser forgives these, the eye does not.
WATCH = """
window.moved = [];
window.watcher = new PerformanceObserver((list) => window.note(list.getEntries()));
window.note = (entries) => {
  for (const shift of entries)
    window.moved.push(`${shift.value}: ${shift.sources.map(({ node }) => node?.id || node?.className || node?.nodeName)}`);
};
window.watcher.observe({ type: "layout-shift" });
"""
SINCE = """async () => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  window.note(window.watcher.takeRecords());
  return window.moved.splice(0);
}"""
BELOW_THE_LETTERS = (": part-topic", ": part-alike", ": part-beside", ": part-history")
NEWS = '<p class="news-line" data-news="7">Noor Halvane named you in a note.</p>'


@pytest.fixture
def watched(page: Page) -> Page:
    page.add_init_script(WATCH)
    return page


def hear(page: Page, stand_in: StandIn, address: str) -> None:
    with page.expect_response("**/events"):
        page.goto(f"{stand_in.address}/{address}")
    page.mouse.move(5, 5)


@pytest.mark.parametrize("width", [1440, 1250])
def test_check_autosave_and_a_colleague_move_no_word_of_the_reply(
    width: int, watched: Page, stand_in: StandIn
) -> None:
    page = watched
    page.set_viewport_size({"width": width, "height": 900})
    hear(page, stand_in, "live-case")
    page.keyboard.press("r")
    page.evaluate(SINCE)
    page.keyboard.type(" We")
    words_are_saved(page)
    stand_in.case.writers = "Odile Farrow is writing a reply here too. Speak with them before you go on."
    stand_in.case.remarks = 3  # three more than the page began with
    page.keyboard.type(" do")
    expect(page.locator("#part-writers")).to_contain_text("Odile Farrow")
    expect(page.locator("#part-check .finding")).to_have_count(6)
    assert page.evaluate(SINCE) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_second_letter_is_told_over_the_reply_and_moves_no_word(
    width: int, watched: Page, stand_in: StandIn
) -> None:
    page = watched
    page.set_viewport_size({"width": width, "height": 900})
    stand_in.case.body = "\n\n".join([REPLY, *["We looked into it."] * 20])
    hear(page, stand_in, "live-case#ours")
    page.locator("#body").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" We")
    words_are_saved(page)
    page.evaluate(SINCE)
    stood = page.locator("#body").bounding_box()
    stand_in.case.wrote_again = "Maren Oduya wrote again: 2 new points"
    stand_in.tell(7)
    line = page.get_by_role("link", name=stand_in.case.wrote_again)
    expect(line).to_be_in_viewport()
    expect(page.locator("#contact-12")).to_have_count(1)
    # Beside the reply the letters grow, and what stands below them goes down.
    assert [moved for moved in page.evaluate(SINCE) if not moved.endswith(BELOW_THE_LETTERS)] == []
    assert page.locator("#body").bounding_box() == stood
    page.keyboard.type(" do")
    line.click()
    expect(page.locator("#contact-12")).to_be_in_viewport()
    expect(page.locator("#wrote-again")).to_be_empty()


def test_a_letter_that_stood_there_is_no_news(page: Page, stand_in: StandIn) -> None:
    stand_in.case.wrote_again = "Maren Oduya wrote again: 2 new points"
    hear(page, stand_in, "live-case")
    page.keyboard.press("a")
    expect(page.locator("#point-1")).to_have_attribute("data-state", "answered")
    expect(page.locator("#wrote-again")).to_be_empty()


def test_what_colleagues_tell_comes_over_the_strip_of_keys(watched: Page, stand_in: StandIn) -> None:
    page = watched
    hear(page, stand_in, "live-case")
    page.keyboard.press("r")
    page.evaluate(SINCE)
    page.evaluate("(line) => { document.getElementById('news').innerHTML = line; }", NEWS)
    expect(page.locator("#news")).to_be_in_viewport()
    assert page.evaluate(SINCE) == []


def arrive_while_typing(page: Page, stand_in: StandIn) -> None:
    hear(page, stand_in, "live-inbox")
    page.keyboard.press("/")
    page.keyboard.type("taxi")
    page.evaluate(SINCE)
    stand_in.arrive()
    expect(page.locator("#inbox-new")).to_have_text("4 new")


def test_new_letters_wait_while_somebody_types_in_the_inbox(watched: Page, stand_in: StandIn) -> None:
    arrive_while_typing(watched, stand_in)
    assert watched.evaluate(SINCE) == []
    expect(watched.locator("[data-case-row]")).to_have_count(3)
    watched.keyboard.press("Escape")
    expect(watched.locator("[data-case-row]")).to_have_count(7)


def test_a_line_that_pushes_the_reply_down_would_be_seen(watched: Page, stand_in: StandIn) -> None:
    """The measuring itself: without it the tests above would be quiet whatever moves."""
    hear(watched, stand_in, "live-case")
    watched.keyboard.press("r")
    watched.evaluate(SINCE)
    watched.evaluate("document.getElementById('part-composer').style.marginBlockStart = '2rem'")
    assert watched.evaluate(SINCE) != []
