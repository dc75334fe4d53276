"""Somebody at a browser, without the browser: pages are fetched and forms sent over HTTP, as people do."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from html import unescape
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, Request, build_opener

from presszero.pure.errors import PressZeroError

PATIENCE_SECONDS = 60
_FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class TurnedAway(PressZeroError):
    """A page refused what was sent; the sentence says which, and what it answered."""


class Visitor:
    """One person's session at the town's pages. address: where they are, without a slash at the end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener: OpenerDirector = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        self._token = ""

    def open(self, path: str) -> str:
        """Return a page and remember its form's token. path: on our own address, or a whole link."""
        page = self._ask(Request(self._url(path)))  # noqa: S310 - our own address
        if token := _FORM_TOKEN.search(page):
            self._token = unescape(token[1])
        return page

    def send(self, path: str, fields: Mapping[str, object], *, part: bool = True) -> str:
        """Send a form, and return what came back. part: as the desk's own script does, for a part of a page.

        Raises TurnedAway with the words of the refusal.
        """
        body = urlencode({name: value for name, value in fields.items() if value is not None}).encode()
        request = Request(self._url(path), data=body, headers=self._headers(part))  # noqa: S310 - our own address
        return self._ask(request)

    def send_files(self, path: str, fields: Mapping[str, str], files: Sequence[tuple[str, bytes]]) -> str:
        """Send a form with files (name, PNG). Raises TurnedAway."""
        border = f"--------{secrets.token_hex(12)}"
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        for name, content in files:
            head = f'--{border}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            parts.append(f"{head}Content-Type: image/png\r\n\r\n".encode() + content + b"\r\n")
        headers = self._headers(False) | {"Content-Type": f"multipart/form-data; boundary={border}"}
        body = b"".join(parts) + f"--{border}--\r\n".encode()
        return self._ask(Request(self._url(path), data=body, headers=headers))  # noqa: S310 - our own address

    def _headers(self, part: bool) -> dict[str, str]:
        headers = {"X-CSRFToken": self._token, "Origin": self.address}
        return headers | {"HX-Request": "true"} if part else headers

    def _url(self, path: str) -> str:
        return path if path.startswith(self.address) else self.address + path

    def _ask(self, request: Request) -> str:
        try:
            with self._opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                return str(answer.read().decode())
        except HTTPError as refusal:
            words = re.sub(r"<[^>]+>|\s+", " ", refusal.read().decode(errors="replace")).strip()
            raise TurnedAway(f"{request.full_url} answered {refusal.code}: {words[:300]}") from None
