"""The one clock: shifted in demo and test only, and obeyed by every process."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.sealing import this_database

from presszero.ground import clock
from presszero.ground.installation import AnotherPurpose, hold_to_purpose
from presszero.ground.models import Installation

HARVEST_NIGHT = datetime(2031, 9, 5, 20, 0, tzinfo=UTC)

WATCHES = """
import django
django.setup()
from presszero.ground import clock
print(clock.now().year, flush=True)
while clock.now().year != 2031:
    pass
print(clock.now().year, flush=True)
"""


@pytest.mark.django_db
def test_clock_runs_on_from_where_it_was_set() -> None:
    hold_to_purpose("test")
    clock.shift_to(HARVEST_NIGHT)
    first = clock.now()
    assert HARVEST_NIGHT <= first < HARVEST_NIGHT + timedelta(minutes=5)
    assert clock.now() >= first


@pytest.mark.django_db(transaction=True)
def test_another_process_obeys_while_it_runs() -> None:
    hold_to_purpose("test")
    clock.shift_to(datetime(2030, 1, 10, tzinfo=UTC))
    environment = os.environ | {"DATABASE_URL": this_database()}
    with subprocess.Popen(
        [sys.executable, "-c", WATCHES], env=environment, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        try:
            assert other.stdout.readline().strip() == "2030"
            clock.shift_to(HARVEST_NIGHT)
            assert other.stdout.readline().strip() == "2031"
        finally:
            other.kill()


@pytest.mark.django_db
def test_production_refuses_a_shifted_clock_in_the_database() -> None:
    Installation.objects.create(purpose="production")
    with pytest.raises(IntegrityError, match="only_demo_and_test_shift_the_clock"), transaction.atomic():
        clock.shift_to(HARVEST_NIGHT)
    assert Installation.objects.get().clock_offset_seconds == 0


@pytest.mark.django_db
def test_shifted_town_cannot_be_made_a_production_one() -> None:
    hold_to_purpose("demo")
    clock.shift_to(HARVEST_NIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.update(purpose="production")


@pytest.mark.django_db
def test_database_made_for_another_purpose_is_refused() -> None:
    hold_to_purpose("production")
    with pytest.raises(AnotherPurpose, match="made for production, and this is a demo"):
        hold_to_purpose("demo")


@pytest.mark.django_db
def test_there_is_one_installation_only() -> None:
    hold_to_purpose("test")
    with pytest.raises(IntegrityError, match="one_installation"), transaction.atomic():
        Installation.objects.create(id=2, purpose="demo")
