"""The agent at the case page: what each key leads to, and that nothing typed is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.ui.looking import acts_are_done
from tests.ui.sample_pages import ANSWERS, LETTER, REPLY, THANKS
from tests.ui.stand_in import StandIn, answered_words
from tests.waiting import wait_for

LETTER_TEXT = "".join(text for text, _ in LETTER)


def opened(page: Page, stand_in: StandIn) -> Page:
    page.goto(f"{stand_in.address}/rider")
    expect(page.locator(".ledger > li.now")).to_have_count(1)
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_three_points_and_a_promise_are_settled_and_sent_in_seven_keys(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in).locator("#body").focus()
    press(page, "Escape", "a", "a", "a", "p", "Enter", "Control+Enter")
    expect(page.locator('[data-do="send"]')).not_to_have_attribute("aria-disabled", "true")
    acts_are_done(page)
    acts = [act for act, _ in stand_in.case.posts]
    assert acts == ["mark", "mark", "mark", "pledge", "depart"]
    marked = [answered_words(fields) for act, fields in stand_in.case.posts if act == "mark"]
    assert marked == [ANSWERS[1], ANSWERS[2], ANSWERS[4]]
    pledge = dict(stand_in.case.posts)["pledge"]
    assert (pledge["as"], pledge["owner"], pledge["due"]) == ("promise", "2", "2025-09-05T12:00")


def test_the_keys_do_the_same_on_a_page_made_four_times_as_large(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    opened(page, stand_in)
    press(page, "r")
    expect(page.locator("#body")).to_be_focused()
    page.keyboard.type(" Yours")
    expect(page.locator("#body")).to_have_value(f"{REPLY} Yours")
    wait_for("the words checked", lambda: page.evaluate("PressZero.draft.isChecked()"))
    press(page, "Escape", "a", "a", "a", "p", "Enter", "Control+Enter")
    expect(page.locator('[data-do="send"]')).not_to_have_attribute("aria-disabled", "true")
    acts_are_done(page)
    assert [act for act, _ in stand_in.case.posts if act not in ("draft", "writing")] == [
        *["mark"] * 3,
        "pledge",
        "depart",
    ]


def test_keys_typed_into_the_reply_are_letters(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "r")
    page.keyboard.type("aadp1?")
    expect(page.locator("#body")).to_have_value(REPLY + "aadp1?")
    assert page.locator(".ledger .waiting").count() == 0


def test_an_unfinished_reply_is_not_sent_and_says_why(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Sending opens when 3 points")
    assert "depart" not in [act for act, _ in stand_in.case.posts]


def test_what_stops_the_send_first_is_where_the_keys_go(page: Page, stand_in: StandIn) -> None:
    stand_in.case.missing = (2, 1)
    opened(page, stand_in)
    press(page, "r", "Control+Enter")
    expect(page.locator("#part-check .finding.stops").first).to_be_focused()
    expect(page.locator("#part-check .finding.stops").first).to_be_in_viewport()
    expect(page.locator(".ledger > li.now")).to_have_id("point-2")
    press(page, "a")
    expect(page.locator("#point-2")).to_have_attribute("data-state", "answered")
    expect(page.locator("#body")).to_have_value(REPLY)


def test_a_promise_alone_that_stops_the_send_is_gone_to(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    stand_in.case.states = dict.fromkeys(stand_in.case.states, "answered")
    page.goto(f"{stand_in.address}/rider")
    press(page, "Control+Enter")
    expect(page.locator(".finding.stops:has(.pledge-form)")).to_be_focused()
    expect(page.locator(".finding.stops:has(.pledge-form)")).to_be_in_viewport()


def test_rest_after_typing_saves_the_last_words_once(page: Page, stand_in: StandIn) -> None:
    began_at = datetime(2025, 7, 14, 9)
    page.clock.install(time=began_at)
    opened(page, stand_in)
    page.clock.pause_at(began_at + timedelta(hours=1))
    press(page, "r")
    for words in (" Yours", ", Tomas"):
        page.keyboard.type(words)
        page.clock.run_for(399)
    page.clock.run_for(1)
    expect(page.locator("#part-saved")).to_have_attribute("data-version", "4")
    saved = [(act, fields["version"]) for act, fields in stand_in.case.posts if act != "writing"]
    assert saved == [("draft", "3")]
    assert stand_in.case.body == REPLY + " Yours, Tomas"


def test_a_mark_follows_its_words_when_others_are_typed_before_them(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in).evaluate("document.getElementById('body').setSelectionRange(0, 0)")
    page.locator("#body").focus()
    page.keyboard.type("🚌 Hello. ")
    press(page, "Escape", "a")
    expect(page.locator("#point-1")).to_have_attribute("data-state", "answered")
    fields = dict(stand_in.case.posts)["mark"]
    body = stand_in.case.body
    assert body[int(fields["start"]) : int(fields["end"])] == ANSWERS[1]


def test_words_chosen_in_the_reply_win_over_the_sentence_proposed(page: Page, stand_in: StandIn) -> None:
    start = REPLY.index(ANSWERS[4])
    script = f"document.getElementById('body').setSelectionRange({start}, {start + len(ANSWERS[4])})"
    opened(page, stand_in).locator("#body").focus()
    page.evaluate(script)
    press(page, "Escape", "a")
    expect(page.locator("#point-1")).to_have_attribute("data-state", "answered")
    assert answered_words(stand_in.case.posts[0][1]) == ANSWERS[4]


def test_a_refused_mark_says_so_beside_the_point_and_leaves_it_open(page: Page, stand_in: StandIn) -> None:
    stand_in.case.refusal = "Noor Halvane took this case at 14:12. Ask her, or reload."
    opened(page, stand_in)
    press(page, "a")
    expect(page.locator("#point-1 .act-error")).to_have_text(stand_in.case.refusal)
    expect(page.locator("#point-1")).to_have_attribute("data-state", "open")
    expect(page.locator("#point-1")).to_have_class("now")


def unanswered(page: Page, stand_in: StandIn, number: int) -> Page:
    """A reply without the sentence that answers a point, so that none is proposed."""
    stand_in.case.body = REPLY.replace(ANSWERS[number], "")
    stand_in.case.missing = (number,)
    return opened(page, stand_in)


def test_a_point_without_a_sentence_keeps_the_keys(page: Page, stand_in: StandIn) -> None:
    unanswered(page, stand_in, 1)
    press(page, "1", "a")
    expect(page.locator("#point-1 .act-error")).to_contain_text("No sentence was found")
    expect(page.locator("#body")).not_to_be_focused()
    press(page, "2", "d")
    expect(page.locator("#reason-102")).to_be_focused()
    expect(page.locator("#body")).to_have_value(stand_in.case.body)
    assert stand_in.case.posts == []


def test_on_a_phone_what_is_missing_is_said_on_the_card(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    unanswered(page, stand_in, 1)
    page.get_by_role("link", name="Our reply").click()
    page.locator('#part-check [data-do="answer"]').click()
    expect(page.locator("#part-check .act-error")).to_contain_text("Write it above")
    expect(page.locator("#part-check .act-error")).to_be_in_viewport()
    stand_in.case.refusal = "Noor Halvane took this case at 14:12. Ask her, or reload."
    page.evaluate("document.getElementById('body').setSelectionRange(0, 5)")
    page.locator('#part-check [data-do="answer"]').click()
    expect(page.locator("#part-check .act-error")).to_have_text(stand_in.case.refusal)


def test_on_a_phone_a_card_leads_to_where_the_reason_is_asked(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    unanswered(page, stand_in, 1)
    page.get_by_role("link", name="Our reply").click()
    page.locator('#part-check [data-do="decline"]').click()
    expect(page.locator("#reason-101")).to_be_focused()
    expect(page.locator("#reason-101")).to_be_in_viewport()


def test_declining_asks_for_the_reason_in_place(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "2", "d")
    page.keyboard.type("Another agency runs it")
    press(page, "Enter")
    expect(page.locator("#point-2")).to_have_attribute("data-state", "declined")
    assert stand_in.case.posts[-1][1] | {"version": "", "window": ""} == {
        "point": "102",
        "as": "declined",
        "reason": "Another agency runs it",
        "version": "",
        "window": "",
    }


def test_a_point_that_was_never_asked_leaves_list_and_letter(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "2", "-")
    expect(page.locator("#why-102")).to_be_focused()
    page.keyboard.type("She tells, she does not ask")
    press(page, "Enter")
    expect(page.locator(".ledger > li")).to_have_count(2)
    expect(page.locator('[data-point="2"]')).to_have_count(0)
    expect(page.locator(".ledger > li.now")).to_have_id("point-4")
    act, fields = stand_in.case.posts[-1]
    assert (act, fields["why"]) == ("point/take_out/2", "She tells, she does not ask")


def test_a_point_is_not_taken_out_without_a_reason(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "-", "Enter")
    expect(page.locator("#why-101")).to_be_focused()
    assert stand_in.case.posts == []


def test_an_answer_is_owed_by_a_time_with_one_more_key(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "o", "Enter")
    expect(page.locator("#point-1")).to_have_attribute("data-state", "promised")
    posted = stand_in.case.posts[-1][1]
    assert (posted["as"], posted["owner"], posted["due"]) == ("promised", "1", "2025-07-14T18:00")


def test_a_mark_is_taken_back_with_u(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "a")
    expect(page.locator("#point-1")).to_have_attribute("data-state", "answered")
    press(page, "1", "u")
    expect(page.locator("#point-1")).to_have_attribute("data-state", "open")


HOW_WIDE = """(list) => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = getComputedStyle(list).font;
  return [pen.measureText("Bram Iversund, planning (4 promised, 1 today)").width, list.clientWidth];
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_owner_of_a_promise_is_read_with_what_they_promised_already(
    width: int, page: Page, stand_in: StandIn
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{stand_in.address}/rider#ours")
    needed, given = page.locator(".pledge-form [name=owner]").evaluate(HOW_WIDE)
    assert needed + 24 < given  # with the arrow


def test_it_is_not_a_promise_settles_the_pledge(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "n")
    expect(page.locator(".pledge-form")).to_have_count(0)
    assert stand_in.case.posts[-1][1]["as"] == "not_a_promise"


def test_flagged_words_are_taken_out_and_undo_brings_them_back(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "x")
    expect(page.locator("#body")).not_to_have_value(REPLY)
    assert THANKS not in page.locator("#body").input_value()
    page.locator("#body").focus()
    press(page, "Control+z")
    expect(page.locator("#body")).to_have_value(REPLY)


def test_words_chosen_in_the_letter_become_a_point(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    page.evaluate(
        """() => {
          const runs = [...document.querySelectorAll('.letter [data-start]')];
          const from = runs.find((run) => run.textContent.includes('The driver'));
          const to = runs.find((run) => run.textContent.includes('say.'));
          getSelection().setBaseAndExtent(from.firstChild, from.textContent.indexOf('The driver'), to.firstChild, 4);
        }"""
    )
    press(page, "m")
    acts_are_done(page)
    act, fields = stand_in.case.posts[-1]
    chosen = LETTER_TEXT[int(fields["start"]) : int(fields["end"])]
    assert (act, fields["contact"]) == ("point_add", "11")
    assert chosen.startswith("The driver at 23:40") and chosen.endswith("drivers are told to say.")


def test_escape_leaves_the_reply_and_r_goes_back_to_it(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "r")
    expect(page.locator("#body")).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#main")).to_be_focused()


def test_keys_rest_when_they_are_turned_off(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "?")
    page.locator("[data-keys-on]").uncheck()
    press(page, "Escape", "a")
    assert stand_in.case.posts == []
    assert page.locator(".ledger .waiting").count() == 0


def test_the_mirror_breaks_its_lines_where_the_reply_does(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    for width in (1440, 1100, 700, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for words in (REPLY, "a " * 400, "unbroken" * 40 + " end\n\n\nlast ", "one  two   three\ttab " * 30):
            page.locator("#body").evaluate(
                "(field, words) => { field.value = words; field.dispatchEvent(new Event('input', {bubbles: true})) }",
                words,
            )
            heights = page.evaluate(
                "() => { const field = document.getElementById('body'); const mirror = field.previousElementSibling;"
                " return [field.scrollHeight, field.clientHeight, mirror.offsetHeight] }"
            )
            assert len(set(heights)) == 1, (width, words[:20], heights)


def test_what_colleagues_do_waits_while_a_reason_is_being_typed(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "d")
    page.keyboard.type("Half a rea")
    page.evaluate("fetch('/parts').then((answer) => answer.text()).then(PressZero.placeWhenFree)")
    page.keyboard.type("son")
    expect(page.locator("#reason-101")).to_have_value("Half a reason")


def test_a_reason_begun_while_a_mark_is_written_is_kept(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    stand_in.may_answer.clear()
    press(page, "a", "d")
    page.keyboard.type("Another agency")
    stand_in.may_answer.set()
    expect(page.locator("#point-1")).to_have_attribute("data-state", "answered")
    expect(page.locator("#reason-102")).to_have_value("Another agency")
    expect(page.locator("#reason-102")).to_be_focused()


def test_a_note_that_was_kept_leaves_its_field_empty(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "c")
    page.keyboard.type("Ask the depot")
    press(page, "Tab", "Enter")
    acts_are_done(page)
    assert stand_in.case.posts[-1][1]["words"] == "Ask the depot"
    expect(page.locator("#note-words")).to_have_value("")


def test_search_from_a_case_leads_to_the_inbox_search(page: Page, stand_in: StandIn) -> None:
    opened(page, stand_in)
    press(page, "/")
    page.wait_for_url("**/inbox/#q")
    expect(page.locator("#q")).to_be_focused()


def test_the_key_of_a_new_time_opens_its_form_and_no_other_act(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/case")
    page.keyboard.press("v")
    expect(page.locator('form[data-act="promise_new_time"]').first).to_be_visible()
    expect(page.locator("#more")).not_to_be_visible()
