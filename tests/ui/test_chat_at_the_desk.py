"""The chat at the desk: that the customer types is seen until they have written, whatever is drawn meanwhile."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.stand_in import StandIn

# How long typing holds passes when the test says so, so that no slow machine decides.
HOLDS_MS = 6000
HOLD = f"""
window.held = [];
const wait = window.setTimeout;
window.setTimeout = (act, rest, ...more) => (rest === {HOLDS_MS} ? window.held.push(act) : wait(act, rest, ...more));
"""
TYPES = """() => document.dispatchEvent(
  new CustomEvent("presszero:typing", { detail: { case_id: document.getElementById("main").dataset.case } })
)"""
DRAW = """(last) => {
  const part = document.getElementById("part-chat").cloneNode(true);
  part.setAttribute("hx-swap-oob", "true");
  part.dataset.last = last ?? part.dataset.last;
  part.querySelector("#chat-typing").textContent = "";
  PressZero.place(part.outerHTML);
}"""
PASSES = "() => window.held.splice(0).forEach((act) => act())"


def test_typing_is_seen_through_a_drawing_and_until_they_have_written(page: Page, stand_in: StandIn) -> None:
    page.add_init_script(HOLD)
    page.goto(f"{stand_in.address}/case-chat")
    line = page.locator("#chat-typing")
    expect(line).to_have_text("")
    page.evaluate(TYPES)
    expect(line).to_have_text("The customer is typing …")
    page.evaluate(DRAW)
    expect(line).to_have_text("The customer is typing …")
    page.evaluate(DRAW, "5")
    expect(line).to_have_text("")
    page.evaluate(TYPES)
    page.evaluate(PASSES)
    expect(line).to_have_text("")
    page.evaluate(DRAW, "5")
    expect(line).to_have_text("")
