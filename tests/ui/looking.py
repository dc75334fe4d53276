"""What every look at a page asks: is it reachable by everyone, and does it fit its window."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.waiting import wait_for

OPEN_ALL = """() => {
  for (const one of document.querySelectorAll("details")) if (!one.closest(".rail, .case-head")) one.open = true;
}"""
# A refusal as the page's own script draws it: beside the first act there is.
REFUSE = """(sentence) => {
  const act = [...document.querySelectorAll("main form[method=post], main [data-do]")].find(PressZero.isShown);
  PressZero.showError(act?.closest("form, div") ?? document.getElementById("main"), sentence);
}"""
SENTENCE = "Somebody else wrote here since you began. Their words are shown now; yours are below."


def faults(page: Page) -> str:
    """Return what axe finds wrong, "" when it finds nothing. What is well is not told: that is most of the time."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""


def too_wide(page: Page, widths: Sequence[int]) -> dict[int, int]:
    """Return how wide the page wants to be at each width that it does not fit."""
    wide = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wide[width] = needed
    return wide


def words_are_saved(page: Page) -> None:
    """Wait until the server has the reply as it stands: whoever pauses between two keys saves more than once."""
    wait_for("the reply being saved", lambda: page.evaluate("PressZero.draft.isChecked()"))


def acts_are_done(page: Page) -> None:
    """Wait until every act that was begun on this page has its answer, and the answer is drawn."""
    page.evaluate("PressZero.inTurn(() => true)")
