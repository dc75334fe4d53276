"""VoiceXML 2.1: forms and menus, with the form interpretation algorithm and the platform's default handlers.

Without a handler of the document, silence and wrong words ask again without end; a form whose items
are all filled exits, which ends the call: docs/sources.md#flows-and-phones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    HANGUP,
    PERSON,
    RETURN,
    SAY,
    Change,
    Graph,
    Node,
    Test,
)
from presszero.pure.flowgraph.importers.making import MADE, Making, NotImported
from presszero.pure.flowgraph.importers.xml_safely import line_of
from presszero.pure.flowgraph.words import asks_for_person, seconds_of

SOURCE = "voicexml"
ITEMS = ("block", "field", "record", "object", "subdialog", "initial", "transfer")
HANDLERS = ("catch", "noinput", "nomatch", "help", "error", "filled")
SILENT = frozenset(
    {"var", "log", "property", "grammar", "reprompt", "meta", "metadata", "param", "option", "link"}
)
MOST_COUNTED = 20
DEEPEST = 40


def is_voicexml(root: Element) -> bool:
    return root.tag == "vxml"


def import_voicexml(root: Element, *, file: str, stem: str) -> Graph:
    """Return the graph of one document, entered at its first dialog.

    Raises NotImported when it has neither a form nor a menu.
    """
    dialogs = [one for one in root if one.tag in ("form", "menu")]
    if not dialogs:
        raise NotImported(f"{file} holds no form and no menu, so nobody is asked anything.")
    making = Making(SOURCE, file, stem)
    reading = _Reading(making, root, dialogs, stem)
    for dialog in dialogs:
        reading.dialog(dialog)
    start = reading.names[id(dialogs[0])]
    flows = {stem: start, f"{stem}.vxml": start, f"{stem}.xml": start}
    for dialog in dialogs:
        if dialog.get("id"):
            for ending in ("", ".vxml", ".xml"):
                flows[f"{stem}{ending}#{dialog.get('id')}"] = reading.names[id(dialog)]
    if application := root.get("application"):
        making.graph.notes.append(
            f"The document has the application root {application}, which may add keys and handlers."
        )
    return making.done(start, flows=flows, facts=reading.facts)


@dataclass(frozen=True)
class _Scope:
    """What surrounds executable content: the handlers outwards, the item, and where it goes on by itself."""

    around: tuple[Element, ...]
    item: str = ""
    items: tuple[tuple[str, str], ...] = ()
    counting: bool = False
    depth: int = 0


class _Reading:
    def __init__(self, making: Making, root: Element, dialogs: list[Element], stem: str) -> None:
        self.making, self.root, self.stem = making, root, stem
        self.names = {
            id(one): one.get("id") or f"{one.tag} {number}" for number, one in enumerate(dialogs, 1)
        }
        self.by_id = {one.get("id", ""): self.names[id(one)] for one in dialogs if one.get("id")}
        self.facts: dict[str, str] = {}
        for variable in root.iter("var"):
            if (value := _constant(variable.get("expr", ""))) is not None and variable.get("name"):
                self.facts.setdefault(variable.get("name", ""), value)
        self.count = 0

    def name(self, words: str) -> str:
        """Return a name that no node has yet."""
        self.count += 1
        return f"{words} {self.count}"

    # Dialogs.
    def dialog(self, dialog: Element) -> None:
        if dialog.tag == "menu":
            self._menu(dialog)
        else:
            self._form(dialog)

    def _menu(self, menu: Element) -> None:
        name = self.names[id(menu)]
        node = self.making.add(Node(name, ASK, "menu", line_of(menu)))
        scope = _Scope((menu, self.root), item=name)
        self._asks(node, menu, scope)
        numbered = menu.get("dtmf") == "true"
        for number, choice in enumerate((one for one in menu if one.tag == "choice"), 1):
            target = self._leads(choice, scope)
            key = (choice.get("dtmf") or (str(number) if numbered and number < 10 else "")).replace(" ", "")
            if key:
                node.keys.setdefault(key, target)
            if words := _text(choice):
                node.words.setdefault(words, target)
            for kind, items in _inline(choice):
                for item, _ in items:
                    (node.keys if kind == "dtmf" else node.words).setdefault(item, target)
        self._finish_asking(node)

    def _form(self, form: Element) -> None:
        name = self.names[id(form)]
        items = [one for one in form if one.tag in ITEMS]
        names = [one.get("name") or one.get("id") or f"{one.tag} {at}" for at, one in enumerate(items, 1)]
        places = [f"{name}.{one}" for one in names]
        end = self._exit(f"{name} is done")
        scope = _Scope((form, self.root), items=tuple(zip(names, places, strict=True)))
        for at in range(len(items) - 1, -1, -1):
            after = places[at + 1] if at + 1 < len(items) else end
            self._item(items, at, places[at], after, form, scope)
        first = places[0] if places else end
        changes = tuple(
            Change(one.get("name", ""), "=", value)
            for one in form
            if one.tag == "var" and (value := _constant(one.get("expr", ""))) is not None
        )
        self.making.add(Node(name, SAY, "form", line_of(form), next=first, changes=changes))

    def _exit(self, name: str) -> str:
        if name not in self.making.nodes:
            self.making.add(Node(name, HANGUP, MADE))
        return name

    def _item(
        self, items: list[Element], at: int, place: str, after: str, form: Element, scope: _Scope
    ) -> None:
        item = items[at]
        inner = replace(scope, item=place)
        if condition := item.get("cond"):
            asking = f"{place} (item)"
            tests = _tests(condition, asking)
            self.making.add(Node(place, BRANCH, "cond", line_of(item), next=after, tests=tests))
            place = asking
        node = self.making.add(Node(place, SAY, item.tag, line_of(item)))
        if item.tag == "block":
            node.next = self.content(_children(item), after, inner)
            return
        filled = self._filled(items, at, after, form, inner)
        if item.tag == "transfer":
            node.does, node.label = PERSON, item.get("dest") or item.get("destexpr") or ""
            self._prompt(node, item)
            bridged = item.get("bridge") == "true" or item.get("type") in ("bridge", "consultation")
            node.answers = {"nobody answers": filled} if bridged else {}
            node.unanswered = frozenset(node.answers)
        elif item.tag == "subdialog":
            self._subdialog(node, item, filled)
        elif item.tag == "object":
            self.making.opaque(node, filled, f"{place} is an <object>, whose code is not in this file.")
        else:
            self._field(node, item, filled, replace(inner, around=(item, *scope.around)))

    def _subdialog(self, node: Node, item: Element, filled: str) -> None:
        source = item.get("src", "")
        if not source:
            self.making.opaque(node, filled, f"{node.name} runs a subdialog that is chosen at run time.")
            return
        node.does, node.next = CALL, filled
        node.flow = self.by_id.get(source[1:], source) if source.startswith("#") else _document(source)

    def _filled(self, items: list[Element], at: int, after: str, form: Element, scope: _Scope) -> str:
        """Return what runs once an item is filled: its own <filled>, the form's, then the next item."""
        inputs = [one.get("name", "") for one in items if one.tag not in ("block",)]
        for handler in reversed([one for one in form if one.tag == "filled"]):
            named = (handler.get("namelist") or " ".join(inputs)).split()
            name = items[at].get("name", "")
            every = handler.get("mode", "all") == "all"
            later = [one.get("name") for one in items[at + 1 :]]
            if name in named and (not every or not any(one in later for one in named)):
                after = self.content(_children(handler), after, scope)
        for handler in reversed([one for one in items[at] if one.tag == "filled"]):
            after = self.content(_children(handler), after, scope)
        return after

    def _field(self, node: Node, item: Element, filled: str, scope: _Scope) -> None:
        node.does, node.keeps_as = ASK, item.get("name", "")
        self._asks(node, item, scope)
        if item.tag != "field":
            node.enters = filled
            if item.tag == "record":
                node.misses = ()
            self._finish_asking(node)
            return
        closed = False
        for option in (one for one in item if one.tag == "option"):
            closed = True
            value = option.get("value", "") or _text(option) or option.get("dtmf", "")
            target = self._with_value(node, value, filled)
            if key := option.get("dtmf", "").replace(" ", ""):
                node.keys.setdefault(key, target)
            if words := _text(option):
                node.words.setdefault(words, target)
        grammars = [one for one in item if one.tag == "grammar"]
        for kind, entries in _inline(item):
            closed = True
            for words, value in entries:
                (node.keys if kind == "dtmf" else node.words).setdefault(
                    words, self._with_value(node, value, filled)
                )
        if (item.get("type") or "").startswith("boolean"):
            closed = True
            for words, value in (("1", "true"), ("2", "false")):
                node.keys.setdefault(words, self._with_value(node, value, filled))
            for words, value in (("yes", "true"), ("no", "false")):
                node.words.setdefault(words, self._with_value(node, value, filled))
        outside = [one for one in grammars if one.get("src") or one.get("expr") or not list(_items(one))]
        if not closed or outside or (item.get("type") and not item.get("type", "").startswith("boolean")):
            node.enters = filled
        self._finish_asking(node)

    def _with_value(self, node: Node, value: str, filled: str) -> str:
        if not node.keeps_as:
            return filled
        name = f"{node.name} = {value}"
        if name not in self.making.nodes:
            change = Change(node.keeps_as, "=", value)
            self.making.add(Node(name, SAY, MADE, node.line, next=filled, changes=(change,)))
        return name

    # Questions.
    def _asks(self, node: Node, element: Element, scope: _Scope) -> None:
        self._prompt(node, element)
        node.waits_seconds = _seconds(element)
        around = scope.around if scope.around[0] is element else (element, *scope.around)
        inner = replace(scope, around=around, item=node.name)
        node.silences = self._counted("noinput", inner)
        node.misses = self._counted("nomatch", inner)
        for holder in around:
            for link in (one for one in holder if one.tag == "link"):
                self._link(node, link, inner)

    def _finish_asking(self, node: Node) -> None:
        node.person_says = tuple(words for words in node.words if asks_for_person(words))

    def _prompt(self, node: Node, element: Element) -> None:
        words = " ".join(_text(one) for one in element if one.tag in ("prompt", "audio")).strip()
        if element.tag in ("menu", "transfer") and element.text and element.text.strip():
            words = f"{element.text.strip()} {words}"
        if words:
            node.prompt = {"en": " ".join(words.split())}
            node.seconds = seconds_of(node.prompt)

    def _link(self, node: Node, link: Element, scope: _Scope) -> None:
        target = self._leads(link, scope)
        if key := link.get("dtmf", "").replace(" ", ""):
            node.keys.setdefault(key, target)
        found = False
        for kind, items in _inline(link):
            for item, _ in items:
                found = True
                (node.keys if kind == "dtmf" else node.words).setdefault(item, target)
        for grammar in (one for one in link if one.tag == "grammar" and one.get("src")):
            found = True
            node.words.setdefault(f"words of {grammar.get('src')}", target)
        if not found and not link.get("dtmf"):
            node.words.setdefault("words of a link", target)

    def _counted(self, event: str, scope: _Scope) -> tuple[str, ...]:
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
            targets.append(self.content(_children(handler), scope.item, replace(scope, counting=True)))
        return tuple(targets)

    def _thrown(self, event: str, scope: _Scope) -> str:
        """Return where a thrown event leads: the innermost handler for it, else the platform's default."""
        if scope.depth > DEEPEST:
            return self.making.unknown(f"{event} (thrown in a circle)", f"The event {event} throws itself.")
        for holder in scope.around:
            for handler in holder:
                if handler.tag == event or (handler.tag == "catch" and _catches(handler, event)):
                    return self.content(
                        _children(handler),
                        scope.item or self._exit("exit"),
                        replace(scope, depth=scope.depth + 1),
                    )
        if event in ("noinput", "nomatch", "help"):
            return scope.item or self._exit("exit")
        return self._exit(f"{event} is not caught")

    # Executable content.
    def content(self, parts: list[Element | str], after: str, scope: _Scope) -> str:
        """Return the node at which content begins that goes on at `after` when it is done."""
        for part in parts:
            if isinstance(part, Element) and part.tag == "clear":
                after = self._cleared(part, after, scope)
        for at in range(len(parts) - 1, -1, -1):
            after = self._part(parts, at, after, scope)
        return after

    def _cleared(self, clear: Element, after: str, scope: _Scope) -> str:
        named = clear.get("namelist", "").split()
        return next((place for name, place in scope.items if not named or name in named), after)

    def _part(self, parts: list[Element | str], at: int, after: str, scope: _Scope) -> str:
        part = parts[at]
        if isinstance(part, str):
            return self._say(part, 0, after, scope)
        tag = part.tag
        if tag in ("goto", "submit", "choice"):
            return self._leads(part, scope)
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
            return self.content(_children(part), after, scope)
        if tag in ("prompt", "audio", "enumerate", "value"):
            return self._say(_text(part), line_of(part), after, scope)
        return after

    def _say(self, words: str, line: int, after: str, scope: _Scope) -> str:
        node = Node(self.name(f"{scope.item or 'document'} says"), SAY, "prompt", line, next=after)
        node.prompt = {"en": " ".join(words.split())} if words.strip() else {}
        node.seconds = seconds_of(node.prompt)
        return self._made(node, scope)

    def _made(self, node: Node, scope: _Scope) -> str:
        if scope.counting:
            node.keeps_count_of = scope.item
        return self.making.add(node).name

    def _if(self, parts: list[Element | str], at: int, after: str, scope: _Scope) -> str:
        part = parts[at]
        assert isinstance(part, Element)
        branches: list[tuple[str, list[Element | str]]] = [(part.get("cond", ""), [])]
        for child in _children(part):
            if isinstance(child, Element) and child.tag in ("elseif", "else"):
                branches.append((child.get("cond", ""), []))
            else:
                branches[-1][1].append(child)
        node = Node(self.name(f"{scope.item} if"), BRANCH, "if", line_of(part), next=after)
        tests: list[Test] = []
        for condition, inside in branches:
            goes_on = after
            clears = [one for one in inside if isinstance(one, Element) and one.tag == "clear"]
            if clears:
                # The rest of the content still runs, and then an item is asked again.
                goes_on = self.content(parts[at + 1 :], self._cleared(clears[-1], after, scope), scope)
            target = self.content([one for one in inside if one not in clears], goes_on, scope)
            if condition:
                tests += _tests(condition, target)
            else:
                node.next = target
        node.tests = tuple(tests)
        return self._made(node, scope)

    def _assign(self, part: Element, after: str, scope: _Scope) -> str:
        name = _variable(part.get("name", ""))
        node = Node(self.name(f"{scope.item} sets {name}"), SAY, part.tag, line_of(part), next=after)
        if part.get("expr") is not None:
            node.changes = (_change(name, part.get("expr", "")),)
        return self._made(node, scope)

    def _script(self, part: Element, after: str, scope: _Scope) -> str:
        names = set(re.findall(r"([A-Za-z_]\w*)\s*(?:=(?!=)|\+\+|--|\+=|-=)", _text(part)))
        node = Node(self.name(f"{scope.item} script"), SAY, "script", line_of(part), next=after)
        node.changes = tuple(Change(name, "?") for name in sorted(names))
        return self._made(node, scope)

    def _leads(self, element: Element, scope: _Scope) -> str:
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
        node = Node(self.name(where), CALL, element.tag, line, flow=_document(target))
        return self.making.add(node).name


