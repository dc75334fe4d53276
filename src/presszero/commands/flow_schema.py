"""`presszero flow schema`: the JSON Schema of the flow language."""

from __future__ import annotations

import json

from presszero.commands.parsing import command_parser

DOES = "Print the JSON Schema of the flow language. Editors complete flows and mark mistakes with it."
EXAMPLE = "presszero flow schema > flow-1.json"


def main(arguments: list[str]) -> int:
    """Print the schema."""
    command_parser("flow schema", DOES, EXAMPLE).parse_args(arguments)
    from presszero.pure.flowgraph.language import json_schema

    print(json.dumps(json_schema(), indent=2))
    return 0
