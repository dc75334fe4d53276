"""A flow drawn as SVG: nodes in layers from the first, the way into a trap in colour.

The picture uses the design tokens where the page has them and carries the same colours as fallback,
so that it reads on a page and on its own.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from presszero.pure.flowgraph.findings import Verdict
from presszero.pure.flowgraph.graph import (
    ASK,
    CALLBACK,
    HANGUP,
    PERSON,
    RESOLVED,
    UNKNOWN,
    VOICEMAIL,
    Graph,
    Node,
)
from presszero.pure.flowgraph.telling import shown

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 200, 56, 104, 28, 24
MOST_DRAWN = 1_500
LONGEST_LINE = 26
LONGEST_LABEL = 14

STYLE = """
.flow{--f-paper:var(--surface,#fff);--f-ink:var(--ink,#1a1b1e);--f-ink2:var(--ink-2,#494a4f);--f-edge:var(--edge,#86837a);
--f-sunken:var(--sunken,#eeece6);--f-accent:var(--accent,#2743b5);--f-good:var(--good,#0b6a55);--f-bad:var(--bad,#ab2319);
--f-badsoft:var(--bad-soft,#fbe6e3);--f-warn:var(--warn,#874b00);background:var(--f-paper);font-family:var(--ours,sans-serif)}
.flow text{fill:var(--f-ink);font-size:13px}.flow .kind,.flow .label{fill:var(--f-ink2);font-size:12px}
.flow .node rect{fill:var(--f-paper);stroke:var(--f-edge);stroke-width:1.25}.flow .ask rect{fill:var(--f-sunken)}
.flow .person rect{stroke:var(--f-good);stroke-width:2.5}.flow .end rect{stroke:var(--f-bad);stroke-width:2.5}
.flow .unknown rect{stroke:var(--f-warn);stroke-dasharray:5 4;stroke-width:2}
.flow .on rect{fill:var(--f-badsoft);stroke:var(--f-bad);stroke-width:3}
.flow .edge{fill:none;stroke:var(--f-edge);stroke-width:1.25}.flow .edge.zero{stroke:var(--f-accent);stroke-width:2}
.flow .edge.on{stroke:var(--f-bad);stroke-width:3}.flow marker path{fill:var(--f-edge)}.flow marker.on path{fill:var(--f-bad)}
"""


def drawn(graph: Graph, *, way: tuple[str, ...] = (), verdict: Verdict | None = None) -> str:
    """Return the SVG of a flow. way: the nodes of a finding's path, in order. verdict: said in the title."""
    layers = _layers(graph)
    places = {
        name: (MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y))
        for column, layer in enumerate(layers)
        for row, name in enumerate(layer)
    }
    width = 2 * MARGIN + max(1, len(layers)) * (WIDTH + GAP_X) - GAP_X
    height = 2 * MARGIN + max((len(layer) for layer in layers), default=1) * (HEIGHT + GAP_Y) - GAP_Y
    steps = set(pairwise(way))
    edges = [
        _edge(graph, places, pair, labels, on=pair in steps) for pair, labels in _edges(graph, places).items()
    ]
    nodes = [_node(graph.nodes[name], places[name], on=name in way) for name in places]
    said = f"The flow {graph.name}" + (
        f": {verdict.verdict}, {len(verdict.traps)} traps." if verdict else "."
    )
    left_out = len(graph.nodes) - len(places)
    note = f" {left_out} nodes that nobody can reach, or past {MOST_DRAWN}, are left out." if left_out else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><title>{escape(said + note)}</title><style>{STYLE}</style>'
        '<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker><marker id="to-on" class="on" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
        f"{''.join(edges)}{''.join(nodes)}</svg>\n"
    )


def _layers(graph: Graph) -> list[list[str]]:
    """Return the nodes by their distance from where callers enter."""
    distance = {start: 0 for start in (graph.starts or (graph.start,)) if start in graph.nodes}
    waiting = list(distance)
    for name in waiting:
        node = graph.nodes[name]
        for _, target in [*node.targets(), ("", node.flow)]:
            if target in graph.nodes and target not in distance and len(distance) < MOST_DRAWN:
                distance[target] = distance[name] + 1
                waiting.append(target)
    layers: list[list[str]] = [[] for _ in range(max(distance.values(), default=0) + 1)]
    for name, column in distance.items():
        layers[column].append(name)
    return layers


def _edges(graph: Graph, places: dict[str, tuple[int, int]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for name in places:
        node = graph.nodes[name]
        flow = [("runs", node.flow)] if node.flow in places else []
        for label, target in [*node.targets(), *flow]:
            if target in places:
                found.setdefault((name, target), []).append(label)
    return found


def _edge(
    graph: Graph, places: dict[str, tuple[int, int]], pair: tuple[str, str], labels: list[str], *, on: bool
) -> str:
    (from_x, from_y), (to_x, to_y) = places[pair[0]], places[pair[1]]
    begins_x, begins_y, ends_y = from_x + WIDTH, from_y + HEIGHT // 2, to_y + HEIGHT // 2
    if pair[0] == pair[1]:
        path = f"M{begins_x} {begins_y - 8}c28 -14 28 30 0 16"
    elif to_x > from_x:
        middle = (to_x - begins_x) // 2
        path = f"M{begins_x} {begins_y}c{middle} 0 {to_x - begins_x - middle} {ends_y - begins_y} {to_x - begins_x} {ends_y - begins_y}"
    else:
        # Back or beside: round the outside, below both.
        below = max(from_y, to_y) + HEIGHT + GAP_Y // 2
        path = f"M{begins_x} {begins_y}C{begins_x + 40} {below} {to_x - 40} {below} {to_x} {ends_y}"
    zero = graph.nodes[pair[0]].person == pair[1] or "press 0" in labels
    kind = " on" if on else " zero" if zero else ""
    words = escape(", ".join(dict.fromkeys(labels)))
    shown_words = _short(next((label for label in labels if label != "next"), ""), LONGEST_LABEL)
    marker = "to-on" if on else "to"
    text = (
        f'<text class="label" x="{begins_x + 6}" y="{begins_y + (ends_y - begins_y) // 6 - 5}">{escape(shown_words)}</text>'
        if on and shown_words
        else ""
    )
    return f'<g><title>{words}</title><path class="edge{kind}" marker-end="url(#{marker})" d="{path}"/>{text}</g>'


def _node(node: Node, place: tuple[int, int], *, on: bool) -> str:
    kind = {
        ASK: "ask",
        PERSON: "person",
        CALLBACK: "person",
        VOICEMAIL: "person",
        RESOLVED: "person",
        HANGUP: "end",
        UNKNOWN: "unknown",
    }.get(node.does, "step")
    x, y = place
    words = escape(" ".join(node.prompt.values()) or shown(node))
    return (
        f'<g class="node {kind}{" on" if on else ""}"><title>{words}</title>'
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="7"/>'
        f'<text x="{x + 12}" y="{y + 24}">{escape(_short(shown(node)))}</text>'
        f'<text class="kind" x="{x + 12}" y="{y + 43}">{escape(_short(_what(node)))}</text></g>'
    )


def _what(node: Node) -> str:
    """Return what a node does, in a word that is read beside its colour."""
    if node.does == HANGUP:
        return "hang-up"
    if node.does == UNKNOWN:
        return "not known"
    if node.does == PERSON:
        return f"{node.kind}: a person"
    return node.kind if node.kind != "made" else node.does


def _short(words: str, longest: int = LONGEST_LINE) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
