"""A version that makes the way to a person worse goes live only with a reason under a name."""

from __future__ import annotations

import pytest
from tests.cast import MORNING, PortLumen
from tests.flows.flow_texts import SAFE_FLOW

from presszero.flows.actions import publish_version, save_version
from presszero.flows.checking import check_text
from presszero.flows.comparing import worsened_by
from presszero.flows.models import Flow, FlowVersion
from presszero.flows.phrases import worse_sentence
from presszero.pure.errors import BadInput

SLOWER = SAFE_FLOW.replace(
    "This is a machine.", "This is a machine, and it has a great deal to tell you first."
)


def saved(flow: Flow, town: PortLumen, text: str) -> FlowVersion:
    return save_version(flow_id=flow.pk, text=text, by=town.noor.actor, at=MORNING)


def test_first_version_and_one_that_is_as_good_need_no_reason(flow: Flow, town: PortLumen) -> None:
    first = publish_version(version_id=saved(flow, town, SAFE_FLOW).pk, by=town.noor.actor, at=MORNING)
    assert (first.worsened, first.reason) == ([], "")
    better = SAFE_FLOW.replace("If that is all, press 1. ", "")
    same = publish_version(version_id=saved(flow, town, better).pk, by=town.noor.actor, at=MORNING)
    assert same.worsened == []


def test_later_person_is_refused_without_a_reason_and_kept_with_it(flow: Flow, town: PortLumen) -> None:
    publish_version(version_id=saved(flow, town, SAFE_FLOW).pk, by=town.noor.actor, at=MORNING)
    draft = saved(flow, town, SLOWER)
    with pytest.raises(BadInput, match="ask for a person, a person comes later") as refused:
        publish_version(version_id=draft.pk, reason="  ", by=town.noor.actor, at=MORNING)
    assert refused.value.field == "reason"
    live = publish_version(
        version_id=draft.pk, reason="The law wants it said.", by=town.noor.actor, at=MORNING
    )
    assert live.reason == "The law wants it said." and live.published_by == town.noor
    said = [worse_sentence(one) for one in live.worsened]
    assert "For callers who ask for a person, a person comes later: after 11 s instead of 7 s." in said


def test_worse_ways_are_found_by_caller_and_place(flow: Flow, town: PortLumen) -> None:
    publish_version(version_id=saved(flow, town, SAFE_FLOW).pk, by=town.noor.actor, at=MORNING)
    patient = SAFE_FLOW.replace('keys: {"1": settled}', 'keys: {"1": settled}\n    retries: 3')
    found = {
        (one.how, one.who, one.place)
        for one in worsened_by(flow, check_text(flow=flow, text=patient, at=MORNING))
    }
    assert found == {("longer", "silent", "hello_again"), ("longer", "confused", "hello_again")}
