"""How long people waited in a chat is kept, and shown beside the verdict of the flow that sends them there."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.cast import MORNING, PortLumen, given_town
from tests.channels.chat.chat_cast import Customer

from presszero.cases.models import Case
from presszero.channels.chat.saying import end_chat
from presszero.channels.chat.serving import join_chat, leave_chat
from presszero.channels.chat.waits import chats_waited, queues_of
from presszero.flows.models import Flow
from presszero.flows.queries import live_version, running_graph

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def asks(at: datetime) -> tuple[Customer, int]:
    """Let somebody ask for a person; return them and their case."""
    customer = Customer(at=at)
    customer.writes("0")
    return customer, Case.objects.latest("pk").pk


def test_wait_of_the_answered_and_of_those_who_gave_up_is_kept(town: PortLumen) -> None:
    _, case_id = asks(MORNING)
    by = town.tomas.actor
    join_chat(case_id=case_id, by=by, at=MORNING + timedelta(seconds=40))
    leave_chat(case_id=case_id, by=by, at=MORNING + timedelta(seconds=100))
    left, _ = asks(MORNING)
    end_chat(token=left.token, at=MORNING + timedelta(seconds=90))
    asks(MORNING)  # and one still waits
    waited = sorted(chats_waited(since=MORNING - timedelta(weeks=8)), key=lambda one: one.waited_seconds)
    assert [(one.waited_seconds, one.was_answered, one.handled_seconds) for one in waited] == [
        (40.0, True, 60.0),
        (90.0, False, None),
    ]
    assert not chats_waited(since=MORNING + timedelta(seconds=1))


def test_seconds_stand_beside_the_verdict_of_the_flow(town: PortLumen) -> None:
    _, case_id = asks(MORNING)
    join_chat(case_id=case_id, by=town.tomas.actor, at=MORNING + timedelta(seconds=40))
    flow = Flow.objects.get(name="town-chat")
    version = live_version(flow)
    assert version is not None
    queues = queues_of(flow=flow, graph=running_graph(version), at=MORNING + timedelta(days=1))
    team = Case.objects.get(pk=case_id).team.name
    (queue,) = [one for one in queues if one.team == team]
    assert (queue.contacts, queue.half_seconds, queue.forecast_seconds) == (1, 40.0, None)
