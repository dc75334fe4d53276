"""Where each block of a flow stands in its JSON, so that a finding names a line."""

from __future__ import annotations

import re

from presszero.pure.flowgraph.graph import Graph

# What Amazon Connect (both forms) and Twilio Studio call the name of a block.
_NAMED = re.compile(r'"(?:Identifier|id|name)"\s*:\s*"((?:[^"\\]|\\.)*)"')


def with_lines(graph: Graph, text: str) -> Graph:
    """Give each node that has no line the one on which its name is first given; returns the graph.

    text: the JSON as it stands in the file.
    """
    lines: dict[str, int] = {}
    line, read = 1, 0
    for match in _NAMED.finditer(text):
        line += text.count("\n", read, match.start())
        read = match.start()
        lines.setdefault(match[1], line)
    for node in graph.nodes.values():
        node.line = node.line or lines.get(node.name, 0)
    return graph
