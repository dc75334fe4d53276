"""A sentence model reads along: who shares no word but the matter lies near, in its language alone."""

from __future__ import annotations

import pytest
from tests.pure.alike.test_themes import MATTERS, WHERE, messages
from tests.pure.triage.test_sort_by_meaning import ByHand

from presszero.pure.alike.similar import Scope, similar
from presszero.pure.alike.themes import themes

NEW_WORDS = "Every torch has gone off"
SENSES = {"lamp": {"lamp", "torch", "light"}, "bin": {"bin", "rubbish"}, "card": {"card", "pass"}}


@pytest.fixture
def told() -> dict[str, str]:
    return messages(WHERE)


def test_shares_no_word_and_is_found_by_its_meaning(told: dict[str, str]) -> None:
    by_meaning = Scope.of(list(told.values()), list(told), meaning=ByHand(senses=SENSES))
    by_words = Scope.of(list(told.values()), list(told))
    assert {one.key[:4] for one in similar(NEW_WORDS, by_meaning)} == {"lamp"}
    assert {one.key[:4] for one in similar(NEW_WORDS, by_words)} != {"lamp"}


def test_another_language_is_told_by_its_words(told: dict[str, str]) -> None:
    french = {f"pain {at}": f"Le pain de la boulangerie {at} est encore trop cher" for at in range(5)}
    both = told | french
    misled = ByHand(senses=SENSES | {"lamp": SENSES["lamp"] | {"vraiment"}})  # were it to read French
    scope = Scope.of(list(both.values()), list(both), meaning=misled)
    found = similar("Le pain de votre boulangerie est vraiment trop cher", scope)
    assert {one.key[:4] for one in found} == {"pain"}


def test_themes_gather_by_meaning_where_words_would_gather_otherwise() -> None:
    told = messages(WHERE[:3])
    by_place = ByHand(senses={"lane": {"lane"}, "pier": {"pier"}, "sunday": {"sunday"}})
    for theme in themes(list(told.values()), list(told), most=3, meaning=by_place):
        assert len(theme.keys) == 9
        assert any(all(key.endswith(where) for key in theme.keys) for where in WHERE[:3])


def test_themes_by_meaning_gather_and_keep_their_names(told: dict[str, str]) -> None:
    few = messages(WHERE[:3])
    before = themes(list(few.values()), list(few), most=3, meaning=ByHand(senses=SENSES))
    after = themes(list(told.values()), list(told), before=before, meaning=ByHand(senses=SENSES))
    assert {(theme.id, theme.name) for theme in after} == {(theme.id, theme.name) for theme in before}
    for theme in after:
        assert {key.partition(" ")[0] for key in theme.keys} <= set(MATTERS) and len(theme.keys) == 15


def test_too_few_in_its_language_stay_with_words() -> None:
    french = [f"Le bus de la ligne {at} est encore passé trop tôt ce matin" for at in range(12)]
    with_model, without = Scope.of(french, meaning=ByHand(senses=SENSES)), Scope.of(french)
    assert (with_model.together == without.together).all()
