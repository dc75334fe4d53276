"""What puts something among a colleague's news is heard by the screens that are open."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import presszero

HERE = Path(presszero.__file__).parent
HEARD = set(re.findall(r'^    "([a-z_.]+)",$', (HERE / "ui/static/ui/news.js").read_text(), re.MULTILINE))
TAKES_IT = re.compile(r"^from presszero\.cases\.notes import .*\btell\b", re.MULTILINE)


def _who_tells() -> dict[str, set[str]]:
    """Return the modules that put something among the news, each with the words in its code."""
    told = {}
    for path in sorted(HERE.rglob("*.py")):
        text = path.read_text()
        if TAKES_IT.search(text):
            words = [one.value for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Constant)]
            told[path.relative_to(HERE).as_posix()] = {one for one in words if isinstance(one, str)}
    return told


def test_what_a_module_tells_colleagues_is_heard_by_open_screens() -> None:
    told = _who_tells()
    assert {"cases/clocks.py", "lines/turns.py", "rules/acting.py", "replies/leaving.py"} <= told.keys()
    for path, said in told.items():
        assert said & HEARD, f"{path} tells a colleague, but ui/news.js hears nothing that it records."
