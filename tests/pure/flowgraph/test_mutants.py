"""Breaking one edge of a shipped flow is noticed, but for the few that change nothing for a caller."""

from __future__ import annotations

import pytest
from benchmarks.flows import EQUIVALENT
from tests.pure.flowgraph.flows import SHIPPED, example
from tests.pure.flowgraph.mutants import survivors


@pytest.mark.parametrize("name", SHIPPED)
def test_broken_edge_is_noticed(name: str) -> None:
    alive, count = survivors(example(name))
    missed = [one for one in alive if one not in EQUIVALENT]
    assert count > 50 and len(missed) <= 0.05 * count, missed
