"""`presszero flow draw`: a flow as an SVG picture."""

from __future__ import annotations

from pathlib import Path

from presszero.commands.flow_files import add_format_in, texts_of
from presszero.commands.parsing import command_parser
from presszero.pure.flowgraph.drawing import drawn
from presszero.pure.flowgraph.linking import linked
from presszero.pure.flowgraph.opening import open_flows
from presszero.pure.flowgraph.verifying import verify

DOES = """\
Draw a flow as SVG. The shortest way into the gravest trap is in colour; --rule picks another.
Other files given along with it are linked and drawn with it."""
EXAMPLE = "presszero flow draw phone-tree.json --out phone-tree.svg"


def main(arguments: list[str]) -> int:
    """Write the picture; 0 when it is written."""
    parser = command_parser("flow draw", DOES, EXAMPLE)
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="the flow, then those it leads to"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write it; by default it is printed"
    )
    parser.add_argument(
        "--rule",
        default="",
        metavar="RULE",
        help="colour the way of this rule, such as S1; by default the first trap's",
    )
    add_format_in(parser)
    given = parser.parse_args(arguments)
    first, *others = open_flows(texts_of(parser, given.files), format=given.format_in)
    verdict = verify(first, others=others)
    asked = [one for one in verdict.findings if one.rule == given.rule] if given.rule else verdict.traps
    ways = [one for one in asked if one.nodes]
    picture = drawn(linked(first, others), way=ways[0].nodes if ways else (), verdict=verdict)
    if given.out:
        given.out.write_text(picture, encoding="utf-8")
        print(f"{given.out} is written: {verdict.verdict}, {len(verdict.traps)} traps.")
    else:
        print(picture)
    return 0
