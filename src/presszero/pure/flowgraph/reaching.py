"""The rules about what a caller can reach: Z1, S1, N1, T1, T2, T3, F1 and M1, proved over every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import ADVICE, TRAP, Finding
from presszero.pure.flowgraph.graph import (
    ASK,
    CALLBACK,
    HANGUP,
    MADE,
    PERSON,
    UNKNOWN,
    VOICEMAIL,
    WORLD,
    Node,
)
from presszero.pure.flowgraph.stepping import LOST, UNANSWERED, Event, State
from presszero.pure.flowgraph.telling import ENDINGS, shown, steps_of
from presszero.pure.flowgraph.words import asks_for_person

Moves = list[tuple[Event, int]]
Policy = Callable[[Explored, int], Moves]
# How a walk by a policy can fail to reach a person.
BAD_END, CIRCLE, ASKED_AGAIN = "end", "circle", "asked"


def reaching_findings(explored: Explored) -> list[Finding]:
    """Return the findings about ends, circles and the three callers, shortest way first."""
    found = [*_ends(explored), *_circles(explored)]
    found += _zero(explored)
    found += _caller(explored, "S1", _silent, "A caller who says nothing")
    found += _caller(explored, "N1", _confused, "A caller who is not understood")
    found += [*_targets(explored), *_lookups(explored)]
    return found


def unknowns(explored: Explored) -> tuple[str, ...]:
    """Return why the flow cannot be called safe: what is not known at a place a caller can come to."""
    nodes = explored.graph.nodes
    reasons: dict[str, None] = {}
    for state in explored.states:
        node = nodes.get(state.node)
        if node and (state.end == UNKNOWN or (state.end and _is_unsure(state))):
            reasons.setdefault(
                node.why
                or f"Whether a caller comes to {shown(node)} is decided by data or code outside of the file."
            )
    return tuple(reasons)


def is_bad_end(state: State) -> bool:
    """Return whether a conversation ended without a person, a promise or the caller's word."""
    if not state.end or state.end == UNKNOWN or _is_unsure(state):
        return False
    return not state.is_with_a_person


def _is_unsure(state: State) -> bool:
    return state.uncertain and state.end not in ("", PERSON) and not state.is_with_a_person


def _ends(explored: Explored) -> Iterator[Finding]:
    """T1: the shortest way to each place where the conversation ends badly."""
    seen: set[tuple[str, str]] = set()
    for number, state in enumerate(explored.states):
        if not is_bad_end(state) or (state.node, state.end) in seen:
            continue
        seen.add((state.node, state.end))
        if state.cause == UNANSWERED:
            yield _unanswered(explored, number)
            continue
        if state.end == LOST:
            yield _lost(explored, number)
            continue
        node = explored.graph.nodes[state.node]
        yield _finding(
            explored,
            "T1",
            number,
            f"{_place(node)} ends the conversation without a person ({ENDINGS[state.end]}).",
            _mend_of_end(explored, state, node),
            end=ENDINGS[state.end],
        )


def _unanswered(explored: Explored, number: int) -> Finding:
    """Advice: when nobody takes the call, the caller is cut off. Whether somebody does is staffing."""
    node = explored.graph.nodes[explored.states[number].node]
    found = _finding(
        explored,
        "H1",
        number,
        f"When nobody takes the call, it ends at {_place(node)}. Whether somebody does cannot be read from a flow.",
        "After the line that nobody answered, lead to a call-back or a voicemail.",
        end=ENDINGS[HANGUP],
    )
    return replace(found, level=ADVICE)


def _mend_of_end(explored: Explored, state: State, node: Node) -> str:
    if state.end in (VOICEMAIL, CALLBACK):
        return (
            f"Lead to a queue or a transfer first; {ENDINGS[state.end]} stands for a person only when "
            "nobody is there or when the caller chose it."
        )
    if explored.graph.chat:
        return f"Lead to a hand-over to a person instead of {node.name}."
    return f"Lead to a queue, a transfer or (where nobody is there) a call-back instead of {node.name}."


def _lost(explored: Explored, number: int) -> Finding:
    before, event = explored.came_from[number]
    if before < 0:
        return _no_start(explored, explored.states[number].node)
    node = explored.graph.nodes[explored.states[before].node]
    target = _target_of(node, event)
    if target:
        return _finding(
            explored,
            "T3",
            number,
            f"{_place(node)} leads to {target!r}, which does not exist.",
            f"Add a node named {target!r}, or name one that exists.",
            at=node,
            end=ENDINGS[LOST],
        )
    what = event.value if event and event.value else "next"
    rule = "F1" if node.does == WORLD else "T1"
    return _finding(
        explored,
        rule,
        number,
        f"{_place(node)} does not say what happens after {what!r}, so the conversation ends there.",
        f"Give {what!r} a target at {node.name}: a queue, a transfer, or the node that goes on.",
        at=node,
        end=ENDINGS[LOST],
    )


