"""`presszero words similar` and `presszero words themes`: messages of a table that are alike, without a database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presszero.commands.parsing import command_parser

if TYPE_CHECKING:
    from presszero.pure.meaning.vectors import Meaning

SIMILAR = """\
Find the messages of a table that are most like a text: who else wrote of the same.
FILE is tab-separated with a column text. --semantic reads the meaning of English messages along with their words. Ends
with 0, with 1 when nothing is like it, with 2 on wrong usage."""
THEMES = """\
Tell what the messages of a table are about: themes with their words and examples, the largest first.
FILE is tab-separated with a column text. --before takes an earlier answer of --json: a theme that is still there keeps
its number and its name; the lines it knew must stand first and in the same order. --semantic reads the meaning of
English messages along with their words. Ends with 0, with 2 on wrong usage."""


def main_similar(arguments: list[str]) -> int:
    """Print the messages most like a text; 0 fine, 1 none. Raises BadSheet, TooFewMessages."""
    parser = command_parser(
        "words similar", SIMILAR, 'presszero words similar letters.tsv --to "No bus came" --json'
    )
    _table(parser)
    parser.add_argument("--to", required=True, metavar="TEXT", help="what somebody wrote")
    parser.add_argument("--most", type=int, default=5, metavar="N", help="how many at most; 5 when not given")
    given = parser.parse_args(arguments)
    texts = _texts(parser, given.file)

    from presszero.pure.alike.similar import RULE, Scope, similar

    meaning = _meaning(given)
    found = similar(given.to, Scope.of(texts, meaning=meaning), max(1, given.most))
    if given.json:
        rows = [
            {"number": int(one.key) + 1, "text": texts[int(one.key)], "likeness": one.likeness}
            for one in found
        ]
        print(json.dumps(_by(RULE, meaning) | {"similar": rows}, indent=2, ensure_ascii=False))
    else:
        lines = [f"{int(one.key) + 1}: {one.likeness:.2f}: {texts[int(one.key)]}" for one in found]
        print("\n".join(lines) or "Nothing is like it.")
    return 0 if found else 1


def main_themes(arguments: list[str]) -> int:
    """Print the themes of a table. Raises BadSheet, TooFewMessages."""
    parser = command_parser("words themes", THEMES, "presszero words themes letters.tsv --most 20 --json")
    _table(parser)
    parser.add_argument(
        "--most", type=int, metavar="N", help="how many themes; by the number of messages when not given"
    )
    parser.add_argument("--before", type=Path, metavar="EARLIER.json", help="the answer of an earlier run")
    given = parser.parse_args(arguments)
    texts = _texts(parser, given.file)

    from presszero.pure.alike.themes import RULE, Theme, themes

    before = [
        Theme(one["id"], one["name"], tuple(one["words"]), tuple(one["keys"]), tuple(one["examples"]))
        for one in _earlier(parser, given.before)
    ]
    meaning = _meaning(given)
    found = themes(texts, most=given.most and max(2, given.most), before=before, meaning=meaning)
    if given.json:
        told = [theme.as_json() for theme in found]
        print(json.dumps(_by(RULE, meaning) | {"themes": told}, indent=2, ensure_ascii=False))
    else:
        for theme in found:
            print(f"{theme.id}: {theme.name} ({len(theme.keys)})\n    {theme.examples[0]}")
    return 0


def _table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--semantic",
        action="store_true",
        help="read the meaning of English messages, too; needs the extra presszero[semantic]",
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def _meaning(given: argparse.Namespace) -> Meaning | None:
    from presszero.commands.meaning_at_hand import meaning_at_hand

    return meaning_at_hand() if given.semantic else None


def _by(rule: str, meaning: Meaning | None) -> dict[str, Any]:
    """Return what an answer was made by: the rule, and the hash of the sentence model, null without one."""
    return {"rule": rule, "meaning": meaning.hash if meaning else None}


def _texts(parser: argparse.ArgumentParser, path: Path) -> list[str]:
    from presszero.pure.triage.tables import read_table

    return list(read_table(_content(parser, path), source=path.name, labelled=False).texts)


def _earlier(parser: argparse.ArgumentParser, path: Path | None) -> list[dict[str, Any]]:
    if path is None:
        return []
    try:
        told: list[dict[str, Any]] = json.loads(_content(parser, path))["themes"]
    except (ValueError, KeyError, TypeError):
        parser.error(f"{path} is no answer of presszero words themes --json.")
    return told


def _content(parser: argparse.ArgumentParser, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        parser.error(f"{path} cannot be read: {error.strerror}")
