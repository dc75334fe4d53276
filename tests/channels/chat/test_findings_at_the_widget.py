"""What the verifier says happens to a caller happens to a customer at the widget: each kind of finding, in Chromium.

Flows with traps may not go live, so they are rehearsed: whoever plays them answers for the hours, the lookups and the lines.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route
from tests.cast import MORNING, given_town
from tests.channels.chat.chat_cast import nobody_is_here
from tests.pure.flowgraph.flows import GOOD, found

from presszero.channels.chat.models import Chat
from presszero.channels.chat.opening import Visitor, begin_chat
from presszero.flows.actions import make_flow, save_version
from presszero.flows.models import FlowVersion
from presszero.ground.tokens import new_token
from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.calendars import calendar_from
from presszero.pure.flowgraph.findings import RULES, Finding
from presszero.pure.flowgraph.verifying import verify

pytestmark = pytest.mark.django_db
# The browser's driver runs a loop in this thread, and Django would refuse its own rows there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

HOME = "http://testserver"
PATIENCE_LOOKS = 4000
VOICE = {"kind": "voicemail", "team": "x", "prompt": "Leave your words."}
AGAIN = {"kind": "collect", "prompt": "Once more: press 0.", "keeps": "account", "next": "settled"}
CLOSED = {"kind": "hours", "hours": "city", "open": "voice", "closed": "voice"}
OPEN = {"kind": "hours", "hours": "city", "open": "desk", "closed": "voice"}
CALENDAR = {
    "zone": "Europe/Berlin",
    "from": date(2026, 1, 1),
    "until": date(2026, 12, 31),
    "hours": {"city": {"daily": "08:00-18:00"}},
    "cover": {"desk": {"daily": "08:00-17:00"}},
}
Nodes = dict[str, dict[str, Any]]
QUICK: list[tuple[str, Nodes]] = [
    ("Z1", {"topic": {"zero": "h"}, "h": CLOSED, "voice": VOICE}),
    ("F1", {"balance": {"error": None}}),
]
SLOW: list[tuple[str, Nodes]] = [
    ("Z1", {"topic": {"zero": "settled"}}),
    ("S1", {"topic": {"no_input": "topic"}}),
    ("S1", {"topic": {"no_input": "voice"}, "voice": VOICE}),
    ("N1", {"topic": {"no_match": "gone"}}),
    ("T1", {"topic": {"keys": {"1": "voice"}, "no_input": "voice"}, "voice": VOICE}),
    ("T2", {"topic": {"no_input": "settled"}, "settled": {"no_input": "topic"}}),
    ("T3", {"balance": {"ok": "gone"}}),
    ("H1", {"topic": {"zero": "h", "no_input": "h", "no_match": "h"}, "h": OPEN, "voice": VOICE}),
    ("T3", {"topic": {"keys": {"1": "other"}}, "other": {"kind": "subflow", "flow": "elsewhere", "next": "desk"}}),
    ("M1", {"topic": {"keys": {"1": "other"}}, "other": {"kind": "subflow", "flow": "good", "next": "desk"}}),
    ("C1", {"balance": {"ok": "again"}, "again": AGAIN}),
    ("L1", {}),
    ("B1", {"topic": {"prompt": "An automated line. For bills, press 1."}}),
    ("X1", {"topic": {"prompt": "Automated. Press 1 or press 4, or 0. Press 0."}}),
    ("D1", {"topic": {"prompt": "For bills, press 1. For a person, press 0."}}),
    ("A1", {"topic": {"wait_seconds": 2}}),
    ("W1", {"topic": {"wait_seconds": 60, "retries": 2}}),
]  # fmt: skip
ENDS = {
    "hang-up": "The end: the call is cut off.",
    "a voicemail": "The end: a message.",
    "unknown": "The end: not known.",
    "nothing: the flow has no answer": "The end: the flow has no answer.",
    "nobody there": "Nobody is free at this moment.",
}


def written(rule: str, changed: Nodes) -> str:
    """Return the good flow with some nodes changed, as its author would save it."""
    flow = deepcopy(GOOD)
    for name, fields in changed.items():
        flow["nodes"][name] = fields if fields.get("kind") else flow["nodes"][name] | fields
    if rule == "L1":
        flow["languages"] = ["en", "fr"]
    return json.dumps(flow)


def finding_of(rule: str, text: str) -> Finding:
    calendar = calendar_from(CALENDAR, today=date(2026, 1, 1)) if rule == "H1" else None
    return found(verify(graph_from(text), calendar=calendar, all_given=True), rule)


@pytest.fixture
def version() -> Callable[[str], FlowVersion]:
    town = given_town()
    flow = make_flow(name="good", purpose="chat", team_id=town.transit.pk, by=town.noor.actor, at=MORNING)

    def saved(text: str) -> FlowVersion:
        return save_version(flow_id=flow.pk, text=text, by=town.noor.actor, at=MORNING)

    return saved


class Widget:
    """A page of somebody's that shows one chat. What it asks is answered by the real pages, in this test's transaction."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._asked: list[Route] = []
        page.route("**/*", self._hear)

    def show(self, token: str) -> None:
        self.page.goto(f"{HOME}/try?{token}")
        self.until("its first words", lambda: self.page.locator("presszero-chat .turn").count() > 0)

    def until(self, what: str, look: Callable[[], bool]) -> None:
        """Answer what the page asks until it shows what is looked for. The bound is only for what will never come."""
        for _ in range(PATIENCE_LOOKS):
            while self._asked:
                self._answer(self._asked.pop(0))
            if look():
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{what} did not come: {self.said()}")

    def said(self) -> str:
        return self.page.get_by_role("log", name="Chat with us").inner_text()

    def take(self, step: str) -> None:
        """Do one of the caller's steps, or let the world answer."""
        asked = self.page.locator("presszero-chat .turn").count()
        if typed := _typed(step):
            self.page.get_by_label("Your message").fill(typed)
            self.page.get_by_label("Your message").press("Enter")
        elif pressed := _pressed(step):
            self.page.get_by_role("button", name=pressed, exact=True).click()
        else:
            return
        waits = self.page.locator("presszero-chat [data-waits]")
        self.until(f"the answer to {step!r}", lambda: waits.count() == 0 and not self._is_asking())
        grown = self.page.locator("presszero-chat .turn").count()
        assert grown > asked or not _typed(step)

    def _is_asking(self) -> bool:
        return bool(self.page.evaluate("document.querySelector('presszero-chat').kept.facts.outbox.length"))

    def _hear(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOME)
        if path.startswith("/try"):
            chat = f'<presszero-chat inline open token="{path.partition("?")[2]}"></presszero-chat>'
            tag = '<script src="/static/ui/chat.js" defer></script>'
            html = f"<!doctype html><html lang=en><title>Try</title><body>{chat}{tag}</body></html>"
            route.fulfill(body=html, content_type="text/html")
        elif path == "/static/ui/chat.js":
            route.fulfill(path=str(finders.find("ui/chat.js")), content_type="text/javascript")
        elif path.startswith("/chat/events"):
            route.abort()  # live events come from the front, not from the pages
        else:
            self._asked.append(route)  # the driver calls us from a place of its own, without this transaction

    def _answer(self, route: Route) -> None:
        asked = route.request
        headers = {"Origin": HOME} if asked.method == "POST" else {}
        path, body = asked.url.removeprefix(HOME), asked.post_data or ""
        said = Client().generic(asked.method, path, body, "application/json", headers=headers)
        route.fulfill(status=said.status_code, body=said.content, content_type=said["Content-Type"])


