"""Hostile letters on the desk: no script runs, no window opens, nobody outside is asked for anything."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile_letters import PAYLOADS, SELECTION, hostile_mail
from installation import is_at_rest
from playwright.sync_api import Page
from test_the_rider import link_in, sign_in
from town import Town, wait_for

pytestmark = pytest.mark.walk

Visit = Callable[..., Page]
RUNS = re.compile(r"(?:java|vb)script:|data:text/html", re.IGNORECASE)


@pytest.mark.parametrize(
    "payloads", [SELECTION, pytest.param(PAYLOADS, marks=pytest.mark.long)], ids=["selection", "all"]
)
def test_hostile_letter_runs_nothing_and_asks_nobody(payloads: list[str], town: Town, visit: Visit) -> None:
    for number, payload in enumerate(payloads):
        town.post(hostile_mail(number, payload), sender=f"hostile-{number}@lakemail.example")
    wait_for("every letter being read", lambda: is_at_rest(town), patience_seconds=120)
    look_at_everything(town, visit)
    assert len(town.rows("SELECT 1 FROM cases_case")) == len(payloads)
    answered = town.relay.taken[0].get_body()
    assert answered
    page = visit(link_in(answered.get_content()))
    assert page.evaluate("window.ran === undefined")


@pytest.mark.long
def test_every_collected_mail_is_shown_and_runs_nothing(
    town: Town, visit: Visit, test_data: Callable[[str], Path]
) -> None:
    files = sorted(path for path in test_data("mail").rglob("*") if path.is_file())
    with smtplib.SMTP("127.0.0.1", town.smtp_port, timeout=60) as door:
        for path in files:
            door.sendmail("rider@lakemail.example", ["transit@portlumen.example"], path.read_bytes())
    wait_for("every mail being read", lambda: is_at_rest(town), patience_seconds=240)
    ended = dict(town.rows("SELECT state, count(*) FROM email_arrival GROUP BY 1"))
    assert sum(ended.values()) == len(files)
    assert set(ended) <= {"read", "duplicate", "bounce", "quarantined"}
    look_at_everything(town, visit)


def look_at_everything(town: Town, visit: Visit) -> None:
    """Open the inbox, the quarantine and every case, unfold everything, and every letter's markup by itself."""
    page = visit("/demo/")
    sign_in(page, "Noor Halvane")
    for path in ("/desk/?view=team", "/desk/quarantine/"):
        page.goto(town.url + path)
    page = visit("/demo/")
    sign_in(page, "Edda Marlowe")
    for (case,) in town.rows("SELECT id FROM cases_case ORDER BY id"):
        page.goto(f"{town.url}/desk/cases/{case}/")
        assert page.locator("[data-contact]").count() > 0
        unfold(page)
        assert page.evaluate("window.ran === undefined"), f"case {case} ran a script"
    for (contact,) in town.rows("SELECT id FROM cases_contact WHERE html <> '' ORDER BY id"):
        page.goto(f"{town.url}/desk/contacts/{contact}/as-sent/")
        assert Markup.of(page.context.request.get(page.url).text()) == [], f"contact {contact}"
    for (file,) in town.rows("SELECT id FROM cases_attachment ORDER BY id"):
        answer = page.context.request.get(f"{town.url}/desk/files/{file}/?inline=1")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["content-type"].split(";")[0] in (
            "application/octet-stream",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
        )


def unfold(page: Page) -> None:
    """Open every fold, and wait until the letters inside have loaded."""
    frames = page.locator("iframe.as-sent").count()
    page.evaluate(
        """() => Promise.all([...document.querySelectorAll('iframe.as-sent')].map((frame) => {
            const loaded = new Promise((done) => frame.addEventListener('load', done, {once: true}));
            frame.loading = 'eager';
            frame.closest('details').open = true;
            return loaded;
        }))"""
    )
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert len(page.frames) >= 1 + frames


class Markup(HTMLParser):
    """Finds in a document what a cleaned letter must not hold."""

    FORBIDDEN = {
        "script",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "button",
        "link",
        "base",
        "svg",
        "math",
        "video",
        "audio",
        "frame",
    }

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        reader = cls()
        reader.feed(html)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.FORBIDDEN:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or RUNS.search(value or ""):
                self.found.append(f"{tag} {name}")
            if name in ("src", "srcset", "background", "poster") and not (value or "").startswith(
                ("/desk/", "data:image/")
            ):
                self.found.append(f"{tag} {name}={value}")
