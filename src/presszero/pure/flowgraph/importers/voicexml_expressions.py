"""ECMAScript of a VoiceXML document, as far as it can be told without running it."""

from __future__ import annotations

import re

from presszero.pure.flowgraph.graph import Change, Test


def variable_of(name: str) -> str:
    return re.sub(r"^(session|application|document|dialog)\.", "", name.strip())


def constant_of(expression: str) -> str | None:
    words = expression.strip()
    if match := re.fullmatch(r"""'([^'\\]*)'|"([^"\\]*)"|(-?\d{1,9})|(true|false)""", words):
        return next((one for one in match.groups() if one is not None), "")
    return None


def change_of(name: str, expression: str) -> Change:
    if (value := constant_of(expression)) is not None:
        return Change(name, "=", value)
    words = variable_of(expression)
    match = re.fullmatch(r"(?:\w+\.)?(\w+)\s*([+-])\s*(\d{1,6})", words)
    if match and match[1] == name:
        return Change(name, "+", match[3] if match[2] == "+" else f"-{match[3]}")
    if re.fullmatch(r"\+\+\s*" + re.escape(name) + "|" + re.escape(name) + r"\s*\+\+", words):
        return Change(name, "+", "1")
    if re.fullmatch(r"[A-Za-z_]\w*", words) and words not in ("undefined", "null"):
        return Change(name, "<", words)
    return Change(name, "?")


_COMPARED = re.compile(
    r"""^([A-Za-z_][\w.]*)\s*(===?|!==?|<=|>=|<|>)\s*('[^']*'|"[^"]*"|-?\d{1,9}|true|false)$"""
)


def tests_of(condition: str, target: str) -> tuple[Test, ...]:
    """Return the tests of a condition; alternatives become one test each, what is not simple cannot be told."""
    words = condition.strip()
    while words.startswith("(") and words.endswith(")") and "(" not in words[1:-1]:
        words = words[1:-1].strip()
    found = []
    for part in words.split("||"):
        match = _COMPARED.match(part.strip().strip("()").strip())
        if not match or "&&" in part:
            return (Test(condition[:80], "~", "", target),)
        how = {"==": "=", "===": "=", "!==": "!="}.get(match[2], match[2])
        found.append(Test(variable_of(match[1]), how, match[3].strip("'\""), target))
    return tuple(found)
