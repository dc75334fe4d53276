"""No verdict of safe is contradicted by a walk, and every trap is confirmed by a search of another make."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pure.flowgraph.brute_force import is_trap
from tests.pure.flowgraph.random_flows import random_flow
from tests.pure.flowgraph.walking import Contradicted, walk

from presszero.pure.flowgraph.building import build
from presszero.pure.flowgraph.language import Flow
from presszero.pure.flowgraph.verifying import verify


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9))
def test_verdict_agrees_with_walks_and_with_brute_force(seed: int) -> None:
    _agrees(seed)


@pytest.mark.long
@settings(max_examples=4000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9))
def test_verdict_agrees_with_walks_and_with_brute_force_on_thousands(seed: int) -> None:
    _agrees(seed)


def _agrees(seed: int) -> None:
    written = random_flow(seed)
    graph = build(Flow.model_validate(written))
    verdict = verify(graph)
    assert (verdict.verdict == "trap") == is_trap(written)
    if verdict.verdict == "safe":
        dice = random.Random(seed)
        for _ in range(8):
            walk(graph, dice)


def test_walk_through_a_trap_is_noticed() -> None:
    """The walks can fail: a flow that hangs up on the silent caller is contradicted by one of them."""
    written = random_flow(1) | {
        "start": "ask",
        "person": "desk",
        "nodes": {
            "ask": {"kind": "menu", "keys": {"1": "desk"}, "no_input": "nowhere"},
            "desk": {"kind": "queue", "team": "desk"},
        },
    }
    graph = build(Flow.model_validate(written))
    assert verify(graph).verdict == "trap"
    with pytest.raises(Contradicted):
        for seed in range(50):
            walk(graph, random.Random(seed))
