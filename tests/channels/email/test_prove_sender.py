"""A sender is proved by a whole, aligned signature or by a relay we named; by nothing else."""

import base64
import socket
import threading
from functools import partial

import dkim
import dns.flags
import dns.message
import dns.rrset
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from presszero.channels.email import proof, reader_process
from presszero.channels.email.proof import DnsResolver, NoResolver, key_names, prove_sender
from presszero.channels.email.reader_process import BoundedReader
from presszero.channels.email.resolving import KnownKeys, keys_within

LETTER = (
    b"From: Rosa <rosa@lake.example>\r\nTo: bus@portlumen.example\r\nSubject: The 42\r\n"
    b"Date: Fri, 10 Jul 2026 23:41:00 +0200\r\nMessage-ID: <a@lake.example>\r\n\r\nIt never came.\r\n"
)

# Made for this test: 768 bits, which today's libraries refuse to make and a home computer can break.
SHORT_PRIVATE = (
    b"MIIBygIBAAJhAPtyCHdDduFB3OY5LWd2daxVHvKXLzs3qQla3hXSk0hkanzP2jNWCS68XRo0wZKIRT4AGEzG6+tGO8"
    b"d4D1MhIjt74NcCxjYaH4hpubZh/geX2N+Dt36/TR+3y2P6t7GVEQIDAQABAmBsatTfp8VAh0eaNRkwvVErx2Aatbl1"
    b"zSAjmnyb6Dn9Qt7vhifNbtFyx2FVhV3Zsstdj1g6dKmCqSNoImVRPBqoSiMnkRrjKGcdYpLHuRu5Ey99bDsUoeBDgU"
    b"kgHmV9z0kCMQD+Gnj6DfazOpHtvDW1D7cYEase1We7fXVNQ1/GqEJWbmkbiqOccx0uUkh/Iz68xscCMQD9UntXUQwO"
    b"ARA6ZjCEtP7krjbvouti3V1WQiA5uTsZ/SGPNrHtFnT/yXLdPHOujWcCMEIHkwQ3eLHeOGl0jOg96zAf9z2N6uS3lz"
    b"G6njq7InHfQwTbI+TVrPGKhDg1amoXpQIwJa/dtbHTD0pNNcL6OOQMf80DU0dzqXOxbSHNVYkfJ9Cm632BnvoWUe+Q"
    b"bSWPOErFAjEA2T4XnyYHw7pxeDQHXNLRdXBR1tvF8quYiYnUlPwkBPp5/LppIjF07XzQO7/vEQxp"
)
SHORT_PUBLIC = (
    b"MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAPtyCHdDduFB3OY5LWd2daxVHvKXLzs3qQla3hXSk0hkanzP2jNWCS68XR"
    b"o0wZKIRT4AGEzG6+tGO8d4D1MhIjt74NcCxjYaH4hpubZh/geX2N+Dt36/TR+3y2P6t7GVEQIDAQAB"
)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Keys that are there are found however busy the machine is; how long is waited in earnest is no test's matter."""
    for asking in (proof, reader_process):
        monkeypatch.setattr(asking, "keys_within", partial(keys_within, seconds=60))


def new_key():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


PRIVATE, RECORD = new_key()
KEYS = KnownKeys({"post._domainkey.lake.example": [RECORD]})
EVERY_DOMAIN = type("EveryDomain", (), {"txt": lambda self, name: [RECORD]})()


def signed(raw=LETTER, domain=b"lake.example", private=PRIVATE, **options):
    options.setdefault("canonicalize", (b"relaxed", b"relaxed"))
    return dkim.sign(raw, b"post", domain, private, **options) + raw


def proved(raw, domain="lake.example", resolver=KEYS, **options):
    return prove_sender(raw, domain, resolver=resolver, **options)


@pytest.mark.parametrize(
    "canonical", [(b"relaxed", b"relaxed"), (b"simple", b"simple"), (b"relaxed", b"simple")]
)
def test_aligned_signature_proves_the_sender(canonical):
    found = proved(signed(canonicalize=canonical))
    assert (found.proved, found.how) == (True, "dkim")
    assert "lake.example" in found.why


def test_signature_of_a_parent_domain_proves_its_subdomain():
    raw = signed(LETTER.replace(b"@lake.example>\r\nTo", b"@post.lake.example>\r\nTo"))
    assert proved(raw, "post.lake.example").proved


def test_second_signature_is_tried_when_the_first_does_not_speak_for_the_sender():
    assert proved(signed(signed(), domain=b"mailer.example"), resolver=EVERY_DOMAIN).proved


