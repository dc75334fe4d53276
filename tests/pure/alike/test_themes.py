"""Themes gather what belongs together, keep their names when more comes, and say what sets them apart."""

from __future__ import annotations

from itertools import product

import pytest

from presszero.pure.alike.errors import TooFewMessages
from presszero.pure.alike.similar import Scope, similar
from presszero.pure.alike.themes import themes

MATTERS = {
    "lamp": ("the street lamp is dark", "a broken lamp on the corner", "no light, the lamp is out"),
    "bin": ("the bin was not emptied", "nobody emptied our bin", "a full bin for two weeks"),
    "card": ("my library card is lost", "a new library card please", "the card for the library expired"),
}
WHERE = ("in Mill Lane", "near the pier", "since Sunday", "again", "at number nine")


def messages(where: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{name} {at}{place}": f"{said} {place}"
        for name, sayings in MATTERS.items()
        for (at, said), place in product(enumerate(sayings), where)
    }


def test_themes_gather_one_matter_with_its_words_and_examples() -> None:
    told = messages(WHERE)
    found = themes(list(told.values()), list(told), most=3)
    assert len(found) == 3
    for theme in found:
        (name,) = {key.partition(" ")[0] for key in theme.keys}
        assert name in theme.words and len(theme.examples) == 3


def test_theme_keeps_its_number_and_name_when_more_messages_come() -> None:
    first, more = messages(WHERE[:3]), messages(WHERE)
    before = themes(list(first.values()), list(first), most=3)
    after = themes(list(more.values()), list(more), before=before)
    assert {(theme.id, theme.name) for theme in after} == {(theme.id, theme.name) for theme in before}
    was = {key: theme.id for theme in before for key in theme.keys}
    assert all(was[key] == theme.id for theme in after for key in theme.keys if key in was)


def test_most_like_is_about_the_same() -> None:
    told = messages(WHERE)
    scope = Scope.of(list(told.values()), list(told))
    assert {one.key[:3] for one in similar("Our lamp does not burn at night", scope, most=3)} == {"lam"}
    assert similar("zzz", scope) == []


def test_too_few_are_told_with_how_many_it_takes() -> None:
    with pytest.raises(TooFewMessages, match="3 messages are too few"):
        themes(["a", "b", "c"])
