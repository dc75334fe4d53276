"""Executable content of VoiceXML: prompts, conditions, assignments, and where an event thrown is caught."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from presszero.pure.flowgraph.graph import BRANCH, CALL, HANGUP, PERSON, RETURN, SAY, Change, Node, Test
from presszero.pure.flowgraph.importers.making import MADE, Making
from presszero.pure.flowgraph.importers.voicexml_expressions import change_of, tests_of, variable_of
from presszero.pure.flowgraph.importers.voicexml_grammars import text_of
from presszero.pure.flowgraph.importers.xml_safely import line_of
from presszero.pure.flowgraph.words import seconds_of

HANDLERS = ("catch", "noinput", "nomatch", "help", "error", "filled")
SILENT = frozenset(
    {"var", "log", "property", "grammar", "reprompt", "meta", "metadata", "param", "option", "link"}
)
MOST_COUNTED = 20
DEEPEST = 40


@dataclass(frozen=True)
class Scope:
    """What surrounds executable content: the handlers outwards, the item, and where it goes on by itself.

    items: name and place of each item of the form. resumes: the item visited next once an event thrown here was
    caught; "" for the item itself, which is still to be filled. over: where the form ends.
    """

    around: tuple[Element, ...]
    item: str = ""
    items: tuple[tuple[str, str], ...] = ()
    resumes: str = ""
    over: str = ""
    counting: bool = False
    depth: int = 0


class Content:
    """Executable content as nodes: each part leads to the next, and events to the handler that catches them."""

    making: Making
    stem: str
    names: dict[int, str]
    by_id: dict[str, str]
    count = 0

    def name(self, words: str) -> str:
        """Return a name that no node has yet."""
        self.count += 1
        return f"{words} {self.count}"

    def exit(self, name: str) -> str:
        if name not in self.making.nodes:
            self.making.add(Node(name, HANGUP, MADE))
        return name

    def counted(self, event: str, scope: Scope) -> tuple[str, ...]:
        """Return the target of the first, second, ... time an event comes; the last stands for all later."""
        handlers = [
            (
                depth,
                min(int(one.get("count", "1") or 1), MOST_COUNTED) if one.get("count", "1").isdigit() else 1,
                one,
            )
            for depth, holder in enumerate(scope.around)
            for one in holder
            if one.tag == event or (one.tag == "catch" and _catches(one, event))
        ]
        if not handlers:
            # The platform's default asks again, however often.
            return (scope.item,)
        most = max(count for _, count, _ in handlers)
        targets = []
        for time in range(1, most + 1):
            fitting = [one for one in handlers if one[1] <= time]
            if not fitting:
                targets.append(scope.item)
                continue
            # The innermost scope with the highest count that has been reached.
            best = max(count for _, count, _ in fitting)
            handler = next(one for _, count, one in fitting if count == best)
            targets.append(self.content(children_of(handler), scope.item, replace(scope, counting=True)))
        return tuple(targets)

    def _thrown(self, event: str, scope: Scope) -> str:
        """Return where a thrown event leads: the innermost handler for it, else the platform's default."""
        if scope.depth > DEEPEST:
            return self.making.unknown(f"{event} (thrown in a circle)", f"The event {event} throws itself.")
        for holder in scope.around:
            for handler in holder:
                if handler.tag == event or (handler.tag == "catch" and _catches(handler, event)):
                    return self.content(
                        children_of(handler),
                        scope.resumes or scope.item or self.exit("exit"),
                        replace(scope, depth=scope.depth + 1),
                    )
        if event in ("noinput", "nomatch", "help"):
            return scope.resumes or scope.item or self.exit("exit")
        return self.exit(f"{event} is not caught")

    # Executable content.
    def content(self, parts: list[Element | str], after: str, scope: Scope) -> str:
        """Return the node at which content begins that goes on at `after` when it is done."""
        for part in parts:
            if isinstance(part, Element) and part.tag == "clear":
                after = self._cleared(part, after, scope)
                scope = replace(scope, resumes=after)
            elif isinstance(part, Element) and part.tag == "assign":
                after = self._settled(part, after, scope)
        for at in range(len(parts) - 1, -1, -1):
            after = self._part(parts, at, after, scope)
        return after

    def _cleared(self, clear: Element, after: str, scope: Scope) -> str:
        named = clear.get("namelist", "").split()
        return next((place for name, place in scope.items if not named or name in named), after)

    def _settled(self, assign: Element, after: str, scope: Scope) -> str:
        """Return where a form goes on that is told to leave its item: an item with a value is not visited again."""
        places = dict(scope.items)
        name = re.sub(r"^dialog\.", "", assign.get("name", ""))
        if places.get(name) != after or assign.get("expr", "").strip() in ("", "undefined"):
            return after
        following = [place for _, place in scope.items]
        at = following.index(after) + 1
        return following[at] if at < len(following) else scope.over or after

    def _part(self, parts: list[Element | str], at: int, after: str, scope: Scope) -> str:
        part = parts[at]
        if isinstance(part, str):
            return self._say(part, 0, after, scope)
        tag = part.tag
        if tag in ("goto", "submit", "choice"):
            return self.leads(part, scope)
        if tag in ("exit", "disconnect"):
            name = f"{tag} (line {line_of(part)})"
            if name not in self.making.nodes:
                self.making.add(Node(name, HANGUP, tag, line_of(part)))
            return name
        if tag == "return":
            return self.making.add(Node(self.name("return"), RETURN, tag, line_of(part))).name
        if tag in ("throw", "rethrow"):
            return self._thrown(part.get("event", ""), scope)
        if tag == "if":
            return self._if(parts, at, after, scope)
        if tag in ("assign", "var"):
            return self._assign(part, after, scope)
        if tag == "script":
            return self._script(part, after, scope)
        if tag == "foreach":
            return self.content(children_of(part), after, scope)
        if tag in ("prompt", "audio", "enumerate", "value"):
            return self._say(text_of(part), line_of(part), after, scope)
        return after

    def _say(self, words: str, line: int, after: str, scope: Scope) -> str:
        node = Node(self.name(f"{scope.item or 'document'} says"), SAY, "prompt", line, next=after)
        node.prompt = {"en": " ".join(words.split())} if words.strip() else {}
        node.seconds = seconds_of(node.prompt)
        return self._made(node, scope)

    def _made(self, node: Node, scope: Scope) -> str:
        if scope.counting:
            node.keeps_count_of = scope.item
        return self.making.add(node).name

    def _if(self, parts: list[Element | str], at: int, after: str, scope: Scope) -> str:
        part = parts[at]
        assert isinstance(part, Element)
        branches: list[tuple[str, list[Element | str]]] = [(part.get("cond", ""), [])]
        for child in children_of(part):
            if isinstance(child, Element) and child.tag in ("elseif", "else"):
                branches.append((child.get("cond", ""), []))
            else:
                branches[-1][1].append(child)
        node = Node(self.name(f"{scope.item} if"), BRANCH, "if", line_of(part), next=after)
        tests: list[Test] = []
        for condition, inside in branches:
            goes_on, inner = after, scope
            clears = [one for one in inside if isinstance(one, Element) and one.tag == "clear"]
            if clears:
                # The rest of the content still runs, and then an item is asked again.
                cleared = self._cleared(clears[-1], after, scope)
                goes_on = self.content(parts[at + 1 :], cleared, scope)
                inner = replace(scope, resumes=cleared)
            target = self.content([one for one in inside if one not in clears], goes_on, inner)
            if condition:
                tests += tests_of(condition, target)
            else:
                node.next = target
        node.tests = tuple(tests)
        return self._made(node, scope)

    def _assign(self, part: Element, after: str, scope: Scope) -> str:
        name = variable_of(part.get("name", ""))
        node = Node(self.name(f"{scope.item} sets {name}"), SAY, part.tag, line_of(part), next=after)
        if part.get("expr") is not None:
            node.changes = (change_of(name, part.get("expr", "")),)
        return self._made(node, scope)

    def _script(self, part: Element, after: str, scope: Scope) -> str:
        names = set(re.findall(r"([A-Za-z_]\w*)\s*(?:=(?!=)|\+\+|--|\+=|-=)", text_of(part)))
        node = Node(self.name(f"{scope.item} script"), SAY, "script", line_of(part), next=after)
        node.changes = tuple(Change(name, "?") for name in sorted(names))
        return self._made(node, scope)

    def leads(self, element: Element, scope: Scope) -> str:
        """Return where a goto, submit, choice or link leads."""
        if event := element.get("event"):
            return self._thrown(event, scope)
        item = element.get("nextitem")
        if item:
            return dict(scope.items).get(item, f"{item} (missing)")
        target = element.get("next", "")
        line = line_of(element)
        where = f"{element.tag} of line {line}"
        if not target:
            return self.making.unknown(
                f"{where} (anywhere)", f"The {where} leads to a place chosen at run time.", line
            )
        document, _, anchor = target.partition("#")
        if not document or document.rsplit("/", 1)[-1] in (f"{self.stem}.vxml", f"{self.stem}.xml"):
            if not anchor:
                return next(iter(self.names.values()))
            return self.by_id.get(anchor, f"#{anchor}")
        if document.startswith(("tel:", "sip:")):
            return self.making.add(Node(self.name(where), PERSON, element.tag, line)).name
        node = Node(self.name(where), CALL, element.tag, line, flow=document_of(target))
        return self.making.add(node).name


def document_of(target: str) -> str:
    """Return how another document is known here: without its path and its query."""
    document, _, anchor = target.partition("#")
    name = re.split(r"[?;]", document)[0].rsplit("/", 1)[-1]
    return f"{name}#{anchor}" if anchor else name


def _catches(catch: Element, event: str) -> bool:
    given = catch.get("event")
    if given is None or not given.strip():
        return True
    return any(event == one.rstrip(".") or event.startswith(f"{one.rstrip('.')}.") for one in given.split())


def children_of(element: Element) -> list[Element | str]:
    """Return elements and bare text in their order, without what says nothing."""
    found: list[Element | str] = []
    if element.text and element.text.strip():
        found.append(element.text.strip())
    for child in element:
        runs = child.tag not in SILENT or (child.tag == "var" and child.get("expr"))
        if runs and child.tag not in HANDLERS:
            found.append(child)
        if child.tail and child.tail.strip():
            found.append(child.tail.strip())
    return found
