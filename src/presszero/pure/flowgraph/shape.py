"""The rules about how a flow treats those it reaches: B1, W1, L1, A1, D1, C1 and X1. All are advice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from presszero.pure.flowgraph.callers import Moves, zero_moves
from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import ASK, PERSON, SAY, Node
from presszero.pure.flowgraph.levels import ADVICE
from presszero.pure.flowgraph.profiles import Profile
from presszero.pure.flowgraph.telling import shown, steps_of
from presszero.pure.flowgraph.words import MACHINE_WORDS, keys_said, plain

OURS = "presszero"
AGAIN = re.compile(r"\b(again|repeat|reecouter|repeter|repetir|wiederhol)")


def shape_findings(explored: Explored, profile: Profile) -> list[Finding]:
    """Return the advice on bounds, words and what is asked; rules about words need words to look at."""
    graph = explored.graph
    found = [*_bounds(explored, profile), *_words_and_keys(explored)]
    if graph.source == OURS:
        found += [*_first_words(explored), *_language_first(explored), *_time_to_type(explored)]
        found += [*_asked_once(explored), *_handed_over(explored)]
    return found


def _walked(explored: Explored) -> dict[str, int]:
    """Return each node a caller can come to with the number of its first state."""
    first: dict[str, int] = {}
    for number, state in enumerate(explored.states):
        first.setdefault(state.node, number)
    return first


def _advice(explored: Explored, rule: str, node: Node, message: str, mend: str, number: int = -1) -> Finding:
    path = steps_of(explored.graph, explored.way_to(number)) if number >= 0 else ()
    return Finding(rule, ADVICE, node.name, path, message, mend, explored.graph.file, node.line, (node.name,))


def _bounds(explored: Explored, profile: Profile) -> Iterator[Finding]:
    nodes = explored.graph.nodes
    menus = _menus_before(explored)
    for name, number in _walked(explored).items():
        node = nodes.get(name)
        if node is None:
            continue
        if node.seconds > profile.most_prompt_seconds:
            yield _advice(
                explored,
                "B1",
                node,
                f"The prompt of {name} takes about {node.seconds:.0f} s; {profile.most_prompt_seconds:.0f} s are the limit.",
                "Say less, or split it so that callers can choose sooner.",
                number,
            )
        if node.does != ASK:
            continue
        options = len([key for key in node.keys if key != "0"])
        if options > profile.most_options:
            yield _advice(
                explored,
                "B1",
                node,
                f"{name} offers {options} options; {profile.most_options} are the limit.",
                "Offer fewer, or ask what it is about and let a person take the rest.",
                number,
            )
        for what, tries in (("no-input", node.silences), ("no-match", node.misses)):
            if len(tries) - 1 > profile.most_retries:
                yield _advice(
                    explored,
                    "B1",
                    node,
                    f"{name} asks {len(tries) - 1} times again after {what}; {profile.most_retries} are the limit.",
                    f"Lead to a person after {profile.most_retries} tries.",
                    number,
                )
        # The first one too many is told; those behind it are so because of it.
        if menus.get(number, 0) == profile.most_menus and node.keys:
            yield _advice(
                explored,
                "B1",
                node,
                f"{name} is menu {menus[number] + 1} in a row; {profile.most_menus} are the limit.",
                "Offer its options one menu earlier, or lead to a person.",
                number,
            )
        if not node.barge_in:
            yield _advice(
                explored,
                "B1",
                node,
                f"The prompt of {name} cannot be interrupted.",
                "Let callers press a key while it plays.",
                number,
            )


def _menus_before(explored: Explored) -> dict[int, int]:
    """Return by state the least number of menus a caller has passed by choosing."""
    nodes = explored.graph.nodes
    passed: dict[int, int] = {}
    for number in range(len(explored.states)):
        before, event = explored.came_from[number]
        if before < 0 or event is None:
            passed[number] = 0
            continue
        node = nodes[explored.states[before].node]
        chose = event.kind in ("key", "word") and node.does == ASK and not node.language
        passed[number] = passed[before] + chose
    return passed


def _words_and_keys(explored: Explored) -> Iterator[Finding]:
    """X1: what the prompt says, what the menu takes and what can be said are the same options."""
    for name, number in _walked(explored).items():
        node = explored.graph.nodes.get(name)
        if node is None or node.does != ASK:
            continue
        found = list(_leading_back(node))
        if node.keys or node.kind == "menu":
            found += [*_said_and_taken(node), *_keys_and_words(explored, node)]
        for message, mend in found:
            yield _advice(explored, "X1", node, message, mend, number)


def _said_and_taken(node: Node) -> Iterator[tuple[str, str]]:
    taken = set(node.keys) | ({"0"} if node.person else set())
    single = {key for key in node.keys if len(key) == 1}
    everything = " ".join(node.prompt.values())
    for language, prompt in node.prompt.items():
        # A menu of languages says each option in its own language.
        said = keys_said(everything if node.language else prompt)
        if not said:
            continue
        if dead := sorted(said - taken - {"#"}):
            keys = ", ".join(dead)
            yield (
                f"The prompt of {shown(node)} ({language}) says press {keys}, which does nothing.",
                f"Give {keys} a target, or take it out of the prompt.",
            )
        if unsaid := sorted(single - said):
            keys = ", ".join(unsaid)
            yield (
                f"{shown(node)} takes {keys}, but its prompt ({language}) does not say so.",
                f"Say what {keys} is for.",
            )


def _leading_back(node: Node) -> Iterator[tuple[str, str]]:
    """What leads to its own question does nothing, unless it is said to repeat it; a recording may say so."""
    if node.enters == node.name:
        yield (
            f"What is entered at {shown(node)} leads back to the same question.",
            f"Lead what was entered at {shown(node)} on, whatever it is.",
        )
    if AGAIN.search(plain(" ".join(node.prompt.values()))) or not (node.prompt or node.chat):
        return
    for option, target in [*node.keys.items(), *node.words.items()]:
        if target == node.name:
            yield (
                f"{option} at {shown(node)} leads back to the same menu.",
                f"Lead {option} to what it offers, or say that it repeats the menu.",
            )


def _keys_and_words(explored: Explored, node: Node) -> Iterator[tuple[str, str]]:
    """Where some options of a menu of ours can be said, all can; where some have a key, all have."""
    if explored.graph.source != OURS or not node.words or not node.keys or node.language:
        return
    by_key, by_word = set(node.keys.values()), set(node.words.values())
    for key, target in node.keys.items():
        if target not in by_word:
            yield (
                f"{shown(node)} takes words for some options, but none for {key}.",
                f"Give words that lead to {target} as {key} does.",
            )
    for word, target in node.words.items():
        if target not in by_key:
            yield (
                f"{shown(node)} takes the word {word}, but no key leads there.",
                f"Give a key that leads to {target}, for those who cannot speak.",
            )


def _first_words(explored: Explored) -> Iterator[Finding]:
    """D1 and the first part of B1: what is said up to the first question, in each language."""
    graph = explored.graph
    said, node = _said_until_first_question(explored)
    if node is None:
        return
    for language in graph.languages:
        words = plain(" ".join(prompt.get(language, "") for prompt in said))
        if not any(word in words for word in MACHINE_WORDS.get(language, MACHINE_WORDS["en"])):
            yield _advice(
                explored,
                "D1",
                node,
                f"The first words ({language}) do not say that a machine is speaking.",
                "Begin with something like: this is an automated line.",
            )
        if "0" not in keys_said(words):
            yield _advice(
                explored,
                "B1",
                node,
                f"The first prompt ({language}) does not say that 0 leads to a person.",
                "Add: for a person, press 0.",
            )


def _said_until_first_question(explored: Explored) -> tuple[list[dict[str, str]], Node | None]:
    said: list[dict[str, str]] = []
    name, seen = explored.graph.start, set()
    while name in explored.graph.nodes and name not in seen:
        seen.add(name)
        node = explored.graph.nodes[name]
        said.append(node.prompt)
        if node.does == ASK:
            return said, node
        name = node.next if node.does == SAY else next(iter(node.answers.values()), "")
    return said, None


def _language_first(explored: Explored) -> Iterator[Finding]:
    """L1: with several languages, the first question is which one, and it is kept."""
    graph = explored.graph
    if len(graph.languages) < 2:
        return
    _, first = _said_until_first_question(explored)
    if first is not None and not first.language:
        yield _advice(
            explored,
            "L1",
            first,
            f"The flow speaks {', '.join(graph.languages)}, but {first.name} comes before any choice of language.",
            "Ask for the language first: a menu with `chooses_language: true`.",
        )


def _time_to_type(explored: Explored) -> Iterator[Finding]:
    """A1: whoever types, or listens through a relay, needs more than a moment."""
    for name, number in _walked(explored).items():
        node = explored.graph.nodes.get(name)
        if node and node.does == ASK and 0 < node.waits_seconds < 5:
            yield _advice(
                explored,
                "A1",
                node,
                f"{name} waits {node.waits_seconds:g} s for an answer; people who type or use a relay need 5 s.",
                "Set `wait_seconds` to 5 or more.",
                number,
            )


def _asked_once(explored: Explored) -> Iterator[Finding]:
    """C1: no fact is asked for again behind the place where it was given."""
    nodes, walked = explored.graph.nodes, _walked(explored)
    asking = [node for name, node in nodes.items() if node.keeps_as and name in walked and node.does == ASK]
    for first in asking:
        behind = _behind(explored, first.enters)
        for second in asking:
            if second is not first and second.keeps_as == first.keeps_as and second.name in behind:
                yield _advice(
                    explored,
                    "C1",
                    second,
                    f"{second.name} asks for {second.keeps_as!r}, which {first.name} has already asked for.",
                    f"Use what {first.name} kept, and lead on without asking again.",
                    walked[second.name],
                )


def _behind(explored: Explored, start: str) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        node = explored.graph.nodes.get(waiting.pop())
        for _, target in node.targets() if node else []:
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _handed_over(explored: Explored) -> Iterator[Finding]:
    """C1: what was entered on the way to a person is given to them."""
    nodes, walked = explored.graph.nodes, _walked(explored)
    told: set[tuple[str, str]] = set()
    for name in walked:
        node = nodes.get(name)
        if not node or not node.keeps_as or node.does != ASK:
            continue
        for place in _behind(explored, node.enters):
            person = nodes.get(place)
            if not person or person.does != PERSON or "*" in person.hands_over:
                continue
            if node.keeps_as not in person.hands_over and (place, node.keeps_as) not in told:
                told.add((place, node.keeps_as))
                yield _advice(
                    explored,
                    "C1",
                    person,
                    f"{place} does not hand over {node.keeps_as!r}, which {name} asked for.",
                    f"Add {node.keeps_as} to `hands_over` of {place}, or leave `hands_over` out: then all is handed over.",
                    walked.get(place, -1),
                )


def worst_seconds(explored: Explored) -> dict[str, float]:
    """Return the longest seconds from the call to a person, for the zero, silent and confused caller.

    A caller whose way can go round for ever, or never asks, is left out: other rules say so.
    """

    def silent(number: int) -> Moves:
        return [move for move in explored.moves[number] if move[0].kind == "silence"]

    def confused(number: int) -> Moves:
        return [
            move
            for move in explored.moves[number]
            if move[0].kind == "miss" or explored.is_confused_entry(number, move[0])
        ]

    callers = {
        "zero": lambda number: (zero_moves(explored, number) or [[]])[0],
        "silent": silent,
        "confused": confused,
    }
    found = {}
    for who, policy in callers.items():
        seconds = _longest(explored, policy)
        if seconds is not None:
            found[who] = round(seconds, 1)
    return found


def _longest(explored: Explored, policy: Callable[[int], Moves]) -> float | None:
    """Return the longest way from the start by a policy in seconds, or None where it has no end."""
    nodes, states = explored.graph.nodes, explored.states
    known: dict[int, float] = {}
    open_: set[int] = set()
    work = [0] if states else []
    while work:
        one = work[-1]
        if one in known:
            work.pop()
            continue
        node = nodes.get(states[one].node)
        if states[one].end or node is None or node.does == PERSON:
            known[one] = node.seconds if node and not states[one].end else 0.0
            work.pop()
            continue
        moves = policy(one) if node.does == ASK else explored.moves[one]
        waiting = [target for _, target in moves if target not in known]
        if waiting:
            if one in open_:
                return None
            open_.add(one)
            work += waiting
            continue
        known[one] = max((_cost(node, event.kind) + known[target] for event, target in moves), default=0.0)
        work.pop()
    return known.get(0)


def _cost(node: Node, kind: str) -> float:
    return node.seconds + (node.waits_seconds if kind == "silence" else 0.0)


def waiting_findings(explored: Explored, seconds: dict[str, float], profile: Profile) -> list[Finding]:
    """W1: the longest way to a person stays under the profile's limit."""
    node = explored.graph.nodes.get(explored.graph.start)
    if node is None:
        return []
    return [
        _advice(
            explored,
            "W1",
            node,
            f"The {who} caller hears and waits {worst:.0f} s before a person is called; "
            f"the limit of {profile.name} is {profile.worst_seconds:.0f} s.",
            "Shorten prompts and waits, or lead to a person after fewer tries.",
        )
        for who, worst in seconds.items()
        if worst > profile.worst_seconds
    ]
