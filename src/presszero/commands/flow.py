"""`presszero flow`: what a caller can reach in a phone or chat flow, proved, drawn and tried."""

from __future__ import annotations

import importlib

from presszero.commands.parsing import command_parser

DOES = """\
Look at phone and chat flows, ours and those of other platforms. Needs no database.
  verify   what every caller can reach: traps and advice, with the steps to them
  draw     the flow as a picture, with the way into a trap in colour
  try      be the caller, in the terminal
  schema   the JSON Schema of the flow language, for editors
Each has a --help of its own."""
EXAMPLE = "presszero flow verify phone-tree.json"
PARTS = ("verify", "draw", "try", "schema")


def main(arguments: list[str]) -> int:
    """Run one part; 0 fine, 1 findings or a told error, 2 wrong usage."""
    if arguments[:1] and arguments[0] in PARTS:
        code: int = importlib.import_module(f"presszero.commands.flow_{arguments[0]}").main(arguments[1:])
        return code
    parser = command_parser("flow", DOES, EXAMPLE)
    parser.add_argument("part", choices=PARTS)
    parser.parse_args(arguments)
    return 2
