"""One letter handed to a relay over SMTP, and what the relay said to it."""

import re
import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

MOST_REASON_CHARACTERS = 500
_PLAIN_ADDRESS = re.compile(r"[^\s<>\x00-\x20\x7f]{1,320}")


@dataclass(frozen=True)
class Delivered:
    """The relay has taken the letter. refused: recipients it did not take, with its words, when it took others."""

    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RefusedForNow:
    """The letter is still ours to send: try again later with the same message id.

    of_relay: no letter gets through; the relay is away, badly set up, or refuses our sign-in.
    """

    reason: str
    of_relay: bool = False


@dataclass(frozen=True)
class RefusedForGood:
    """The relay will never take this letter for this recipient; a person must know."""

    reason: str


@dataclass(frozen=True)
class Seal:
    """How the talk is sealed. "starttls" and "tls" (from the first byte) refuse for now when it cannot be.

    "when-offered" takes any certificate. authority: a PEM file the relay is known by, else this machine's own.
    checked False: any certificate will do.
    """

    mode: Literal["never", "when-offered", "starttls", "tls"] = "when-offered"
    authority: Path | None = None
    checked: bool = True

    def context(self) -> ssl.SSLContext:
        """Raises OSError when the authority's file cannot be read."""
        context = ssl.create_default_context(cafile=self.authority)
        if not self.checked or self.mode == "when-offered":
            # Better sealed for an unproved relay than open to everyone on the way (RFC 7435).
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def send_by_smtp(
    raw: bytes,
    envelope_from: str,
    recipients: Sequence[str],
    relay: tuple[str, int],
    *,
    timeout_seconds: float = 30,
    seal: Seal = Seal(),
    sign_in: tuple[str, str] | None = None,
    fail_point: Callable[[str], None] = lambda name: None,
) -> Delivered | RefusedForNow | RefusedForGood:
    """Hand a letter to the relay.

    raw: what composing.compose returned. relay: host and port. timeout_seconds: for each step of the talk.
    sign_in: user and password, said only when sealed.
    fail_point: called with "after-peer-accepted" between the relay's 250 and our return. It may raise.

    For good are only the relay's 5xx to this sender, recipient or letter; a relay that is away, badly set up
    or wants a sign-in refuses for now, since no letter is at fault. Raises only what fail_point raises.
    """
    unfit = [one for one in (envelope_from, *recipients) if one and not _PLAIN_ADDRESS.fullmatch(one)]
    if unfit or not recipients:
        return RefusedForGood("The letter has no recipient, or an address that no mail can carry.")
    try:
        with_relay = _reached(relay, seal, timeout_seconds)
    except (OSError, smtplib.SMTPException) as away:
        words = f"The relay {relay[0]}:{relay[1]} could not be reached: {_words(away)}"
        return RefusedForNow(words, of_relay=True)
    try:
        answer = _handed_over(with_relay, raw, envelope_from, recipients, seal, sign_in)
        if isinstance(answer, Delivered):
            fail_point("after-peer-accepted")
        return answer
    finally:
        _leave(with_relay)


def _handed_over(
    relay: smtplib.SMTP,
    raw: bytes,
    envelope_from: str,
    recipients: Sequence[str],
    seal: Seal,
    sign_in: tuple[str, str] | None,
) -> Delivered | RefusedForNow | RefusedForGood:
    try:
        _begin(relay, seal, sign_in)
    except (OSError, smtplib.SMTPException) as refused:
        return RefusedForNow(f"The relay could not be talked to: {_words(refused)}", of_relay=True)
    try:
        refused_ones = relay.sendmail(envelope_from, list(recipients), _with_line_ends(raw))
    except smtplib.SMTPRecipientsRefused as refused:
        return _all_refused(refused.recipients)
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code, _words(refused))
    except smtplib.SMTPNotSupportedError as refused:
        return RefusedForGood(f"The relay cannot carry this letter: {_words(refused)}")
    except (OSError, smtplib.SMTPException) as broken:
        return RefusedForNow(f"The talk with the relay broke off: {_words(broken)}")
    return Delivered({one: _answer(*said) for one, said in refused_ones.items()})


def _reached(relay: tuple[str, int], seal: Seal, timeout_seconds: float) -> smtplib.SMTP:
    if seal.mode == "tls":
        return smtplib.SMTP_SSL(*relay, timeout=timeout_seconds, context=seal.context())
    return smtplib.SMTP(*relay, timeout=timeout_seconds)


def _begin(relay: smtplib.SMTP, seal: Seal, sign_in: tuple[str, str] | None) -> None:
    relay.ehlo_or_helo_if_needed()
    if seal.mode == "starttls" or (seal.mode == "when-offered" and relay.has_extn("starttls")):
        relay.starttls(context=seal.context())
        relay.ehlo()
    if sign_in:
        if not isinstance(relay.sock, ssl.SSLSocket):
            raise smtplib.SMTPException("The talk is not sealed, so no password was said.")
        relay.login(*sign_in)


def _with_line_ends(raw: bytes) -> bytes:
    # A lone CR or LF before a dot is how one mail is smuggled out as two.
    return re.sub(rb"\r\n|\r|\n", b"\r\n", raw)


def _all_refused(said: dict[str, tuple[int, bytes]]) -> RefusedForNow | RefusedForGood:
    words = "; ".join(f"{one}: {_answer(*answer)}" for one, answer in said.items())
    waiting = any(code < 500 for code, _ in said.values())
    return _refused(450 if waiting else 550, words)


def _refused(code: int, words: str) -> RefusedForNow | RefusedForGood:
    # 530, 534, 535 and 538 ask for a sign-in: our settings are at fault, not the letter.
    wants_sign_in = code in (530, 534, 535, 538)
    reason = f"The relay refused the letter: {words}"[:MOST_REASON_CHARACTERS]
    if 500 <= code < 600 and not wants_sign_in:
        return RefusedForGood(reason)
    return RefusedForNow(reason, of_relay=wants_sign_in)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return " ".join(str(error).split())[:MOST_REASON_CHARACTERS] or type(error).__name__


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:MOST_REASON_CHARACTERS]


def _leave(relay: smtplib.SMTP) -> None:
    try:
        relay.quit()
    except (
        OSError,
        smtplib.SMTPException,
    ):  # the answer is already known; how the relay says goodbye changes nothing
        relay.close()