def _no_start(explored: Explored, start: str) -> Finding:
    return Finding(
        "T3",
        TRAP,
        start,
        (f"→ {ENDINGS[LOST]}",),
        f"The flow begins at {start!r}, which does not exist.",
        f"Add a node named {start!r}, or begin at one that exists.",
        explored.graph.file,
    )


def _target_of(node: Node, event: Event | None) -> str:
    if event is None:
        return ""
    if event.kind == "silence":
        return next((one for one in reversed(node.silences) if one), "")
    if event.kind == "miss":
        return next((one for one in reversed(node.misses) if one), "")
    found = {
        "key": node.keys,
        "word": node.words,
        "answer": node.answers,
        "entry": {event.value: node.enters},
        "person": {event.value: node.person},
    }.get(event.kind, {})
    if event.value in found:
        return found[event.value]
    for test in node.tests:
        if event.value == f"{test.fact} {test.how} {test.value}":
            return test.target
    return node.flow if node.does == "call" else node.next


def _circles(explored: Explored) -> Iterator[Finding]:
    """T2: circles of moves that nobody chose, without a person on the way."""
    nodes = explored.graph.nodes
    told: set[frozenset[str]] = set()
    for members in _strong_components(explored):
        if any(explored.states[one].uncertain for one in members):
            continue
        names = frozenset(explored.states[one].node for one in members)
        if names in told or any(names <= other for other in told):
            continue
        told.add(names)
        first = min(members)
        circle = _round(explored, first, members)
        steps = steps_of(explored.graph, circle)
        node = nodes[explored.states[first].node]
        yield _finding(
            explored,
            "T2",
            first,
            f"A caller goes round for ever without choosing to: {', '.join(steps) or 'no step of theirs'}, "
            f"and is at {shown(node)} again.",
            f"Count the rounds at {node.name}, and after at most 2 lead to a person.",
            end=f"round again at {shown(node)}",
            more=circle,
        )


def _strong_components(explored: Explored) -> Iterator[set[int]]:
    """Yield each circle among involuntary moves (Tarjan's algorithm, without recursion)."""
    states, nodes = explored.states, explored.graph.nodes
    persons = {name for name, node in nodes.items() if node.does == PERSON}
    count = len(states)
    index, low, on_stack = [-1] * count, [0] * count, bytearray(count)
    after: list[list[int]] = [
        []
        if states[one].node in persons
        else [target for _, target in explored.involuntary(one) if states[target].node not in persons]
        for one in range(count)
    ]
    stack: list[int] = []
    counter = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            one, at = work.pop()
            if at == 0:
                index[one] = low[one] = counter
                counter += 1
                stack.append(one)
                on_stack[one] = 1
            for place in range(at, len(after[one])):
                target = after[one][place]
                if index[target] < 0:
                    work.append((one, place + 1))
                    work.append((target, 0))
                    break
                if on_stack[target]:
                    low[one] = min(low[one], index[target])
            else:
                if low[one] == index[one]:
                    members = set()
                    while True:
                        member = stack.pop()
                        on_stack[member] = 0
                        members.add(member)
                        if member == one:
                            break
                    if len(members) > 1 or one in after[one]:
                        yield members
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[one])


def _round(explored: Explored, first: int, members: set[int]) -> list[tuple[State, Event]]:
    """Return a shortest way from a state of a circle back to itself."""
    came: dict[int, tuple[int, Event]] = {}
    waiting = [first]
    for one in waiting:
        for event, target in explored.involuntary(one):
            if target == first:
                way = [(explored.states[one], event)]
                while one != first:
                    one, before = came[one]
                    way.append((explored.states[one], before))
                return way[::-1]
            if target in members and target not in came:
                came[target] = (one, event)
                waiting.append(target)
    return []


def _silent(explored: Explored, number: int) -> Moves:
    return [(event, target) for event, target in explored.moves[number] if event.kind == "silence"]


def _confused(explored: Explored, number: int) -> Moves:
    return [
        (event, target)
        for event, target in explored.moves[number]
        if event.kind == "miss" or explored.is_confused_entry(number, event)
    ]


def zero_moves(explored: Explored, number: int) -> list[Moves]:
    """Return each way to ask for a person here: the built-in 0 or the key 0, else each word for a person.

    A source that gives no 0 may know several words; one that works is enough.
    """
    node = explored.graph.nodes[explored.states[number].node]
    moves = explored.moves[number]
    zero = [move for move in moves if move[0].kind == "person" or move[0] == Event("key", "0")]
    if zero:
        return [zero]
    words = [[move] for move in moves if move[0].kind == "word" and move[0].value in node.person_says]
    entries = [move for move in moves if move[0].kind == "entry"]
    if node.chat or node.spoken:
        # Where people write or only speak, the request for a person stands for 0.
        words += [[move] for move in entries if asks_for_person(move[0].value)]
    return words or [[move] for move in entries if move[0].value == "0"]


