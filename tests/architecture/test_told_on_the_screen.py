"""What puts something among a colleague's news is heard by the screens that are open."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import presszero

HERE = Path(presszero.__file__).parent
HEARD = set(re.findall(r'^    "([a-z_.]+)",$', (HERE / "ui/static/ui/news.js").read_text(), re.MULTILINE))
# What a rule tells is recorded by the rule itself, in the same transaction.
RECORDED_BY_ITS_CALLER = {"rules/acting.py": "rule.acted"}


def _who_tells() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(HERE.rglob("*.py")):
        for one in ast.walk(ast.parse(path.read_text())):
            if isinstance(one, ast.FunctionDef) and "tell" in _called(one):
                yield path.relative_to(HERE).as_posix(), one


def _called(function: ast.FunctionDef) -> set[str]:
    calls = [one.func for one in ast.walk(function) if isinstance(one, ast.Call)]
    return {call.id for call in calls if isinstance(call, ast.Name)}


def test_every_act_that_tells_a_colleague_is_heard_by_open_screens() -> None:
    for path, function in _who_tells():
        words = {one.value for one in ast.walk(function) if isinstance(one, ast.Constant)}
        said = words | {RECORDED_BY_ITS_CALLER.get(path)}
        assert said & HEARD, (
            f"{path}#{function.name} tells a colleague, but ui/news.js hears nothing it records."
        )


def test_the_search_finds_who_tells() -> None:
    assert {"hand_over", "_give", "escalate", "tell_of_promise"} <= {one.name for _path, one in _who_tells()}
