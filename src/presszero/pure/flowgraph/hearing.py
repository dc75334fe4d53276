"""What somebody typed, understood as one event of `step`: by keys, by the author's examples, and never by a model.

A word of the author's that is meant is enough; what fits two intents equally well is a miss, and so is
what fits none. The words for a person come before everything but the key that an author bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from presszero.pure.flowgraph.graph import ASK, Graph, Node
from presszero.pure.flowgraph.stepping import MISS, SILENCE, ZERO, Event, State, events_at
from presszero.pure.flowgraph.verbs import Gather
from presszero.pure.flowgraph.words import plain
from presszero.pure.searching import edits_between, forms_asked

LANGUAGE_NAMES = {"english": "en", "anglais": "en", "french": "fr", "francais": "fr"}
# A shorter word is another word after one wrong letter: "bus" and "but".
SHORTEST_WITH_A_TYPO = 5
LONGEST_HEARD = 4_000
_WORD = re.compile(r"[^\W_]+")
# How well words fit an example, the best first.
EXACT, PHRASE, SCATTERED = 3, 2, 1


def heard(graph: Graph, state: State, typed: str) -> Event | None:
    """Return what the typed words mean at a question, None where nobody is asked or no event fits.

    Empty words are silence; words that nothing is bound to are a no-match.
    """
    node = graph.nodes.get(state.node)
    if node is None or state.end or node.does != ASK:
        return None
    events = events_at(graph, state)
    said = plain(typed[:LONGEST_HEARD])
    if not said:
        return SILENCE if SILENCE in events else None
    gather = next((verb for verb in node.verbs if isinstance(verb, Gather)), Gather())
    if ZERO in events and (said == gather.person_key or _names_a_person(said, node)):
        return ZERO
    if key := _key(said, node):
        return Event("key", key)
    if intent := intent_meant(said, node):
        return Event("word", intent)
    if node.enters and (entry := _entry(typed, gather)):
        return Event("entry", entry)
    if MISS in events:
        return MISS
    return next((event for event in events if event.value == typed), None)


def _names_a_person(said: str, node: Node) -> bool:
    return bool(set(_WORD.findall(said)) & set(node.person_says))


def _key(said: str, node: Node) -> str:
    if said in node.keys:
        return said
    chosen = dict(pair.split("=")[::-1] for pair in node.language.split())
    key = chosen.get(LANGUAGE_NAMES.get(said, ""), "")
    return key if key in node.keys else ""


def _entry(typed: str, gather: Gather) -> str:
    """Return what is kept as the fact; "" where digits were asked for and too few or too many came."""
    if not gather.most:
        return typed.strip()[:LONGEST_HEARD]
    digits = re.sub(r"[\s.\-/#]", "", typed)
    fits = digits.isascii() and digits.isdigit() and gather.least <= len(digits) <= gather.most
    return digits if fits else ""


def intent_meant(said: str, node: Node) -> str:
    """Return the intent whose examples fit best; "" for none, or for two that fit alike and lead apart."""
    fits = [
        (fit, intent) for intent in node.words for fit in _fits(said, intent, node.examples.get(intent, ()))
    ]
    if not fits:
        return ""
    best = max(fit for fit, _ in fits)
    meant = sorted({intent for fit, intent in fits if fit == best})
    leads_to = {node.words[intent] for intent in meant}
    return meant[0] if len(leads_to) == 1 and leads_to != {""} else ""


def _fits(said: str, intent: str, examples: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield how well the words fit each example, and by how many words of it."""
    if said == plain(intent):
        yield EXACT, len(said.split())
    words = _WORD.findall(said)
    for example in examples:
        wanted = _WORD.findall(plain(example))
        if not wanted:
            continue
        if words == wanted:
            yield EXACT, len(wanted)
        elif f" {' '.join(wanted)} " in f" {' '.join(words)} ":
            yield PHRASE, len(wanted)
        elif all(any(_is_same(one, word) for word in words) for one in wanted):
            yield SCATTERED, len(wanted)


def _is_same(wanted: str, word: str) -> bool:
    """Return whether two words are one: by a stem in English or French, or but for one letter."""
    if wanted == word or set(forms_asked(wanted)) & set(forms_asked(word)):
        return True
    long_enough = min(len(wanted), len(word)) >= SHORTEST_WITH_A_TYPO
    return long_enough and edits_between(wanted, word) <= 1
