"""A line closed for a time of its own: callers are led on, live flows are proved again, and the alarm is mailed too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.cast import MORNING, PortLumen, recorded
from tests.flows.flow_texts import SAFE_FLOW

from presszero.channels.email.alarms import mail_flow_alarm
from presszero.channels.email.models import Outgoing
from presszero.flows.actions import publish_version, save_version
from presszero.flows.guarding import open_alarms, prove_live_flows
from presszero.flows.models import Flow
from presszero.flows.runs import Organised
from presszero.ground.actors import Actor
from presszero.lines.closing import close_line, closings, is_closed, reopen_line
from presszero.organisation.actions import set_presence
from presszero.organisation.cover import set_cover
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db
NOON = MORNING + timedelta(hours=4)


@pytest.fixture
def live(flow: Flow, town: PortLumen) -> Flow:
    set_cover(team_id=town.transit.pk, days=["00:00-24:00 x2"] * 7, by=town.noor.actor, at=MORNING)
    draft = save_version(flow_id=flow.pk, text=SAFE_FLOW, by=town.noor.actor, at=MORNING)
    publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    return flow


def closed(town: PortLumen, by: Actor, hours: float = 2) -> int:
    ends = NOON + timedelta(hours=hours)
    return close_line(
        team_id=town.transit.pk, begins_at=NOON, ends_at=ends, why="Fire drill", by=by, at=MORNING
    ).pk


def test_closed_line_leads_callers_on_and_is_open_again_by_itself(town: PortLumen) -> None:
    set_presence(presence="here", by=town.tomas.actor, at=MORNING)
    closed(town, town.noor.actor)
    for minutes, answer in ((-1, ""), (0, "full"), (119, "full"), (120, "")):
        at = NOON + timedelta(minutes=minutes)
        assert Organised(at, town.transit).line("Transit") == answer, minutes
    assert not is_closed(team=town.library, at=NOON)


def test_alarm_comes_before_a_caller_meets_it_and_is_settled_when_the_line_opens(
    live: Flow, town: PortLumen
) -> None:
    closing = closed(town, town.noor.actor)
    (alarm,) = prove_live_flows(at=MORNING)
    assert "Nobody of Transit is there" in alarm.traps[0] and "2.0 hours in all" in alarm.traps[0]
    reopen_line(closing_id=closing, by=town.noor.actor, at=MORNING)
    reopen_line(closing_id=closing, by=town.noor.actor, at=MORNING)
    assert prove_live_flows(at=MORNING) == [] and closings(since=MORNING) == []
    assert recorded().count("line.reopened") == 1


def test_alarm_is_mailed_once_to_the_lead_and_the_publisher(
    live: Flow, town: PortLumen, settings: Any
) -> None:
    closed(town, town.noor.actor)
    (alarm,) = prove_live_flows(at=MORNING)
    settings.PRESSZERO = replace(settings.PRESSZERO, relay=None)
    assert mail_flow_alarm(alarm_id=alarm.pk, at=MORNING) == 0
    settings.PRESSZERO = replace(settings.PRESSZERO, relay=("127.0.0.1", 9), mail_domain="portlumen.example")
    sent = mail_flow_alarm(alarm_id=alarm.pk, at=MORNING)
    assert mail_flow_alarm(alarm_id=alarm.pk, at=MORNING) == 0
    mails = {one.recipient: bytes(one.raw or b"") for one in Outgoing.objects.all()}
    assert len(mails) == sent >= 1 and town.noor.email in mails
    assert f"/office/flows/{live.pk}/".encode() in mails[town.noor.email]
    assert all(b"no longer holds" in raw for raw in mails.values())


def test_settled_alarm_is_mailed_to_nobody(live: Flow, town: PortLumen, settings: Any) -> None:
    settings.PRESSZERO = replace(settings.PRESSZERO, relay=("127.0.0.1", 9), mail_domain="portlumen.example")
    closing = closed(town, town.noor.actor)
    (alarm,) = prove_live_flows(at=MORNING)
    reopen_line(closing_id=closing, by=town.noor.actor, at=MORNING)
    prove_live_flows(at=MORNING)
    assert mail_flow_alarm(alarm_id=alarm.pk, at=MORNING) == 0
    assert mail_flow_alarm(alarm_id=10**9, at=MORNING) == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"why": " "}, "why"),
        ({"ends_at": NOON}, "ends_at"),
        ({"begins_at": MORNING - timedelta(days=2), "ends_at": MORNING - timedelta(days=1)}, "ends_at"),
        ({"ends_at": NOON + timedelta(days=40)}, "ends_at"),
    ],
)
def test_closing_needs_a_reason_and_an_end(town: PortLumen, change: dict[str, object], field: str) -> None:
    given = {"begins_at": NOON, "ends_at": NOON + timedelta(hours=1), "why": "Drill"} | change
    with pytest.raises(BadInput) as refused:
        close_line(team_id=town.transit.pk, by=town.noor.actor, at=MORNING, **given)
    assert refused.value.field == field


def test_line_and_closing_that_are_not_there_are_told(town: PortLumen) -> None:
    with pytest.raises(NotFoundHere):
        close_line(
            team_id=10**9,
            begins_at=NOON,
            ends_at=NOON + timedelta(hours=1),
            why="Drill",
            by=town.noor.actor,
            at=MORNING,
        )
    with pytest.raises(NotFoundHere):
        reopen_line(closing_id=10**9, by=town.noor.actor, at=MORNING)
    assert open_alarms() == []
