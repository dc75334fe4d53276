"""FreeSWITCH: the menus of ivr.conf.

Three failures and three timeouts are the platform's defaults, wrong keys and silence are counted
apart, and when a menu is over the call ends unless an application was named for that:
docs/sources.md#flows-and-phones.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from presszero.pure.flowgraph.graph import ASK, CALL, HANGUP, PERSON, RETURN, SAY, VOICEMAIL, Graph, Node
from presszero.pure.flowgraph.importers.making import MADE, Making, NotImported
from presszero.pure.flowgraph.importers.xml_safely import line_of
from presszero.pure.flowgraph.words import seconds_of

SOURCE = "freeswitch"
DEFAULT_TRIES = 3
MOST_TRIES = 50
# Applications that put the caller before people.
TO_PEOPLE = frozenset(
    {"bridge", "callcenter", "fifo", "conference", "valet_park", "park", "att_xfer", "eavesdrop"}
)
SAYS = frozenset(
    [
        "playback",
        "sleep",
        "answer",
        "set",
        "export",
        "log",
        "info",
        "say",
        "speak",
        "phrase",
        "gentones",
        "play_and_get_digits",
        "displace_session",
        "record_session",
        "pre_answer",
        "sched_hangup",
        "unset",
        "ring_ready",
        "endless_playback",
        "sched_transfer",
        "event",
        "hash",
        "db",
        "curl",
        "system",
        "presence",
        "flush_dtmf",
        "start_dtmf",
        "stop_dtmf",
    ]
)
RUNS_CODE = frozenset(
    {"lua", "javascript", "jsapi", "python", "python3", "perl", "socket", "httapi", "erlang", "managed"}
)
GOES_TO_DIALPLAN = frozenset({"transfer", "execute_extension", "deflect", "redirect"})
_VARIABLE = re.compile(r"\$+\{[^}]*\}")


def is_freeswitch(root: Element) -> bool:
    return any(
        element.tag == "menu" and any(child.tag == "entry" and child.get("action") for child in element)
        for element in root.iter()
    )


def import_freeswitch(root: Element, *, file: str, stem: str) -> Graph:
    """Return the graph of all menus of a file; callers may enter each that no other menu leads to.

    Raises NotImported when it has no menu with a name.
    """
    menus = {one.get("name", ""): one for one in root.iter("menu") if one.get("name")}
    if not menus:
        raise NotImported(f"{file} holds no <menu name=...> of an ivr.conf.")
    making = Making(SOURCE, file, stem)
    reading = _Reading(making, menus)
    for name, menu in menus.items():
        reading.menu(name, menu)
    below = {entry.get("param", "").strip() for menu in menus.values() for entry in menu if _sub(entry)}
    starts = [name for name in menus if name not in below] or list(menus)[:1]
    return making.done(
        starts[0], starts=tuple(starts), flows={**{name: name for name in menus}, stem: starts[0]}
    )


def _sub(entry: Element) -> bool:
    action, param = entry.get("action", ""), entry.get("param", "")
    return action == "menu-sub" or (action == "menu-exec-app" and param.split(" ")[0] == "ivr")


class _Reading:
    def __init__(self, making: Making, menus: dict[str, Element]) -> None:
        self.making, self.menus = making, menus

    def menu(self, name: str, menu: Element) -> None:
        node = self.making.add(Node(name, ASK, "menu", line_of(menu)))
        greeting = menu.get("greet-long", "") or menu.get("greet-short", "")
        node.prompt = {"en": re.sub(r"^(say|phrase):", "", greeting)}
        node.seconds = seconds_of(node.prompt) if greeting.startswith("say:") else 0.0
        node.waits_seconds = _tries(menu, "timeout", 10_000) / 1000
        for entry in menu:
            if entry.tag == "entry" and entry.get("digits"):
                self._entry(node, entry)
        failures = _tries(menu, "max-failures", DEFAULT_TRIES)
        timeouts = _tries(menu, "max-timeouts", failures)
        again = (name,)
        node.misses = (*(again * (failures - 1)), self._over(menu, "exec-on-max-failures"))
        node.silences = (*(again * (timeouts - 1)), self._over(menu, "exec-on-max-timeouts"))

    def _over(self, menu: Element, attribute: str) -> str:
        """Return where a menu ends after its last try: the application named for it, or the end of the call."""
        name = menu.get("name", "")
        if param := menu.get(attribute):
            return self._application(f"{name} {attribute}", param, line_of(menu), self._leaves(name))
        return self._leaves(name)

    def _leaves(self, name: str) -> str:
        """Return what follows a menu that is over: the menu above it, and for the first one the end."""
        back = f"{name} is over"
        if back not in self.making.nodes:
            is_below = any(
                _sub(entry) and entry.get("param", "").split(" ")[-1] == name
                for menu in self.menus.values()
                for entry in menu
            )
            self.making.add(Node(back, RETURN if is_below else HANGUP, MADE))
        return back

    def _entry(self, node: Node, entry: Element) -> None:
        digits, action = entry.get("digits", ""), entry.get("action", "").lower()
        target = self._target(node, digits, action, entry)
        pattern = re.fullmatch(r"/(.*)/", digits)
        if pattern:
            node.keys.setdefault(digits, target)
            if _matches(pattern[1], "0"):
                node.keys.setdefault("0", target)
        else:
            node.keys.setdefault(digits, target)

    def _target(self, node: Node, digits: str, action: str, entry: Element) -> str:
        name = f"{node.name} {digits}"
        param = entry.get("param", "").strip()
        if action == "menu-exit":
            return self.making.hangup(f"{node.name} menu-exit", line_of(entry))
        if action == "menu-sub":
            return self._sub_menu(name, param, node.name, line_of(entry))
        if action == "menu-exec-app":
            return self._application(name, param, line_of(entry), node.name)
        if action == "menu-call-transfer":
            return self._dialplan(name, param, line_of(entry))
        if action == "menu-top":
            # Back to the top, whatever menus were entered on the way.
            self.making.add(Node(name, CALL, action, line_of(entry), flow=self._top(node.name)))
            return name
        if action == "menu-back":
            return self._leaves(node.name)
        if action == "menu-play-sound":
            self.making.add(Node(name, SAY, action, line_of(entry), next=node.name))
            return name
        return node.name

    def _top(self, name: str) -> str:
        """Return the menu at the top of those that lead to this one."""
        seen = set()
        while name not in seen:
            seen.add(name)
            above = [
                menu
                for menu, element in self.menus.items()
                if menu != name
                and any(_sub(entry) and entry.get("param", "").split(" ")[-1] == name for entry in element)
            ]
            if not above:
                return name
            name = above[0]
        return name

    def _sub_menu(self, name: str, menu: str, back: str, line: int) -> str:
        if menu == back:
            return back
        if menu not in self.menus:
            return self.making.unknown(
                f"{name} (not given)", f"{name} leads to the menu {menu}, which is not in this file.", line
            )
        self.making.add(Node(name, CALL, "menu-sub", line, next=back, flow=menu))
        return name

    def _application(self, name: str, param: str, line: int, back: str) -> str:
        """Return the node of an application; afterwards the menu goes on."""
        application, _, data = param.partition(" ")
        application = application.lower()
        node = self.making.add(Node(name, SAY, application or "nothing", line, label=data))
        if application in TO_PEOPLE:
            node.does = PERSON
            node.answers = {"nobody answers": back}
            node.unanswered = frozenset(node.answers)
        elif application == "ivr":
            self.making.nodes.pop(name)
            return self._sub_menu(name, data.strip(), back, line)
        elif application == "voicemail":
            node.does = VOICEMAIL
        elif application in ("hangup", "respond"):
            node.does = HANGUP
        elif application in GOES_TO_DIALPLAN:
            self.making.nodes.pop(name)
            return self._dialplan(name, data, line)
        elif application in SAYS:
            node.next = back
        else:
            what = "runs code that is not in this file" if application in RUNS_CODE else "is not known here"
            self.making.opaque(node, back, f"{name}: {application} {what}.")
        return name

    def _dialplan(self, name: str, data: str, line: int) -> str:
        """Return where an extension of the dialplan leads: known only when it names a user or a queue."""
        number = _VARIABLE.sub("", data).split(" ")[0]
        return self.making.unknown(
            f"{name}: {number or data}",
            f"{name} transfers to {data!r} of the dialplan, which is not in an ivr.conf; look at that extension.",
            line,
        )


def _tries(menu: Element, attribute: str, otherwise: int) -> int:
    words = menu.get(attribute, "").strip()
    number = int(words) if words.isdigit() and len(words) < 7 else 0
    number = number or otherwise
    return number if attribute == "timeout" else min(number, MOST_TRIES)


def _matches(pattern: str, key: str) -> bool:
    if len(pattern) > 64 or re.search(r"[+*}][)\]]*[+*{]", pattern):
        return False
    try:
        return re.search(pattern, key) is not None
    except re.error:
        return False
