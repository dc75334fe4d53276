"""The public samples beside the checkout import and give the findings that a reader found in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from presszero.pure.flowgraph.findings import Verdict
from presszero.pure.flowgraph.opening import open_flows
from presszero.pure.flowgraph.verifying import verify

DATA = Path(os.environ.get("PRESSZERO_TEST_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
FLOWS = DATA / "flows"
pytestmark = pytest.mark.skipif(
    not FLOWS.is_dir(), reason=f"the public flows are not at {FLOWS}; PRESSZERO_TEST_DATA names another place"
)


def verdict_of(*names: str) -> Verdict:
    first, *others = open_flows({name: (FLOWS / name).read_text() for name in names})
    return verify(first, others=others)


def rules(verdict: Verdict) -> set[str]:
    return {one.rule for one in verdict.traps}


def test_speech_bot_has_no_word_for_a_person_and_its_errors_hang_up() -> None:
    alone = verdict_of("connect-acme-main.json")
    assert alone.verdict == "trap" and rules(alone) >= {"Z1", "S1", "N1", "T1"}
    assert any("acme_queue_transfer" in why for why in alone.unknowns)
    both = verdict_of("connect-acme-main.json", "connect-acme-queue-transfer.json")
    assert both.verdict == "trap" and not any("acme_queue_transfer" in why for why in both.unknowns)


def test_keys_from_a_table_are_unknown_not_safe() -> None:
    assert verdict_of("connect-rules-dtmf-menu.json").verdict == "unknown"
    assert verdict_of("connect-rules-main.json").verdict == "unknown"


def test_confused_writer_of_the_help_desk_goes_round_and_handoff_only_asks() -> None:
    verdict = verdict_of("rasa-helpdesk-rules.yml", "rasa-helpdesk-stories.yml", "rasa-helpdesk-handoff.yml")
    assert verdict.verdict == "trap" and rules(verdict) == {"Z1", "N1", "T2"}


@pytest.mark.parametrize("name", ["voicexml-movies.vxml", "voicexml-dtmf.vxml"])
def test_silent_caller_of_voicexml_is_asked_for_ever(name: str) -> None:
    verdict = verdict_of(name)
    assert verdict.verdict == "trap" and rules(verdict) == {"Z1", "S1", "N1", "T1", "T2"}
