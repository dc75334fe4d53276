"""The keys of every page: each has one meaning there, and each is told."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.ui.pages import PAGES
from tests.ui.stand_in import StandIn

KEYED = [
    name
    for name, (template, _) in PAGES.items()
    if template.startswith(("desk/", "office/")) and template != "office/begin.html"
]
OF_EVERY_PAGE = {"0", "?", "/"}
# The script's act for these presses the very button that carries the key, once that button stands for the chosen row.
PRESSES_ITS_BUTTON = {
    "desk/case.html": {"U", "Q"},
    "desk/inbox.html": {"T", "H"},
    "desk/promises.html": {"V"},
}
# While the phone beside a flow has the focus its figures are a phone's; the table says so in a line of its own.
SAID_FOR_A_PLACE = {"office/flow.html": {"0"}}
WHAT_KEYS_THERE_ARE = """() => {
  const name = (element) => {
    const copy = element.cloneNode(true);
    for (const part of copy.querySelectorAll("kbd, svg, textarea, [aria-hidden=true], .unseen")) part.remove();
    return (copy.textContent.trim() || element.getAttribute("aria-label") || element.tagName).replace(/\\s+/g, " ");
  };
  const marked = {};
  for (const one of document.querySelectorAll("[data-key]"))
    if (PressZero.isShown(one)) (marked[one.dataset.key] ??= new Set()).add(name(one));
  const dialogs = {};
  for (const dialog of document.querySelectorAll("dialog, main"))
    dialogs[dialog.id] = [...dialog.querySelectorAll("[data-dialog-key]")].map((one) => one.dataset.dialogKey);
  const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim());
  return {
    scripted: [...PressZero.keys.keys()],
    marked: Object.fromEntries(Object.entries(marked).map(([key, names]) => [key, [...names]])),
    dialogs,
    told: [...document.querySelectorAll("#keys dt")].filter((one) => !/Ctrl/.test(one.textContent)).flatMap((one) => [...one.querySelectorAll("kbd")]).map((one) => one.textContent.trim()),
    printed: texts("kbd"),
  };
}"""


def keys_of(page: Page, stand_in: StandIn, name: str) -> dict[str, Any]:
    page.goto(f"{stand_in.address}/{name}")
    found: dict[str, Any] = page.evaluate(WHAT_KEYS_THERE_ARE)
    return found | {"template": PAGES[name][0]}


@pytest.mark.parametrize(
    "name", ["case-with-all", "inbox", "promises", pytest.param("all", marks=pytest.mark.long)]
)
def test_a_key_has_one_meaning_and_is_told(name: str, page: Page, stand_in: StandIn) -> None:
    wrong: dict[str, Any] = {}
    for one in KEYED if name == "all" else [name]:
        if said := what_is_wrong(keys_of(page, stand_in, one)):
            wrong[one] = said
    assert wrong == {}


def what_is_wrong(found: dict[str, Any]) -> list[str]:
    marked, scripted = found["marked"], set(found["scripted"])
    twice = (scripted & set(marked)) - PRESSES_ITS_BUTTON.get(found["template"], set())
    single = [
        key
        for key in found["told"]
        if len(key) == 1 and key not in SAID_FOR_A_PLACE.get(found["template"], ())
    ]
    wrong = [f"{key} is on {names}" for key, names in marked.items() if len(names) > 1]
    wrong += [f"{key} is on {marked[key]} and in a script" for key in twice]
    wrong += [f"{key} is every page's" for key in scripted & OF_EVERY_PAGE]
    wrong += [f"{key} stands twice among all keys" for key in single if single.count(key) > 1]
    wrong += [
        f"{where}: a key stands twice"
        for where, keys in found["dialogs"].items()
        if len(keys) != len(set(keys))
    ]
    told = set(found["told"]) | set(found["printed"])
    told |= {str(figure) for figure in range(1, 10)} if "1" in told else set()
    wrong += [f"{key} works and is told nowhere" for key in sorted(scripted - told)]
    return wrong


def test_two_acts_on_one_key_are_refused_by_the_page_itself(page: Page, stand_in: StandIn) -> None:
    page.goto(f"{stand_in.address}/rider")
    said = page.evaluate("try { PressZero.keys.set('A', () => {}); } catch (error) { String(error); }")
    assert "two meanings" in said


def test_all_acts_of_the_list_have_keys_of_their_own(page: Page, stand_in: StandIn) -> None:
    found = keys_of(page, stand_in, "more")
    assert len(found["dialogs"]["main"]) > 8
    assert what_is_wrong(found) == []
