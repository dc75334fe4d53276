"""Breaking one edge of a shipped flow is noticed, but for the few that change nothing for a caller."""

from __future__ import annotations

import pytest
from benchmarks.flows import EQUIVALENT, reason_in_twins
from tests.pure.flowgraph.flows import SHIPPED, TWINS, example
from tests.pure.flowgraph.mutants import survivors


@pytest.mark.parametrize("name", ["library.yaml", *(pytest.param(one, marks=pytest.mark.long) for one in SHIPPED if one != "library.yaml")])  # fmt: skip
def test_broken_edge_is_noticed(name: str) -> None:
    alive, count = survivors(example(name))
    missed = [one for one in alive if one not in EQUIVALENT]
    assert count > 50 and len(missed) <= 0.05 * count, missed


@pytest.mark.long
@pytest.mark.parametrize("name", TWINS)
def test_broken_edge_of_a_twin_is_noticed_or_breaks_no_promise(name: str) -> None:
    alive, count = survivors(example(name))
    missed = [one for one in alive if not reason_in_twins(one)]
    assert count > 20 and not missed, missed
