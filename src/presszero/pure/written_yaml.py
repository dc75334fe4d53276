"""YAML that planners write, read as words: nothing becomes a number or a day by itself, and no name stands twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from presszero.pure.errors import BadInput

MOST_BYTES = 1_000_000


class _StandsTwice(yaml.MarkedYAMLError):
    """A name that was given twice, of which YAML would silently take the last."""


class _Words(yaml.BaseLoader):
    """Words and nothing else: 21:30 stays a time and no number."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise _StandsTwice(problem=f"{key.value} stands twice", problem_mark=key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def read_words(content: bytes, *, source: str, what: str) -> Any:
    """Return what a YAML file holds: words, lists and names with values.

    content: in UTF-8 or UTF-16. what: what such a file is called, as in "an event has at most ...".

    Raises BadInput, naming the line.
    """
    if len(content) > MOST_BYTES:
        raise BadInput(f"{source} has {len(content):,} bytes; {what} has at most {MOST_BYTES:,}.")
    try:
        return yaml.load(content, Loader=_Words)  # noqa: S506 - words and nothing else
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        told = problem if isinstance(error, _StandsTwice) else f"this is not YAML ({problem})"
        raise BadInput(f"{source}{where}: {told}.") from None
