"""Mail that no person wrote: kept, never answered (RFC 3834, and what programs do instead of it)."""

import re

from presszero.channels.email.reading import ReadMail

_ROBOT_ADDRESS = re.compile(
    r"(?:mailer-daemon|postmaster|mail-daemon|no-?reply|do-?not-?reply|ne-?pas-?repondre|bounces?|listserv|majordomo"
    r")(?:[+=.\-_].*)?@.*",
    re.IGNORECASE | re.DOTALL,
)
_ABSENT_SUBJECT = re.compile(
    r"\s*(?:(?:re|aw|tr|fwd?)\s{0,5}:\s{0,5}){0,5}\[?(?:"
    r"out of (?:the )?office|automatic(?:al)? reply|auto(?:matic)?[ -]?(?:reply|response|responder)|autoreply|"
    r"i am (?:currently )?(?:away|on (?:leave|vacation|holiday))|on vacation|away from (?:my )?(?:mail|email|desk|office)|"
    r"vacation (?:reply|response|notice)|r[ée]ponse automatique|absence du bureau|absent du bureau|absen(?:ce|te?)\s?:|"
    r"message d['’]absence|notification d['’]absence|je suis (?:actuellement )?(?:absente?|en cong[ée]s?)|"
    r"r[ée]pondeur automatique|abwesenheitsnotiz|automatische antwort|respuesta autom[áa]tica"
    r")\b",
    re.IGNORECASE,
)
_ANSWER_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-failed-recipients")
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "list-help", "feedback-id")
_AUTOMATIC_PRECEDENCE = ("bulk", "junk", "list", "auto_reply", "auto-reply")


def is_automatic(read: ReadMail, envelope_from: str | None = None) -> str | None:
    """Return a sentence that says why a program wrote this mail, or None when a person may have.

    envelope_from: the MAIL FROM of the SMTP talk, "" for the null sender, None when it is not known.
    """
    return (
        _null_sender(read, envelope_from)
        or _said_so(read)
        or _from_a_list(read)
        or _report(read)
        or _robot(read, envelope_from)
        or _absence(read)
    )


def _value(read: ReadMail, name: str) -> str:
    return next(iter(read.headers.get(name, ())), "").strip().lower()


def _null_sender(read: ReadMail, envelope_from: str | None) -> str | None:
    if envelope_from is not None and not envelope_from.strip("<> "):
        return "It was sent with the empty return address that only reports and automatic answers use."
    returned = read.headers.get("return-path", ())
    if envelope_from is None and returned and not returned[0].strip("<> "):
        return "Its return path is empty, as only reports and automatic answers have it."
    return None


def _said_so(read: ReadMail) -> str | None:
    submitted = re.split(r"[;\s(]", _value(read, "auto-submitted"), maxsplit=1)[0]
    if submitted and submitted != "no":
        return f"It says itself that a program sent it (Auto-Submitted: {submitted[:40]})."
    for name in _ANSWER_HEADERS:
        if _value(read, name) not in ("", "no"):
            return f"It carries {name.title()}, which only automatic mail does."
    if _value(read, "x-auto-response-suppress") not in ("", "none"):
        return "It asks for no automatic answers (X-Auto-Response-Suppress)."
    return None


def _from_a_list(read: ReadMail) -> str | None:
    precedence = _value(read, "precedence")
    if precedence in _AUTOMATIC_PRECEDENCE:
        return f"It was sent to many at once or by a program (Precedence: {precedence})."
    for name in _LIST_HEADERS:
        if _value(read, name):
            return f"It came by a mailing list ({name.title()})."
    return None


def _report(read: ReadMail) -> str | None:
    if read.content_type == "multipart/report":
        return "It is a report by a mail system."
    return None


def _robot(read: ReadMail, envelope_from: str | None) -> str | None:
    for address in (read.from_address, envelope_from or ""):
        if _ROBOT_ADDRESS.fullmatch(address):
            return f"It comes from an address that no person reads ({address[:100]})."
    return None


def _absence(read: ReadMail) -> str | None:
    if _ABSENT_SUBJECT.match(read.subject):
        return "Its subject is that of an automatic answer."
    return None
