"""Where the system gives its own colours, what a colour or a shadow said elsewhere is still to be seen."""

from __future__ import annotations

from base64 import b64encode

import pytest
from playwright.sync_api import Page
from tests.ui.stand_in import StandIn

# The thing itself, alone at the corner of the window, with a word in it where its letters show the state.
ALONE = """(one, part) => {
    one.replaceChildren(part === "class" ? "" : "chosen");
    document.body.style.visibility = "hidden";
    Object.assign(one.style, {visibility: "visible", position: "fixed", insetBlock: "0 auto", insetInline: "0 auto"});
    Object.assign(one.style, {inlineSize: "60px", blockSize: "60px", display: "block", margin: "0", padding: "8px", transition: "none"});
}"""
# In how many colours of their pixels two pictures differ so far that one sees it: no smoothed edge does.
DIFFER = """async (pictures) => {
    const [one, other] = await Promise.all(pictures.map(async (picture) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height).data;
    }));
    return one.filter((value, at) => at % 4 < 3 && Math.abs(value - other[at]) > 64).length;
}"""
SEEN_FROM = 40
CORNER = {"x": 0, "y": 0, "width": 64, "height": 64}
# Where it stands, and what makes it chosen, settled or not to be pressed.
STATES = [
    ("inbox", ".pips i.answered", "class", "answered"),
    ("inbox", ".tabs a[aria-current]", "aria-current", None),
    ("inbox", ".case-row.now", "class", "now"),
    ("inbox", ".rail a[aria-current]", "aria-current", None),
    ("figures", ".office-nav a[aria-current]", "aria-current", None),
    ("case", ".ledger .point.answered", "class", "answered"),
    ("case", ".ledger > li.now", "class", "now"),
    ("case", ".send .button[aria-disabled=true]", "aria-disabled", None),
]
WITHOUT = "(one, [part, name]) => { if (name) one.classList.remove(name); else one.removeAttribute(part); }"


@pytest.mark.parametrize(("name", "what", "part", "said"), STATES)
def test_what_is_chosen_or_settled_is_drawn_otherwise(
    name: str, what: str, part: str, said: str | None, page: Page, stand_in: StandIn
) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{stand_in.address}/{name}")
    one = page.locator(what).first.element_handle()
    assert one
    one.evaluate(ALONE, part)
    pictures = [b64encode(page.screenshot(clip=CORNER)).decode()]
    one.evaluate(WITHOUT, [part, said])
    pictures.append(b64encode(page.screenshot(clip=CORNER)).decode())
    assert page.evaluate(DIFFER, pictures) >= SEEN_FROM


def test_the_sentence_that_answers_is_underlined(page: Page, stand_in: StandIn) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{stand_in.address}/case")
    answer = page.locator(".mirror .answer").first
    assert answer.evaluate("(one) => getComputedStyle(one).boxShadow") != "none"
    assert (
        answer.evaluate("(one) => getComputedStyle(one).color") == "rgba(0, 0, 0, 0)"
    )  # its words are drawn once
