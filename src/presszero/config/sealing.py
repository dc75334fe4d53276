"""How mail is sealed on the wire: towards the relay that takes what leaves, and at our own door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from presszero.config.given import BadSetting, Setting

Mode = Literal["when-offered", "starttls", "tls", "never"]
MODES: tuple[Mode, ...] = ("when-offered", "starttls", "tls", "never")
RELAY_SETTINGS = (
    Setting(
        "PRESSZERO_RELAY_TLS",
        "when-offered; starttls once PRESSZERO_RELAY_USER is set",
        "How the talk with the relay is sealed. starttls: plain at first, then sealed (port 587). tls: sealed from the "
        "first byte (port 465). Both check the relay's certificate and send nothing without it. when-offered: "
        "sealed if the relay can, whoever it is. never: in the open.",
    ),
    Setting(
        "PRESSZERO_RELAY_CA",
        "the authorities this machine trusts",
        "A PEM file with the authority, or the certificate itself, that the relay is known by. "
        "unchecked: any certificate will do, which a stranger on the way can also show.",
    ),
    Setting("PRESSZERO_RELAY_USER", "none: no sign-in", "The name to sign in at the relay with."),
    Setting(
        "PRESSZERO_RELAY_PASSWORD",
        "none",
        "The password for PRESSZERO_RELAY_USER. It is never logged and never sent unsealed.",
    ),
    Setting(
        "PRESSZERO_RELAY_PASSWORD_FILE",
        "none",
        "A file whose first line is the password, in place of PRESSZERO_RELAY_PASSWORD.",
    ),
)
DOOR_SETTINGS = (
    Setting(
        "PRESSZERO_SMTP_CERTIFICATE",
        "none: the door offers no STARTTLS",
        "A PEM file with the mail door's certificate and those between it and its authority. "
        "Renewed files are taken up by the next connection.",
    ),
    Setting(
        "PRESSZERO_SMTP_KEY",
        "the same file as PRESSZERO_SMTP_CERTIFICATE",
        "A PEM file with the private key of the mail door's certificate, without a pass phrase.",
    ),
)


@dataclass(frozen=True)
class SignIn:
    """Who signs in at the relay. The password is shown by nothing that prints this."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class RelayTerms:
    """How the relay is talked to. tls: one of MODES. authority: a PEM file, or None for this machine's own.

    checked False: any certificate will do.
    """

    tls: Mode = "when-offered"
    authority: Path | None = None
    checked: bool = True
    sign_in: SignIn | None = None


@dataclass(frozen=True)
class DoorCertificate:
    """The files of the mail door's certificate and its key."""

    certificate: Path
    key: Path


def relay_terms(given: Mapping[str, str]) -> RelayTerms:
    """Read the relay's terms. Raises BadSetting; no sentence holds a password."""
    sign_in = _sign_in(given)
    tls = _mode(given.get("PRESSZERO_RELAY_TLS", "starttls" if sign_in else "when-offered"))
    if sign_in and tls in ("when-offered", "never"):
        raise BadSetting(
            f"PRESSZERO_RELAY_TLS is {tls!r}, and would send the password of PRESSZERO_RELAY_USER unsealed; "
            "write starttls or tls."
        )
    authority = given.get("PRESSZERO_RELAY_CA")
    checked = authority != "unchecked"
    return RelayTerms(
        tls, _file("PRESSZERO_RELAY_CA", authority) if authority and checked else None, checked, sign_in
    )


def door_certificate(given: Mapping[str, str]) -> DoorCertificate | None:
    """Read the files of the mail door's certificate, None without one. Raises BadSetting."""
    certificate = given.get("PRESSZERO_SMTP_CERTIFICATE")
    key = given.get("PRESSZERO_SMTP_KEY", certificate)
    if not certificate or not key:
        if key:
            raise BadSetting("PRESSZERO_SMTP_KEY is set without PRESSZERO_SMTP_CERTIFICATE; name both files.")
        return None
    return DoorCertificate(_file("PRESSZERO_SMTP_CERTIFICATE", certificate), _file("PRESSZERO_SMTP_KEY", key))


def _mode(words: str) -> Mode:
    for mode in MODES:
        if mode == words:
            return mode
    raise BadSetting(f"PRESSZERO_RELAY_TLS is {words!r}; write one of {', '.join(MODES)}.")


def _sign_in(given: Mapping[str, str]) -> SignIn | None:
    user = given.get("PRESSZERO_RELAY_USER")
    password, file = given.get("PRESSZERO_RELAY_PASSWORD"), given.get("PRESSZERO_RELAY_PASSWORD_FILE")
    if not user and not password and not file:
        return None
    if not user or bool(password) == bool(file):
        raise BadSetting(
            "A sign-in at the relay wants PRESSZERO_RELAY_USER and one of PRESSZERO_RELAY_PASSWORD and "
            "PRESSZERO_RELAY_PASSWORD_FILE."
        )
    secret = password or _first_line("PRESSZERO_RELAY_PASSWORD_FILE", file or "")
    if not (user + secret).isascii():
        raise BadSetting(
            "The name and password for the relay must be plain ASCII; SMTP's sign-in carries no others."
        )
    return SignIn(user, secret)


def _first_line(name: str, words: str) -> str:
    lines = _file(name, words).read_text().splitlines()
    if not lines or not lines[0]:
        raise BadSetting(f"{name} is {words!r}, and the first line of that file is empty.")
    return lines[0]


def _file(name: str, words: str) -> Path:
    path = Path(words).absolute()
    try:
        path.open("rb").close()
    except OSError as error:
        raise BadSetting(
            f"{name} is {words!r}, and that file cannot be read: {error.strerror}. Name one that can."
        ) from error
    return path
