"""`presszero words`: what letters say and have in common, without a database."""

from __future__ import annotations

import importlib

from presszero.commands.parsing import command_parser

DOES = """\
Read what somebody wrote. Needs no database and sends nothing anywhere.
  extract   points, details, what the writer went through, and why it cannot wait
  similar   the messages of a table most like a text
  themes    what the messages of a table are about
Each has a --help of its own."""
EXAMPLE = "presszero words extract letter.txt --json"
PARTS = {
    "extract": "words_extract.main",
    "similar": "words_alike.main_similar",
    "themes": "words_alike.main_themes",
}


def main(arguments: list[str]) -> int:
    """Run one part; 0 fine, 1 a told error, 2 wrong usage."""
    if arguments[:1] and arguments[0] in PARTS:
        module, name = PARTS[arguments[0]].split(".")
        code: int = getattr(importlib.import_module(f"presszero.commands.{module}"), name)(arguments[1:])
        return code
    parser = command_parser("words", DOES, EXAMPLE)
    parser.add_argument("part", choices=PARTS)
    parser.parse_args(arguments)
    return 2
