"""Files reach the reply by a button, by paste and by drop; a pasted picture stands where the caret is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.ui.sample_pages import REPLY
from tests.ui.stand_in import StandIn

GIVE = """([kind, name, type]) => {
  const data = new DataTransfer();
  data.items.add(new File(["bytes"], name, { type }));
  const to = kind === "paste" ? document.getElementById("body") : document.getElementById("ours");
  to.dispatchEvent(kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def at_the_case(page: Page, stand_in: StandIn) -> Page:
    page.goto(f"{stand_in.address}/rider")
    return page


def test_button_takes_several_files_and_each_can_be_taken_off(
    at_the_case: Page, stand_in: StandIn, tmp_path: Path
) -> None:
    page = at_the_case
    for name in ("times.pdf", "map.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-")
    page.locator("#attach-files").set_input_files([tmp_path / "times.pdf", tmp_path / "map.pdf"])
    expect(page.locator(".carried-file")).to_have_count(2)
    page.locator(".carried-file", has_text="times.pdf").get_by_role("button").click()
    expect(page.locator(".carried-file")).to_have_count(1)
    assert [act for act, _ in stand_in.case.posts] == ["attach", "attach", "take_off"]


def test_key_opens_the_choice_of_files(at_the_case: Page) -> None:
    page = at_the_case
    page.evaluate("""document.getElementById("attach-files").addEventListener("click", (event) => {
        event.preventDefault();
        document.body.dataset.asked = "yes";
    })""")
    page.keyboard.press("+")
    expect(page.locator("body")).to_have_attribute("data-asked", "yes")


def test_pasted_picture_stands_at_the_caret_and_leaves_with_its_file(
    at_the_case: Page, stand_in: StandIn
) -> None:
    page = at_the_case
    page.keyboard.press("r")
    page.evaluate(GIVE, ["paste", "stop.png", "image/png"])
    expect(page.locator("#body")).to_have_value(REPLY + "\n\n[stop.png]\n")
    expect(page.locator("#part-saved")).not_to_have_attribute(
        "data-version", "3"
    )  # kept like words that are typed
    page.locator(".carried-file").get_by_role("button").click()
    expect(page.locator("#body")).to_have_value(REPLY + "\n\n\n")


def test_dropped_file_goes_beside_the_words(at_the_case: Page, stand_in: StandIn) -> None:
    page = at_the_case
    page.evaluate(GIVE, ["drop", "times.pdf", "application/pdf"])
    expect(page.locator(".carried-file")).to_have_count(1)
    expect(page.locator("#body")).to_have_value(REPLY)


def test_file_that_is_refused_is_named_and_the_words_stay(at_the_case: Page, stand_in: StandIn) -> None:
    page = at_the_case
    stand_in.case.refusal = "11 files are more than the 10 that go with a reply. Take one off first."
    page.evaluate(GIVE, ["drop", "times.pdf", "application/pdf"])
    expect(page.locator("#part-carries .act-error")).to_have_text(f"times.pdf: {stand_in.case.refusal}")
    expect(page.locator("#body")).to_have_value(REPLY)


def test_too_large_a_file_is_not_even_sent(at_the_case: Page, stand_in: StandIn) -> None:
    page = at_the_case
    page.evaluate("document.getElementById('part-carries').dataset.mostBytes = '3'")
    page.evaluate(GIVE, ["drop", "film.mp4", "video/mp4"])
    expect(page.locator("#part-carries .act-error")).to_contain_text("more than a mail carries")
    assert stand_in.case.posts == []


def test_copy_is_written_by_keys_alone(at_the_case: Page, stand_in: StandIn) -> None:
    page = at_the_case
    page.keyboard.press("&")
    expect(page.locator("#copies")).to_be_focused()
    page.keyboard.type("union@workers.example")
    with page.expect_response("**/copies/"):
        page.keyboard.press("Enter")
    act, fields = stand_in.case.posts[-1]
    assert (act, fields["copies"]) == ("copies", "union@workers.example")
