"""A small server that stands in for the desk: the real templates and scripts, one case kept in memory.

It remembers what the page posted, so that a test can say which acts the keys led to.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from tests.ui.pages import PAGES
from tests.ui.sample_lists import inbox_page
from tests.ui.sample_pages import (
    ASKS,
    REPLY,
    carried,
    carries,
    case_page,
    findings,
    made,
    marks,
    pieces,
    point,
)
from tests.ui.sample_together import macros_page, more_page

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PARTS = [
    "head",
    "tabs",
    "letter",
    "ledger",
    "promises",
    "saved",
    "check",
    "send",
    "history",
    "notes",
    "steps",
    "beside",
    "writers",
    "carries",
]
ASKED = (1, 2, 4)
MOVED_ON = "You saved other words for this reply in another window. Copy your text."
PATIENCE_SECONDS = 120  # for the word that an answer may go
LOOKS_SECONDS = 0.02  # between two looks whether the server is to end


class CaseInMemory:
    """Three points of Maren's letter, all open, a written reply and one pledge nobody has settled."""

    def __init__(self) -> None:
        self.body = REPLY
        self.version = 3
        self.window = ""
        self.states = dict.fromkeys(ASKED, "open")
        self.taken_out: set[int] = set()
        self.missing: tuple[int, ...] = ()  # the open points that have a card, in its order
        self.pledge = "open"
        self.posts: list[tuple[str, dict[str, str]]] = []
        self.looked: list[str] = []
        self.refusal = ""
        self.writers = ""
        self.wrote_again = ""
        self.remarks = 0
        self.files: list[dict[str, Any]] = []

    def context(self) -> dict[str, Any]:
        context = case_page()
        page = context["page"]
        first = next((number for number, state in self.states.items() if state == "open"), None)
        page.points = [made(point(number, state, number == first)) for number, state in self.states.items()]
        page.contacts[0].pieces = made(pieces({**dict.fromkeys(ASKS, "answered"), **self.states}))
        for piece in page.contacts[0].pieces:
            if piece.point_number in self.taken_out:
                piece.point_number = None
        if self.wrote_again:
            again = {"id": 12, "again_words": self.wrote_again, "from_words": "Maren Oduya"}
            page.contacts.append(SimpleNamespace(**vars(page.contacts[0]) | again))
        page.draft.body, page.draft.version = self.body, self.version
        page.check.findings = [made(finding) for finding in self._findings()]
        page.check.findings += page.check.findings[-1:] * self.remarks
        page.writers_words = self.writers
        page.check.marks = marks(self.body, self.states | {5: "promised"})
        page.send = made(self._send())
        page.carries = made(carries(*self.files))
        return context

    def _findings(self) -> list[dict[str, Any]]:
        card, *others = findings()
        return [
            card | {"number": number, "title": f"Point {number} is not yet answered"}
            for number in self.missing
            if self.states.get(number) == "open"
        ] + [finding for finding in others if not (finding["pledge"] and self.pledge != "open")]

    def _send(self) -> dict[str, Any]:
        left = [str(number) for number, state in self.states.items() if state == "open"]
        words = "The reply to Maren Oduya goes out in 0 s."
        then = {"words": words, "seconds": 10, "url_call_back": "/call_back/"}
        if not left and self.pledge != "open":
            return {"ready": True, "why_not": "", "then": then}
        return {
            "ready": False,
            "why_not": f"Sending opens when {len(left)} points are settled.",
            "then": then,
        }

    def moved_on(self, act: str, fields: dict[str, str]) -> bool:
        """Return whether other words were saved since those that these were written over, as the desk finds it."""
        is_other = int(fields.get("version") or self.version) != self.version
        of_words = act == "draft" and fields["body"] != self.body or fields.get("as") == "answered"
        return is_other and of_words and fields.get("window") != self.window

    def take(self, act: str, fields: dict[str, str]) -> None:
        """Do what the page asked, as far as the next drawing shows it."""
        self.posts.append((act, fields))
        if act == "draft":
            self.body, self.version = fields["body"], self.version + 1
            self.window = fields.get("window", "")
        elif act == "mark":
            self.states[int(fields["point"]) - 100] = fields["as"]
        elif act == "unmark":
            self.states[int(fields["point"]) - 100] = "open"
        elif act.startswith("point/take_out/"):
            number = int(act.rpartition("/")[2])
            del self.states[number]
            self.taken_out.add(number)
        elif act == "attach":
            in_words = "in_words" in fields
            self.files.append(carried(fields["files"], len(self.files) + 1, in_words=in_words))
        elif act == "take_off":
            self.files = [one for one in self.files if str(one["id"]) != fields["file"]]
        elif act == "pledge":
            self.pledge = fields["as"]

    def parts(self, names: Sequence[str] = PARTS) -> str:
        context = {**self.context(), "oob": True}
        return "".join(render_to_string(f"desk/parts/{name}.html", context) for name in names)

    def checked(self, words: str) -> str:
        """Return the check of words that are not saved; the desk says by itself when it wants to keep them."""
        self.looked.append(words)
        context = self.context()
        context["page"].check.marks = marks(words, self.states | {5: "promised"})
        return render_to_string("desk/parts/check.html", {**context, "oob": True})


