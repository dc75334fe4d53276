"""A mistake in a flow file is told by file, line, node and mend; nothing gets past with an exception."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pure.flowgraph.flows import example_text

from presszero.pure.errors import PressZeroError
from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.language import json_schema
from presszero.pure.flowgraph.opening import FORMATS, open_flow
from presszero.pure.flowgraph.reading import FlowMistaken

HEAD = "presszero: 1\nflow: town\nstart: ask\nperson: desk\nnodes:\n  desk: {kind: queue, team: d}\n"


def mistakes(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(FlowMistaken) as caught:
        graph_from(text, file="town.yaml")
    assert str(caught.value).startswith("town.yaml:")
    return [(one.line, one.node, f"{one.message} {one.mend}") for one in caught.value.mistakes]


@pytest.mark.parametrize(
    ("node", "line", "words"),
    [
        ("  ask:\n    kind: menu\n    retries: 77\n", 9, "less than or equal to 9"),
        ("  ask:\n    kind: menyu\n", 7, "Use one of say, menu"),
        ("  ask:\n    kind: menu\n    colour: red\n", 9, "`colour` is not known here"),
        ("  ask:\n    kind: say\n", 7, "Add `next: ...`"),
        ("  ask:\n    kind: say\n    kind: say\n", 9, "stands here twice"),
        ("  ask: {kind: menu\n", 8, "This is not YAML"),
    ],
)
def test_mistake_is_told_with_its_line_and_mend(node: str, line: int, words: str) -> None:
    told = mistakes(HEAD + node)
    assert told[0][0] == line and words in told[0][2]


def test_zero_cannot_be_made_to_lead_nowhere() -> None:
    assert "0 must lead to a person" in mistakes(HEAD.replace("person: desk", "person: ~"))[0][2]


def test_collect_takes_a_lone_zero_as_a_request_or_star_zero_where_it_is_data() -> None:
    collect = "  ask: {kind: collect, keeps: a, next: desk%s}\n"
    plain = graph_from(HEAD + collect % "").nodes["ask"]
    data = graph_from(HEAD + collect % ", zero_may_be_data: true").nodes["ask"]
    assert [node.verbs[1].person_key for node in (plain, data)] == ["0", "*0"]  # type: ignore[attr-defined]
    assert plain.person == data.person == "desk"


def test_prompt_takes_rendered_seconds_or_words_by_rate() -> None:
    say = "  ask: {kind: say, next: desk, prompt: one two three four five%s}\n"
    assert graph_from(HEAD + say % "").nodes["ask"].seconds == 2.0
    assert graph_from(HEAD + say % ", audio_seconds: 3.5").nodes["ask"].seconds == 3.5


def test_schema_describes_every_kind_of_node() -> None:
    words = json.dumps(json_schema())
    for kind in ("say", "menu", "ask", "collect", "record", "lookup", "branch", "hours", "queue", "callback"):
        assert f'"const": "{kind}"' in words
    assert '"$id"' in words


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join(f'*{a}' for _ in range(9))}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
BILLION = '<?xml version="1.0"?><!DOCTYPE v [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><vxml>&b;</vxml>'


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\0\0", "[" * 50_000, "{" * 50_000, "<a>" * 50_000, "<vxml", "<vxml/>", "{}", "[]", "null", "7",
     BOMB, BILLION, "a: *b", "- - - x", "presszero: 1", "[general]\nexten => s,1,", "exten => s,1,Answer()",
     '{"states": [{"transitions": 5}]}', '{"Actions": [5], "StartAction": 5}', '{"modules": [{}], "start": null}',
     '{"Actions": [], "StartAction": "x"}', "<menus><menu name='a'><entry action='x'/></menu></menus>",
     "rules: [{steps: [{intent: 5}]}]", "stories: [{steps: [7, null]}]", "version: '3.1'\nintents: [a]",
     "[a]\nexten => s,1,Goto(${X},${Y},${Z})\nsame => n,GotoIf($[?:\nsame => n,Macro()\n", "\ufeff{", "é" * 100],
)  # fmt: skip
def test_anything_is_a_flow_or_one_clear_sentence(text: str) -> None:
    for format in ("", *FORMATS):
        try:
            open_flow("x", text, format=format)
        except PressZeroError as error:
            assert 10 < len(str(error).splitlines()[0]) < 400


@given(
    name=st.sampled_from(["twin-asterisk.conf", "twin-connect.json", "twin-studio.json", "twin-voicexml.vxml",
                          "twin-freeswitch.xml", "twin-rasa.yml", "city-hall.yaml"]),
    at=st.integers(0, 10_000),
    length=st.integers(0, 300),
    put=st.text(max_size=6),
)  # fmt: skip
def test_damaged_file_is_a_flow_or_a_sentence(name: str, at: int, length: int, put: str) -> None:
    from presszero.pure.flowgraph.verifying import verify

    text = example_text(name)
    at %= len(text)
    damaged = text[:at] + put + text[at + length :]
    try:
        graph = open_flow(name, damaged)
    except PressZeroError:
        return
    verify(graph)
