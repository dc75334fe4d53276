"""`presszero reply`: letters and the replies to them, looked at without a database."""

from __future__ import annotations

import importlib

from presszero.commands.parsing import command_parser

DOES = """\
Look at a reply before it is sent. Needs no database and sends nothing anywhere.
  check   which points of a letter a draft leaves open, and where it only placates
It has a --help of its own."""
EXAMPLE = "presszero reply check letter.txt draft.txt --history sent/"
PARTS = ("check",)


def main(arguments: list[str]) -> int:
    """Run one part; 0 fine, 1 findings, 2 wrong usage."""
    if arguments[:1] and arguments[0] in PARTS:
        code: int = importlib.import_module(f"presszero.commands.reply_{arguments[0]}").main(arguments[1:])
        return code
    parser = command_parser("reply", DOES, EXAMPLE)
    parser.add_argument("part", choices=PARTS)
    parser.parse_args(arguments)
    return 2
