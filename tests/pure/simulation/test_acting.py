"""What would help most now."""

from __future__ import annotations

import numpy as np

from presszero.pure.simulation.acting import Action, Live, effects, missing_chances

LIVE = Live(
    waited_seconds=np.array([50.0, 30.0, 10.0, 5.0]),
    busy=20,
    people=np.array([20, 20, 20, 20]),
    expected=np.full(4, 78.0),
    interval_seconds=900,
    handling_seconds=240,
    patience_seconds=200,
)
ACTIONS = (
    Action("call two people", more_people=[2, 2, 2, 2], after_seconds=180),
    Action("call two people who need ten minutes", more_people=[2, 2, 2, 2], after_seconds=600),
    Action("move two breaks to later", more_people=[2, -2, 0, 0]),
    Action("offer call-backs", offer_callbacks_after=60),
)


def test_most_helpful_action_comes_first_and_the_sooner_the_better() -> None:
    found = effects(LIVE, ACTIONS, seed=1, target_share=0.8)
    gains = {one.action.name: one.gain for one in found}
    assert [one.gain for one in found] == sorted(gains.values(), reverse=True)
    assert gains["call two people"] > gains["call two people who need ten minutes"] > 0
    assert gains["offer call-backs"] > 0
    assert found[0].half_width < found[0].gain


def test_action_lowers_the_chance_of_missing() -> None:
    without = missing_chances(LIVE, 1, target_share=0.8)
    called = effects(LIVE, ACTIONS[:1], seed=1, target_share=0.8)[0].missing_chance
    assert without.shape == (4,)
    assert np.all(called <= without)
    assert called[1] < without[1]


def test_longer_line_now_makes_missing_likelier_now() -> None:
    calm = Live(**{**LIVE.__dict__, "waited_seconds": np.zeros(0), "busy": 14})
    assert missing_chances(calm, 1, target_share=0.8)[0] < missing_chances(LIVE, 1, target_share=0.8)[0]


def test_same_seed_same_answer() -> None:
    one, two = (effects(LIVE, ACTIONS, seed=2, target_share=0.8) for _ in range(2))
    assert [effect.gain for effect in one] == [effect.gain for effect in two]
