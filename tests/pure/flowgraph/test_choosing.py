"""A person first: every flow may begin by asking, and stays as safe as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

import presszero.pure.flowgraph
from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.choosing import NODE
from presszero.pure.flowgraph.playing import Play
from presszero.pure.flowgraph.verifying import verify

EXAMPLES = sorted(Path(presszero.pure.flowgraph.__file__).parent.glob("examples/*.yaml"))
FLOWS = [path for path in EXAMPLES if path.name != "calendar.yaml"]


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_a_safe_flow_that_asks_first_is_safe(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before, after = verify(graph_from(text)), verify(graph_from(text, a_person_first=True))
    assert (before.verdict, after.verdict) == ("safe", "safe")


def test_zero_at_the_first_question_is_a_person_and_one_is_the_machine() -> None:
    graph = graph_from(FLOWS[-1].read_text(encoding="utf-8"), a_person_first=True)
    assert "press 0" in Play(graph).opening()[0]
    play = Play(graph)
    play.opening()
    play.take("0")
    assert play.node is not None and play.node.does in ("person", "world")
    play = Play(graph)
    play.opening()
    heard = play.take("machine")
    assert heard and play.node is not None and play.node.name != NODE


def test_question_comes_after_the_choice_of_a_language_in_each() -> None:
    text = """\
presszero: 1
flow: both
languages: [en, fr]
start: language
person: desk
nodes:
  language:
    kind: menu
    prompt: {en: "For English, press 1.", fr: "Pour le français, faites le 2."}
    keys: {"1": desk, "2": desk}
    chooses_language: {"1": en, "2": fr}
  desk: {kind: queue, team: desk}
"""
    graph = graph_from(text, a_person_first=True)
    assert graph.start == "language" and set(graph.nodes["language"].keys.values()) == {NODE}
    assert set(graph.nodes[NODE].prompt) == {"en", "fr"} and graph.nodes[NODE].keys == {"1": "desk"}
