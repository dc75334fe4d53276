"""Where each node of a drawing stands: rows from the first node down, and edges that never cross a node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from presszero.pure.flowgraph.graph import Graph

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 184, 76, 32, 80, 28
MOST_DRAWN = 1_500
MOST_BESIDE = 6
RADIUS, LANE = 8.0, 14.0

Pair = tuple[str, str]
Point = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """The upper left corner of a node, and its row."""

    x: float
    y: float
    row: int


@dataclass(frozen=True)
class Layout:
    """places: by node. edges: the labels by (source, target). lanes: where edges that leave out rows, or lead back, pass.

    leaves, arrives: where an edge leaves the foot of its source and meets the head of its target.
    """

    places: dict[str, Place]
    edges: dict[Pair, list[str]]
    lanes: dict[Pair, float]
    leaves: dict[Pair, float]
    arrives: dict[Pair, float]
    width: float
    height: float

    def path(self, pair: Pair) -> str:
        """Return the path of an edge: down and across between two rows, or around by its lane."""
        source, target = self.places[pair[0]], self.places[pair[1]]
        foot = source.y + HEIGHT
        begins, ends = (self.leaves[pair], foot), (self.arrives[pair], target.y)
        if pair not in self.lanes:
            turn = foot + GAP_Y * (0.5 + 0.05 * (list(self.edges).index(pair) % 5))
            return rounded([begins, (begins[0], turn), (ends[0], turn), ends])
        lane = self.lanes[pair]
        below, above = foot + GAP_Y * 0.42, target.y - GAP_Y * 0.24
        return rounded([begins, (begins[0], below), (lane, below), (lane, above), (ends[0], above), ends])


def layout_of(graph: Graph) -> Layout:
    """Return where the nodes that can be reached stand, and the edges between them."""
    reached = _reached(graph)
    edges = _edges(graph, reached)
    rows = _rows(reached, edges)
    _in_order(rows, edges)
    row_of = {name: number for number, row in enumerate(rows) for name in row}
    left, right = _sides(edges, row_of)
    widest = max((len(row) for row in rows), default=1) * (WIDTH + GAP_X) - GAP_X
    begins = MARGIN + LANE * len(left)
    places = _places(rows, begins, widest)
    lanes = {pair: begins - LANE * (1 + at) for at, target in enumerate(left) for pair in left[target]}
    lanes |= {
        pair: begins + widest + LANE * (1 + at) for at, target in enumerate(right) for pair in right[target]
    }
    leaves, arrives = _ports(edges, places, lanes)
    return Layout(
        places,
        edges,
        lanes,
        leaves,
        arrives,
        begins + widest + LANE * len(right) + MARGIN,
        2 * MARGIN + len(rows) * (HEIGHT + GAP_Y) - GAP_Y,
    )


def _reached(graph: Graph) -> list[str]:
    found = dict.fromkeys(start for start in (graph.starts or (graph.start,)) if start in graph.nodes)
    waiting = list(found)
    for name in waiting:
        node = graph.nodes[name]
        for _, target in [*node.targets(), ("", node.flow)]:
            if target in graph.nodes and target not in found and len(found) < MOST_DRAWN:
                found[target] = None
                waiting.append(target)
    return waiting


def _edges(graph: Graph, reached: list[str]) -> dict[Pair, list[str]]:
    drawn, found = set(reached), dict[Pair, list[str]]()
    for name in reached:
        node = graph.nodes[name]
        flow = [("runs", node.flow)] if node.flow in drawn else []
        for label, target in [*node.targets(), *flow]:
            if target in drawn:
                found.setdefault((name, target), []).append(label)
    return found


def _rows(reached: list[str], edges: dict[Pair, list[str]]) -> list[list[str]]:
    """Return the nodes by the longest way down to them, so that what everybody comes to stands low.

    Edges that lead back to where a walk is already count for nothing. A row that is too long goes on in the next.
    """
    targets: dict[str, list[str]] = {name: [] for name in reached}
    for source, target in edges:
        targets[source].append(target)
    order, back = _walked(reached, targets)
    depth = dict.fromkeys(reached, 0)
    for name in order:
        for target in targets[name]:
            if (name, target) not in back:
                depth[target] = max(depth[target], depth[name] + 1)
    by_depth: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name, number in depth.items():
        by_depth[number].append(name)
    return [
        row[begins : begins + MOST_BESIDE] for row in by_depth for begins in range(0, len(row), MOST_BESIDE)
    ]


def _walked(reached: list[str], targets: dict[str, list[str]]) -> tuple[list[str], set[Pair]]:
    """Return the nodes so that each stands before what it leads to, and the edges that lead back on the way."""
    done: list[str] = []
    state: dict[str, str] = {}
    back: set[Pair] = set()
    for start in reached:
        work = [(start, iter(targets[start]))] if start not in state else []
        state.setdefault(start, "open")
        while work:
            name, left = work[-1]
            target = next(left, None)
            if target is None:
                state[name] = "done"
                done.append(name)
                work.pop()
            elif target not in state:
                state[target] = "open"
                work.append((target, iter(targets[target])))
            elif state[target] == "open":
                back.add((name, target))
    return done[::-1], back


def _in_order(rows: list[list[str]], edges: Iterable[Pair]) -> None:
    """Order each row by the middle of what leads to it from above, so that few edges cross."""
    for above, row in pairwise(rows):
        place = {name: at - len(above) / 2 for at, name in enumerate(above)}
        middles = {}
        for name in row:
            from_above = [place[source] for source, target in edges if target == name and source in place]
            middles[name] = sum(from_above) / len(from_above) if from_above else 0.0
        row.sort(key=lambda name: middles[name])


def _sides(
    edges: Iterable[Pair], row_of: dict[str, int]
) -> tuple[dict[str, list[Pair]], dict[str, list[Pair]]]:
    """Return the edges that need a lane, by their target: what leads back goes left, what leaves out rows goes right."""
    left: dict[str, list[Pair]] = {}
    right: dict[str, list[Pair]] = {}
    for pair in edges:
        rows = row_of[pair[1]] - row_of[pair[0]]
        if rows == 1 or pair[0] == pair[1]:
            continue
        (right if rows > 1 else left).setdefault(pair[1], []).append(pair)
    return left, right


def _places(rows: list[list[str]], begins: float, widest: float) -> dict[str, Place]:
    places = {}
    for number, row in enumerate(rows):
        first = begins + (widest - len(row) * (WIDTH + GAP_X) + GAP_X) / 2
        for column, name in enumerate(row):
            places[name] = Place(first + column * (WIDTH + GAP_X), MARGIN + number * (HEIGHT + GAP_Y), number)
    return places


def _ports(
    edges: Iterable[Pair], places: dict[str, Place], lanes: dict[Pair, float]
) -> tuple[dict[Pair, float], dict[Pair, float]]:
    """Return where each edge leaves its source and meets its target, side by side in the order of the other ends."""
    ports = []
    for own, other in ((0, 1), (1, 0)):
        by_node: dict[str, list[Pair]] = {}
        for pair in edges:
            if pair[0] != pair[1]:
                by_node.setdefault(pair[own], []).append(pair)
        found = {pair: places[pair[own]].x + WIDTH / 2 for pair in edges}
        for name, pairs in by_node.items():
            # What comes down one lane meets the target as one line.
            comes_from = {pair: lanes.get(pair, places[pair[other]].x + WIDTH / 2) for pair in pairs}
            ways = sorted(set(comes_from.values()))
            for pair in pairs:
                at = ways.index(comes_from[pair]) + 1
                found[pair] = places[name].x + WIDTH * at / (len(ways) + 1)
        ports.append(found)
    return ports[0], ports[1]


def rounded(points: list[Point]) -> str:
    """Return the path through points, across and down only, with round corners."""
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        path += f"L{into[0]:g} {into[1]:g}Q{corner[0]:g} {corner[1]:g} {out[0]:g} {out[1]:g}"
    return path + f"L{points[-1][0]:g} {points[-1][1]:g}"


def _towards(corner: Point, other: Point) -> Point:
    """Return the point a corner's radius away from it, or half way where the other end is nearer."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = abs(across) + abs(down)
    if not length:
        return corner
    share = min(RADIUS, length / 2) / length
    return round(corner[0] + across * share, 1), round(corner[1] + down * share, 1)
