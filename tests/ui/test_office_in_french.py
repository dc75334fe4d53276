"""Every page of the office as its own view draws it for somebody who reads French: whole, translated, clean for axe."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from playwright.sync_api import Page
from tests.architecture.doors import Door, every_door
from tests.architecture.matrix import Matrix, matrix
from tests.ui.looking import OPEN_ALL, faults, too_wide
from tests.ui.stand_in import StandIn
from tests.ui.test_pictures_of_every_page import keep

from presszero.organisation.models import Worker
from presszero.ui.catalogues import FOLDER, read_catalogue

__all__ = ["keep", "matrix"]

pytestmark = [pytest.mark.long, pytest.mark.django_db]
# The browser of the same run keeps a loop of its own; the pages are drawn before it is asked anything.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
WIDTHS = (360, 768, 1024, 1440)
# A file to take away, the office itself, which leads to its first place, and letters, shown in the language they are in.
NO_PAGES = {
    "office:office",
    "office:hours_file",
    "office:figures_file",
    "office:letter",
    "office:letter_page",
}
DOORS = [
    door
    for door in every_door()
    if door.face == "page"
    and door.method == "GET"
    and door.name.startswith("office:")
    and door.name not in NO_PAGES
]
FILLED, SEAMS = re.compile(r"%\(\w+\)s"), re.compile("[,:·]")
NAMES = ("PressZero", "Ctrl", "Ctrl S", "gethuman-1.0")
SPOKEN = ("aria-label", "placeholder", "title", "alt")
CUT = """() => [...document.querySelectorAll("main *, header *, .rail *, .office *")].filter((one) => {
  const own = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const hides = ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
  return own && hides && one.offsetParent && !one.closest(".unseen") && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.textContent.trim())"""


class _Said(HTMLParser):
    """Gathers what a page says: its words, and what its parts are called."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "textarea", "code", "pre", "datalist")
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "textarea", "code", "pre", "datalist")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def said_on(html: str) -> set[str]:
    """Return every piece of words on a page, without the numbers among them."""
    parser = _Said()
    parser.feed(html)
    return {" ".join(one.split()) for one in parser.said if re.search(r"[^\W\d_]{3}", one)}


def drawn(matrix: Matrix, door: Door, language: str) -> str:
    """Return a page as the first caller who may enter it reads it, "" where it is no page but leads elsewhere."""
    caller = next(name for name in matrix.callers if matrix.may_enter(name, door))
    Worker.objects.update(language=language)
    answer = matrix.ask(caller, door)
    return (
        answer.content.decode()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        else ""
    )


def words_of_rows() -> str:
    """Return all that stands in rows of this town: what people wrote is nobody's to translate."""
    rows = "\n".join(
        str(value)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, (CharField, TextField, JSONField))
        for value in model._default_manager.values_list(field.name, flat=True)
    ).split()
    return " ".join(rows)


def same_in_french() -> set[str]:
    """Return the words that are the same in either language, as their translator said, their numbers and names left out."""
    catalogue = read_catalogue((FOLDER / "fr" / "LC_MESSAGES" / "django.po").read_text())
    return {
        part for one in catalogue if one.words in one.forms for part in parts_of(FILLED.sub("", one.words))
    }


def parts_of(said: str) -> list[str]:
    """Return the parts of words that have a word in them, without numbers and quotation marks."""
    parts = (
        " ".join(re.sub(r"\d+", "", part.strip(" ()“”«»…")).split()) for part in [said, *SEAMS.split(said)]
    )
    return [part for part in parts if re.search(r"[^\W\d_]{3}", part)]


def is_nobodys_to_translate(said: str, rows: str, same: set[str]) -> bool:
    """Whether words are what people wrote, an address, our own name, or the same in either language."""
    return (
        said in NAMES
        or "@" in said
        or "://" in said
        or said.strip(" ()“”…") in rows
        or all(part in rows or part in same or part in NAMES for part in parts_of(said)[1:])
    )


@pytest.fixture
def pages(matrix: Matrix) -> Iterator[dict[str, tuple[str, str]]]:
    """Every page of the office by its name, in English and in French."""
    read = {door.name: (drawn(matrix, door, "en"), drawn(matrix, door, "fr")) for door in DOORS}
    yield {name: both for name, both in read.items() if both[1]}


def test_every_office_page_is_said_in_french(pages: dict[str, tuple[str, str]]) -> None:
    assert len(pages) > 30
    rows, same = words_of_rows(), same_in_french()
    english = {
        name: sorted(one for one in said_on(en) & said_on(fr) if not is_nobodys_to_translate(one, rows, same))
        for name, (en, fr) in pages.items()
    }
    left = {name: words for name, words in english.items() if words}
    assert not left, f"These are in English on a page that is read in French: {left}"


def test_every_office_page_in_french_fits_and_is_clean_for_axe(
    pages: dict[str, tuple[str, str]], page: Page, stand_in: StandIn, keep: Callable[[Page, str], None]
) -> None:
    stand_in.drawn["desk/asks/line"] = ""  # which every page asks for again and again
    wrong: dict[str, object] = {}
    for name, (_english, french) in pages.items():
        stand_in.drawn["drawn"] = french
        page.goto(f"{stand_in.address}/drawn")
        assert page.locator("html").get_attribute("lang") == "fr"
        page.evaluate(OPEN_ALL)
        cut = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            cut[width] = page.evaluate(CUT)
            if width in (360, 1440):
                keep(page, f"{name.replace(':', '-')}-fr-{width}")
        found = (
            too_wide(page, WIDTHS),
            {width: words for width, words in cut.items() if words},
            faults(page),
        )
        if any(found):
            wrong[name] = found
    assert not wrong, f"Too wide, cut, or not clean for axe: {wrong}"
