"""What is typed becomes an event of `step`: by the author's examples, with a person behind every word for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pure.flowgraph.flows import example, good

from presszero.pure.flowgraph.conversing import Looked, Talk
from presszero.pure.flowgraph.graph import ASK, Graph
from presszero.pure.flowgraph.hearing import heard
from presszero.pure.flowgraph.stepping import MISS, SILENCE, ZERO, Event, begin, events_at, step

WORDS = {
    "refund": {"leads": "settled", "examples": {"en": ["refund", "charged twice"], "fr": ["remboursement"]}},
    "lost": {
        "leads": "account",
        "examples": {"en": ["lost on the bus", "left behind"], "fr": ["objet perdu"]},
    },
}


class Nobody:
    """A world in which everything is shut, broken and empty."""

    def hours(self, name: str) -> str:
        return "closed"

    def lookup(self, name: str, facts: object) -> Looked:
        return Looked("error")

    def line(self, team: str) -> str:
        return "full"


def menu() -> Graph:
    return good(topic={"words": WORDS})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refund", Event("word", "refund")),
        ("I would like a REFUND, please!", Event("word", "refund")),
        ("you charged me twice", Event("word", "refund")),
        ("i was chraged twice", Event("word", "refund")),
        ("Un remboursement ?", Event("word", "refund")),
        ("I lost my glove on the buses", Event("word", "lost")),
        ("deux objets perdus", Event("word", "lost")),
        ("refund what I left behind", Event("word", "lost")),
        ("1", Event("key", "1")),
        ("0", ZERO),
        ("a human being, please", ZERO),
        ("good morning", MISS),
        ("twice", MISS),
        ("   ", SILENCE),
    ],
)
def test_words_are_matched_by_the_authors_examples(typed: str, meant: Event) -> None:
    graph = menu()
    assert heard(graph, begin(graph), typed) == meant


def test_words_that_fit_two_intents_alike_are_a_miss() -> None:
    graph = menu()
    assert heard(graph, begin(graph), "remboursement, perdu objet") == Event("word", "refund")
    assert heard(graph, begin(graph), "objet perdu charged twice") == MISS


def test_digits_are_taken_as_people_write_them_and_a_wrong_length_is_a_miss() -> None:
    graph = good(account={"least": 4, "most": 8})
    at_account, _ = step(graph, begin(graph), Event("key", "1"))
    assert heard(graph, at_account, "12 34-56") == Event("entry", "123456")
    assert heard(graph, at_account, "123") == MISS
    assert heard(graph, at_account, "my number is 1234") == MISS
    assert heard(graph, at_account, "0") == ZERO
    data = good(account={"least": 1, "most": 8, "zero_may_be_data": True})
    at_account, _ = step(data, begin(data), Event("key", "1"))
    assert (heard(data, at_account, "0"), heard(data, at_account, "*0")) == (Event("entry", "0"), ZERO)


@given(st.text(max_size=200))
def test_anything_at_all_is_an_event_that_step_knows(typed: str) -> None:
    for graph in (menu(), example("city-hall.yaml")):
        event = heard(graph, begin(graph), typed)
        assert event is not None
        step(graph, begin(graph), event)


@pytest.mark.long
@given(
    st.lists(
        st.sampled_from(["1", "2", "3", "0", "", "refund", "1234", "qwxz", "yes", "an agent"]), max_size=12
    )
)
def test_safe_flow_in_writing_never_ends_but_with_a_person_a_promise_or_the_customers_word(
    said: list[str],
) -> None:
    for name in ("city-hall.yaml", "transit.yaml", "library.yaml"):
        talk = Talk.begun(example(name))
        talk.opening(Nobody())
        for typed in [*said, "0", "my words"]:
            talk.hear(typed, Nobody())
        waits_for_people = talk.waits_for == "person"
        assert waits_for_people or talk.state.is_with_a_person, (name, said, talk.state)


def test_every_word_for_a_person_leads_to_one_from_every_question() -> None:
    graph = example("city-hall.yaml")
    for node in graph.nodes.values():
        if node.does == ASK:
            state = begin(graph, node.name)
            assert ZERO in events_at(graph, state)
            assert {heard(graph, state, f"please, {word}") for word in node.person_says} == {ZERO}
