"""One customer with two letters, on a small phone and without any script: read, written back, kept, and found again."""

from __future__ import annotations

import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from letters import MAREN, mail, maren_writes
from playwright.sync_api import Browser, Page, expect
from town import Town, wait_for

pytestmark = pytest.mark.walk

GLOVE = (
    "Good morning,\n\nCould you tell me where I can collect the glove I left in the tram?\n\nMaren Oduya\n"
)
PHONE = {"width": 360, "height": 740}


def link_in(mail: EmailMessage, path: str) -> str:
    body = mail.get_body(("plain",))
    assert body
    found = re.search(rf"https?://\S+({path}/[a-z2-7]{{26}}/)", body.get_content())
    assert found
    return found[1]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_two_letters_are_followed_on_a_small_phone_without_script(
    town: Town, browser: Browser, tmp_path: Path
) -> None:
    town.post(maren_writes(), sender=MAREN)
    town.post(
        mail(subject="A glove in the tram", text=GLOVE, message_id="maren-glove@lakemail.example"),
        sender=MAREN,
    )
    receipts = wait_for("both receipts", lambda: found if len(found := town.relay.to(MAREN)) == 2 else None)
    assert all("/u/" in one["List-Unsubscribe"] for one in receipts)

    # Scripts of ours stay out; only the measuring of the page's width is the browser's own.
    phone = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB")
    page = phone.new_page()
    page.goto(town.url + link_in(receipts[0], "/c"))
    expect(page.get_by_role("heading", name="What you asked")).to_be_visible()
    fits(page)

    page.get_by_role("link", name="Text and colours").click()
    page.get_by_label("Very large").check()
    page.get_by_label("Dark", exact=True).check()
    page.get_by_role("button", name="Read like this").click()
    expect(page.locator("html")).to_have_attribute("data-reading-size", "larger")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    fits(page)

    receipt = tmp_path / "receipt.jpg"
    receipt.write_bytes(b"\xff\xd8\xff\xe0 a taxi")
    page.get_by_label("Your message to").fill("Here is the receipt of the taxi.")
    page.get_by_label("Add photos or files").set_input_files(receipt)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. It stands with your letter now")).to_be_visible()
    expect(page.get_by_text("You, Picture, 1 kB")).to_be_visible()

    with page.expect_download() as saved:
        page.get_by_role("link", name="Download it all").click()
    with zipfile.ZipFile(saved.value.path()) as packed:
        assert packed.namelist() == ["index.html", "files/01-receipt.jpg"]

    page.get_by_label("Answers and promises only").check()
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_label("Answers and promises only")).to_be_checked()

    page.get_by_role("link", name="All your letters to us").click()
    expect(page.get_by_text("A glove in the tram")).to_have_count(0)
    page.get_by_label("Your email address").fill(MAREN)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text("a mail with the link is on its way there")).to_be_visible()
    key = wait_for(
        "the mail with the link", lambda: found[2] if len(found := town.relay.to(MAREN)) > 2 else None
    )
    page.goto(town.url + link_in(key, "/mine"))
    page.get_by_role("button", name="Open my letters").click()
    for title in ("A glove in the tram", "Two hours at Pier Street in the rain"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    fits(page)
    page.get_by_role("button", name=re.compile("A glove in the tram")).click()
    expect(page.locator("h1")).to_have_text("A glove in the tram")
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("html")).to_have_attribute("data-reading-size", "larger")
    fits(page)
    phone.close()
