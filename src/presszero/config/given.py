"""What a setting is, and how a value that cannot be used is told."""

from __future__ import annotations

from typing import NamedTuple

from presszero.pure.errors import PressZeroError


class Setting(NamedTuple):
    """One line of the settings reference."""

    name: str
    default: str
    meaning: str


class BadSetting(PressZeroError):
    """A setting cannot be used; the sentence names it, its value and what to write instead."""


class Endpoint(NamedTuple):
    """A host and a port, 1 to 65535."""

    host: str
    port: int


def endpoint(name: str, words: str | None) -> Endpoint | None:
    """Read host:port, with brackets around an IPv6 address; None when nothing is given. Raises BadSetting."""
    if not words:
        return None
    host, colon, port = words.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (host and colon and port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise BadSetting(f"{name} is {words!r}; write host:port, such as mail.example.org:25.")
    return Endpoint(host, int(port))
