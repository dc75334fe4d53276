"""Keys pressed faster than a list arrives: they are meant for the list, never for the page below it."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.stand_in import StandIn


def opened_on_a_slow_line(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    expect(page.locator("#point-1")).to_have_class("now")
    stand_in.may_answer.clear()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_figure_pressed_right_after_q_is_a_macro_and_no_point(page: Page, stand_in: StandIn) -> None:
    opened_on_a_slow_line(page, stand_in)
    before = page.locator("#body").input_value()
    press(page, "q", "2")
    expect(page.locator("#point-1")).to_have_class("now")
    stand_in.may_answer.set()
    expect(page.locator("#macros")).to_be_hidden()
    expect(page.locator("#body")).to_have_value(before + "Dear Maren Oduya,\n\n[amount?]")
    expect(page.locator("#point-1")).to_have_class("now")


def test_letter_pressed_right_after_the_point_is_an_act_of_the_list(page: Page, stand_in: StandIn) -> None:
    opened_on_a_slow_line(page, stand_in)
    press(page, ".", "v")  # on the page V would give a promise a new time
    stand_in.may_answer.set()
    expect(page.locator('#more [data-dialog-key="v"]').locator("..")).to_have_attribute("open", "")
    assert page.locator("#part-promises details[open]").count() == 0


def test_words_typed_right_after_the_letter_go_into_its_field(page: Page, stand_in: StandIn) -> None:
    opened_on_a_slow_line(page, stand_in)
    press(page, "g", *"taxi", "Enter")
    stand_in.may_answer.set()
    expect(page.locator("#more")).to_be_hidden()
    assert stand_in.case.posts[-1] == ("tag", stand_in.case.posts[-1][1] | {"tag": "taxi"})


def test_escape_before_the_list_is_there_leads_back(page: Page, stand_in: StandIn) -> None:
    opened_on_a_slow_line(page, stand_in)
    press(page, "q", "Escape")
    expect(page.locator("#macros")).to_be_hidden()
    with page.expect_response("**/case/macros/"):
        stand_in.may_answer.set()
    press(page, "2")
    expect(page.locator("#point-2")).to_have_class("now")
