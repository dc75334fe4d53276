"""The places of a dialplan, and where a goto, a key or the next priority leads."""

from __future__ import annotations

import re

from presszero.pure.flowgraph.graph import ASK, RETURN, SAY, WORLD, Node
from presszero.pure.flowgraph.importers.dialplan import Dialplan, Extension, pattern_takes
from presszero.pure.flowgraph.importers.making import MADE, Making

SPECIAL = frozenset({"s", "i", "t", "h", "o", "a", "e", "T", "fax", "failed", "hangup", "start"})
# The end of the name of a made node from which any extension may be entered.
ANY_NUMBER = "(any number)"
_VARIABLE = re.compile(r"\$\{([\w()]+)\}")


class At:
    """Where a priority stands: the context the caller is in, the one it is written in, and its number."""

    def __init__(self, inside: str, home: str, extension: Extension, number: int) -> None:
        self.inside, self.home, self.extension, self.number = inside, home, extension, number


class Places:
    """The priorities of a dialplan as nodes, each made when a way to it is met.

    A node is known by the context a caller is in, the extension and the priority: an included extension
    runs in the context that includes it.
    """

    def __init__(self, making: Making, plan: Dialplan) -> None:
        self.making, self.plan = making, plan
        # A variable that the dialplan sets has no one value.
        self.changing = {
            name.strip().lstrip("_")
            for context in plan.contexts.values()
            for extension in context.extensions.values()
            for step in extension.steps.values()
            for name in re.findall(
                r"(\w+)\s*=", step.raw if step.application.lower().startswith("set") else ""
            )
        }
        self.waiting: list[tuple[str, str, Extension, int]] = []

    def place(self, inside: str, home: str, extension: Extension, number: int) -> str:
        """Return the name of a priority, making its node when it is met in this context for the first time."""
        name = f"{inside},{extension.name},{number}"
        if name not in self.making.nodes and number in extension.steps:
            self.waiting.append((inside, home, extension, number))
            self.making.add(Node(name, SAY, "waiting"))
        return name

    def after(self, inside: str, home: str, extension: Extension, number: int) -> str:
        """Return where the dialplan goes on after a priority, or how it ends."""
        if number + 1 in extension.steps:
            return self.place(inside, home, extension, number + 1)
        return self.ends(inside)

    def ends(self, inside: str) -> str:
        if inside.lower().startswith("macro-"):
            name = f"{inside} (back)"
            if name not in self.making.nodes:
                self.making.add(Node(name, RETURN, MADE))
            return name
        if self.plan.falls_through:
            return self.making.hangup("end of the dialplan")
        name = f"{inside} (waits)"
        if name not in self.making.nodes:
            node = self.making.add(Node(name, ASK, MADE))
            self.offers(node, inside)
            node.waits_seconds = 10
            node.silences = (self.special(inside, "t") or self.making.hangup("no t"),)
        return name

    def next_of(self, at: At) -> str:
        return self.after(at.inside, at.home, at.extension, at.number)

    # Places a caller can be sent to.
    def goto(self, words: tuple[str, ...], at: At, node: Node) -> str:
        """Return the node of [[context,]extension,]priority."""
        parts = [self.filled(part) for part in words if part != ""]
        if not parts:
            return self.next_of(at)
        inside = parts[-3] if len(parts) >= 3 else at.inside
        name = parts[-2] if len(parts) >= 2 else at.extension.name
        priority = parts[-1]
        if len(parts) == 1 and not re.match(r"^\d+$", priority) and at.extension.label(priority) is None:
            # Goto(1111) is a priority; Goto(menu) without such a label names nothing here.
            return self._missing(f"{at.inside},{at.extension.name},{priority}")
        if "${EXTEN}" in name:
            name = name.replace("${EXTEN}", at.extension.name)
            if name == at.extension.name and inside != at.inside and name.startswith("_"):
                return self._somewhere(inside, node)
        if "${" in inside or "${" in priority:
            return self.making.unknown(
                f"{node.name} (anywhere)", f"{node.name} leads to a place chosen at run time."
            )
        if "${" in name:
            return self._by_variable(inside, name, node)
        return self.enter(inside, name, priority, node)

    def enter(self, inside: str, name: str, priority: str, node: Node) -> str:
        """Return the node at which an extension is entered, with Asterisk's own order of matching."""
        if inside not in self.plan.contexts:
            return self.making.unknown(
                f"[{inside}] (not given)",
                f"{node.name} leads to the context {inside}, which is not in this file.",
            )
        found = self._match(inside, name)
        if found is None:
            if self.plan.lacks_context(inside) or self.plan.includes_files:
                return self.making.unknown(
                    f"[{inside}] {name} (not given)",
                    f"{node.name} leads to {inside},{name}, which is not in this file.",
                )
            return self.special(inside, "i") or self._missing(f"{inside},{name},{priority}")
        home, extension = found
        number = int(priority) if priority.isdigit() else extension.label(priority)
        if number is None or number not in extension.steps:
            return self._missing(f"{inside},{name},{priority}")
        return self.place(inside, home, extension, number)

    def _match(self, inside: str, name: str) -> tuple[str, Extension] | None:
        extensions = self.plan.extensions_of(inside)
        if name in extensions:
            return extensions[name]
        taking = [one for one in extensions.values() if pattern_takes(one[1].name, name)]
        return max(taking, key=lambda one: len(one[1].name.split(".")[0]), default=None)

    def special(self, inside: str, name: str) -> str:
        found = self.plan.extensions_of(inside).get(name)
        return self.place(inside, found[0], found[1], 1) if found and 1 in found[1].steps else ""

    def _missing(self, name: str) -> str:
        """Return a target that no node has: what the source names is not there."""
        return name if name not in self.making.nodes else f"{name} (missing)"

    def _somewhere(self, inside: str, node: Node) -> str:
        """Return a made node from which any dialable extension of a context may be entered."""
        if inside not in self.plan.contexts:
            return self.enter(inside, "s", "1", node)
        name = f"{inside} {ANY_NUMBER}"
        if name not in self.making.nodes:
            made = self.making.add(Node(name, WORLD, MADE))
            for extension in self.plan.extensions_of(inside).values():
                if extension[1].name not in SPECIAL and 1 in extension[1].steps:
                    made.answers[extension[1].name] = self.place(inside, extension[0], extension[1], 1)
            if self.plan.lacks_context(inside) or not made.answers:
                made.answers["another number"] = self.making.unknown(
                    f"[{inside}] (not given)", f"{inside} includes what is not in this file."
                )
        return name

    def _by_variable(self, inside: str, name: str, node: Node) -> str:
        """Return a made node for a target such as s-${DIALSTATUS}: every extension that it can name."""
        if not re.sub(r"\$\{[^}]*\}", "", name).strip("-_"):
            return self.making.unknown(
                f"{node.name} (anywhere)", f"{node.name} leads to a place chosen at run time."
            )
        known = re.escape(re.sub(r"\$\{[^}]*\}", "\0", name)).replace("\\\0", ".*").replace("\0", ".*")
        made = Node(f"{node.name} (by {name})", WORLD, MADE, node.line)
        for home, extension in self.plan.extensions_of(inside).values():
            if 1 in extension.steps and re.fullmatch(known, extension.name.removeprefix("_").rstrip(".")):
                made.answers[extension.name] = self.place(inside, home, extension, 1)
        if not made.answers:
            return self.making.unknown(
                f"{node.name} (anywhere)", f"{node.name} leads to a place chosen at run time."
            )
        self.making.add(made)
        return made.name

    def filled(self, words: str) -> str:
        """Put the values of globals in, as far as they are plain."""
        for _ in range(4):
            filled = _VARIABLE.sub(self._value, words)
            if filled == words or len(filled) > 500:
                break
            words = filled
        return words

    def _value(self, match: re.Match[str]) -> str:
        name = match[1]
        return match[0] if name in self.changing else self.plan.variables.get(name, match[0])

    # What a caller may press.
    def offers(self, node: Node, inside: str) -> None:
        node.does, node.keeps_as = ASK, "EXTEN"
        patterns = []
        for home, extension in self.plan.extensions_of(inside).values():
            if extension.name in SPECIAL or 1 not in extension.steps:
                continue
            if extension.name.startswith("_"):
                patterns.append((home, extension))
            elif re.fullmatch(r"[0-9*#A-D]+", extension.name):
                node.keys[extension.name] = self.place(inside, home, extension, 1)
        for home, extension in patterns:
            target = self.place(inside, home, extension, 1)
            node.keys.setdefault(extension.name, target)
            if pattern_takes(extension.name, "0"):
                node.keys.setdefault("0", target)
        if self.plan.lacks_context(inside):
            why = f"{inside} includes a context that is not in this file, so its keys are not all known."
            node.words = {"a key of a context not given": self.making.unknown(f"[{inside}] (not given)", why)}
            node.keys.setdefault("0", self.making.unknown(f"[{inside}] (not given)", why))
        node.misses = (self.special(inside, "i") or self.making.hangup("no i"),)
