"""Every template, full, empty and with errors: drawn, reachable by everyone, and never wider than its window."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page
from tests.ui.looking import OPEN_ALL, faults, too_wide
from tests.ui.pages import PAGES, by_state
from tests.ui.stand_in import StandIn

WIDTHS = (360, 390, 768, 1024, 1200, 1440, 1600)
DRAWN_AT = [
    ("light", 1440),
    pytest.param("dark", 1440, marks=pytest.mark.long),
    pytest.param("light", 390, marks=pytest.mark.long),
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_style_attribute_and_no_script_of_its_own(name: str) -> None:
    template, context = PAGES[name]
    html = render_to_string(template, context())
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    scripts = re.findall(r"<script([^>]*)>", html)
    assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_icon_a_page_asks_for_is_drawn(name: str) -> None:
    template, context = PAGES[name]
    html = render_to_string(template, context())
    asked = set(re.findall(r'href="#(i-[a-z]+)"', html))
    assert asked <= set(re.findall(r'<symbol id="(i-[a-z]+)"', html))


@pytest.mark.parametrize(("scheme", "width"), DRAWN_AT)
@pytest.mark.parametrize("name", by_state())
def test_a_page_is_clean_for_axe_in_light_in_dark_and_on_a_phone(
    name: str, scheme: Literal["light", "dark"], width: int, page: Page, stand_in: StandIn
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{stand_in.address}/{name}")
    page.evaluate(OPEN_ALL)
    assert faults(page) == ""


@pytest.mark.parametrize("name", by_state())
def test_a_page_never_scrolls_sideways(name: str, page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/{name}")
    assert too_wide(page, WIDTHS) == {}


@pytest.mark.parametrize("width", [360, 768])
def test_what_opens_above_a_list_of_hits_stays_within_the_window(
    width: int, page: Page, stand_in: StandIn
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{stand_in.address}/found")
    for menu in page.locator(".filters .drop").all():
        menu.locator("summary").click()
        sheet = menu.locator(".drop-sheet").bounding_box()
        assert sheet and sheet["x"] >= 0 and sheet["x"] + sheet["width"] <= width
        menu.locator("summary").click()


@pytest.mark.parametrize("name", ["case", "inbox", "customer", "form-errors"])
def test_a_page_fits_twice_as_large(name: str, page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/{name}")
    page.set_viewport_size({"width": 720, "height": 450})  # a window of 1440 px seen at 200 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 720


@pytest.mark.parametrize(
    "name", ["customer", "customer-unproved", "own-list", "reading", "form-errors", "home"]
)
def test_a_public_page_fits_a_small_phone_however_it_is_read(
    name: str, page: Page, stand_in: StandIn
) -> None:
    page.set_viewport_size({"width": 360, "height": 844})
    page.goto(f"{stand_in.address}/{name}")
    largest = {"readingSize": "larger", "readingSpacing": "wide", "readingContrast": "more"}
    page.evaluate("chosen => Object.assign(document.documentElement.dataset, chosen)", largest)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(page) == ""


def test_the_two_dark_blocks_of_the_tokens_are_alike() -> None:
    css = Path(str(finders.find("ui/tokens.css"))).read_text(encoding="utf-8")
    by_system = re.search(r":root:not\(\[data-theme=\"light\"\]\) \{(.*?)\}", css, re.S)
    by_choice = re.search(r":root\[data-theme=\"dark\"\] \{(.*?)\}", css, re.S)
    assert by_system and by_choice
    assert _declared(by_system[1]) == _declared(by_choice[1])


def _declared(block: str) -> list[str]:
    return [" ".join(line.split()) for line in block.split(";") if line.strip()]


@pytest.mark.parametrize(
    ("cookie", "attribute"), [("dark", ' data-theme="dark"'), ("", ""), ("x onload=1", "")]
)
def test_the_theme_a_reader_chose_is_on_the_page_from_the_first_paint(cookie: str, attribute: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["presszero_theme"] = cookie
    html = Template("{% extends 'ui/base.html' %}").render(Context({"request": request}))
    assert re.search(r"<html[^>]*>", html)[0].endswith(f'class=""{attribute}>')


def test_the_open_tab_of_the_office_is_seen_on_a_phone(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{stand_in.address}/office")
    tab = page.locator('.office-nav [aria-current="page"]').bounding_box()
    assert tab and tab["x"] >= 0 and tab["x"] + tab["width"] <= 390


def test_the_marks_of_points_are_alike_on_a_phone(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{stand_in.address}/inbox")
    marks = page.locator(".case-row .pips i")
    marks.first.evaluate("mark => mark.className = 'promised owed'")
    heights = set(marks.evaluate_all("marks => marks.map(mark => mark.getBoundingClientRect().height)"))
    assert len(heights) == 1


def test_a_short_page_is_no_longer_than_its_window(page: Page, stand_in: StandIn) -> None:
    """A pixel more, and every page has a bar to scroll it by."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{stand_in.address}/asks-empty")
    assert page.evaluate("document.documentElement.scrollHeight") == 900


def test_a_long_case_scrolls_in_its_columns_and_the_page_does_not(page: Page, stand_in: StandIn) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{stand_in.address}/case-with-all")
    heights = page.locator(".three > .col").evaluate_all("columns => columns.map(one => one.scrollHeight)")
    assert max(heights) > 900
    assert page.evaluate("document.documentElement.scrollHeight") == 900
