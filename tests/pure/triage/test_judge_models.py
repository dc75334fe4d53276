"""A new model takes the place of another only when it is better beyond noise."""

from __future__ import annotations

import numpy as np
import pytest
from tests.pure.triage.sorted_messages import sorted_messages

from presszero.pure.triage.judging import card, judge
from presszero.pure.triage.learning import learn_and_try


def test_noise_is_not_better() -> None:
    chance = np.random.default_rng(2)
    wins = sum(
        judge(chance.random(200) < 0.8, chance.random(200) < 0.8, seed=at).is_better for at in range(200)
    )
    # One in twenty, as the 5 % say.
    assert wins / 200 == pytest.approx(0.05, abs=0.04)


def test_clearly_better_is_seen_and_few_cases_say_nothing() -> None:
    chance = np.random.default_rng(3)
    right = chance.random(300) < 0.9
    assert judge(right, chance.random(300) < 0.7).is_better
    assert not judge([True] * 20, [False] * 20).is_better
    assert judge([], []).compared == 0


def test_card_counts_every_topic() -> None:
    texts, topics = sorted_messages()
    found = card(learn_and_try(texts, topics))
    assert found["messages"] == len(texts) == sum(one["messages"] for one in found["topics"])
    assert found["held_out"] == sum(one["held_out"] for one in found["topics"]) <= len(texts)
    assert 0.5 < found["accuracy"] <= 1 and all(0 <= one["recall"] <= 1 for one in found["topics"])
