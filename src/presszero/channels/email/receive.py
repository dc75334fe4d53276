"""A kept mail becomes a contact: read in its bounded process, proved, threaded, taken in."""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.html import escape

from presszero.cases.actions import Arrived, ArrivedFile, close_case
from presszero.cases.asking import inquiry_it_answers, take_answer
from presszero.cases.models import Case, Contact, Inquiry, Note
from presszero.channels.email.addressing import ask_token, bounce_token, reply_token
from presszero.channels.email.automatic import is_automatic
from presszero.channels.email.bounces import read_bounce
from presszero.channels.email.deliver import case_of_mail_that_left, inquiry_of_mail_that_left, note_bounce
from presszero.channels.email.house import note_test_came_back
from presszero.channels.email.models import Arrival
from presszero.channels.email.proof import Proof
from presszero.channels.email.reader_process import BoundedReader, Unreadable
from presszero.channels.email.reading import ReadMail
from presszero.channels.email.resolving import DnsResolver, NoResolver, Resolver
from presszero.channels.email.sanitising import framed_document
from presszero.ground.actors import SYSTEM
from presszero.ground.fail_points import reach
from presszero.ground.files import store_file
from presszero.ground.record import record
from presszero.intake.receiving import receive_contact
from presszero.intake.threading import case_it_joins, imported_case_it_joins

_reader = BoundedReader()


def read_arrival(*, arrival_id: int, at: datetime) -> Arrival:
    """Read one kept mail and take it in. Safe to run twice: a mail is read once.

    It ends read (with a contact), a duplicate of one already read, a bounce of
    one we sent, a test letter that came back, or quarantined with a reason a
    person can act on. Records mail.read, mail.duplicate, mail.bounce, mail.test
    or mail.quarantined.
    """
    with transaction.atomic():
        arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival_id)
        if arrival.state != Arrival.State.ARRIVED:
            return arrival
        read = _reader.read(bytes(arrival.raw))
        reach("after-mail-was-read")
        if isinstance(read, Unreadable):
            return _end(arrival, Arrival.State.QUARANTINED, read.reason, at)
        if not _is_imported(arrival) and (bounced := _bounce_of_ours(arrival, read, at)):
            return _end(arrival, Arrival.State.BOUNCE, bounced, at)
        if not _is_imported(arrival) and note_test_came_back(read.text, at):
            return _end(arrival, Arrival.State.TEST, "A test letter of ours came back.", at)
        arrival.fingerprint = fingerprint(read)
        if Arrival.objects.filter(fingerprint=arrival.fingerprint, state=Arrival.State.READ).exists():
            return _end(
                arrival, Arrival.State.DUPLICATE, "The same Message-ID and body were read before.", at
            )
        taken = _take_in(arrival, read, at)
        arrival.contact, arrival.note = (taken, None) if isinstance(taken, Contact) else (None, taken)
        _end(arrival, Arrival.State.READ, "", at)
        reach("before-intake-commit")
    reach("after-intake-commit")
    return arrival


def _is_imported(arrival: Arrival) -> bool:
    return arrival.door == "import"


def fingerprint(read: ReadMail) -> str:
    """Return what a copy shares with its first: Message-ID and words; Received lines differ."""
    words = hashlib.sha256(f"{read.message_id}\n{read.from_address}\n{read.text}".encode(errors="replace"))
    for attachment in read.attachments:
        words.update(hashlib.sha256(attachment.content).digest())
    return words.hexdigest()


def _end(arrival: Arrival, state: str, reason: str, at: datetime) -> Arrival:
    arrival.state, arrival.reason = state, reason
    arrival.save(update_fields=["state", "reason", "fingerprint", "contact", "note"])
    record(f"mail.{state}", about=arrival, by=SYSTEM, at=at)
    return arrival


def _bounce_of_ours(arrival: Arrival, read: ReadMail, at: datetime) -> str:
    bounce, tokens = read_bounce(read), _bounce_tokens(arrival)
    if bounce is None and not (tokens and _is_from_a_mail_system(read)):
        return ""
    noted = note_bounce(
        message_id=bounce.original_message_id if bounce else "",
        tokens=tokens,
        words=bounce.diagnostic if bounce else read.text[:300],
        permanent=bounce.permanent if bounce else True,
        at=at,
    )
    return "A mail of ours came back." if noted else ""


def _bounce_tokens(arrival: Arrival) -> list[str]:
    domain = settings.PRESSZERO.mail_domain
    return [token for to in arrival.envelope_to if (token := bounce_token(to, domain))]


def _is_from_a_mail_system(read: ReadMail) -> bool:
    # Notes of absence go to the return path too, by RFC 3834: our mail arrived, and nothing came back.
    return read.from_address.partition("@")[0].lower() in ("mailer-daemon", "mail-daemon", "postmaster")


