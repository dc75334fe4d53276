"""Where callers come into a dialplan: the extensions that lead to a question, and nothing leads to."""

from __future__ import annotations

from presszero.pure.flowgraph.graph import ASK, CALL, PERSON
from presszero.pure.flowgraph.importers.dialplan import Dialplan
from presszero.pure.flowgraph.importers.dialplan_places import ANY_NUMBER, SPECIAL
from presszero.pure.flowgraph.importers.making import Making


def entrances(making: Making, plan: Dialplan) -> list[str]:
    """Return the nodes where callers may come in: those that lead to a question, and nothing leads to."""
    nodes = making.nodes
    led_to = {target for node in nodes.values() for _, target in node.targets()}
    # Who dials any extension of a context works here, and knows the number; callers from outside are led.
    led_outside = {
        target
        for name, node in nodes.items()
        if not name.endswith(ANY_NUMBER)
        for _, target in node.targets()
    }
    firsts = [
        f"{context.name},{extension.name},1"
        for context in plan.contexts.values()
        for extension in context.extensions.values()
        if 1 in extension.steps
        and extension.name not in SPECIAL - {"s", "start"}
        and not context.name.lower().startswith(("macro-", "sub-", "subroutine"))
    ]
    reaching = _leading_to(making, ASK)
    from_outside = _leading_to(making, ASK, but_for=ANY_NUMBER)
    asking = {one for one in firsts if _asks_itself(making, one)}
    subroutines = {node.flow for node in nodes.values() if node.does == CALL}
    firsts = [one for one in firsts if one not in subroutines]
    free = [one for one in firsts if one not in led_to]
    for candidates in (
        [one for one in firsts if one in from_outside and one not in led_outside],
        [one for one in free if one in reaching],
        [one for one in firsts if one in reaching and ",s," in one],
        [one for one in firsts if one in reaching and one in asking],
        [one for one in firsts if one in reaching],
        [one for one in free if one in _leading_to(making, PERSON) and ",s," in one],
        [one for one in free if one in _leading_to(making, PERSON)],
        free,
        firsts,
    ):
        if candidates:
            return candidates
    return list(nodes)[:1]


def _asks_itself(making: Making, first: str) -> bool:
    """Return whether an extension holds a question among its own priorities."""
    inside = first.rpartition(",")[0]
    return any(node.does == ASK and name.rpartition(",")[0] == inside for name, node in making.nodes.items())


def _leading_to(making: Making, does: str, *, but_for: str = "") -> set[str]:
    """Return the nodes from which one that `does` this can be reached, without passing names that end as told."""
    before: dict[str, set[str]] = {}
    for name, node in making.nodes.items():
        if but_for and name.endswith(but_for):
            continue
        for _, target in [*node.targets(), ("", node.flow)]:
            before.setdefault(target, set()).add(name)
    found = {name for name, node in making.nodes.items() if node.does == does}
    waiting = list(found)
    while waiting:
        for earlier in before.get(waiting.pop(), ()):
            if earlier not in found:
                found.add(earlier)
                waiting.append(earlier)
    return found
