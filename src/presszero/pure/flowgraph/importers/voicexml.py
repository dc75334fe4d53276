"""VoiceXML 2.1: forms and menus, with the form interpretation algorithm and the platform's default handlers.

Without a handler of the document, silence and wrong words ask again without end; a form whose items
are all filled exits, which ends the call: docs/sources.md#flows-and-phones.
"""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from presszero.pure.flowgraph.graph import ASK, BRANCH, CALL, PERSON, SAY, Change, Graph, Node
from presszero.pure.flowgraph.importers.making import MADE, Making, NotImported
from presszero.pure.flowgraph.importers.voicexml_content import Content, Scope, children_of, document_of
from presszero.pure.flowgraph.importers.voicexml_expressions import constant_of, tests_of
from presszero.pure.flowgraph.importers.voicexml_grammars import inline_grammars, items_of, text_of
from presszero.pure.flowgraph.importers.xml_safely import line_of
from presszero.pure.flowgraph.words import asks_for_person, seconds_of

SOURCE = "voicexml"
ITEMS = ("block", "field", "record", "object", "subdialog", "initial", "transfer")


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


class _Reading(Content):
    """Dialogs, their items and their questions, in the order in which the platform visits them."""

    def __init__(self, making: Making, root: Element, dialogs: list[Element], stem: str) -> None:
        self.making, self.root, self.stem = making, root, stem
        self.names = {
            id(one): one.get("id") or f"{one.tag} {number}" for number, one in enumerate(dialogs, 1)
        }
        self.by_id = {one.get("id", ""): self.names[id(one)] for one in dialogs if one.get("id")}
        self.facts: dict[str, str] = {}
        for variable in root.iter("var"):
            if (value := constant_of(variable.get("expr", ""))) is not None and variable.get("name"):
                self.facts.setdefault(variable.get("name", ""), value)

    # Dialogs.
    def dialog(self, dialog: Element) -> None:
        if dialog.tag == "menu":
            self._menu(dialog)
        else:
            self._form(dialog)

    def _menu(self, menu: Element) -> None:
        name = self.names[id(menu)]
        node = self.making.add(Node(name, ASK, "menu", line_of(menu)))
        scope = Scope((menu, self.root), item=name)
        self._asks(node, menu, scope)
        numbered = menu.get("dtmf") == "true"
        for number, choice in enumerate((one for one in menu if one.tag == "choice"), 1):
            target = self.leads(choice, scope)
            key = (choice.get("dtmf") or (str(number) if numbered and number < 10 else "")).replace(" ", "")
            if key:
                node.keys.setdefault(key, target)
            if words := text_of(choice):
                node.words.setdefault(words, target)
            for kind, items in inline_grammars(choice):
                for item, _ in items:
                    (node.keys if kind == "dtmf" else node.words).setdefault(item, target)
        self._finish_asking(node)

    def _form(self, form: Element) -> None:
        name = self.names[id(form)]
        items = [one for one in form if one.tag in ITEMS]
        names = [one.get("name") or one.get("id") or f"{one.tag} {at}" for at, one in enumerate(items, 1)]
        places = [f"{name}.{one}" for one in names]
        end = self.exit(f"{name} is done")
        scope = Scope((form, self.root), items=tuple(zip(names, places, strict=True)), over=end)
        for at in range(len(items) - 1, -1, -1):
            after = places[at + 1] if at + 1 < len(items) else end
            self._item(items, at, places[at], after, form, scope)
        first = places[0] if places else end
        changes = tuple(
            Change(one.get("name", ""), "=", value)
            for one in form
            if one.tag == "var" and (value := constant_of(one.get("expr", ""))) is not None
        )
        self.making.add(Node(name, SAY, "form", line_of(form), next=first, changes=changes))

    def _item(
        self, items: list[Element], at: int, place: str, after: str, form: Element, scope: Scope
    ) -> None:
        item = items[at]
        inner = replace(scope, item=place)
        if condition := item.get("cond"):
            asking = f"{place} (item)"
            tests = tests_of(condition, asking)
            self.making.add(Node(place, BRANCH, "cond", line_of(item), next=after, tests=tests))
            place = asking
        node = self.making.add(Node(place, SAY, item.tag, line_of(item)))
        if item.tag == "block":
            # A block is done as soon as it is visited, also when it throws.
            node.next = self.content(children_of(item), after, replace(inner, resumes=after))
            return
        filled = self._filled(items, at, after, form, replace(inner, resumes=after))
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
        node.flow = self.by_id.get(source[1:], source) if source.startswith("#") else document_of(source)

    def _filled(self, items: list[Element], at: int, after: str, form: Element, scope: Scope) -> str:
        """Return what runs once an item is filled: its own <filled>, the form's, then the next item."""
        inputs = [one.get("name", "") for one in items if one.tag not in ("block",)]
        for handler in reversed([one for one in form if one.tag == "filled"]):
            named = (handler.get("namelist") or " ".join(inputs)).split()
            name = items[at].get("name", "")
            every = handler.get("mode", "all") == "all"
            later = [one.get("name") for one in items[at + 1 :]]
            if name in named and (not every or not any(one in later for one in named)):
                after = self.content(children_of(handler), after, scope)
        for handler in reversed([one for one in items[at] if one.tag == "filled"]):
            after = self.content(children_of(handler), after, scope)
        return after

    def _field(self, node: Node, item: Element, filled: str, scope: Scope) -> None:
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
            value = option.get("value", "") or text_of(option) or option.get("dtmf", "")
            target = self._with_value(node, value, filled)
            if key := option.get("dtmf", "").replace(" ", ""):
                node.keys.setdefault(key, target)
            if words := text_of(option):
                node.words.setdefault(words, target)
        grammars = [one for one in item if one.tag == "grammar"]
        for kind, entries in inline_grammars(item):
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
        outside = [one for one in grammars if one.get("src") or one.get("expr") or not list(items_of(one))]
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
    def _asks(self, node: Node, element: Element, scope: Scope) -> None:
        self._prompt(node, element)
        node.waits_seconds = _seconds(element)
        around = scope.around if scope.around[0] is element else (element, *scope.around)
        inner = replace(scope, around=around, item=node.name)
        node.silences = self.counted("noinput", inner)
        node.misses = self.counted("nomatch", inner)
        for holder in around:
            for link in (one for one in holder if one.tag == "link"):
                self._link(node, link, inner)

    def _finish_asking(self, node: Node) -> None:
        node.person_says = tuple(words for words in node.words if asks_for_person(words))

    def _prompt(self, node: Node, element: Element) -> None:
        words = " ".join(text_of(one) for one in element if one.tag in ("prompt", "audio")).strip()
        if element.tag in ("menu", "transfer") and element.text and element.text.strip():
            words = f"{element.text.strip()} {words}"
        if words:
            node.prompt = {"en": " ".join(words.split())}
            node.seconds = seconds_of(node.prompt)

    def _link(self, node: Node, link: Element, scope: Scope) -> None:
        target = self.leads(link, scope)
        if key := link.get("dtmf", "").replace(" ", ""):
            node.keys.setdefault(key, target)
        found = False
        for kind, items in inline_grammars(link):
            for item, _ in items:
                found = True
                (node.keys if kind == "dtmf" else node.words).setdefault(item, target)
        for grammar in (one for one in link if one.tag == "grammar" and one.get("src")):
            found = True
            node.words.setdefault(f"words of {grammar.get('src')}", target)
        if not found and not link.get("dtmf"):
            node.words.setdefault("words of a link", target)


def _seconds(element: Element) -> float:
    for one in element.iter():
        given = one.get("timeout") or (
            one.get("value") if one.tag == "property" and one.get("name") == "timeout" else ""
        )
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(m?s)", given or "")
        if match:
            return float(match[1]) / (1000 if match[2] == "ms" else 1)
    return 5.0
