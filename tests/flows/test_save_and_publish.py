"""A flow is saved with what is proved of it, and goes live only when it traps nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import LATER_THAT_DAY, MORNING, PortLumen, recorded
from tests.flows.flow_texts import SAFE_FLOW, trapped_flow

from presszero.flows.actions import make_flow, publish_version, save_version
from presszero.flows.errors import FlowNotSafe, SavedInTheMeantime
from presszero.flows.guarding import prove_live_flows
from presszero.flows.models import Flow, FlowVersion
from presszero.flows.queries import live_version, running_graph
from presszero.flows.waiving import waive_finding
from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.stepping import ZERO, begin, step

pytestmark = pytest.mark.django_db
IN_A_WEEK = date(2025, 7, 20)


def saved(flow: Flow, town: PortLumen, text: str = SAFE_FLOW, seen: int | None = None) -> FlowVersion:
    return save_version(flow_id=flow.pk, text=text, seen=seen, by=town.noor.actor, at=MORNING)


def instead_of_the_ferries(name: str) -> str:
    """Return the safe flow where the key of the ferries leads to another flow."""
    return SAFE_FLOW.replace(
        'kind: say\n    prompt: "The ferry leaves at nine."', f"kind: subflow\n    flow: {name}"
    )


def test_saving_again_writes_over_the_draft_and_publishing_begins_a_new_one(
    flow: Flow, town: PortLumen
) -> None:
    first = saved(flow, town)
    again = saved(flow, town, SAFE_FLOW + "# said better\n", seen=first.revision)
    assert (again.pk, again.number, again.revision, again.verdict) == (first.pk, 1, 2, "safe")
    publish_version(version_id=again.pk, by=town.noor.actor, at=LATER_THAT_DAY)
    assert saved(flow, town).number == 2
    assert recorded() == [
        "flow.made",
        "flow_version.saved",
        "flow_version.saved",
        "flow_version.published",
        "flow_version.saved",
    ]


def test_published_version_is_live_and_the_one_before_retires(flow: Flow, town: PortLumen) -> None:
    first = publish_version(version_id=saved(flow, town).pk, by=town.noor.actor, at=MORNING)
    second = publish_version(version_id=saved(flow, town).pk, by=town.noor.actor, at=LATER_THAT_DAY)
    first.refresh_from_db()
    assert live_version(flow) == second and second.published_by == town.noor
    assert (first.state, first.retired_at) == ("retired", LATER_THAT_DAY)


def test_version_with_a_trap_is_refused_and_every_trap_is_told(flow: Flow, town: PortLumen) -> None:
    live = publish_version(version_id=saved(flow, town).pk, by=town.noor.actor, at=MORNING)
    draft = saved(flow, town, trapped_flow())
    assert draft.verdict == "trap"
    with pytest.raises(FlowNotSafe) as refused:
        publish_version(version_id=draft.pk, by=town.noor.actor, at=LATER_THAT_DAY)
    traps = [one for one in draft.checked["findings"] if one["level"] == "trap"]
    assert len(refused.value.reasons) == len(traps) >= 1
    assert all("say nothing" in one for one in refused.value.reasons)
    assert live_version(flow) == live


def test_text_with_mistakes_is_kept_and_told_by_line_but_not_published(flow: Flow, town: PortLumen) -> None:
    draft = saved(flow, town, SAFE_FLOW.replace("kind: say", "kind: sing"))
    assert draft.verdict == "unknown" and draft.checked["mistakes"][0]["line"] == 11
    with pytest.raises(FlowNotSafe, match="Line 11"):
        publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)


def test_flow_that_leads_to_one_that_is_not_live_is_a_trap_until_that_is(flow: Flow, town: PortLumen) -> None:
    text = instead_of_the_ferries("piers")
    draft = saved(flow, town, text)
    (finding,) = [one for one in draft.checked["findings"] if one["level"] == "trap"]
    assert (draft.verdict, finding["rule"], finding["node"]) == ("trap", "T3", "ferries")
    with pytest.raises(FlowNotSafe, match="'piers', which is not live here.* go live first"):
        publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    piers = make_flow(name="piers", purpose="phone", team_id=town.transit.pk, by=town.noor.actor, at=MORNING)
    inner = SAFE_FLOW.replace("flow: harbour", "flow: piers")
    publish_version(version_id=saved(piers, town, inner).pk, by=town.noor.actor, at=MORNING)
    live = publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    assert (live.state, live.verdict) == ("live", "safe")


def test_what_is_not_known_stops_a_flow_until_somebody_answers_for_it(flow: Flow, town: PortLumen) -> None:
    draft = saved(flow, town, instead_of_the_ferries("harbour"))
    (finding,) = [one for one in draft.checked["findings"] if one["level"] == "trap"]
    assert (draft.verdict, finding["rule"], finding["node"]) == ("unknown", "M1", "ferries")
    with pytest.raises(FlowNotSafe, match="M1: Not known, so never safe"):
        publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    waive_finding(
        flow_id=flow.pk,
        rule="M1",
        node="ferries",
        reason="Who goes round nine times wants to.",
        until=IN_A_WEEK,
        by=town.noor.actor,
        at=MORNING,
    )
    live = publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    assert (live.state, live.verdict, live.holds) == ("live", "unknown", True)
    assert prove_live_flows(at=LATER_THAT_DAY) == []
    (alarm,) = prove_live_flows(at=MORNING + timedelta(days=8))
    assert alarm.traps[0].startswith("M1: "), "the waiver has ended"


def test_live_flow_that_another_leads_to_is_proved_and_run_with_it(flow: Flow, town: PortLumen) -> None:
    piers = make_flow(name="piers", purpose="phone", team_id=town.transit.pk, by=town.noor.actor, at=MORNING)
    inner = SAFE_FLOW.replace("flow: harbour", "flow: piers")
    publish_version(version_id=saved(piers, town, inner).pk, by=town.noor.actor, at=MORNING)
    text = instead_of_the_ferries("piers")
    live = publish_version(version_id=saved(flow, town, text).pk, by=town.noor.actor, at=MORNING)
    graph = running_graph(live)
    state, _ = step(graph, begin(graph), ZERO)
    assert graph.nodes[state.node].team == "Transit"


def test_draft_saved_by_somebody_else_meanwhile_is_not_written_over(flow: Flow, town: PortLumen) -> None:
    opened = saved(flow, town)
    save_version(flow_id=flow.pk, text=SAFE_FLOW, by=town.hanne.actor, at=MORNING)
    with pytest.raises(SavedInTheMeantime, match="Hanne"):
        saved(flow, town, trapped_flow(), seen=opened.revision)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "two words"}, "name"),
        ({"name": "Harbour"}, "name"),
        ({"purpose": "fax"}, "purpose"),
        ({"profile": "none"}, "profile"),
        ({"team_id": 0}, "team"),
    ],
)
def test_flow_that_cannot_be_made_says_where(
    flow: Flow, town: PortLumen, wrong: dict[str, object], field: str
) -> None:
    facts = {"name": "other", "purpose": "chat", "team_id": town.transit.pk} | wrong
    with pytest.raises(BadInput) as refused:
        make_flow(**facts, by=town.noor.actor, at=MORNING)
    assert refused.value.field == field


def test_a_published_version_is_not_published_twice(flow: Flow, town: PortLumen) -> None:
    live = publish_version(version_id=saved(flow, town).pk, by=town.noor.actor, at=MORNING)
    with pytest.raises(BadInput, match="already"):
        publish_version(version_id=live.pk, by=town.noor.actor, at=MORNING)
