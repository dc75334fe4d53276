"""A model learns topics, says why, and refuses what is about none of them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tests.pure.triage.sorted_messages import NONE_OF_THESE, sorted_messages

from presszero.pure.triage.counting import count
from presszero.pure.triage.errors import DamagedModel, TooFewExamples
from presszero.pure.triage.features import KINDS, look_at, origins
from presszero.pure.triage.folds import NOWHERE, choose_folds
from presszero.pure.triage.keeping import from_bytes, hash_of, to_bytes
from presszero.pure.triage.learning import gather, learn
from presszero.pure.triage.sorter import Sorter

LETTER = "The lamp at our corner is dark and the pavement is broken."


@cache
def sorter() -> Sorter:
    texts, topics = sorted_messages()
    content = to_bytes(learn(texts, topics, keys=[f"case {at}" for at in range(len(texts))]))
    return from_bytes(content, expected_hash=hash_of(content))


def test_new_message_finds_its_topic_and_says_why() -> None:
    found = sorter().sort(LETTER)
    assert found.topic == "streets" and not found.refused
    assert {word.words for word in found.words} & {"lamp", "dark", "pavement", "broken"}
    for word in found.words:
        assert LETTER[word.start : word.end] == word.words
    assert sum(word.weight for word in found.words) <= 1.001
    assert len(found.near) == 3 and {near.topic for near in found.near} == {"streets"}
    assert found.near[0].key.startswith("case ")
    assert found.near[0].likeness >= found.near[1].likeness >= found.near[2].likeness
    assert found.model == sorter().hash and len(found.model) == 64


def test_probabilities_sum_to_one_and_fall() -> None:
    chances, _ = sorter().chances([LETTER, "", "?", *NONE_OF_THESE])
    assert np.allclose(chances.sum(axis=1), 1) and (chances >= 0).all()
    said = [one.probability for one in sorter().sort(LETTER).ranked]
    assert said == sorted(said, reverse=True)


def test_what_is_about_nothing_known_is_refused() -> None:
    refused = [sorter().sort(text).refused for text in NONE_OF_THESE]
    assert sum(refused) >= len(refused) - 1
    assert sorter().sort("").refused and sorter().sort("").topic is None
    texts, _ = sorted_messages()
    assert sum(sorter().sort(text).refused for text in texts[::7]) <= len(texts[::7]) * 0.1


def test_one_at_a_time_and_many_at_once_agree() -> None:
    texts = [LETTER, *NONE_OF_THESE]
    chances, typical = sorter().chances(texts)
    for text, line, value in zip(texts, chances, typical, strict=True):
        found = sorter().sort(text)
        assert found.ranked[0].probability == pytest.approx(line.max(), abs=1e-4)
        assert found.typicality == pytest.approx(value, abs=1e-4)


def test_same_messages_give_the_same_bytes() -> None:
    texts, topics = sorted_messages()
    again = to_bytes(learn(texts, topics, keys=[f"case {at}" for at in range(len(texts))]))
    assert hash_of(again) == sorter().hash


def test_changed_model_is_refused() -> None:
    texts, topics = sorted_messages()
    content = to_bytes(learn(texts, topics))
    with pytest.raises(DamagedModel, match="they were changed"):
        from_bytes(content[:-1] + b"x", expected_hash=hash_of(content))
    with pytest.raises(DamagedModel, match="hold no model"):
        from_bytes(b"PK not one")


def test_two_topics_are_enough_and_one_is_not() -> None:
    texts, topics = sorted_messages()
    two = [(text, topic) for text, topic in zip(texts, topics, strict=True) if topic in ("buses", "library")]
    assert learn(*zip(*two, strict=True)).sort("My bus never came to the stop").topic == "buses"
    one = [(text, topic) for text, topic in two if topic == "buses"]
    with pytest.raises(TooFewExamples, match="72 messages in 1 topics"):
        learn(*zip(*one, strict=True))


def test_many_rows_weigh_what_one_message_weighs() -> None:
    looked = [look_at(text, "en") for text in sorted_messages()[0]]
    frame = count([one.features for one in looked]).frame(np.arange(0, len(looked), 2))
    rows, vocabulary = frame.weigh(np.arange(len(looked))), frame.vocabulary()
    unknown = frame.unknown_share(np.arange(len(looked)))
    for at in (0, 1, 77, 200):
        weighed = vocabulary.weigh(looked[at])
        line = np.zeros(len(vocabulary))
        line[weighed.places] = weighed.weights
        assert np.allclose(line, rows[at].toarray()[0], atol=1e-6)
        assert weighed.unknown_share == pytest.approx(unknown[at])


def test_twins_are_held_out_together_and_no_topic_is_left_without() -> None:
    texts, topics = sorted_messages()
    looked = [look_at(text, "en").features for text in [*texts, *texts, "the only one of it"]]
    places = np.array([sorted(set(topics)).index(topic) for topic in topics] * 2 + [9])
    everything = np.arange(len(looked))
    folds = choose_folds(count(looked).frame(everything).weigh(everything), places, 5, seed=3)
    assert (folds[: len(texts)] == folds[len(texts) : -1]).all() and folds[-1] == NOWHERE
    for topic in range(4):
        assert len(set(folds[places == topic])) > 1


def test_each_feature_knows_its_words() -> None:
    for text in (LETTER, "one two " * 60 + " ".join(f"word{at}" for at in range(60)), ""):
        looked = look_at(text, "en")
        made_of = origins(looked)
        for kind in KINDS:
            assert len(made_of[kind]) == len(looked.features[kind])
            assert all(0 <= token < len(looked.tokens) for origin in made_of[kind] for token in origin)


def test_topics_of_messages_are_looked_up_once_each() -> None:
    looked_up: list[str] = []

    class Topic(str):
        def __hash__(self) -> int:
            looked_up.append(self)
            return super().__hash__()

    topics = [Topic(f"topic {at % 40}") for at in range(400)]
    assert len(gather([f"Letter {at} about the bus" for at in range(400)], topics).names) == 40
    assert len(looked_up) < 10 * len(topics)
