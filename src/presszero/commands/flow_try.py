"""`presszero flow try`: be the caller, in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from presszero.commands.flow_files import add_format_in, texts_of
from presszero.commands.parsing import command_parser
from presszero.pure.flowgraph.linking import linked
from presszero.pure.flowgraph.opening import open_flows
from presszero.pure.flowgraph.playing import Play
from presszero.pure.flowgraph.telling import ENDINGS

DOES = """\
Play a flow. Type a key or words and Enter; an empty line is silence. Where a lookup, the hours or a
line must answer, you are asked which answer it gives. Ends at the end of input."""
EXAMPLE = "presszero flow try city-hall.yaml --language fr"


def main(arguments: list[str]) -> int:
    """Play one flow; 0 when the caller reached a person or said it is settled, else 1."""
    parser = command_parser("flow try", DOES, EXAMPLE)
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="the flow, then those it leads to"
    )
    parser.add_argument("--language", default="", help="which prompts are shown; by default the first")
    add_format_in(parser)
    given = parser.parse_args(arguments)
    first, *others = open_flows(texts_of(parser, given.files), format=given.format_in)
    play = Play(linked(first, others), language=given.language)
    for line in play.opening():
        print(line)
    while not play.state.end:
        print(f"  ({play.asks()})")
        print("> ", end="", flush=True)
        typed = sys.stdin.readline()
        if not typed:
            print("\nThe caller hung up.")
            return 1
        for line in play.take(typed.rstrip("\n")):
            print(line)
    print(f"The end: {ENDINGS.get(play.state.end, play.state.end)}.")
    if play.collected:
        print("Handed over: " + ", ".join(f"{fact} = {value}" for fact, value in play.collected.items()))
    return 0 if play.state.is_with_a_person else 1
