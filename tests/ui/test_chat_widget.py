"""The widget by itself: by keyboard, clean for axe in each state, on narrow screens, and no word lost with the connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, expect

HOME = "http://chat.example"
LONG = "There were two charges of 41.50 on Saturday " * 12
PAGE = """<!doctype html><html lang="en"><head><title>A page of somebody's</title><meta name="viewport" content="width=device-width">
</head><body><main><h1>Somebody's page</h1><p>With words of its own.</p></main><script src="/static/ui/chat.js" defer></script></body></html>"""


class Server:
    """What answers the widget: a chat in memory. away: nothing gets through; drops: answers that never arrive."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.away, self.drops, self.kept = False, 0, False
        self.state, self.person = "machine", ""

    def says(self, who: str, text: str, name: str = "", key: str = "", options: Any = ()) -> None:
        turn = {"n": len(self.turns) + 1, "who": who, "name": name, "text": text, "key": key}
        self.turns.append(turn | {"at": "2025-07-13T06:12:00+00:00", "options": list(options)})

    def answer(self, route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(HOME)
        if path == "/":
            return route.fulfill(body=PAGE, content_type="text/html")
        if path == "/static/ui/chat.js":
            return route.fulfill(path=Path(str(finders.find("ui/chat.js"))), content_type="text/javascript")
        if self.away or path.startswith("/chat/events"):
            return route.abort()
        if path == "/chat/begin/":
            self.says(
                "machine", "Good day. For a person, press 0.", options=[["refund", "a refund"], ["0", ""]]
            )
            return self._told(route, 0, token="secret")
        if request.method == "POST" and path.endswith("/turns/"):
            return self._take(route, json.loads(request.post_data or "{}"))
        return self._told(route, int(path.rpartition("=")[2] or 0) if "after=" in path else 0)

    def _take(self, route: Route, given: dict[str, Any]) -> None:
        if self.kept:
            return route.fulfill(status=202, json={"away": True, "kept": True})
        if given["key"] not in self.keys:
            self.keys.append(given["key"])
            self.says("customer", given["words"], key=given["key"])
        if self.drops:
            self.drops -= 1
            return route.abort()
        return self._told(route, given["after"])

    def _told(self, route: Route, after: int, **more: str) -> None:
        told = {
            "last": len(self.turns),
            "state": self.state,
            "person": self.person,
            "waits_for": "words",
            "rehearsal": False,
            "quiet_seconds": 0,
            "turns": self.turns[after:],
        }
        route.fulfill(json=told | more)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", reduced_motion="reduce"
    )
    context.route("**/*", server.answer)
    page = context.new_page()
    page.goto(HOME + "/")
    yield page
    context.close()


def opened(page: Page) -> Page:
    page.get_by_role("button", name="Chat with us").click()
    expect(page.get_by_role("log")).to_contain_text("Good day.")
    return page


def write(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.keyboard.press("Enter")


def everything_is_sent(page: Page) -> None:
    """The widget shows words before the server has them; from here on it has."""
    expect(page.locator("presszero-chat [data-waits]")).to_have_count(0)


def test_keyboard_alone_opens_writes_chooses_and_goes_back_to_where_it_was(
    page: Page, server: Server
) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = page.get_by_label("Your message")
    expect(field).to_be_focused()
    page.keyboard.type("hello")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("there")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("hello")
    everything_is_sent(page)
    assert server.turns[-1]["text"] == "hello\nthere"
    expect(field).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="A person")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Chat with us")).to_be_focused()


def test_choice_that_has_the_focus_keeps_it_when_the_widget_looks_for_news(page: Page) -> None:
    choice = opened(page).get_by_role("button", name="A person")
    choice.focus()
    page.evaluate("document.querySelector('presszero-chat').fetchTurns()")
    assert choice.evaluate("(button) => button.isConnected && button.matches(':focus')")


def test_word_survives_a_lost_answer_a_lost_connection_and_a_reload_and_counts_once(
    page: Page, server: Server
) -> None:
    opened(page)
    server.drops = 1
    write(page, "taken, but the answer is lost")
    expect(page.locator("presszero-chat .customer")).to_have_count(1)
    everything_is_sent(page)
    server.away = True
    write(page, "first while away")
    write(page, "second while away")
    expect(page.get_by_role("log")).to_contain_text("Not sent yet")
    server.away = False
    page.reload()
    server.away = True
    page.get_by_role("button", name="Chat with us").click()
    expect(page.get_by_role("log")).to_contain_text("second while away")
    server.away = False
    everything_is_sent(page)
    said = [turn["text"] for turn in server.turns if turn["who"] == "customer"]
    assert said == ["taken, but the answer is lost", "first while away", "second while away"]


def test_words_kept_while_the_records_are_away_are_told_as_kept(page: Page, server: Server) -> None:
    opened(page)
    server.kept = True
    write(page, "kept on disk")
    expect(page.get_by_role("log")).to_contain_text("Kept. Our records are away just now")


def test_what_is_too_long_is_told_and_stays_in_the_field(page: Page) -> None:
    opened(page)
    write(page, "x" * 2001)
    expect(page.get_by_role("alert")).to_contain_text("2001 letters are more than 2000")
    expect(page.get_by_label("Your message")).to_have_value("x" * 2001)


def test_news_while_it_is_closed_is_counted_and_told(page: Page, server: Server) -> None:
    opened(page)
    page.keyboard.press("Escape")
    server.state, server.person = "person", "Tomas Vell"
    server.says("person", "<b>Good morning</b>", name="Tomas Vell")
    expect(page.get_by_role("status")).to_have_text("1 new message")
    page.get_by_role("button", name="Chat with us").click()
    expect(page.get_by_role("log")).to_contain_text("<b>Good morning</b>")


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_state_is_clean_for_axe_and_never_wider_than_its_window(
    page: Page, server: Server, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.emulate_media(color_scheme=scheme)
    _is_clean(page)
    opened(page)
    _is_clean(page)
    server.person, server.state = "Tomas Vell", "person"
    server.says("person", LONG, name="Tomas Vell")
    server.says("house", "Tomas Vell has joined you.")
    write(page, LONG + "w" * 200)
    expect(page.get_by_role("log")).to_contain_text("has joined you")
    _is_clean(page)
    server.away = True
    write(page, "once more")
    expect(page.get_by_role("log")).to_contain_text("Not sent yet")
    write(page, "x" * 2001)
    _is_clean(page)


def _is_clean(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [
        (one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    inside = "document.querySelector('presszero-chat').shadowRoot.querySelector('.panel')"
    assert page.evaluate(f"{inside}.scrollWidth <= {inside}.clientWidth")


def test_phone_whose_browser_makes_no_sheet_by_itself_shows_the_widget_all_the_same(page: Page) -> None:
    """Safari before 16.4: the constructor is there, and refuses."""
    page.add_init_script(
        "window.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } }"
    )
    page.reload()
    panel = opened(page).locator("presszero-chat .panel")
    assert panel.evaluate("(one) => getComputedStyle(one).position") == "fixed"
