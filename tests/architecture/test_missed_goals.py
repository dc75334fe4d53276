"""Each measure whose goal is not reached says the best figure, what was tried, and why."""

from __future__ import annotations

import re

from tests.architecture.pages import DOCS

ACCEPTANCE = DOCS / "acceptance" / "answered-not-placated.md"
MISSED = DOCS / "background" / "missed-goals.md"
FALLS_SHORT = re.compile(r"\*\*(?:Not yet|Missed)\*\*")
TOLD = ("Goal", "Best figure", "Tried", "Why")


def parts(words: str, heading: str) -> dict[int, str]:
    """Return the text below each "Measure N" of a page. heading: the marks before it, as "##"."""
    found = re.split(rf"^{heading} Measure (\d+)\b.*$", words, flags=re.MULTILINE)
    return {int(number): text for number, text in zip(found[1::2], found[2::2], strict=True)}


def falling_short(acceptance: str) -> set[int]:
    return {number for number, text in parts(acceptance, "###").items() if FALLS_SHORT.search(text)}


def test_each_measure_whose_goal_is_missed_tells_of_it() -> None:
    untold = falling_short(ACCEPTANCE.read_text()) - set(parts(MISSED.read_text(), "##"))
    assert not untold, f"Measures {sorted(untold)} fall short; say the best figure and why in {MISSED.name}."


def test_each_missed_goal_says_its_figure_what_was_tried_and_why() -> None:
    for number, text in parts(MISSED.read_text(), "##").items():
        for what in TOLD:
            assert re.search(rf"^- \*\*{what}\*\*: \S", text, re.MULTILINE), f"Measure {number}: {what}?"


def test_a_measure_that_falls_short_is_seen() -> None:
    page = "### Measure 1\n\nShown by: all.\n\n### Measure 2\n\n**Missed**: half of it.\n"
    assert falling_short(page) == {2}
