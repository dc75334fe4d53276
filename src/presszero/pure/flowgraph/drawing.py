"""A flow drawn as SVG: from the first node down, 0 in the accent, the way into a trap in red.

The picture uses the design tokens where the page has them and carries the same colours as fallback,
so that it reads on a page and on its own.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import pairwise
from textwrap import wrap

from presszero.pure.flowgraph.findings import Verdict
from presszero.pure.flowgraph.graph import (
    CALLBACK,
    HANGUP,
    PERSON,
    RESOLVED,
    UNKNOWN,
    VOICEMAIL,
    Graph,
    Node,
)
from presszero.pure.flowgraph.laying_out import (
    HEIGHT,
    MOST_DRAWN,
    WIDTH,
    Layout,
    Pair,
    layout_of,
)
from presszero.pure.flowgraph.telling import shown

LONGEST_TITLE, LONGEST_LINE, LONGEST_CHIP = 22, 27, 9
CHIP_HEIGHT, CHIP_STEP, CHIP_DEPTHS = 20, 22, 3

STYLE = """
.flow-drawing{--f-paper:var(--paper,#f6f4ef);--f-ink:var(--ink,#1a1b1e);--f-ink2:var(--ink-2,#494a4f);--f-edge:var(--edge,#86837a);
--f-surface:var(--surface,#fff);--f-accent:var(--accent,#2743b5);--f-accentsoft:var(--accent-soft,#e8ecfb);--f-onaccent:var(--on-accent,#fff);
--f-bad:var(--bad,#ab2319);--f-badsoft:var(--bad-soft,#fbe6e3);--f-onbad:var(--on-bad,#fff);--f-warn:var(--warn,#874b00);
background:var(--f-surface);font-family:var(--ours,sans-serif)}
.flow-drawing text{fill:var(--f-ink);font-size:13px}.flow-drawing .title{font-weight:600}.flow-drawing .words{fill:var(--f-ink2);font-size:12px}
.flow-drawing .node rect{fill:var(--f-paper);stroke:var(--f-edge)}.flow-drawing .person rect{fill:var(--f-accentsoft);stroke:var(--f-accent);stroke-width:1.5}
.flow-drawing .end rect{stroke-dasharray:3 3}.flow-drawing .unknown rect{stroke:var(--f-warn);stroke-dasharray:5 4;stroke-width:2}
.flow-drawing .on rect{fill:var(--f-badsoft);stroke:var(--f-bad);stroke-width:2}
.flow-drawing .edge{fill:none;stroke:var(--f-edge);stroke-width:1.5}.flow-drawing .edge.zero{stroke:var(--f-accent)}
.flow-drawing .edge.on{stroke:var(--f-bad);stroke-width:3}.flow-drawing marker path{fill:var(--f-edge)}
.flow-drawing marker.zero path{fill:var(--f-accent)}.flow-drawing marker.on path{fill:var(--f-bad)}
.flow-drawing .chip rect{fill:var(--f-surface);stroke:var(--f-edge)}.flow-drawing .chip text{fill:var(--f-ink2);font-size:12px;font-weight:600;text-anchor:middle}
.flow-drawing .chip.zero rect{fill:var(--f-accent);stroke:var(--f-accent)}.flow-drawing .chip.zero text{fill:var(--f-onaccent)}
.flow-drawing .chip.on rect{fill:var(--f-bad);stroke:var(--f-bad)}.flow-drawing .chip.on text{fill:var(--f-onbad)}
"""
_MARKERS = "".join(
    f'<marker id="to{kind}" class="{kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="{size}" '
    f'markerHeight="{size}" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>'
    for kind, size in (("", 7), ("zero", 7), ("on", 4.5))
)


# The words of our own that a drawing says beside those of the flow; `no-input`, `no-match` and `next` before their count.
WORDS = ("a person", "hang-up", "not known", "again", "silence", "no-input", "no-match", "next")


def drawn(
    graph: Graph,
    *,
    way: tuple[str, ...] = (),
    verdict: Verdict | None = None,
    title: str = "",
    said: Callable[[str], str] = str,
    styled: bool = True,
) -> str:
    """Return the SVG of a flow.

    way: the nodes of a finding's path, in order. verdict: said in the title, unless that is given.
    said: one of WORDS, in the language of whoever looks. styled: with its own style, to stand alone; a page that has
    `ui/flow.css` needs none.
    """
    layout = layout_of(graph)
    steps = set(pairwise(way))
    edges, chips = _edges(graph, layout, steps, said)
    nodes = [_node(graph.nodes[name], layout, said, on=name in way) for name in layout.places]
    style = f"<style>{STYLE}</style>" if styled else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow-drawing" role="img" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" width="{layout.width:g}" height="{layout.height:g}">'
        f"<title>{escape(title or _title(graph, layout, verdict))}</title>{style}<defs>{_MARKERS}</defs>"
        f"{''.join(edges)}{''.join(nodes)}{''.join(chips)}</svg>\n"
    )


def _title(graph: Graph, layout: Layout, verdict: Verdict | None) -> str:
    found = f": {verdict.verdict}, {len(verdict.traps)} traps." if verdict else "."
    left_out = len(graph.nodes) - len(layout.places)
    note = f" {left_out} nodes that nobody can reach, or past {MOST_DRAWN}, are left out." if left_out else ""
    return f"The flow {graph.name}{found}{note}"


def label_said(label: str, said: Callable[[str], str]) -> str:
    """Return what leads along an edge, in words of a language: `no-input 2` → `silence 2`, and a key as it is."""
    head, _, count = label.partition(" ")
    return f"{said(head)} {count}".rstrip() if head in WORDS else label


def _edges(
    graph: Graph, layout: Layout, steps: set[Pair], said: Callable[[str], str]
) -> tuple[list[str], list[str]]:
    """Return the edges and the keys upon them; those of the trap last, so that nothing covers them."""
    found: list[tuple[int, str, str]] = []
    depths = _depths(layout)
    for pair, labels in layout.edges.items():
        on, place = pair in steps, layout.places[pair[0]]
        if pair[0] == pair[1]:
            if not on:
                continue
            path = f"M{place.x + WIDTH - 44:g} {place.y:g}c0 -24 28 -24 28 -2"
            chip = _chip(said("again"), (place.x + WIDTH - 30, place.y - 20), "on")
        else:
            path = layout.path(pair)
            chip = _chip(
                _key(labels, said),
                (layout.leaves[pair], place.y + HEIGHT + 14 + CHIP_STEP * depths[pair]),
                _kind(graph, pair, labels, on),
            )
        kind = _kind(graph, pair, labels, on)
        words = escape(", ".join(dict.fromkeys(label_said(one, said) for one in labels)))
        line = (
            f'<g><title>{words}</title><path class="edge {kind}" marker-end="url(#to{kind})" d="{path}"/></g>'
        )
        found.append((("", "zero", "on").index(kind), line, chip))
    found.sort(key=lambda one: one[0])
    return [line for _, line, _ in found], [chip for _, _, chip in found]


def _depths(layout: Layout) -> dict[Pair, int]:
    """Return how many steps down each edge's key stands, so that no key of a node lies upon another."""
    depths: dict[Pair, int] = {}
    ends: dict[tuple[str, int], float] = {}
    for pair in sorted(layout.leaves, key=lambda one: layout.leaves[one]):
        middle, half = layout.leaves[pair], _width(_short(_key(layout.edges[pair]), LONGEST_CHIP)) / 2
        free = (at for at in range(CHIP_DEPTHS) if ends.get((pair[0], at), 0.0) <= middle - half)
        depths[pair] = next(free, CHIP_DEPTHS - 1)
        ends[pair[0], depths[pair]] = middle + half + 2
    return depths


def _width(words: str) -> float:
    return max(CHIP_HEIGHT, 7.2 * len(words) + 9)


def _kind(graph: Graph, pair: Pair, labels: list[str], on: bool) -> str:
    return "on" if on else "zero" if graph.nodes[pair[0]].person == pair[1] or "press 0" in labels else ""


def _key(labels: list[str], said: Callable[[str], str] = str) -> str:
    """Return what stands on an edge: the key that leads along it, else the first word of why."""
    keys = [label.removeprefix("press ") for label in labels if label.startswith("press ")]
    if "0" in labels:
        keys.append("0")
    if keys:
        return " ".join(dict.fromkeys(keys))
    label = next((one for one in labels if one != "next"), "")
    if label.startswith("no-"):
        return label_said(label.replace("no-input", "silence"), said)
    return label.removeprefix("say ").replace("_", " ")


def _chip(words: str, middle: tuple[float, float], kind: str) -> str:
    if not words:
        return ""
    words = _short(words, LONGEST_CHIP)
    width = _width(words)
    x, y = middle
    return (
        f'<g class="chip {kind}"><rect x="{x - width / 2:.1f}" y="{y - CHIP_HEIGHT / 2:g}" width="{width:.1f}" '
        f'height="{CHIP_HEIGHT}" rx="4"/><text x="{x:.1f}" y="{y + 4.3:g}">{escape(words)}</text></g>'
    )


def _node(node: Node, layout: Layout, said: Callable[[str], str], *, on: bool) -> str:
    kind = {
        PERSON: "person",
        CALLBACK: "person",
        VOICEMAIL: "person",
        RESOLVED: "end",
        HANGUP: "end",
        UNKNOWN: "unknown",
    }.get(node.does, "step")
    place = layout.places[node.name]
    lines = [_short(shown(node), LONGEST_TITLE), *_words_of(node, said)]
    top = place.y + HEIGHT / 2 - 8 * len(lines) + 11
    written = "".join(
        f'<text class="{"words" if at else "title"}" x="{place.x + 12:g}" y="{top + 16 * at:g}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    words = escape(" ".join(node.prompt.values()) or shown(node))
    return (
        f'<g class="node {kind}{" on" if on else ""}" data-node="{escape(node.name)}"><title>{words}</title>'
        f'<rect x="{place.x:g}" y="{place.y:g}" width="{WIDTH}" height="{HEIGHT}" rx="7"/>{written}</g>'
    )


def _words_of(node: Node, said: Callable[[str], str]) -> list[str]:
    """Return what a node does, in words that are read beside its colour, on at most two lines."""
    prompt = next(iter(node.prompt.values()), "")
    if node.does == PERSON:
        return [f"{said('a person')}: {node.kind}", *([_short(node.team, LONGEST_LINE)] if node.team else [])]
    if node.does == HANGUP:
        return [said("hang-up")]
    if node.does == UNKNOWN:
        return [said("not known")]
    if prompt:
        lines = wrap(f"“{prompt}”", LONGEST_LINE)
        return lines if len(lines) <= 2 else [lines[0], _short(f"{lines[1]} {lines[2]}", LONGEST_LINE)]
    return [node.kind if node.kind != "made" else node.does]


def _short(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
