"""The town stands once, and time in it goes on from the hour at which it was left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import given_town

from presszero.demo.town import LONGEST_QUIET, MORNING_AFTER, build_town
from presszero.ground import clock
from presszero.ground.actors import SYSTEM
from presszero.ground.record import record
from presszero.organisation.models import Organisation, Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def town_left_at_noon() -> None:
    given_town()
    record(
        "case.opened", about=Worker.objects.earliest("id"), by=SYSTEM, at=MORNING_AFTER + timedelta(hours=4)
    )


def test_town_built_again_is_the_same_town() -> None:
    given_town()
    build_town()
    assert Organisation.objects.count() == 1


@pytest.mark.usefixtures("town_left_at_noon")
def test_town_that_slept_wakes_at_the_hour_it_was_left() -> None:
    clock.shift_to(MORNING_AFTER + timedelta(days=2))
    build_town()
    assert MORNING_AFTER + timedelta(hours=4) < clock.now() < MORNING_AFTER + timedelta(hours=5)


@pytest.mark.usefixtures("town_left_at_noon")
def test_short_quiet_moves_no_clock() -> None:
    quiet_until = MORNING_AFTER + timedelta(hours=4) + LONGEST_QUIET / 2
    clock.shift_to(quiet_until)
    build_town()
    assert clock.now() >= quiet_until
