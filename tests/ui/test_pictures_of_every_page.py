"""Every page of desk, office and public in light and dark, wide and on a phone, in English and French: looked at, and kept as pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.ui.looking import OPEN_ALL, REFUSE, SENTENCE, faults, too_wide
from tests.ui.pages import PAGES
from tests.ui.stand_in import StandIn
from tests.ui.states import BESIDE, STATES

import presszero

TEMPLATES = Path(presszero.__file__).parent
# Frames that other pages stand in, and the copy to keep, which is a file and no page of ours.
NO_PAGES = {
    "desk/frame.html",
    "office/frame.html",
    "publicsite/frame.html",
    "desk/refused.html",
    "publicsite/mark.html",
    "publicsite/download.html",
}


def test_every_page_there_is_has_a_sample() -> None:
    """So that a page that is made tomorrow is looked at tomorrow."""
    there = {
        f"{face}/{path.name}"
        for face in ("desk", "office", "publicsite")
        for path in (TEMPLATES / face / "templates" / face).glob("*.html")
    }
    drawn = {template for template, _context in PAGES.values()}
    assert there - drawn - NO_PAGES == set(), "Give these a sample in tests/ui/pages.py."


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_clean_for_axe_however_it_is_looked_at(
    name: str, language: str, page: Page, stand_in: StandIn, keep: Callable[[Page, str], None]
) -> None:
    stand_in.language = language
    wrong = {}
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(f"{stand_in.address}/{name}")
            keep(page, f"{name}-{language}-{width}-{scheme}")
            page.evaluate(OPEN_ALL)
            if said := faults(page):
                wrong[width, scheme] = said
    assert wrong == {}


def test_every_page_has_three_states_or_says_why_not() -> None:
    assert set(STATES) == {
        template
        for template, _context in PAGES.values()
        if template.startswith(("desk/", "office/", "publicsite/"))
    }, "Give these their states in tests/ui/states.py."
    for template, states in STATES.items():
        for state in states:
            assert " " in state or PAGES[state][0] == template, f"{template}: there is no sample {state}."


REFUSED_BESIDE = [full for full, _empty, wrong in STATES.values() if wrong == BESIDE]


@pytest.mark.parametrize(
    "name",
    [one if one == "inbox" else pytest.param(one, marks=pytest.mark.long) for one in REFUSED_BESIDE],
)
def test_a_refusal_beside_its_act_is_read_by_everyone(
    name: str, page: Page, stand_in: StandIn, keep: Callable[[Page, str], None]
) -> None:
    for scheme, width in (("light", 1440), ("dark", 1440), ("light", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{stand_in.address}/{name}")
        page.evaluate(REFUSE, SENTENCE)
        assert page.locator(".act-error").is_visible()
        keep(page, f"{name}-refused-{width}-{scheme}")
        assert too_wide(page, [width]) == {}
        assert faults(page) == ""


@pytest.fixture
def keep() -> Callable[[Page, str], None]:
    """Keep a picture when PRESSZERO_TEST_PICTURES names a folder; draw it in any case."""
    folder = os.environ.get("PRESSZERO_TEST_PICTURES")

    def keep(page: Page, name: str) -> None:
        drawn = page.screenshot(full_page=True)
        assert len(drawn) > 2000, f"{name} is drawn empty"
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{name}.png").write_bytes(drawn)

    return keep


def test_customers_page_prints_dark_words_on_white_and_nothing_to_press(
    page: Page, stand_in: StandIn
) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{stand_in.address}/customer")
    expect(page.locator(".letters .theirs").first).to_have_css(
        "color", re.compile(r"^rgb\((0, 0, 0|34, 34, 34)\)$")
    )
    expect(page.locator("button:visible, textarea:visible, .person:visible")).to_have_count(0)
    expect(page.locator(".answers > li:visible")).to_have_count(5)
