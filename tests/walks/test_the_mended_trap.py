"""The walk of the lead who answers for a machine: a trap is mended from the message alone, in the editor.

Somebody careless has let silent callers go round. Noor knows nothing of the verifier: she reads what it says, goes
where it points, writes what it names, and lets the flow go live.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.walk, pytest.mark.long]

# Whoever stays silent goes from one question to the next, and round again.
CARELESS = [
    ("    keeps: line\n", "    keeps: line\n    no_input: topic\n"),
    (
        '    keys: {"1": lost-number, "2": card-number}\n',
        '    keys: {"1": lost-number, "2": card-number}\n    no_input: lost-number\n',
    ),
]
REASON = "Who has no number at hand is offered the refund first."
CAN_TRAP, IS_SAFE = "This flow can trap a caller", "Every caller reaches a person"


def test_seeded_trap_is_mended_from_the_message_alone_and_goes_live(
    visit: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    page = visit("/demo/")
    page.get_by_role("button", name="Step in Noor Halvane").click()
    page.wait_for_url("**/desk/**")
    page.goto(page.url.split("/desk/")[0] + "/office/flows/")
    page.get_by_role("link", name="transit-line").click()
    page.wait_for_url("**/office/flows/*/**")  # loaded: what is typed before that is proved by nobody
    says = page.get_by_role("heading", level=1)
    expect(says).to_have_text(IS_SAFE)
    _is_careless(page)
    expect(says).to_have_text(CAN_TRAP)
    page.keyboard.press("Control+s")
    expect(page.locator("#part-head")).to_contain_text("version 2, draft")
    page.wait_for_load_state()

    _publish(page)
    expect(page.get_by_role("alert")).to_contain_text("Version 2 of transit-line cannot go live.")
    page.wait_for_load_state()
    page.locator(".finding.stops").first.get_by_role("button", name="Step through").click()
    expect(page.locator(".talk .caller").last).to_have_text("say nothing")
    expect(page.locator(".drawing .node.on").first).to_be_visible()
    picture(page, "flow-trap")

    while page.locator(".finding.stops").count():
        _do_what_it_says(page)
    expect(says).to_have_text(IS_SAFE)
    page.keyboard.press("Control+s")
    worse = page.get_by_role("region", name="Against version 1, which callers hear")
    expect(worse).to_contain_text("callers who stay silent at “lost-number”, the way to a person is longer")
    worse.get_by_label("Why it goes live all the same").fill(REASON)
    worse.get_by_role("button", name="Publish with this reason").click()
    expect(page.locator("#part-head")).to_contain_text("version 2, live")
    page.wait_for_load_state()
    picture(page, "flow-mended")
    _tries_it_by_keys_alone(page)

    page.goto(page.url.split("/office/")[0] + "/machines/")
    expect(page.get_by_role("main")).to_contain_text("version 2")
    expect(page.get_by_role("main")).to_contain_text("Everybody reaches a person.")
    expect(page.get_by_role("main")).to_contain_text(f"{REASON} Noor Halvane")


def _is_careless(page: Page) -> None:
    text = page.locator("#text")
    written = text.input_value()
    for before, after in CARELESS:
        assert before in written
        written = written.replace(before, after)
    text.fill(written)


def _publish(page: Page) -> None:
    # Where nothing can go live the button says so, and pressing it says why.
    page.get_by_role("button", name="Publish", exact=True).click(force=True)


def _do_what_it_says(page: Page) -> None:
    """Read the first mend, go to the line it points at, and let that place lead where the sentence says."""
    findings = page.locator(".finding.stops")
    traps, said = findings.count(), findings.first.locator(".quiet").inner_text()
    place = re.search(r"lead no-input at (\S+) to a person", said)
    assert place, said
    findings.first.get_by_role("button", name="Go to line").click()
    chosen = page.evaluate(
        "() => { const t = document.getElementById('text'); return t.value.slice(t.selectionStart, t.selectionEnd) }"
    )
    assert chosen.strip() == f"{place[1]}:"
    before, here, after = page.locator("#text").input_value().partition(f"\n{chosen}\n")
    person = re.search(r"^person: (\S+)", before, re.M)
    assert person
    page.locator("#text").fill(
        before + here + re.sub(r"no_input: \S+", f"no_input: {person[1]}", after, count=1)
    )
    expect(findings).not_to_have_count(traps)


def _tries_it_by_keys_alone(page: Page) -> None:
    page.get_by_role("button", name="Press 5").focus()
    page.keyboard.press("1")
    expect(page.locator(".talk .caller")).to_have_text(["press 1"])
    page.keyboard.press("0")
    expect(page.locator("#help")).to_be_hidden()
    page.get_by_role("button", name="the lines are open").press("Enter")
    expect(page.locator(".talk .end")).to_have_text("a person: transit")
    page.get_by_role("button", name="Start again").press("Enter")
    expect(page.locator(".talk .caller")).to_have_count(0)
    page.get_by_label("Words, or several figures").fill("I want a person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="the lines are closed")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour halfway
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
