"""One reply open in two windows: they stay in step, and where they cannot, somebody chooses and no word is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.ui.looking import words_are_saved
from tests.ui.stand_in import StandIn
from tests.waiting import wait_for

ELSEWHERE = "Written on the way, on a phone."
BREAK_THE_WAY = """() => {
  const way = fetch;
  window.fetch = (url, how) => (String(url).endsWith("draft/") ? Promise.reject(new TypeError("no way")) : way(url, how));
}"""
LOSE_THE_ANSWER = """() => {
  const way = fetch;
  window.fetch = async (url, how) => {
    const answer = await way(url, how);
    if (!String(url).endsWith("draft/")) return answer;
    window.fetch = way;
    throw new TypeError("lost on the way");
  };
}"""


@pytest.fixture
def elsewhere(browser: Browser, stand_in: StandIn) -> Iterator[Page]:
    """The same case on another device, opened before anybody writes."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{stand_in.address}/rider")
    yield page
    context.close()


def opened(page: Page, stand_in: StandIn) -> Page:
    page.goto(f"{stand_in.address}/rider")
    return page


def write(page: Page, words: str) -> None:
    page.locator("#body").fill(words)


def saved_as(stand_in: StandIn, words: str) -> None:
    wait_for("the words being saved", lambda: stand_in.case.body == words)


def answer_by_its_first_words(page: Page) -> None:
    page.locator("#body").evaluate("(field) => { field.setSelectionRange(0, 7); field.blur(); }")
    page.keyboard.press("a")


def is_marked(stand_in: StandIn) -> bool:
    return "mark" in [act for act, _ in stand_in.case.posts]


def write_on_both(page: Page, elsewhere: Page, stand_in: StandIn) -> None:
    """Save words on one device, then write others on a second that has not heard of them."""
    opened(page, stand_in)
    write(elsewhere, ELSEWHERE)
    words_are_saved(elsewhere)
    write(page, "Written at the desk.")
    expect(page.get_by_role("button", name="Show those words")).to_be_visible()


