"""The town, and a flow of its transit team that says nothing yet."""

from __future__ import annotations

import pytest
from tests.cast import MORNING, PortLumen, given_town

from presszero.flows.actions import make_flow
from presszero.flows.models import Flow


@pytest.fixture
def town(db: None) -> PortLumen:
    return given_town()


@pytest.fixture
def flow(town: PortLumen) -> Flow:
    return make_flow(name="harbour", purpose="phone", team_id=town.transit.pk, by=town.noor.actor, at=MORNING)
