"""A relay's verdict counts only from the peer that is our relay; its name alone anyone can write."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from django.conf import settings
from tests.cast import given_town

from presszero.channels.email.arriving import keep_arrival
from presszero.channels.email.receive import read_arrival

pytestmark = pytest.mark.django_db

AT = datetime(2025, 7, 13, 6, 0, tzinfo=UTC)
MAIL = b"""\
Authentication-Results: mx.portlumen.example; dmarc=pass header.from=lakemail.example
From: Maren Oduya <maren.oduya@lakemail.example>
To: transit@portlumen.example
Subject: The bus
Message-ID: <one@lakemail.example>

Why did the bus not stop?
"""


@pytest.mark.parametrize(
    ("peer", "proof"),
    [("127.0.0.1", "relay"), ("10.1.2.3", "relay"), ("10.2.0.1", ""), ("203.0.113.9", ""), ("", "")],
)
def test_verdict_counts_from_our_own_relay_only(
    peer: str, proof: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_town()
    believed = dataclasses.replace(
        settings.PRESSZERO, trusted_relays=("mx.portlumen.example",), trusted_peers=("10.1.0.0/16",)
    )
    monkeypatch.setattr(settings, "PRESSZERO", believed)
    arrival = keep_arrival(
        raw=MAIL, envelope_from="maren.oduya@lakemail.example", envelope_to=[], door="smtp", peer=peer, at=AT
    )
    contact = read_arrival(arrival_id=arrival.pk, at=AT).contact
    assert contact is not None
    assert contact.proof == proof
