"""Every mail anyone has collected for us goes through the real door and ends where a person can see it."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cast import given_town
from tests.channels.email.correspondence import do_what_follows
from tests.processes.mail_client import RunningDoor

from presszero.cases.models import Contact
from presszero.channels.email.models import Arrival
from presszero.ground.models import Duty
from presszero.processes.mail import keep_in_database

ENDS = {"read", "duplicate", "bounce", "quarantined"}


@pytest.mark.django_db(transaction=True)
def test_every_file_ends_read_or_quarantined_with_a_reason(test_data: Callable[[str], Path]) -> None:
    given_town()
    files = sorted(path for path in test_data("mail").rglob("*") if path.is_file())
    with (
        RunningDoor(keep=keep_in_database) as door,
        smtplib.SMTP("127.0.0.1", door.port, timeout=60) as relay,
    ):
        for path in files:
            relay.sendmail("rider@lakemail.example", ["transit@portlumen.example"], path.read_bytes())
    assert Arrival.objects.count() == len(files)

    do_what_follows()

    assert list(Duty.objects.values_list("consequence", "last_error")) == []
    ended = Counter(Arrival.objects.values_list("state", flat=True))
    assert set(ended) <= ENDS, ended
    assert not Arrival.objects.exclude(state="read").filter(reason="").exists()
    assert not Arrival.objects.filter(state="read", contact=None).exists()
    assert not Arrival.objects.filter(reason__contains="fault of ours").exists()
    # A mail that is read shows something: words, markup, files, or a sentence on why there is nothing.
    shown = Contact.objects.filter(direction="in").prefetch_related("attachments")
    silent = [
        c.pk
        for c in shown
        if not (c.text.strip() or c.html or c.attachments.all() or c.subject or c.complaints)
    ]
    assert silent == []
