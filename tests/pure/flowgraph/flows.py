"""Short flows for the tests: a good one, and what is changed in it."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from importlib.resources import files
from typing import Any

from presszero.pure.flowgraph.building import build
from presszero.pure.flowgraph.findings import Finding, Verdict
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.language import Flow
from presszero.pure.flowgraph.opening import open_flow
from presszero.pure.flowgraph.verifying import verify

GOOD: dict[str, Any] = {
    "presszero": 1,
    "flow": "good",
    "languages": ["en"],
    "start": "topic",
    "person": "desk",
    "nodes": {
        "topic": {
            "kind": "menu",
            "prompt": "An automated line. For bills, press 1. For a person, press 0.",
            "keys": {"1": "account"},
        },
        "account": {
            "kind": "collect",
            "prompt": "Enter your number, then hash. For a person, press 0.",
            "keeps": "account",
            "next": "balance",
        },
        "balance": {
            "kind": "lookup",
            "asks": "balance",
            "ok": "settled",
            "not_found": "desk",
            "error": "desk",
            "timeout": "desk",
        },
        "settled": {
            "kind": "menu",
            "prompt": "If that is all, press 1. For a person, press 0.",
            "keys": {"1": "bye"},
        },
        "bye": {"kind": "resolved", "prompt": "Goodbye."},
        "desk": {"kind": "queue", "team": "desk"},
    },
}
SHIPPED = ("city-hall.yaml", "transit.yaml", "library.yaml")
TWINS = (
    "twin-asterisk.conf",
    "twin-connect.json",
    "twin-connect-modules.json",
    "twin-freeswitch.xml",
    "twin-rasa.yml",
    "twin-studio.json",
    "twin-voicexml.vxml",
)


def good(**nodes: dict[str, Any] | None) -> Graph:
    """Return the good flow with some nodes changed: fields are put over those there, None takes a node out."""
    written = deepcopy(GOOD)
    for name, fields in nodes.items():
        if fields is None:
            del written["nodes"][name]
        elif fields.get("kind"):
            written["nodes"][name] = fields
        else:
            written["nodes"][name] |= fields
    return build(Flow.model_validate(written))


@lru_cache
def example(name: str) -> Graph:
    """Return the graph of a flow that ships with the package."""
    return open_flow(name, example_text(name))


def example_text(name: str) -> str:
    return (files("presszero.pure.flowgraph") / "examples" / name).read_text(encoding="utf-8")


def found(verdict: Verdict, rule: str) -> Finding:
    """Return the first finding of a rule, or fail with what was found instead."""
    fitting = [one for one in verdict.findings if one.rule == rule]
    assert fitting, f"no {rule} among {[(one.rule, one.node) for one in verdict.findings]}"
    return fitting[0]


def rules_of(graph: Graph, **given: Any) -> set[str]:
    return {one.rule for one in verify(graph, **given).findings}
