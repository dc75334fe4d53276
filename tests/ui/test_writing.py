"""While a reply is written: no word is lost by a crash, colleagues are told from the first key, macros come by name."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Error, Page, expect
from tests.ui.looking import words_are_saved
from tests.ui.stand_in import StandIn


def crash(page: Page) -> None:
    """End the page as a broken machine would: it hears of nothing and says goodbye to nobody."""
    session = page.context.new_cdp_session(page)
    with page.expect_event("crash"), suppress(Error):
        session.send("Page.crash", timeout=100)  # whoever is dead does not answer


def acts(stand_in: StandIn) -> list[str]:
    return [act for act, _ in stand_in.case.posts]


def test_first_key_tells_the_others_and_the_next_ones_do_not_repeat_it(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("r")
    with page.expect_response("**/writing/"):
        page.keyboard.type("D")
    page.keyboard.type("ear Maren, thank you")
    words_are_saved(page)
    assert acts(stand_in).count("writing") == 1


def test_words_typed_before_a_crash_are_offered_again(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("r")
    stand_in.may_answer.clear()  # nothing reaches the server any more
    page.keyboard.type(" And the driver is heard.")
    typed = page.locator("#body").input_value()
    crash(page)
    stand_in.begin()
    again = page.context.new_page()
    again.goto(f"{stand_in.address}/rider")
    expect(again.locator("#kept-here")).to_be_visible()
    again.locator('[data-do="bring_back"]').click()
    expect(again.locator("#body")).to_have_value(typed)
    expect(again.locator("#kept-here")).to_be_hidden()


def test_words_the_server_has_are_offered_no_more(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.keyboard.press("r")
    page.keyboard.type(" Saved.")
    words_are_saved(page)
    page.reload()
    expect(page.locator("#kept-here")).to_be_hidden()


def test_macro_goes_in_at_the_caret_and_can_be_undone(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    before = page.locator("#body").input_value()
    page.keyboard.press("q")
    expect(page.locator("#macros")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("#macros")).to_be_hidden()
    expect(page.locator("#body")).to_have_value(before + "We are open from 8 to 20.")
    page.keyboard.press("Control+z")
    expect(page.locator("#body")).to_have_value(before)


def test_snippet_is_called_by_its_short_name_while_typing(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    before = page.locator("#body").input_value()
    page.keyboard.press("r")
    page.keyboard.type(" ;hours ")
    expect(page.locator("#body")).to_have_value(before + " We are open from 8 to 20. ")


def test_reply_on_its_way_counts_down_and_is_taken_back_by_its_key(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/case-leaving")
    expect(page.locator("#send-why")).to_contain_text("Goes out in")
    expect(page.locator("#body")).to_have_attribute("readonly", "")
    with page.expect_response("**/call_back/"):
        page.keyboard.press("u")
    assert "call_back" in acts(stand_in)


DRAWN_ANEW = """PressZero.place(
  '<span class="label" id="part-saved" hx-swap-oob="true" data-version="3" data-unsaved="Not saved">Saved 14:02</span>' +
  '<div class="send" id="part-send" hx-swap-oob="true"><p id="send-why"></p></div>')"""


def test_words_that_did_not_reach_us_are_not_said_to_be_saved(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    field, label = page.locator("#body"), page.locator("#part-saved")
    place = field.bounding_box()
    stand_in.case.refusal = "This page was open too long. Load it again, then send once more."
    field.press_sequentially(" Ask us")
    expect(label).to_have_text("Not saved")
    alert = page.locator("#part-send").get_by_role("alert")
    expect(alert).to_have_text(f"{stand_in.case.refusal} Your words are kept in this browser until then.")
    assert field.bounding_box() == place
    page.evaluate(DRAWN_ANEW)  # what a colleague does draws these parts anew: the words are still not saved
    expect(label).to_have_text("Not saved")
    expect(alert).to_contain_text(stand_in.case.refusal)
    stand_in.case.refusal = ""
    for _ in " Ask us":
        field.press("Backspace")
    expect(label).to_have_text("Saved 14:02")
    expect(alert).to_have_count(0)


def test_way_that_broke_is_tried_again_and_then_all_is_saved(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    page.clock.install()
    page.evaluate(
        "() => { window.way = fetch; window.fetch = () => Promise.reject(new TypeError('no way')); }"
    )
    page.locator("#body").press_sequentially(" Ask us")
    page.clock.run_for(1000)
    expect(page.locator("#part-saved")).to_have_text("Not saved")
    expect(page.locator("#part-send").get_by_role("alert")).to_contain_text("your words are still here")
    page.evaluate("() => { window.fetch = window.way; }")
    page.clock.run_for(6000)
    expect(page.locator("#part-saved")).not_to_have_text("Not saved")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert stand_in.case.body.startswith(" Ask us")


def test_on_a_phone_too_a_reply_on_its_way_is_taken_back(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{stand_in.address}/case-leaving")
    expect(page.locator("#send-why")).to_contain_text("Goes out in")
    expect(page.locator("#send-why")).to_be_in_viewport()
    with page.expect_response("**/call_back/"):
        page.get_by_role("button", name="Take it back").click()
    page.goto(f"{stand_in.address}/rider")
    expect(page.locator("#body")).to_be_in_viewport()
    page.reload()
    expect(page.locator("#part-letter")).to_be_in_viewport()
