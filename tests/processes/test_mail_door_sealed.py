"""STARTTLS at the mail door: offered with a certificate, and nothing said before the seal counts after it."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from mail_client import RunningDoor
from tests.certificates import make_certificate

from presszero.config.addresses import BadSetting, DoorCertificate
from presszero.processes import mail
from presszero.processes.mail import DoorSeal

LETTER = b"Subject: The bus\r\n\r\nWhy was it late?\r\n"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return make_certificate(tmp_path / "door.pem")


@pytest.fixture
def sealed_door(certificate: Path) -> Iterator[RunningDoor]:
    with RunningDoor(seal=DoorSeal(DoorCertificate(certificate, certificate))) as door:
        yield door


def hand_in_sealed(door: RunningDoor, authority: Path) -> None:
    with smtplib.SMTP("127.0.0.1", door.port, timeout=30) as client:
        client.starttls(context=ssl.create_default_context(cafile=authority))
        client.sendmail("rider@lakemail.example", ["transit@portlumen.example"], LETTER)


def test_sealed_letter_is_kept_like_any_other(sealed_door: RunningDoor, certificate: Path) -> None:
    hand_in_sealed(sealed_door, certificate)
    ((raw, sender, _, peer),) = sealed_door.kept
    assert (raw, sender, peer) == (LETTER, "rider@lakemail.example", "127.0.0.1")


def test_door_offers_a_seal_and_never_a_sign_in(sealed_door: RunningDoor, certificate: Path) -> None:
    with smtplib.SMTP("127.0.0.1", sealed_door.port, timeout=30) as client:
        client.ehlo()
        assert client.has_extn("starttls")
        client.starttls(context=ssl.create_default_context(cafile=certificate))
        client.ehlo()
        assert not client.has_extn("auth")
        assert not client.has_extn("starttls")
        assert client.docmd("AUTH", "PLAIN AGEAYg==")[0] == 504


def test_unsealed_letter_is_still_taken(sealed_door: RunningDoor) -> None:
    client = sealed_door.client()
    assert client.hand_in(LETTER).startswith("250")
    client.close()


def test_door_without_a_certificate_offers_none() -> None:
    with RunningDoor() as door, smtplib.SMTP("127.0.0.1", door.port, timeout=30) as client:
        client.ehlo()
        assert not client.has_extn("starttls")
        assert client.docmd("STARTTLS")[0] == 454


def test_what_was_said_before_the_seal_is_forgotten(sealed_door: RunningDoor, certificate: Path) -> None:
    with smtplib.SMTP("127.0.0.1", sealed_door.port, timeout=30) as client:
        client.ehlo()
        client.docmd("MAIL", "FROM:<before@lakemail.example>")
        # A stranger on the way may add words behind STARTTLS; they must not count as said under the seal.
        assert client.sock is not None
        client.sock.sendall(b"STARTTLS\r\nMAIL FROM:<stranger@lakemail.example>\r\n")
        assert client.getreply()[0] == 220
        context = ssl.create_default_context(cafile=certificate)
        client.sock = context.wrap_socket(client.sock, server_hostname="127.0.0.1")
        client.file = None
        client.helo_resp = client.ehlo_resp = None
        client.ehlo()
        assert client.docmd("RCPT", "TO:<transit@portlumen.example>")[0] == 503
    assert sealed_door.kept == []


def test_full_door_lets_the_talks_it_has_be_sealed(
    sealed_door: RunningDoor, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "MOST_CONNECTIONS", 1)
    hand_in_sealed(sealed_door, certificate)
    assert len(sealed_door.kept) == 1


def test_renewed_certificate_is_shown_to_the_next_connection(
    sealed_door: RunningDoor, certificate: Path
) -> None:
    written = certificate.stat().st_mtime
    certificate.write_text("half a renewal")
    os.utime(certificate, (written + 1, written + 1))
    sealed_door.client().close()
    make_certificate(certificate)
    os.utime(certificate, (written + 2, written + 2))
    hand_in_sealed(sealed_door, certificate)
    assert len(sealed_door.kept) == 1


def test_file_that_is_no_certificate_is_told_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "door.pem"
    file.write_text("not a certificate")
    with pytest.raises(BadSetting, match=r"PRESSZERO_SMTP_CERTIFICATE .* Both must be PEM"):
        DoorSeal(DoorCertificate(file, file))
