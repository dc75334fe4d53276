"""Waivers stand under a name until a day; a live flow that no longer holds raises an alarm by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import LATER_THAT_DAY, MORNING, PortLumen, recorded
from tests.flows.flow_texts import SAFE_FLOW, trapped_flow

from presszero.flows.actions import publish_version, save_version
from presszero.flows.guarding import open_alarms, prove_daily, prove_live_flows
from presszero.flows.models import Flow, FlowVersion
from presszero.flows.waiving import standing_waivers, waive_finding, withdraw_waiver
from presszero.ground import clock
from presszero.ground.models import RecordLine
from presszero.organisation.cover import set_cover
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.wiring import CONSEQUENCES

pytestmark = pytest.mark.usefixtures("fixed_clock")
TODAY, IN_A_WEEK = date(2025, 7, 13), date(2025, 7, 20)


def published(flow: Flow, town: PortLumen, text: str = SAFE_FLOW) -> FlowVersion:
    draft = save_version(flow_id=flow.pk, text=text, by=town.noor.actor, at=MORNING)
    return publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING, reason="As agreed.")


def waived(flow: Flow, town: PortLumen, draft: FlowVersion, until: date = IN_A_WEEK) -> None:
    for one in draft.checked["findings"]:
        if one["level"] == "trap":
            waive_finding(
                flow_id=flow.pk,
                rule=one["rule"],
                node=one["node"],
                reason="The old line ends on Sunday.",
                until=until,
                by=town.noor.actor,
                at=MORNING,
            )


def test_waived_trap_goes_live_until_its_day_and_then_raises_the_alarm(flow: Flow, town: PortLumen) -> None:
    draft = save_version(flow_id=flow.pk, text=trapped_flow(), by=town.noor.actor, at=MORNING)
    waived(flow, town, draft)
    live = publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    assert live.verdict == "safe" and "waived" in str(live.checked)
    assert [one.by for one in standing_waivers(flow, on=IN_A_WEEK)] == [town.noor] * len(
        standing_waivers(flow, on=TODAY)
    )
    assert prove_daily(at=MORNING + timedelta(days=7)) == 1 and open_alarms() == []
    assert prove_daily(at=MORNING + timedelta(days=8)) == 1
    (alarm,) = open_alarms()
    assert alarm.version == live and "say nothing" in alarm.traps[0]
    assert prove_daily(at=MORNING + timedelta(days=8)) == 0


def test_withdrawn_waiver_counts_no_more_and_is_withdrawn_once(flow: Flow, town: PortLumen) -> None:
    draft = save_version(flow_id=flow.pk, text=trapped_flow(), by=town.noor.actor, at=MORNING)
    waived(flow, town, draft)
    publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    waiver = standing_waivers(flow, on=TODAY)[0]
    withdraw_waiver(waiver_id=waiver.pk, by=town.noor.actor, at=LATER_THAT_DAY)
    assert len(prove_live_flows(at=LATER_THAT_DAY)) == 1
    with pytest.raises(NotFoundHere):
        withdraw_waiver(waiver_id=waiver.pk, by=town.noor.actor, at=LATER_THAT_DAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rule": "Q9"}, "rule"),
        ({"reason": "  "}, "reason"),
        ({"until": date(2025, 7, 12)}, "until"),
        ({"until": date(2027, 1, 1)}, "until"),
    ],
)
def test_waiver_needs_rule_reason_and_day(
    flow: Flow, town: PortLumen, wrong: dict[str, object], field: str
) -> None:
    facts = {"rule": "S1", "node": "hello", "reason": "Until Sunday.", "until": IN_A_WEEK} | wrong
    with pytest.raises(BadInput) as refused:
        waive_finding(flow_id=flow.pk, **facts, by=town.noor.actor, at=MORNING)
    assert refused.value.field == field


@pytest.fixture
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MORNING)


def what_follows() -> None:
    """Do what wiring.py says of the last line of the record."""
    line = RecordLine.objects.latest("id")
    for consequence in CONSEQUENCES[line.kind]:
        consequence(line)


def test_cover_that_changes_raises_the_alarm_by_itself_and_settles_it(flow: Flow, town: PortLumen) -> None:
    live = published(flow, town)
    without_sunday = ["00:00-24:00 x1"] * 6 + [""]
    set_cover(team_id=town.transit.pk, days=without_sunday, by=town.noor.actor, at=MORNING)
    what_follows()
    (alarm,) = open_alarms()
    assert alarm.version == live and "Sunday" in alarm.traps[0]
    assert recorded().count("flow.alarmed") == 1
    prove_live_flows(at=LATER_THAT_DAY)
    assert recorded().count("flow.alarmed") == 1
    set_cover(team_id=town.transit.pk, days=["00:00-24:00 x1"] * 7, by=town.noor.actor, at=MORNING)
    what_follows()
    assert open_alarms() == []
    live.refresh_from_db()
    assert (live.verdict, live.staffing) == ("safe", "proved")
    assert "flow.settled" in recorded()


def test_alarm_of_a_version_that_is_replaced_is_settled(flow: Flow, town: PortLumen) -> None:
    draft = save_version(flow_id=flow.pk, text=trapped_flow(), by=town.noor.actor, at=MORNING)
    waived(flow, town, draft, until=TODAY)
    publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    later = MORNING + timedelta(days=2)
    assert len(prove_live_flows(at=later)) == 1
    published(flow, town)
    assert prove_live_flows(at=later) == []


@pytest.mark.parametrize(
    "kind",
    [
        "cover.set",
        "cover_day.added",
        "cover_day.removed",
        "hours.set",
        "special_day.added",
        "special_day.removed",
        "calendar.taken_in",
        "team.changed",
        "person_first.set",
        "flow.waived",
        "waiver.withdrawn",
        "flow_version.published",
        "line.closed",
        "line.reopened",
    ],
)
def test_everything_a_flow_is_proved_against_proves_it_again(kind: str) -> None:
    assert "prove_flows_again" in [one.__name__ for one in CONSEQUENCES[kind]]