def test_trailing_spaces_that_relaxed_signatures_ignore_do_not_matter():
    raw = signed(LETTER + b"Bye  \r\n").replace(b"Bye  \r\n", b"Bye\t \t\r\n")
    assert proved(raw).proved


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda raw: raw.replace(b"never", b"always"), "changed"),
        (lambda raw: raw.replace(b"Subject: The 42", b"Subject: The 43"), "changed"),
        (lambda raw: raw.replace(b"From: Rosa", b"From: The Mayor"), "changed"),
        (lambda raw: b"From: mayor@lake.example\r\n" + raw, "more than one From"),
        (lambda raw: b"FROM : mayor@lake.example\r\n" + raw, "more than one From"),
        (lambda raw: b"Subject: Pay now\r\n" + raw, "more than one Subject"),
        (lambda raw: b"X: a\rFrom: mayor@lake.example\r\n" + raw, "plainly"),
        (lambda raw: raw.replace(b"\r\n\r\n", b"\r\n"), "plainly"),
        (lambda raw: b"", "plainly"),
        (lambda raw: LETTER, "no signature"),
        (lambda raw: b"DKIM-Signature: v=1; a=rsa-sha256\r\n" + LETTER, "cannot be read"),
        (lambda raw: b"DKIM-Signature: " + b" " * 5_000 + b"\r\n" + LETTER, "cannot be read"),
    ],
)
def test_changed_mail_is_not_proved(change, why):
    found = proved(change(signed()))
    assert not found.proved
    assert why in found.why


@pytest.mark.parametrize(
    "sender",
    [
        b"rosa@lake.example, mayor@city.example",
        b"mayor@city.example <rosa@lake.example>",
        b"<rosa@lake.example> <mayor@city.example>",
        b"Team: rosa@lake.example;",
        b"rosa@lake.example (mayor@city.example)",
        b"",
    ],
)
def test_sender_written_ambiguously_is_not_proved(sender):
    raw = signed(LETTER.replace(b"Rosa <rosa@lake.example>", sender))
    assert not proved(raw).proved


def test_sender_at_another_domain_than_was_read_is_not_proved():
    assert "at city.example" in proved(signed(), "city.example", EVERY_DOMAIN).why


@pytest.mark.parametrize("signer", [b"evil.example", b"kelake.example", b"mail.lake.example", b"example"])
def test_signature_of_a_foreign_domain_is_not_proof(signer):
    found = proved(signed(domain=signer), resolver=EVERY_DOMAIN)
    assert not found.proved
    assert "does not speak for" in found.why


def test_signature_of_a_public_suffix_is_not_proof():
    raw = signed(LETTER.replace(b"lake.example", b"lake.co.uk"), domain=b"co.uk")
    assert not proved(raw, "lake.co.uk", EVERY_DOMAIN).proved


def test_signature_over_a_part_of_the_body_is_not_proof():
    raw = signed(length=True)
    assert dkim.verify(raw + b"Pay to this account.\r\n", dnsfunc=lambda *a, **k: RECORD), (
        "the attack is real"
    )
    assert "part of the body" in proved(raw).why


def test_signature_that_leaves_out_the_sender_is_not_proof():
    raw = signed().replace(b"h=from : ", b"h=").replace(b" from :", b"").replace(b"from : from", b"to")
    assert not proved(raw).proved


def test_old_algorithm_is_not_proof():
    assert "old or unknown algorithm" in proved(signed(signature_algorithm=b"rsa-sha1")).why


def test_short_key_is_not_proof():
    private = b"-----BEGIN RSA PRIVATE KEY-----\n" + SHORT_PRIVATE + b"\n-----END RSA PRIVATE KEY-----\n"
    record = b"v=DKIM1; k=rsa; p=" + SHORT_PUBLIC
    raw = signed(private=private)
    assert dkim.verify(raw, dnsfunc=lambda *a, **k: record, minkey=512), "the signature itself is whole"
    assert not proved(raw, resolver=KnownKeys({"post._domainkey.lake.example": [record]})).proved


@pytest.mark.parametrize(
    "records",
    [
        [],
        [RECORD, RECORD],
        [b"v=DKIM1; k=rsa; p="],
        [RECORD + b"; t=y"],
        [RECORD + b"; s=tlsrpt"],
        [b"v=DKIM1; p=!!!"],
        [b"\xff\x00" * 100],
        [RECORD.replace(b"p=", b"p=" + b"A" * 4_000)],
        [new_key()[1]],
        [b"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="],
    ],
    ids=range(10),
)
def test_key_that_is_missing_or_unfit_proves_nothing(records):
    assert not proved(signed(), resolver=KnownKeys({"post._domainkey.lake.example": records})).proved


def test_nobody_to_ask_proves_nothing():
    assert "0 keys" in proved(signed(), resolver=NoResolver()).why


def test_resolver_that_fails_proves_nothing():
    broken = type("Broken", (), {"txt": lambda self, name: 1 / 0})()
    assert not proved(signed(), resolver=broken).proved


