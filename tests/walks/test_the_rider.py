"""The rider: a letter goes in by SMTP, and an answer to every point comes out by SMTP."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from installation import whole_record
from letters import MAREN, MAREN_LETTER, MAREN_SUBJECT, maren_writes
from playwright.sync_api import Page, expect
from town import Town, wait_for

pytestmark = pytest.mark.walk

FIRST_DRAFT = """\
Dear Maren Oduya,

Three buses of line 7 left Harbour Loop full between 22:40 and 23:20 and could not stop for you at Pier Street.

Please answer this letter with a photo of the taxi receipt; the taxi is refunded in full, 41.50.
"""
WHOLE_DRAFT = """\
Dear Maren Oduya,

Three buses of line 7 left Harbour Loop full between 22:40 and 23:20 and could not stop for you at Pier Street.

There were no extra buses because nobody had entered the fireworks of our own calendar as a crowd. That was our mistake, and it is why your children got home at 00:50, soaked.

Please answer this letter with a photo of the taxi receipt; the taxi is refunded in full, 41.50.

We will send you the timetable of the extra buses for Harvest Night.
"""
KEPT = "SELECT 1 FROM cases_promise WHERE what LIKE %s AND state = 'kept'"


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Step in {name}").click()
    page.wait_for_url("**/desk/**")


def link_in(text: str) -> str:
    found = re.search(r"https?://\S+/c/\S+/", text)
    assert found, text
    return found[0]


def feel(page: Page) -> list[str]:
    """Return a list that grows by each key and each press of the mouse from here on; Control+Enter is one key."""
    felt: list[str] = []
    page.expose_function("felt", lambda what: felt.append(what))
    listen = """
        addEventListener("keydown", (event) => ["Control", "Shift"].includes(event.key) || felt(event.key), true);
        addEventListener("pointerdown", () => felt("mouse"), true);
    """
    page.add_init_script(listen)
    page.evaluate(listen)
    return felt


def drawn_anew_once_it_left(page: Page) -> None:
    """Wait until a page whose reply has left has read itself anew: a step elsewhere in the midst of that is lost."""
    expect(page.locator('[data-act="call_back"]')).to_have_count(0)
    page.wait_for_load_state()


def private_words(*links: str) -> list[str]:
    """Return what of the rider's may stand in no log: who she is, her links, any three words she wrote in a row."""
    words = MAREN_LETTER.split()
    runs = [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]
    tokens = [link.rstrip("/").rpartition("/")[2] for link in links]
    return [MAREN, "Maren", "Oduya", MAREN_SUBJECT, "Pier Street", "taxi", "41.50", *tokens, *runs]


def test_letter_is_answered_point_by_point_and_its_promise_kept(
    town: Town, visit: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    town.post(maren_writes(), sender=MAREN)

    # One honest acknowledgement: a named person, a time, a private page.
    acknowledgement = wait_for("the acknowledgement", lambda: next(iter(town.relay.to(MAREN)), None))
    said = acknowledgement.get_body(("plain",)).get_content()
    assert "Noor Halvane answers for it" in said
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert "Three full buses" not in said  # the sender is not proved, so their words go to their page only

    page = visit("/demo/")
    sign_in(page, "Tomas Vell")
    page.goto(f"{town.url}/desk/?view=team")
    expect(page.get_by_text("Maren Oduya").first).to_be_visible()
    picture(page, "inbox")
    page.get_by_role("link", name="Maren Oduya").click()
    page.wait_for_url("**/desk/cases/**")  # loaded: a key before that is heard by nobody
    expect(page.get_by_role("heading", name="Their words")).to_be_visible()
    expect(page.locator(".ledger > li")).to_have_count(3)
    page.keyboard.press("t")
    expect(page.get_by_text("Owner: Tomas Vell")).to_be_visible()

    # The first draft misses a point: the desk shows which.
    page.keyboard.press("r")
    page.locator("#body").fill(FIRST_DRAFT)
    felt = feel(page)
    expect(page.locator("#part-check")).to_contain_text("Point 2 is not yet answered")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("#point-1")).to_have_attribute("data-state", "answered")
    page.keyboard.press("3")
    page.keyboard.press("a")
    expect(page.locator("#point-3")).to_have_attribute("data-state", "answered")
    expect(page.locator("#part-send")).to_contain_text("Sending opens when point 2 is settled")
    picture(page, "case-one-point-missing")

    # With the prose ready, what is left takes few keys and no mouse.
    page.keyboard.press("r")
    page.locator("#body").fill(WHOLE_DRAFT)
    expect(page.locator(".pledge-form")).to_be_visible()
    picture(page, "case-promise-undated")
    for key in ("Escape", "2", "a"):
        page.keyboard.press(key)
    expect(page.locator("#point-2")).to_have_attribute("data-state", "answered")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.locator("#part-send [data-do=send]")).not_to_have_attribute("aria-disabled", "true")
    picture(page, "case-ready")
    page.keyboard.press("Control+Enter")
    answer = wait_for(
        "the answer", lambda: next((m for m in town.relay.to(MAREN) if "Tomas" in m["From"]), None)
    )
    # All three marks, the date and the sending, from the first prose on.
    assert "mouse" not in felt and len(felt) <= 12, felt
    words = answer.get_body(("plain",)).get_content()
    for needed in ("could not stop for you", "That was our mistake", "41.50", "Harvest Night"):
        assert needed in words
    assert answer["In-Reply-To"] == "<maren-1@lakemail.example>"

    # The customer sees each answer and the promise on her own page.
    mine = visit(link_in(words))
    expect(mine.get_by_text("All have an answer")).to_be_visible()
    expect(mine.locator(".promise-list")).to_contain_text("We will send you the timetable of the extra buses")
    picture(mine, "customer-page")
    drawn_anew_once_it_left(page)

    # The promise falls due, is seen, and is kept.
    town.shift_clock(25 * 3600)
    wait_for(
        "the reminder", lambda: town.rows("SELECT 1 FROM ground_record WHERE kind = 'promise.falls_due'")
    )
    page.goto(f"{town.url}/desk/promises/")
    expect(page.get_by_text("Maren Oduya").first).to_be_visible()
    picture(page, "promises")
    page.get_by_role("link", name=re.compile("^We will send you the timetable")).click()
    page.locator("#part-promises summary", has_text="Kept").first.click()
    page.locator("#part-promises").get_by_role("textbox").first.fill("The timetable went out today.")
    page.get_by_role("button", name="It is kept").click()
    # "Kept" stands on the desk before it is so, and our answer was a promise too: this one's row says when it is.
    wait_for("the promise kept", lambda: town.rows(KEPT, "%timetable%"))
    mine.reload()
    expect(mine.get_by_text("The timetable went out today.")).to_be_visible()
    picture(mine, "customer-page-kept")

    # The record holds it all, without a gap.
    wait_for("the record sealed", lambda: whole_record(town))

    # The log of all this names nobody and quotes nothing.
    assert (
        town.log_holds(["/desk/cases/{n}/"])
        and town.log_holds(private_words(link_in(said), link_in(words))) == []
    )