def _caller(explored: Explored, rule: str, policy: Policy, who: str) -> Iterator[Finding]:
    """S1 and N1: from every question, the caller who only ever does this reaches a person."""
    told: set[str] = set()
    for number in explored.asking():
        state = explored.states[number]
        node = explored.graph.nodes[state.node]
        if node.name in told or state.uncertain or (node.chat and rule == "S1"):
            continue
        if state.silences + state.misses:
            continue
        first = policy(explored, number)
        if not first:
            if rule == "N1" and _understands_all(explored, number):
                continue
            told.add(node.name)
            yield _finding(
                explored,
                rule,
                number,
                f"{who} at {shown(node)} is answered by nothing: the source gives no way for that.",
                f"Give {node.name} a {'no-input' if rule == 'S1' else 'no-match'} that leads to a person.",
                end="nothing happens",
            )
            continue
        failed = _fails(explored, number, first, policy)
        if failed:
            told.add(node.name)
            way, how, last = failed
            end, why = _how_it_fails(explored, how, last)
            yield _finding(
                explored,
                rule,
                number,
                f"{who} at {shown(node)} does not reach a person: {why}.",
                f"After at most 2 tries, lead {'no-input' if rule == 'S1' else 'no-match'} at {node.name} to a person.",
                end=end,
                more=way,
            )


def _understands_all(explored: Explored, number: int) -> bool:
    """Return whether every entry is taken, so that nobody is ever told they were not understood."""
    return any(event.kind == "entry" for event, _ in explored.moves[number])


def _how_it_fails(explored: Explored, how: str, last: int) -> tuple[str, str]:
    state = explored.states[last]
    node = explored.graph.nodes.get(state.node)
    place = shown(node) if node else state.node
    if how == CIRCLE:
        return f"round again at {place}", f"it goes round for ever at {place}"
    if how == ASKED_AGAIN:
        return f"asked again at {place}", f"the next thing is a question again, {place}"
    ending = ENDINGS.get(state.end, state.end)
    return ending, f"the way ends at {place} ({ending})"


def _fails(
    explored: Explored, start: int, first: Moves, policy: Policy | None
) -> tuple[list[tuple[State, Event]], str, int] | None:
    """Return a shortest way on which the caller does not reach a person, or None.

    policy: what the caller does when asked again; None where being asked again is itself the failure.
    A person node is a success here: what follows when its line refuses is found by T1 and T2.
    """
    nodes, states = explored.graph.nodes, explored.states
    came: dict[int, tuple[int, Event]] = {}
    waiting: list[int] = []

    def way_to(one: int) -> list[tuple[State, Event]]:
        way = []
        while one != start:
            one, event = came[one]
            way.append((states[one], event))
        return way[::-1]

    for event, target in first:
        if target == start:
            return [(states[start], event)], CIRCLE, start
        if target not in came:
            came[target] = (start, event)
            waiting.append(target)
    edges: dict[int, list[int]] = {start: [target for _, target in first]}
    for one in waiting:
        state = states[one]
        if state.end:
            if is_bad_end(state):
                return way_to(one), BAD_END, one
            continue
        node = nodes[state.node]
        if node.does == PERSON:
            continue
        if node.does == ASK:
            if policy is None:
                return way_to(one), ASKED_AGAIN, one
            moves = policy(explored, one)
        else:
            moves = explored.moves[one]
        edges[one] = []
        for event, target in moves:
            edges[one].append(target)
            if target not in came and target != start:
                came[target] = (one, event)
                waiting.append(target)
    circle = _a_circle(edges)
    if circle is not None and not states[circle].uncertain:
        return way_to(circle) or [(states[start], first[0][0])], CIRCLE, circle
    return None


def _a_circle(edges: dict[int, list[int]]) -> int | None:
    """Return a number on a circle: what is left when dead ends, then loose beginnings, are taken away."""
    forward = {one: {target for target in targets if target in edges} for one, targets in edges.items()}
    left = _without_dead_ends(_without_dead_ends(forward, turned=True), turned=True)
    return next(iter(left), None)


