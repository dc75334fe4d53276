"""Where the system gives its own colours, what a colour or a shadow said elsewhere is still to be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.ui.stand_in import StandIn

# What is drawn of it besides its words: its own box, and the one before its content.
DRAWN = """(one) => ["", "::before"].map((which) => {
    const style = getComputedStyle(one, which || null);
    return ["content", "color", "backgroundColor", "borderStyle", "borderColor", "borderWidth", "outlineStyle", "textDecorationLine"].map((part) => style[part]);
})"""
SETTLED = ".answered, .promised, .declined, .owed"
PAIRS = [
    ("inbox", ".pips i.answered", f".pips i:not({SETTLED})"),
    ("inbox", ".tabs [aria-current=true], .tabs [aria-current=page]", ".tabs a:not([aria-current])"),
    ("inbox", ".case-row.now", ".case-row:not(.now)"),
    ("inbox", ".rail a[aria-current]", ".rail a:not([aria-current]):not(.rail-mark)"),
    ("case", ".ledger .point.answered", f".ledger .point:not({SETTLED})"),
    ("case", ".ledger > li.now", ".ledger > li:not(.now)"),
    ("case", ".button[aria-disabled=true]", ".button:not([aria-disabled])"),
]


@pytest.mark.parametrize(("name", "this", "other"), PAIRS)
def test_what_is_chosen_or_settled_is_drawn_otherwise(
    name: str, this: str, other: str, page: Page, stand_in: StandIn
) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{stand_in.address}/{name}")
    drawn = [page.locator(one).first.evaluate(DRAWN) for one in (this, other)]
    assert drawn[0] != drawn[1]


def test_the_sentence_that_answers_is_underlined(page: Page, stand_in: StandIn) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{stand_in.address}/case")
    answer = page.locator(".mirror .answer").first
    assert answer.evaluate("(one) => getComputedStyle(one).boxShadow") != "none"
    assert (
        answer.evaluate("(one) => getComputedStyle(one).color") == "rgba(0, 0, 0, 0)"
    )  # its words are drawn once