def test_resolver_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(proof, "keys_within", partial(keys_within, seconds=0.2))
    asked, never = threading.Event(), threading.Event()

    class Silent:
        def txt(self, name):
            asked.set()
            never.wait(60)
            return [RECORD]

    found = proved(signed(), resolver=Silent())
    never.set()
    assert asked.is_set()
    assert "0 keys were found in time" in found.why


def test_only_five_keys_are_ever_asked_for():
    header = signed()[: -len(LETTER)]
    many = b"".join(header.replace(b"s=post", b"s=post%d" % n) for n in range(50)) + LETTER
    assert len(key_names(many, "lake.example")) == 5


def test_body_made_to_be_slow_is_answered():
    slow = signed(LETTER + b"x").replace(b"\r\nx", b"\r\n" + b" " * 2_000_000 + b"x")
    assert not proved(slow).proved


def test_bounded_child_comes_to_the_same_verdict():
    reader = BoundedReader()
    try:
        good = reader.prove(signed(), "lake.example", resolver=KEYS)
        bad = reader.prove(signed().replace(b"never", b"always"), "lake.example", resolver=KEYS)
        said = reader.prove(
            LETTER, "lake.example", resolver=KEYS, trusted_authserv_ids=["relay.example"],
            received_authentication_results=["relay.example; dmarc=pass header.from=lake.example"],
        )  # fmt: skip
    finally:
        reader.stop()
    assert good == proved(signed())
    assert not bad.proved
    assert said.how == "relay"


@pytest.mark.parametrize(
    "results",
    [
        ["relay.example; dmarc=pass (p=reject) header.from=lake.example"],
        ["relay.example 1; spf=pass smtp.mailfrom=x.example; dkim=pass header.d=lake.example header.s=post"],
        ["Relay.Example; dkim=fail header.d=x.example; dkim=pass header.i=@lake.example"],
        ["relay.example; dmarc = pass header.from = lake.example", "other; dmarc=fail"],
    ],
)
def test_word_of_the_named_relay_proves_the_sender(results):
    found = proved(
        LETTER,
        resolver=NoResolver(),
        trusted_authserv_ids=["relay.example"],
        received_authentication_results=results,
    )
    assert (found.proved, found.how) == (True, "relay")


@pytest.mark.parametrize(
    "results",
    [
        [],
        ["relay.example; none"],
        ["evil.example; dmarc=pass header.from=lake.example"],
        ["evil.example; none", "relay.example; dmarc=pass header.from=lake.example"],
        ["relay.example; dmarc=pass header.from=city.example"],
        ["relay.example; dmarc=pass"],
        ["relay.example; dkim=pass header.d=mailer.example"],
        ["relay.example; dkim=pass header.d=lake.example; dmarc=fail header.from=lake.example"],
        ["relay.example; spf=pass smtp.mailfrom=rosa@lake.example"],
        ['relay.example; spf=fail smtp.mailfrom="; dmarc=pass header.from=lake.example ;"'],
        ["relay.example; spf=fail (; dmarc=pass header.from=lake.example)"],
        ["(relay.example; dmarc=pass header.from=lake.example"],
        ["; ; ="],
    ],
    ids=range(13),
)
def test_other_words_about_the_sender_prove_nothing(results):
    assert not proved(
        LETTER,
        resolver=NoResolver(),
        trusted_authserv_ids=["relay.example"],
        received_authentication_results=results,
    ).proved


def test_relay_that_nobody_named_proves_nothing():
    results = ["relay.example; dmarc=pass header.from=lake.example"]
    assert not proved(LETTER, resolver=NoResolver(), received_authentication_results=results).proved


@pytest.fixture
def name_server():
    """A name server on a port of the system's that knows one key."""
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asked.bind(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                wire, peer = asked.recvfrom(4_096)
            except OSError:
                return
            question = dns.message.from_wire(wire)
            reply = dns.message.make_response(question)
            name = question.question[0].name
            if name.to_text().startswith("post."):
                halves = f'"{RECORD[:200].decode()}" "{RECORD[200:].decode()}"'
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", halves))
            else:
                reply.set_rcode(3)
            asked.sendto(reply.to_wire(), peer)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield asked.getsockname()[1]
    asked.close()


def test_key_is_asked_of_the_named_server(name_server):
    resolver = DnsResolver("127.0.0.1", port=name_server, seconds=60)
    assert proved(signed(), resolver=resolver).proved
    assert resolver.txt("other._domainkey.lake.example") == []


def test_server_that_is_away_proves_nothing():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        resolver = DnsResolver("127.0.0.1", port=silent.getsockname()[1], seconds=0.2)
        assert not proved(signed(), resolver=resolver).proved