def test_two_windows_of_one_browser_are_in_step(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    other = opened(page.context.new_page(), stand_in)
    write(page, "In the first window.")
    expect(other.locator("#body")).to_have_value("In the first window.")
    write(other, "In the second window.")
    expect(page.locator("#body")).to_have_value("In the second window.")
    saved_as(stand_in, "In the second window.")
    expect(page.locator(".act-error")).to_have_count(0)


def test_words_saved_on_another_device_are_not_written_over(
    page: Page, elsewhere: Page, stand_in: StandIn
) -> None:
    write_on_both(page, elsewhere, stand_in)
    assert stand_in.case.body == ELSEWHERE
    expect(page.locator("#body")).to_have_value("Written at the desk.")
    expect(page.locator("#part-saved")).to_have_text("Not saved")
    expect(page.locator("#part-send .act-error")).to_contain_text(
        "You saved other words for this reply in another window."
    )


def test_those_words_are_shown_and_ones_own_brought_back(
    page: Page, elsewhere: Page, stand_in: StandIn
) -> None:
    write_on_both(page, elsewhere, stand_in)
    write(elsewhere, f"{ELSEWHERE} And a little more.")
    words_are_saved(elsewhere)
    page.get_by_role("button", name="Show those words").click()
    expect(page.locator("#body")).to_have_value(f"{ELSEWHERE} And a little more.")
    expect(page.locator("#part-saved")).not_to_have_text("Not saved")
    expect(page.locator(".act-error")).to_have_count(0)
    page.locator('[data-do="bring_back"]').click()
    expect(page.locator("#body")).to_have_value("Written at the desk.")
    saved_as(stand_in, "Written at the desk.")


def test_words_taken_back_by_undo_are_offered_no_more(page: Page, elsewhere: Page, stand_in: StandIn) -> None:
    write_on_both(page, elsewhere, stand_in)
    page.get_by_role("button", name="Show those words").click()
    expect(page.locator("#kept-here")).to_be_visible()
    page.keyboard.press("Control+z")
    saved_as(stand_in, "Written at the desk.")
    expect(page.locator("#kept-here")).to_be_hidden()


def test_ones_own_words_are_kept_by_choice(page: Page, elsewhere: Page, stand_in: StandIn) -> None:
    write_on_both(page, elsewhere, stand_in)
    page.get_by_role("button", name="Keep yours instead").click()
    saved_as(stand_in, "Written at the desk.")
    expect(page.locator(".act-error")).to_have_count(0)
    write(elsewhere, "And now the phone is behind.")
    expect(elsewhere.get_by_role("button", name="Show those words")).to_be_visible()


def test_typing_on_asks_nothing_again_and_the_choice_stays(
    page: Page, elsewhere: Page, stand_in: StandIn
) -> None:
    write_on_both(page, elsewhere, stand_in)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/draft/" in request.url else None)
    page.locator("#body").press_sequentially(" On and on.")
    page.evaluate("PressZero.draft.save().catch(() => {})")
    expect(page.get_by_role("button", name="Show those words")).to_be_visible()
    assert asked == []
    assert stand_in.case.body == ELSEWHERE


def test_act_of_a_window_that_is_behind_brings_the_newer_words(
    page: Page, elsewhere: Page, stand_in: StandIn
) -> None:
    opened(page, stand_in)
    write(elsewhere, ELSEWHERE)
    words_are_saved(elsewhere)
    page.evaluate("fetch('/parts').then((answer) => answer.text()).then(PressZero.place)")
    expect(page.locator("#body")).to_have_value(ELSEWHERE)
    write(page, "And on.")
    saved_as(stand_in, "And on.")


def test_point_is_not_answered_by_words_that_are_not_saved(
    page: Page, elsewhere: Page, stand_in: StandIn
) -> None:
    write_on_both(page, elsewhere, stand_in)
    answer_by_its_first_words(page)
    page.evaluate("PressZero.inTurn(() => true)")
    expect(page.get_by_role("button", name="Show those words")).to_be_visible()
    assert not is_marked(stand_in)


def test_point_is_not_answered_by_words_that_never_reached_us(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    page.evaluate(BREAK_THE_WAY)
    write(page, "Written at the desk.")
    expect(page.locator("#part-saved")).to_have_text("Not saved")
    answer_by_its_first_words(page)
    page.evaluate("PressZero.inTurn(() => true)")
    expect(page.locator("#part-send .act-error")).to_be_visible()
    assert not is_marked(stand_in)


def test_places_count_in_the_words_that_stood_there_when_the_key_was_pressed(
    page: Page, stand_in: StandIn
) -> None:
    opened(page, stand_in)
    page.evaluate("() => { PressZero.inTurn(() => new Promise((go) => { window.go = go; })); }")
    stand_in.case.body, stand_in.case.version = ELSEWHERE, 4
    page.evaluate("() => { PressZero.draft.catchUp(); }")
    answer_by_its_first_words(page)
    page.evaluate("window.go()")
    page.evaluate("PressZero.inTurn(() => true)")
    expect(page.locator("#body")).to_have_value(ELSEWHERE)
    assert not is_marked(stand_in)


def test_save_whose_answer_was_lost_is_no_other_window(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    page.evaluate(LOSE_THE_ANSWER)
    write(page, "Once.")
    expect(page.locator("#part-saved")).to_have_text("Not saved")
    assert stand_in.case.body == "Once."
    write(page, "Once and again.")
    saved_as(stand_in, "Once and again.")
    expect(page.locator(".act-error")).to_have_count(0)


def test_words_that_another_window_keeps_here_are_left(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    keep = "(words) => localStorage.setItem(`presszero.draft.${document.getElementById('main').dataset.case}`, words)"
    stand_in.may_answer.clear()
    write(page, "Saved in a moment.")
    page.evaluate(keep, "Of another window.")
    stand_in.may_answer.set()
    words_are_saved(page)
    page.reload()
    expect(page.locator("#kept-here")).to_be_visible()


def test_page_loaded_anew_is_the_same_window_and_a_copy_of_it_is_not(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    name = page.evaluate("PressZero.windows.name")
    stand_in.may_answer.clear()
    write(page, "Left in the middle")
    page.reload()
    stand_in.may_answer.set()
    assert page.evaluate("PressZero.windows.name") == name
    names = page.evaluate("Object.keys(sessionStorage)")
    assert not any(one.startswith("presszero.window") for one in names)


def test_words_of_two_crashes_are_offered_together(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    place = "`presszero.draft.${document.getElementById('main').dataset.case}`"
    for words in ("Of the first.", "Of the second."):
        page.evaluate(f"(words) => localStorage.setItem({place}, words)", words)
        page.reload()
    page.locator('[data-do="bring_back"]').click()
    expect(page.locator("#body")).to_have_value("Of the first.\n\nOf the second.")


def test_reply_begun_anew_after_a_send_is_not_written_over(
    page: Page, elsewhere: Page, stand_in: StandIn
) -> None:
    opened(page, stand_in)
    stand_in.case.body, stand_in.case.version = "The next reply.", 1
    page.evaluate("fetch('/parts').then((answer) => answer.text()).then(PressZero.place)")
    expect(page.locator("#body")).to_have_value("The next reply.")
    write(elsewhere, "Of the last reply.")
    expect(elsewhere.get_by_role("button", name="Show those words")).to_be_visible()
    assert stand_in.case.body == "The next reply."


def test_words_kept_by_this_browser_outlast_typing_on(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    page.evaluate(
        "localStorage.setItem(`presszero.draft.${document.getElementById('main').dataset.case}`, 'Never sent.')"
    )
    page.reload()
    expect(page.locator("#kept-here")).to_be_visible()
    page.locator("#body").press_sequentially("Another beginning. ")
    words_are_saved(page)
    expect(page.locator("#kept-here")).to_be_visible()
    page.reload()
    page.locator('[data-do="bring_back"]').click()
    expect(page.locator("#body")).to_have_value("Never sent.")
    words_are_saved(page)
    page.reload()
    expect(page.locator("#kept-here")).to_be_hidden()
