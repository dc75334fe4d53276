"""Is this mail from whom it says? By its signature, or by the word of a relay named in the settings.

No answer is "not proved". Nothing here raises for what a mail or a name server holds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from presszero.channels.email.alignment import is_aligned
from presszero.channels.email.headers import clean_domain
from presszero.channels.email.mimeparts import MOST_HEADER_BYTES
from presszero.channels.email.relay_verdicts import relay_verdict
from presszero.channels.email.resolving import DnsResolver, NoResolver, Resolver, keys_within

__all__ = ["DnsResolver", "NoResolver", "Proof", "Resolver", "key_names", "prove_sender"]

MOST_SIGNATURES = 5
MOST_SIGNATURE_BYTES = 4_000
MOST_HEADERS = 1_000
FEWEST_KEY_BITS = 1_024
ALGORITHMS = (b"rsa-sha256", b"ed25519-sha256")
SINGLE_HEADERS = ("from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "content-type")


@dataclass(frozen=True)
class Proof:
    """Whether the sender is proved. how: "dkim", "relay" or "none". why: one sentence for the case."""

    proved: bool
    how: str
    why: str


def prove_sender(
    raw: bytes,
    from_domain: str,
    *,
    resolver: Resolver,
    trusted_authserv_ids: Iterable[str] = (),
    received_authentication_results: Iterable[str] = (),
) -> Proof:
    """Return whether the domain after the @ of the From address is proved to have sent this mail.

    raw: the mail as it came. from_domain: as read from it, IDNA form.
    received_authentication_results: Authentication-Results values from the top down. Give them only when the
    peer that handed the mail over is the relay itself: from anyone else the header is the sender's own claim.
    """
    domain = clean_domain(from_domain)
    wrong = _why_no_single_sender(raw, domain)
    if wrong:
        return _not_proved(wrong)
    said = relay_verdict(list(received_authentication_results), set(trusted_authserv_ids), domain)
    if said:
        return Proof(True, "relay", said)
    return _by_signature(raw, domain, resolver)


def key_names(raw: bytes, from_domain: str) -> list[str]:
    """Return the names under which the keys of the mail's usable signatures stand, at most MOST_SIGNATURES."""
    domain = clean_domain(from_domain)
    if _why_no_single_sender(raw, domain):
        return []
    tags = [_tags(value) for value in _signatures(raw)]
    return list(dict.fromkeys(_key_name(one) for one in tags if _why_unusable(one, domain) is None))


def _not_proved(why: str) -> Proof:
    return Proof(False, "none", why)


_PLAIN_FROM = re.compile(
    r'(?:"(?:[^"\\]|\\.)*"|[^"<>@,;:()]*)\s*<\s*([^\s<>@,;:"()]+@[^\s<>@,;:"()]+)\s*>|([^\s<>@,;:"()]+@[^\s<>@,;:"()]+)'
)


def _why_no_single_sender(raw: bytes, domain: str) -> str | None:
    head = _head(raw)
    if not domain:
        return "The sender's address has no domain to prove."
    if head is None or re.search(rb"\r(?!\n)|\x00", head):
        return "The headers are not written plainly enough to prove who wrote them."
    fields = _fields(head)
    doubled = [name for name in SINGLE_HEADERS if sum(one == name for one, _ in fields) > 1]
    if doubled or len(fields) > MOST_HEADERS:
        return (
            f"The mail has more than one {doubled[0].title()} header."
            if doubled
            else "The mail has too many headers."
        )
    return _why_other_sender([value for name, value in fields if name == "from"], domain)


def _why_other_sender(senders: list[bytes], domain: str) -> str | None:
    written = " ".join(senders[0].decode("utf-8", "replace").split()) if senders else ""
    plain = _PLAIN_FROM.fullmatch(written[:2_000])
    if plain is None:
        return "The From header does not name exactly one address in the usual form."
    address = plain[1] or plain[2]
    if clean_domain(address.rpartition("@")[2]) != domain:
        return f"The From header does not name an address at {domain}."
    return None


def _head(raw: bytes) -> bytes | None:
    end = re.search(rb"\r?\n\r?\n", raw[:MOST_HEADER_BYTES])
    return raw[: end.start()] if end else None


def _fields(head: bytes) -> list[tuple[str, bytes]]:
    unfolded = re.split(rb"\r?\n(?![ \t])", head)
    pairs = (line.partition(b":") for line in unfolded)
    return [(name.strip().lower().decode("latin-1"), value) for name, _, value in pairs]


def _signatures(raw: bytes) -> list[bytes]:
    values = [value for name, value in _fields(_head(raw) or b"") if name == "dkim-signature"]
    return values[:MOST_SIGNATURES]


