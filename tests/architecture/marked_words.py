"""Every string our templates and modules mark for translation, found by reading them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

import presszero

SOURCES = Path(presszero.__file__).parent
ONE = {"gettext", "gettext_lazy", "gettext_noop"}
SEVERAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
# What Django makes of a template: calls of gettext and its kin, with their strings as Python writes them.
_STRING = r"""(?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(
    rf"(?<!\w)(?:(?P<marker>gettext|_|ngettext|pgettext)\((?P<first>{_STRING})(?:,\s*(?P<second>{_STRING}))?)",
    re.S,
)


class Marked(NamedTuple):
    words: str
    plural: str = ""
    context: str = ""


def marked_words() -> dict[Marked, set[str]]:
    """Return each marked string with the files that mark it."""
    found: dict[Marked, set[str]] = {}
    for path in sorted([*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html")]):
        place = path.relative_to(SOURCES).as_posix()
        text = path.read_text(encoding="utf-8")
        for words in in_template(text, place) if path.suffix == ".html" else in_module(text, place):
            found.setdefault(words, set()).add(place)
    return found


def in_template(text: str, place: str) -> Iterator[Marked]:
    for match in _CALL.finditer(templatize(text, origin=place)):
        first, second = (ast.literal_eval(match[name] or "''") for name in ("first", "second"))
        yield Marked(second, "", first) if match["marker"] == "pgettext" else Marked(first, second)


def in_module(text: str, place: str) -> Iterator[Marked]:
    """Raises AssertionError where a marked string is not written out, so that nobody could translate it."""
    tree = ast.parse(text)
    names = dict(_marking_names(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            strings = [argument.value for argument in node.args if _is_string(argument)]
            if names[node.func.id] in SEVERAL:
                assert len(strings) >= 2, f"{place}:{node.lineno}: write both forms out"
                yield Marked(strings[0], strings[1])
            elif names[node.func.id] in WITH_CONTEXT:
                assert len(strings) == 2, f"{place}:{node.lineno}: write context and words out"
                yield Marked(strings[1], "", strings[0])
            elif strings:
                yield Marked(strings[0])


def _is_string(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _marking_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                if name.name in ONE | SEVERAL | WITH_CONTEXT:
                    yield name.asname or name.name, name.name
