"""A lead's day: how the teams stand, a case given to another, one that ran late, a promise that slips, a rule tried, the figures."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hands import at_the_keyboard
from letters import MAREN, maren_writes
from playwright.sync_api import Page, expect
from test_the_morning import deliver, settle_pledges
from test_the_rider import drawn_anew_once_it_left, sign_in
from town import Town, wait_for

pytestmark = pytest.mark.walk
OWNER = "SELECT w.name FROM cases_case c JOIN organisation_worker w ON w.id = c.owner_id WHERE c.id = %s"
HAPPENED = "SELECT 1 FROM ground_record WHERE kind = %s"


def owner_of(town: Town, case_id: int) -> str:
    return str(town.rows(OWNER, case_id)[0][0])


def case_of(town: Town, title: str) -> int:
    return int(town.rows("SELECT id FROM cases_case WHERE title LIKE %s", f"%{title}%")[0][0])


def promised_by_tomas(page: Page, town: Town, case_id: int) -> None:
    """Tomas takes a case and owes its first point an answer, by keys."""
    hands = at_the_keyboard(page)
    page.goto(f"{town.url}/desk/cases/{case_id}/")
    hands.press("t")
    expect(page.locator('#part-head [data-key="T"]')).to_have_count(0)
    hands.press("r")
    hands.write("Your glove is being looked for, and a colleague of the depot asks the driver.")
    hands.press("Escape")
    wait_for("the words saved", lambda: page.evaluate("PressZero.draft.isChecked()"))
    points = page.locator('.ledger > li[data-state="open"]')
    while left := points.count():
        hands.press("o", "Enter")
        expect(points).to_have_count(left - 1)
    settle_pledges(hands, "p", "Enter")
    hands.press("Control+Enter")
    expect(page.locator('[data-act="call_back"]')).to_be_visible()
    town.shift_clock(11)
    wait_for("the reply having left", lambda: town.rows(HAPPENED, "reply.sent"))
    drawn_anew_once_it_left(page)


def test_a_lead_sees_gives_mends_and_looks_ahead(
    town: Town, visit: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    deliver(town, ["fri-glove", "night-driver"])
    town.post(maren_writes(), sender=MAREN)
    wait_for("Maren's case", lambda: town.rows("SELECT 1 FROM cases_case WHERE title LIKE %s", "Two hours%"))
    glove, driver, maren = (case_of(town, title) for title in ("red glove", "Try a taxi", "Two hours"))
    tomas = visit("/demo/")
    sign_in(tomas, "Tomas Vell")
    promised_by_tomas(tomas, town, glove)
    tomas.goto(f"{town.url}/desk/cases/{driver}/")
    tomas.keyboard.press("t")
    wait_for("Tomas having it", lambda: owner_of(town, driver) == "Tomas Vell")

    # How the teams stand, and what waits for nobody in particular.
    noor = visit("/demo/")
    sign_in(noor, "Noor Halvane")
    noor.goto(f"{town.url}/desk/day/")
    row = noor.get_by_role("row", name=re.compile("^Transit"))
    expect(row.locator("td").first).to_have_text("2")
    picture(noor, "lead-day")

    # A case is given to a colleague with what they should know, by keys.
    hands = at_the_keyboard(noor)
    noor.goto(f"{town.url}/desk/cases/{maren}/")
    hands.press("h")
    expect(noor.locator("#handover-to")).to_be_focused()
    noor.locator("#handover-to").select_option(label=handover_name(noor, "Bram Iversund"))
    noor.locator("#handover-words").fill("You planned that night; she asks why there were no extra buses.")
    noor.locator('[data-act="handover"] .button.primary').click()
    wait_for("Bram having it", lambda: owner_of(town, maren) == "Bram Iversund")

    # Whoever's clock runs out, the lead on duty answers: the team says so, and it happens.
    noor.goto(f"{town.url}/office/hours/")
    noor.locator("#main").get_by_role("link", name="Transit").click()
    noor.locator("#f-escalates").check()
    noor.get_by_role("button", name="Keep the targets").click()
    wait_for("the targets kept", lambda: town.rows("SELECT 1 FROM organisation_team WHERE escalates"))
    town.shift_clock(26 * 3600)
    wait_for("the case being escalated", lambda: town.rows(HAPPENED, "case.escalated"))
    wait_for("the lead having it", lambda: owner_of(town, driver) == "Noor Halvane")
    noor.goto(f"{town.url}/desk/")
    expect(noor.locator(f'[data-case-row="{driver}"]')).to_be_visible()
    picture(noor, "lead-escalated")

    # A promise slips: the lead sees it as overdue, and proposes a new time by a letter.
    wait_for("the promise being overdue", lambda: town.rows(HAPPENED, "promise.overdue"))
    noor.goto(f"{town.url}/desk/promises/")
    expect(noor.get_by_text("Wenna Tolliver").first).to_be_visible()
    noor.keyboard.press("v")
    expect(noor.locator("details[open] [name=due]")).to_be_focused()
    picture(noor, "lead-promise-slips")

    # A rule is tried on what came in before it does anything.
    noor.goto(f"{town.url}/office/rules/")
    noor.locator("#f-name").fill("Drivers")
    noor.locator("#f-asks0").select_option("words")
    noor.locator("#f-value0").fill("driver")
    noor.locator("#f-does0").select_option("tag")
    noor.locator("#f-act0").fill("drivers")
    noor.get_by_role("button", name="Keep and try it").click()
    expect(noor.get_by_text(re.compile("it would have acted on [1-9]"))).to_be_visible()
    assert town.rows("SELECT is_on FROM rules_rule") == [(False,)]
    picture(noor, "lead-rule-tried")

    noor.goto(f"{town.url}/office/figures/")
    expect(noor.get_by_role("table").first).to_be_visible()
    expect(noor.locator("#main")).to_contain_text("Transit")
    picture(noor, "lead-figures")


def handover_name(page: Page, name: str) -> str:
    """Return the whole label of a colleague's choice: what they have promised already stands behind the name."""
    labels = page.locator("#handover-to option").all_inner_texts()
    return next(label for label in labels if label.startswith(name))
