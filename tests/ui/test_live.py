"""What happens elsewhere: rows arrive in place with a count, never under the pointer; words being typed stay."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.sample_pages import REPLY
from tests.ui.stand_in import StandIn


def at_the_inbox(page: Page, stand_in: StandIn) -> Page:
    with page.expect_response("**/events"):
        page.goto(f"{stand_in.address}/live-inbox")
    page.mouse.move(5, 5)
    expect(page.locator("[data-case-row]")).to_have_count(3)
    return page


def test_a_new_case_appears_in_place_and_is_counted(page: Page, stand_in: StandIn) -> None:
    at_the_inbox(page, stand_in)
    stand_in.arrive()
    expect(page.locator("[data-case-row]")).to_have_count(7)
    expect(page.locator("#told")).to_have_text("4 new")
    expect(page.locator('.case-row.now[data-case-row="4127"]')).to_have_count(1)


def test_a_new_case_waits_while_somebody_points_at_a_row(page: Page, stand_in: StandIn) -> None:
    at_the_inbox(page, stand_in).locator("[data-case-row]").first.hover()
    stand_in.arrive()
    expect(page.locator("#inbox-new")).to_have_text("4 new")
    expect(page.locator("[data-case-row]")).to_have_count(3)
    page.locator("#inbox-new").click()
    expect(page.locator("[data-case-row]")).to_have_count(7)
    expect(page.locator("#inbox-new")).to_be_hidden()


def test_j_and_k_choose_a_row_and_enter_opens_it(page: Page, stand_in: StandIn) -> None:
    page.route("**/cases/4127/", lambda opened: opened.fulfill(body="The case."))
    at_the_inbox(page, stand_in)
    page.keyboard.press("k")
    expect(page.locator(".case-row.now")).to_have_attribute("data-case-row", "4098")
    page.keyboard.press("j")
    expect(page.locator(".case-row.now")).to_have_attribute("data-case-row", "4127")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The case.")).to_be_visible()


def test_an_act_of_a_colleague_is_drawn_and_the_reply_being_typed_stays(
    page: Page, stand_in: StandIn
) -> None:
    with page.expect_response("**/events"):
        page.goto(f"{stand_in.address}/live-case")
    page.keyboard.press("r")
    page.keyboard.type(" Yours")
    stand_in.case.states[1] = "answered"
    stand_in.tell(7)
    expect(page.locator("#point-1")).to_have_attribute("data-state", "answered")
    expect(page.locator("#body")).to_have_value(REPLY + " Yours")


HEAR = """
window.heard = []; window.waits = [];
const Source = EventSource;
window.EventSource = class extends Source {
  constructor(url) { super(url); this.addEventListener("record", (event) => {
    window.heard.push(event.data);
    document.documentElement.dataset.heard = window.heard.length;
  }); }
};
const wait = window.setTimeout;
window.setTimeout = (act, rest, ...more) => {
  window.waits.push(rest);
  if (rest >= 1000 && !Number.isInteger(rest)) document.documentElement.dataset.shared = "yes";
  return wait(act, rest, ...more);
};
"""


def test_what_happens_to_another_case_asks_for_nothing(page: Page, stand_in: StandIn) -> None:
    page.add_init_script(HEAR)
    page.goto(f"{stand_in.address}/live-case")
    stand_in.tell(8)
    expect(page.locator("html")).to_have_attribute("data-heard", "1")
    assert page.evaluate("waits.includes(20)") is False
    stand_in.tell(7)
    expect(page.locator("html")).to_have_attribute("data-heard", "2")
    assert page.evaluate("waits.includes(20)") is True


def test_a_few_lines_are_drawn_at_once_and_of_a_crowd_several_share_a_drawing(
    page: Page, stand_in: StandIn
) -> None:
    page.clock.set_fixed_time("2026-07-13T08:00:00Z")  # no second passes that would allow one more
    page.add_init_script(HEAR)
    at_the_inbox(page, stand_in)
    for _ in range(5):
        with page.expect_response(lambda answer: answer.request.headers.get("hx-target") == "part-rows"):
            stand_in.tell(7)
    assert page.evaluate("waits.filter((rest) => rest === 20).length") == 5
    stand_in.tell(7)
    expect(page.locator("html")).to_have_attribute(
        "data-shared", "yes"
    )  # the page allows no words to be run in it
    assert page.evaluate("waits.filter((rest) => rest === 20).length") == 5


def test_take_pressed_right_after_j_takes_the_case_that_is_chosen(page: Page, stand_in: StandIn) -> None:
    chosen = '<aside id="part-preview" data-preview="4127"><form action="/take/4127/" data-act="take"><button data-key="T">Take</button></form></aside>'
    page.route("**/preview/4127/", lambda asked: asked.fulfill(body=chosen))
    at_the_inbox(page, stand_in)
    page.locator('[data-case-row="4127"]').evaluate("(row) => { row.dataset.previewUrl = '/preview/4127/' }")
    page.locator("#part-preview").evaluate("(preview) => { preview.dataset.preview = '4098' }")
    with page.expect_request("**/take/4127/"):
        page.keyboard.press("t")
