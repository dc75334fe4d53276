"""The French catalogue: whole, with the same placeholders, written as French is, and in nobody else's way."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from tests.architecture.marked_words import Marked, marked_words

from presszero.ui.catalogues import FOLDER, Translated, read_catalogue

NARROW = "\u202f"
SOURCE = FOLDER.parent
# What these say is read at a terminal, in a log or by whoever writes the code.
NOT_ON_SCREENS = ("pure/", "commands/", "config/", "processes/", "demo/", "phone/") + tuple(
    f"{name}.py"
    for name in (
        "ground/installation",
        "ground/actors",
        "reading/engine",
        "channels/email/archives",
        "organisation/tokens",
        "api/routes",
    )
)
PLACEHOLDER = re.compile(r"%\(\w+\)[0-9.]*[sdf]|<[^>]+>")


@pytest.fixture(scope="module")
def french() -> dict[Marked, Translated]:
    text = (FOLDER / "fr/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    return {Marked(one.words, one.plural, one.context): one for one in read_catalogue(text) if one.words}


def test_every_marked_string_is_in_the_catalogue_and_nothing_else_is(
    french: dict[Marked, Translated],
) -> None:
    marked = marked_words()
    assert {one: marked[one] for one in marked if one not in french} == {}, "give these their French words"
    assert [one for one in french if one not in marked] == [], "these are marked nowhere; take them out"


def test_every_string_has_its_words_and_none_is_a_guess(french: dict[Marked, Translated]) -> None:
    assert [one.words for one in french.values() if one.fuzzy or not all(one.forms)] == []
    assert [one.words for one in french.values() if len(one.forms) != (2 if one.plural else 1)] == []


def test_a_translation_holds_the_placeholders_of_its_string(french: dict[Marked, Translated]) -> None:
    for one in french.values():
        wanted = [placeholders(one.words), placeholders(one.plural or one.words)]
        assert placeholders(one.forms[-1]) == wanted[-1], one.words
        assert placeholders(one.forms[0]) in wanted, one.words


def placeholders(words: str) -> list[str]:
    """Return what is filled in or marked up, and a per cent sign that is neither, in order of the alphabet."""
    return sorted([*PLACEHOLDER.findall(words), *re.findall("%", PLACEHOLDER.sub("", words))])


def test_space_at_an_end_stays_at_that_end(french: dict[Marked, Translated]) -> None:
    for one in french.values():
        for form in one.forms:
            assert form[:1].isspace() == one.words[:1].isspace(), one.words
            assert form[-1:].isspace() == one.words[-1:].isspace(), one.words


def test_signs_stand_as_french_sets_them(french: dict[Marked, Translated]) -> None:
    wrong = re.compile(rf"'|“|”|(?<![{NARROW}\d])[:;!?»](?!\d)|«(?!{NARROW})|[^\W\d][:;!?]\w")
    for one in french.values():
        for form in one.forms:
            assert not wrong.search(PLACEHOLDER.sub("x", form)), form


def test_no_string_of_ours_changes_one_of_django_s_own(french: dict[Marked, Translated]) -> None:
    """Ours win over Django's: a verb "May" would be read in every date of that month."""
    place = Path(django.__file__).parent / "conf/locale"
    theirs = gettext.translation("django", place, ["fr"])
    for one in french.values():
        if not one.context and (said := theirs.gettext(one.words)) != one.words:
            assert one.forms[0].casefold() == said.casefold(), f"{one.words}: give ours a context"


def test_every_refusal_that_a_screen_shows_is_marked() -> None:
    trees = {path.relative_to(SOURCE): ast.parse(path.read_text()) for path in SOURCE.rglob("*.py")}
    refusals, known = {"PressZeroError"}, 0
    while len(refusals) > known:
        known = len(refusals)
        refusals |= {
            node.name
            for tree in trees.values()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            and refusals & {base.id for base in node.bases if isinstance(base, ast.Name)}
        }
    plain = {
        f"{path}:{line}"
        for path, tree in trees.items()
        if not str(path).startswith(NOT_ON_SCREENS)
        for line in _plain_sentences(tree, refusals)
    }
    assert plain == set(), "whoever reads French reads these in English; mark them"


def _plain_sentences(tree: ast.Module, refusals: set[str]) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in refusals:
            said = node.args[0] if node.args else None
            said = said.left if isinstance(said, ast.BinOp) else said
            if isinstance(said, (ast.Constant, ast.JoinedStr)):
                yield node.lineno
