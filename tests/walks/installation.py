"""An installation that is killed: how its clients behave, and when it has come to rest."""

from __future__ import annotations

import re
import smtplib
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from town import Town, wait_for

UNDONE = """
    SELECT 'unsealed' FROM ground_record WHERE position IS NULL
    UNION ALL SELECT 'unread' FROM ground_reader, (SELECT coalesce(max(position), 0) AS last FROM ground_record) AS record
        WHERE name = 'consequences' AND position < last
    UNION ALL SELECT 'duty ' || consequence || ' ' || state FROM ground_duty
    UNION ALL SELECT 'mail to read' FROM email_arrival WHERE state = 'arrived'
    UNION ALL SELECT 'mail to send' FROM email_outgoing WHERE state = 'waiting'
"""


def hand_in(town: Town, raw: bytes, *, sender: str) -> int:
    """Be a mail server that tries until it gets its 250; return how many tries it took."""
    tries = 0

    def taken() -> bool:
        nonlocal tries
        tries += 1
        try:
            town.post(raw, sender=sender)
        except (OSError, smtplib.SMTPException):
            return False
        return True

    wait_for("the 250", taken)
    return tries


def is_at_rest(town: Town) -> bool:
    """Whether nothing is left to be sealed, done, read or sent."""
    try:
        return not town.rows(UNDONE)
    except psycopg.OperationalError:
        return False


def has_failed_at(home: Path, point: str) -> bool:
    return (home / "run" / f"failed-at-{point}").exists()


def whole_record(town: Town) -> bool:
    """Whether the record's positions run from 1 without a gap."""
    return town.rows("SELECT count(*) = coalesce(max(position), 0) FROM ground_record") == [(True,)]


class Form:
    """One multipart body with a file."""

    boundary = "part-of-a-letter"

    def __init__(self, content: bytes, **fields: str) -> None:
        parts = [
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = f'--{self.boundary}\r\nContent-Disposition: form-data; name="files"; filename="plan.html"\r\nContent-Type: text/html\r\n\r\n'
        self.body = ("".join(parts) + head).encode() + content + f"\r\n--{self.boundary}--\r\n".encode()
        self.kind = f"multipart/form-data; boundary={self.boundary}"


class Visitor:
    """A browser without a screen: keeps its cookies, sends the form's token, presses again when nothing answers."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self.opener.open(self.town.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    def status(self, path: str) -> int:
        """Return how a page answers, 0 when nothing does."""
        try:
            with self.opener.open(self.town.url + path, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def field(self, path: str, name: str) -> str:
        """Return the value of a form's hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.get(path))
        assert found, f"{path} has no field {name}"
        return found[1]

    def post(self, path: str, **fields: str) -> str:
        """Send a form, again and again until somebody answers; return the page or the refusal."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "presszero_csrf")
        return self._press(path, urlencode({**fields, "csrfmiddlewaretoken": token}).encode())

    def send(self, path: str, form: Form) -> str:
        """Send a form with its file in the same way."""
        return self._press(path, form.body, {"Content-Type": form.kind})

    def _press(self, path: str, body: bytes, headers: Mapping[str, str] = {}) -> str:  # noqa: B006
        def answered() -> str | None:
            request = urllib.request.Request(self.town.url + path, body, dict(headers))
            try:
                with self.opener.open(request, timeout=60) as answer:
                    return str(answer.read().decode())
            except urllib.error.HTTPError as refused:
                return refused.read().decode()
            except OSError:
                return None

        return wait_for(f"an answer to {path}", answered)

    def step_in(self, name: str) -> None:
        """Sign in as one of the cast."""
        page = self.get("/demo/")
        worker = self.town.rows("SELECT id FROM organisation_worker WHERE name = %s", name)[0][0]
        assert f"/demo/sign-in/{worker}/" in page
        self.post(f"/demo/sign-in/{worker}/")
