"""The chat on a page of another site: refused until the site is named, then live both ways, with nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect
from test_the_caller_by_chat import log_of, writes
from test_the_rider import sign_in
from town import Town

pytestmark = [pytest.mark.walk, pytest.mark.long]
# What a careful site allows: scripts and connections from here, and nothing else from anywhere.
POLICY = "default-src 'none'; script-src {home}; connect-src {home}"
PAGE = '<!doctype html><html lang="en"><title>The ferry company</title><h1>Ferries</h1><script src="{home}/static/ui/chat.js" defer></script></html>'


@pytest.fixture
def ferry_company(town: Town) -> Iterator[str]:
    """A site of somebody else, under another name and port than ours."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(home=town.url))
            self.end_headers()
            self.wfile.write(PAGE.format(home=town.url).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def passenger(browser: Browser, ferry_company: str) -> Iterator[Page]:
    """Somebody on that site; at the end no script has failed, and the site's own policy has stopped nothing."""
    context = browser.new_context(locale="en-GB")
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None,
    )
    page.goto(ferry_company)
    yield page
    context.close()
    assert wrong == []


def test_chat_of_a_named_site_is_live_both_ways_and_of_no_other(
    town: Town, passenger: Page, ferry_company: str, visit: Callable[..., Page]
) -> None:
    opener = passenger.get_by_role("button", name="Chat with us")
    opener.click()
    expect(passenger.locator("presszero-chat")).to_contain_text("Pages of this site may not show the chat.")
    assert town.rows("SELECT count(*) FROM chat_chat")[0][0] == 0

    operator = visit("/demo/")
    operator.get_by_role("button", name="Piet Sorrel").click()
    operator.wait_for_url(lambda url: "/demo/" not in url)
    operator.goto(f"{town.url}/office/chat-sites/")
    operator.get_by_label("Address of the site").fill(f"{ferry_company}/timetable?x=1")
    operator.get_by_label("Address of the site").press("Enter")
    expect(operator.locator("main")).to_contain_text(ferry_company)

    passenger.reload()
    passenger.get_by_role("button", name="Chat with us").click()
    expect(log_of(passenger)).to_contain_text("For a person, press 0.")
    writes(passenger, "0")
    expect(log_of(passenger)).to_contain_text("A person of Transit has your words")
    assert town.rows("SELECT origin FROM chat_chat")[0][0] == ferry_company

    agent = visit("/demo/")
    sign_in(agent, "Tomas Vell")
    agent.goto(town.url + f"/desk/cases/{town.rows('SELECT id FROM cases_case')[0][0]}/")
    agent.get_by_role("button", name="Join the chat").click()
    expect(log_of(passenger)).to_contain_text("Tomas Vell has joined you.")
    agent.get_by_label("Write in the chat").fill("The nine o’clock ferry runs.")
    agent.get_by_label("Write in the chat").press("Enter")
    expect(log_of(passenger)).to_contain_text("The nine o’clock ferry runs.")
    writes(passenger, "Thank you from the pier.")
    expect(agent.locator(".chat-log")).to_contain_text("Thank you from the pier.")

    passenger.reload()
    passenger.get_by_role("button", name="Chat with us").click()
    expect(log_of(passenger)).to_contain_text("The nine o’clock ferry runs.")
    expect(log_of(passenger).get_by_text("Thank you from the pier.")).to_have_count(1)