class QuietServer(ThreadingHTTPServer):
    """A browser that leaves a page in the middle of an answer is no news."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class StandIn:
    """The server of one test: what its pages still ask for after their end reaches no other test's case."""

    def __init__(self) -> None:
        self.news = threading.Condition()
        self.may_answer = threading.Event()
        self.begin()
        self.server = QuietServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, args=[LOOKS_SECONDS], daemon=True).start()

    def begin(self) -> None:
        """Begin afresh: what is under way still ends, and reaches the case before."""
        with self.news:
            self.case = CaseInMemory()
            self.told: list[str] = []
            self.has_arrivals = False
            self.language = "en"
            self.drawn: dict[str, str] = {}  # pages that a view drew, by their names
            self.may_answer.set()
            self.may_answer = threading.Event()
            self.may_answer.set()
            self.news.notify_all()

    def tell(self, case_id: int) -> None:
        """Say to everyone who listens, and to whoever begins to, that something happened to this case."""
        with self.news:
            self.told.append(f"event: record\ndata: {json.dumps({'case_id': case_id})}\n\n")
            self.news.notify_all()

    def arrive(self) -> None:
        """Let four more cases come in, and say so."""
        self.has_arrivals = True
        self.tell(4119)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.begin()
        self.server.shutdown()
        self.server.server_close()

    def page(self, name: str) -> str | None:
        if name in self.drawn:
            return self.drawn[name]
        if name == "rider":
            return render_to_string("desk/case.html", self.case.context())
        if name == "case/more":
            return render_to_string("desk/parts/more.html", more_page())
        if name == "case/macros":
            return render_to_string("desk/parts/macros.html", macros_page())
        if name == "parts":
            return self.case.parts()
        if name == "live-case":
            return self._listening("desk/case.html", self.case.context())
        if name == "live-inbox":
            context = inbox_page()
            if not self.has_arrivals:
                del context["inbox"].groups[1:]
            return self._listening("desk/inbox.html", context)
        if name not in PAGES:
            return None
        template, context = PAGES[name]
        return render_to_string(template, context())

    def _listening(self, template: str, context: dict[str, Any]) -> str:
        context["frame"].live_url = "/events"
        return render_to_string(template, context)

    def _handler(stand_in) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing: the tests speak."""

            def do_GET(self) -> None:
                path = self.path.split("?")[0].strip("/")
                if path == "events":
                    return self._events()
                if path.startswith("static/"):
                    file = finders.find(path.removeprefix("static/"))
                    if not file:
                        return self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
                    return self._answer(HTTPStatus.OK, Path(file).read_bytes(), KINDS[Path(file).suffix])
                if path.startswith("case/"):
                    stand_in.may_answer.wait(PATIENCE_SECONDS)
                with translation.override(stand_in.language):
                    page = stand_in.page(path)
                if page is None:
                    return self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
                return self._answer(HTTPStatus.OK, page.encode(), "text/html; charset=utf-8")

            def do_POST(self) -> None:
                case = stand_in.case
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                is_in_parts = self.headers.get("Content-Type", "").startswith("multipart/")
                fields = (
                    names_in(body) if is_in_parts else dict(parse_qsl(body.decode(), keep_blank_values=True))
                )
                stand_in.may_answer.wait(PATIENCE_SECONDS)
                act = self.path.strip("/")
                if case.refusal or case.moved_on(act, fields):
                    words = render_to_string("ui/parts/sentence.html", {"sentence": case.refusal or MOVED_ON})
                    return self._answer(HTTPStatus.CONFLICT, words.encode(), "text/html; charset=utf-8")
                if act == "check":
                    drawn = case.checked(fields["body"])
                    return self._answer(HTTPStatus.OK, drawn.encode(), "text/html; charset=utf-8")
                case.take(act, fields)
                # As at the desk: that somebody writes draws only who writes.
                drawn = case.parts(["writers"] if act.startswith("writing") else PARTS)
                return self._answer(HTTPStatus.OK, drawn.encode(), "text/html; charset=utf-8")

            def _events(self) -> None:
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                told, heard = stand_in.told, 0
                while told is stand_in.told:
                    with stand_in.news:
                        while len(told) == heard and told is stand_in.told:
                            stand_in.news.wait()
                        fresh = told[heard:]
                    heard += len(fresh)
                    with suppress(OSError):  # a browser that has left hears nothing more
                        self.wfile.write("".join(fresh).encode())

            def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                self.wfile.write(body)

        return Handler


def names_in(body: bytes) -> dict[str, str]:
    """Return the fields of a body of parts; of a file its name alone."""
    named = re.findall(rb'name="(\w+)"(?:; filename="([^"]*)")?', body)
    return {name.decode(): file.decode() for name, file in named}


def answered_words(fields: dict[str, str]) -> str:
    """Return the words of the sample reply that a posted mark names."""
    return REPLY[int(fields["start"]) : int(fields["end"])]