def _tags(value: bytes) -> dict[bytes, bytes]:
    if len(value) > MOST_SIGNATURE_BYTES or re.search(rb"\s{100}", value):
        return {}
    pairs = [piece.partition(b"=") for piece in value.split(b";") if piece.strip()]
    tags = {name.strip(): re.sub(rb"\s+", b"", content) for name, _, content in pairs}
    return tags if len(tags) == len(pairs) else {}


def _key_name(tags: dict[bytes, bytes]) -> str:
    return (tags[b"s"] + b"._domainkey." + tags[b"d"]).decode("ascii").lower()


def _why_unusable(tags: dict[bytes, bytes], domain: str) -> str | None:
    signer = tags.get(b"d", b"").decode("latin-1").lower()
    if not re.fullmatch(r"[a-z0-9._-]{1,253}", signer) or not re.fullmatch(
        rb"[A-Za-z0-9._-]{1,120}", tags.get(b"s", b"")
    ):
        return "A signature of the mail cannot be read."
    if not is_aligned(signer, domain):
        return f"The signature is by {signer}, which does not speak for {domain}."
    if b"l" in tags:
        return "The signature covers only a part of the body, so anything could have been added."
    if tags.get(b"a") not in ALGORITHMS:
        return "The signature uses an old or unknown algorithm."
    covered = tags.get(b"h", b"").lower().split(b":")
    return (
        None
        if b"from" in covered and len(covered) <= 200
        else "The signature does not cover who the mail is from."
    )


def _by_signature(raw: bytes, domain: str, resolver: Resolver) -> Proof:
    signatures = [_tags(value) for value in _signatures(raw)]
    if not signatures:
        return _not_proved("The mail carries no signature.")
    keys = dict(keys_within(resolver, key_names(raw, domain)))
    whys = []
    for index, tags in enumerate(signatures):
        why = _why_unusable(tags, domain) or _why_not_signed(raw, index, tags, keys[_key_name(tags)])
        if why is None:
            signer = tags[b"d"].decode("latin-1").lower()
            return Proof(True, "dkim", f"The mail is signed by {signer} and was not changed on its way.")
        whys.append(why)
    return _not_proved(whys[0])


def _why_not_signed(raw: bytes, index: int, tags: dict[bytes, bytes], records: list[bytes]) -> str | None:
    if len(records) != 1:
        return f"{len(records)} keys were found in time for the signature at {_key_name(tags)}; there must be one."
    key = _tags(records[0])
    if not key.get(b"p"):
        return "The key of the signature was withdrawn."
    if b"y" in key.get(b"t", b"").split(b":"):
        return "The signing domain says its signatures are only on trial."
    if not {b"*", b"email"} & set(key.get(b"s", b"*").split(b":")):
        return "The key of the signature is not meant for mail."
    if b"s" in key.get(b"t", b"").split(b":") and _identity_domain(tags) != tags[b"d"].lower():
        return "The key of the signature does not speak for subdomains."
    return (
        None
        if _verifies(raw, index, tags, records[0])
        else "The signature does not fit the mail: something was changed."
    )


def _identity_domain(tags: dict[bytes, bytes]) -> bytes:
    return tags.get(b"i", b"@" + tags[b"d"]).rpartition(b"@")[2].lower()


def _verifies(raw: bytes, index: int, tags: dict[bytes, bytes], record: bytes) -> bool:
    import dkim  # imported late: it brings a resolver and its memory along

    try:
        checked = dkim.DKIM(_with_spaces_joined(raw, tags), minkey=FEWEST_KEY_BITS)
        return bool(checked.verify(index, dnsfunc=lambda name, timeout=0: record))
    except Exception:
        return False


def _with_spaces_joined(raw: bytes, tags: dict[bytes, bytes]) -> bytes:
    # "Relaxed" joins white space and drops it at the ends of lines. The library looks for the latter first, by a
    # pattern whose work grows with the square of a run of spaces (two million of them: minutes). Joining first
    # gives the same canonical body in linear time.
    if not tags.get(b"c", b"").endswith(b"/relaxed"):
        return raw
    head, end, body = _at_blank_line(raw)
    return head + end + re.sub(rb"[ \t]+", b" ", body).replace(b" \r\n", b"\r\n").replace(b" \n", b"\n")


def _at_blank_line(raw: bytes) -> tuple[bytes, bytes, bytes]:
    end = re.search(rb"\r?\n\r?\n", raw)
    return (raw[: end.start()], end[0], raw[end.end() :]) if end else (raw, b"", b"")