def _take_in(arrival: Arrival, read: ReadMail, at: datetime) -> Contact | Note:
    if _is_imported(arrival):
        return _take_in_of_archive(arrival, read, at)
    domain = settings.PRESSZERO.mail_domain
    written_to = [*arrival.envelope_to, *read.to, *read.cc]
    if inquiry := _inquiry_of(arrival, read, written_to):
        return take_answer(inquiry=inquiry, arrived=_arrived(arrival, read, at), at=at)
    tokens = [token for to in written_to if (token := reply_token(to, domain))]
    joins = case_it_joins(
        reply_tokens=tokens,
        message_ids=_named_mails(read),
        address=read.from_address,
    )
    joins = joins or case_of_mail_that_left(tokens=_bounce_tokens(arrival))
    return receive_contact(arrived=_arrived(arrival, read, at), at=at, addressed_to=written_to, joins=joins)


def _inquiry_of(arrival: Arrival, read: ReadMail, written_to: list[str]) -> Inquiry | None:
    """Asked before any case: an answer from outside must never be taken for the customer's own letter."""
    domain = settings.PRESSZERO.mail_domain
    tokens = [token for to in written_to if (token := ask_token(to, domain))]
    found = inquiry_it_answers(tokens=tokens, message_ids=_named_mails(read))
    return found or inquiry_of_mail_that_left(tokens=_bounce_tokens(arrival))


def _take_in_of_archive(arrival: Arrival, read: ReadMail, at: datetime) -> Contact:
    """A mail of long ago opens or joins a case of that time; nothing runs, and it closes unless it stays open."""
    arrived = _arrived(arrival, read, min(read.date, at) if read.date else at)
    joins = imported_case_it_joins(message_ids=_named_mails(read))
    contact = receive_contact(
        arrived=arrived, at=arrived.at, addressed_to=[*read.to, *read.cc], joins=joins, clocked=False
    )
    if joins is None and not arrival.stays_open:
        outcome = Case.Outcome.NO_ANSWER_NEEDED
        close_case(case_id=contact.case_id, outcome=outcome, words="", by=SYSTEM, at=arrived.at)
    return contact


def _named_mails(read: ReadMail) -> list[str]:
    """Return the mails this one answers, the nearest first."""
    return [*([read.in_reply_to] if read.in_reply_to else []), *reversed(read.references)]


def _arrived(arrival: Arrival, read: ReadMail, at: datetime) -> Arrived:
    proof = _prove(arrival, read)
    files = []
    for attachment in read.attachments:
        stored = store_file([attachment.content], at=at)
        files.append(
            ArrivedFile(
                digest=stored.digest,
                name=attachment.name,
                content_type=attachment.content_type,
                content_id=attachment.content_id or "",
                inline=attachment.inline,
            )
        )
    return Arrived(
        channel="email",
        name=read.from_name,
        address=read.from_address,
        subject=read.subject,
        text=read.text.replace("\x00", "\ufffd"),
        html=(read.html or "").replace("\x00", "\ufffd"),
        at=at,
        complaints=read.complaints,
        message_id=read.message_id,
        references=[*read.references, *([read.in_reply_to] if read.in_reply_to else [])],
        copied_to=[one for one in read.cc if not one.lower().endswith(f"@{settings.PRESSZERO.mail_domain}")],
        automatic=is_automatic(read, envelope_from=arrival.envelope_from) or "",
        proof=proof.how if proof.proved else "",
        proof_why=proof.why,
        files=files,
    )


def _prove(arrival: Arrival, read: ReadMail) -> Proof:
    if _is_imported(arrival):
        return Proof(proved=False, how="", why="imported")
    said = read.headers.get("authentication-results", []) if _is_near(arrival.peer) else []
    return _reader.prove(
        bytes(arrival.raw),
        read.from_address.rpartition("@")[2],
        resolver=resolver(),
        trusted_authserv_ids=settings.PRESSZERO.trusted_relays,
        received_authentication_results=said,
    )


def _is_near(peer: str) -> bool:
    """A relay's verdict is believed from this machine and the peers named in settings: anyone can write its name."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    networks = (ipaddress.ip_network(one, strict=False) for one in settings.PRESSZERO.trusted_peers)
    return address.is_loopback or any(address in network for network in networks)


def resolver() -> Resolver:
    """Return the resolver this installation asks for keys, or one that knows nothing."""
    asked = settings.PRESSZERO.resolver
    if isinstance(asked, str):
        return NoResolver() if asked == "none" else DnsResolver()
    return DnsResolver(asked.host, port=asked.port)


def shown_html(html: str, cid_urls: dict[str, str]) -> str:
    """Return a letter's markup as a whole document that is safe to show, cleaned in the bounded process."""
    cleaned = _reader.clean_html(html, cid_urls)
    if isinstance(cleaned, Unreadable):
        return framed_document(f"<p>{escape(cleaned.reason)}</p>")
    return framed_document(cleaned)