def _document(target: str) -> str:
    """Return how another document is known here: without its path and its query."""
    document, _, anchor = target.partition("#")
    name = re.split(r"[?;]", document)[0].rsplit("/", 1)[-1]
    return f"{name}#{anchor}" if anchor else name


def _catches(catch: Element, event: str) -> bool:
    given = catch.get("event")
    if given is None or not given.strip():
        return True
    return any(event == one.rstrip(".") or event.startswith(f"{one.rstrip('.')}.") for one in given.split())


def _children(element: Element) -> list[Element | str]:
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


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _items(grammar: Element) -> Iterator[Element]:
    yield from (
        one for one in grammar.iter() if one.tag == "item" and not any(two.tag == "item" for two in one)
    )


def _inline(element: Element) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield kind (dtmf or voice) and (words, value) of each grammar written inside an element."""
    for grammar in (one for one in element if one.tag in ("grammar", "dtmf")):
        kind = "dtmf" if grammar.get("mode") == "dtmf" or grammar.tag == "dtmf" else "voice"
        entries = []
        for item in _items(grammar):
            tags = " ".join(_text(one) for one in item if one.tag == "tag")
            words = " ".join((item.text or "").split()) or _text(item)
            value = re.search(r"""=\s*["']([^"']*)["']|^["']?([\w .-]+)["']?$""", tags)
            entries.append(
                (
                    words.replace(" ", "") if kind == "dtmf" else words,
                    next((one for one in value.groups() if one), words) if value else words,
                )
            )
        if not entries and not grammar.get("src"):
            entries = _in_brackets(_text(grammar))
        if entries:
            yield ("dtmf" if all(re.fullmatch(r"[0-9*#]+", one) for one, _ in entries) else kind), entries


def _in_brackets(words: str) -> list[tuple[str, str]]:
    """Read the short grammars of older documents: [yes no (good bye)], or a | b | c."""
    words = re.sub(r"<[^>]*>|\{[^}]*\}", " ", words).strip()
    if re.fullmatch(r"\[[^\[\]]*\]", words):
        return [
            (one.strip("() ").replace("dtmf-", ""), one.strip("() ").replace("dtmf-", ""))
            for one in re.findall(r"\([^)]*\)|[^\s()]+", words[1:-1])
        ]
    if "|" in words and not re.search(r"[$<>#;=]", words):
        return [(one.strip(), one.strip()) for one in words.split("|") if one.strip()]
    return [(words, words)] if words and re.fullmatch(r"[\w' ]{1,40}|[*#]", words) else []


def _seconds(element: Element) -> float:
    for one in element.iter():
        given = one.get("timeout") or (
            one.get("value") if one.tag == "property" and one.get("name") == "timeout" else ""
        )
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(m?s)", given or "")
        if match:
            return float(match[1]) / (1000 if match[2] == "ms" else 1)
    return 5.0


def _variable(name: str) -> str:
    return re.sub(r"^(session|application|document|dialog)\.", "", name.strip())


def _constant(expression: str) -> str | None:
    words = expression.strip()
    if match := re.fullmatch(r"""'([^'\\]*)'|"([^"\\]*)"|(-?\d{1,9})|(true|false)""", words):
        return next((one for one in match.groups() if one is not None), "")
    return None


def _change(name: str, expression: str) -> Change:
    if (value := _constant(expression)) is not None:
        return Change(name, "=", value)
    words = _variable(expression)
    match = re.fullmatch(r"(?:\w+\.)?(\w+)\s*([+-])\s*(\d{1,6})", words)
    if match and match[1] == name:
        return Change(name, "+", match[3] if match[2] == "+" else f"-{match[3]}")
    if re.fullmatch(r"\+\+\s*" + re.escape(name) + "|" + re.escape(name) + r"\s*\+\+", words):
        return Change(name, "+", "1")
    if re.fullmatch(r"[A-Za-z_]\w*", words) and words not in ("undefined", "null"):
        return Change(name, "<", words)
    return Change(name, "?")


_COMPARED = re.compile(
    r"""^([A-Za-z_][\w.]*)\s*(===?|!==?|<=|>=|<|>)\s*('[^']*'|"[^"]*"|-?\d{1,9}|true|false)$"""
)


def _tests(condition: str, target: str) -> tuple[Test, ...]:
    """Return the tests of a condition; alternatives become one test each, what is not simple cannot be told."""
    words = condition.strip()
    while words.startswith("(") and words.endswith(")") and "(" not in words[1:-1]:
        words = words[1:-1].strip()
    found = []
    for part in words.split("||"):
        match = _COMPARED.match(part.strip().strip("()").strip())
        if not match or "&&" in part:
            return (Test(condition[:80], "~", "", target),)
        how = {"==": "=", "===": "=", "!==": "!="}.get(match[2], match[2])
        found.append(Test(_variable(match[1]), how, match[3].strip("'\""), target))
    return tuple(found)