@pytest.fixture
def widget(browser: Browser) -> Iterator[Widget]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    yield Widget(context.new_page())
    context.close()


def _typed(step: str) -> str:
    if step == "press a key that is not offered":
        return "qwxz"
    if step.startswith("enter something else"):
        return "4711"
    match = re.fullmatch(r"(?:press|say|enter) '?([^']+?)'?", step)
    return match[1] if match and step != "say nothing" else ""


def _pressed(step: str) -> str:
    if step == "say nothing":
        return "Say nothing"
    match = re.fullmatch(r"(?:the lines are|\S+ answers|\S+:) (\w+)", step)
    return match[1] if match else ""


def replayed(rule: str, changed: Nodes, version: Callable[[str], FlowVersion], widget: Widget) -> None:
    text = written(rule, changed)
    finding = finding_of(rule, text)
    token, live = new_token(), finding.path[-1:] == ("→ nobody there",)
    if live:
        nobody_is_here()
    chat = begin_chat(
        visitor=Visitor(token), language="en", at=MORNING, version=version(text), rehearsal=not live
    )
    widget.show(token)
    last = finding.path[-1] if finding.path else ""
    for step in finding.path:
        if not (live and step.startswith("the lines are")):
            widget.take(step)
    if last == "→ a voicemail":
        assert VOICE["prompt"] in widget.said()
        widget.take("say hello")
    if (told := last.removeprefix("→ ")) in ENDS:
        assert ENDS[told] in widget.said()
        return
    run = Chat.objects.get(pk=chat.pk).run
    where = told.split(" at ")[-1] if last.startswith("→") else finding.node
    been = {run.state["node"], *run.steps.values_list("before", flat=True)}
    assert (run.end, where in been) == ("", True), (finding, run.state)
    assert "The end:" not in widget.said()


@pytest.mark.parametrize(("rule", "changed"), QUICK)
def test_finding_replays_at_the_widget(
    rule: str, changed: Nodes, version: Callable[[str], FlowVersion], widget: Widget
) -> None:
    replayed(rule, changed, version, widget)


@pytest.mark.long
@pytest.mark.parametrize(("rule", "changed"), SLOW)
def test_every_other_finding_replays_at_the_widget(
    rule: str, changed: Nodes, version: Callable[[str], FlowVersion], widget: Widget
) -> None:
    replayed(rule, changed, version, widget)


def test_each_kind_of_finding_is_among_them() -> None:
    assert {rule for rule, _ in QUICK + SLOW} == set(RULES)