def _without_dead_ends(forward: dict[int, set[int]], *, turned: bool) -> dict[int, set[int]]:
    """Take away, again and again, what leads nowhere; return the rest, with its arrows turned round."""
    before: dict[int, set[int]] = {one: set() for one in forward}
    for one, targets in forward.items():
        for target in targets:
            before[target].add(one)
    left = {one: len(targets) for one, targets in forward.items()}
    done = [one for one, count in left.items() if count == 0]
    gone = set(done)
    while done:
        for earlier in before[done.pop()]:
            left[earlier] -= 1
            if left[earlier] == 0:
                gone.add(earlier)
                done.append(earlier)
    kept = {one for one in forward if one not in gone}
    arrows = before if turned else forward
    return {one: arrows[one] & kept for one in forward if one in kept}


def _zero(explored: Explored) -> Iterator[Finding]:
    """Z1: at every question one press of 0 leads to a person by automatic moves only."""
    told: set[str] = set()
    for number in explored.asking():
        state = explored.states[number]
        node = explored.graph.nodes[state.node]
        if node.name in told or state.uncertain or node.opaque:
            continue
        ask = "a request for a person" if node.chat else "0"
        ways = zero_moves(explored, number)
        if not ways:
            told.add(node.name)
            yield _finding(
                explored,
                "Z1",
                number,
                f"{shown(node)} takes no {ask}.".replace("no a ", "no "),
                f"Let {ask} at {node.name} lead to a queue or a transfer.",
                end=f"{ask} does nothing",
            )
            continue
        failures = [_fails(explored, number, first, None) for first in ways]
        failed = failures[0]
        if failed and all(failures):
            told.add(node.name)
            way, how, last = failed
            end, why = _how_it_fails(explored, how, last)
            yield _finding(
                explored,
                "Z1",
                number,
                f"{ask[0].upper()}{ask[1:]} at {shown(node)} does not lead to a person: {why}.",
                f"Let {ask} at {node.name} lead straight to a queue or a transfer, whatever lookups and hours answer.",
                end=end,
                more=way,
            )


def _targets(explored: Explored) -> Iterator[Finding]:
    """T3 beyond what callers meet: missing targets behind a fault, and nodes nobody reaches."""
    nodes = explored.graph.nodes
    walked = {state.node for state in explored.states}
    reachable = set(walked)
    waiting = list(walked)
    while waiting:
        node = nodes.get(waiting.pop())
        for _, target in node.targets() if node else []:
            if target and target not in reachable:
                reachable.add(target)
                waiting.append(target)
    for name, node in nodes.items():
        if name in reachable:
            for label, target in node.targets():
                if target and target not in nodes and name in walked and label not in node.faults:
                    continue
                if target and target not in nodes:
                    yield _static(
                        explored,
                        node,
                        f"{_place(node)} leads to {target!r} after {label!r}, which does not exist.",
                        f"Add a node named {target!r}, or name one that exists.",
                        TRAP,
                    )
        elif node.kind != "made":
            yield _static(
                explored,
                node,
                f"Nobody can reach {name}.",
                f"Lead to {name} from somewhere, or take it out.",
                ADVICE,
            )


def _static(explored: Explored, node: Node, message: str, mend: str, level: str) -> Finding:
    return Finding("T3", level, node.name, (), message, mend, explored.graph.file, node.line, (node.name,))


WANTED_ANSWERS = {"lookup": ("ok", "not_found", "error", "timeout")}


def _lookups(explored: Explored) -> Iterator[Finding]:
    """F1: a lookup says what happens after each answer it may give, also those nobody wrote down."""
    walked = {state.node for state in explored.states}
    for name, node in explored.graph.nodes.items():
        if name not in walked or node.kind not in WANTED_ANSWERS:
            continue
        missing = [
            answer
            for answer in WANTED_ANSWERS[node.kind]
            if answer in node.answers and not node.answers[answer]
        ]
        if len(missing) > 1:
            yield Finding(
                "F1",
                ADVICE,
                name,
                (),
                f"{_place(node)} gives no target after {', '.join(missing)}.",
                f"Give each of them a target at {name}; a person is never wrong.",
                explored.graph.file,
                node.line,
                (name,),
            )


def _place(node: Node) -> str:
    if node.kind in ("", MADE, node.name):
        return shown(node)
    return shown(node) if node.kind in shown(node) else f"{shown(node)} ({node.kind})"


def _finding(
    explored: Explored,
    rule: str,
    number: int,
    message: str,
    mend: str,
    *,
    at: Node | None = None,
    end: str = "",
    more: list[tuple[State, Event]] | None = None,
) -> Finding:
    way = explored.way_to(number) + (more or [])
    node = at or explored.graph.nodes[explored.states[number].node]
    places = [state.node for state, _ in way]
    last = explored.states[number].node
    return Finding(
        rule,
        TRAP,
        node.name,
        steps_of(explored.graph, way, end),
        message,
        mend,
        explored.graph.file,
        node.line,
        (*places, last) if not more else tuple(places),
    )
