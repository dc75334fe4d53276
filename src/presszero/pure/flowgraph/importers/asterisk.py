"""Asterisk: menus of extensions.conf, each priority a node.

What the applications do, and when a timeout or a wrong key goes to `t`, `i` or ends the call, is
Asterisk's own: docs/sources.md#flows-and-phones.
"""

from __future__ import annotations

import re

from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    HANGUP,
    PERSON,
    RESOLVED,
    RETURN,
    SAY,
    UNKNOWN,
    VOICEMAIL,
    WORLD,
    Change,
    Graph,
    Node,
    Test,
)
from presszero.pure.flowgraph.importers.dialplan import (
    Dialplan,
    Extension,
    Step,
    pattern_takes,
    read_dialplan,
    split_call,
    split_outside,
)
from presszero.pure.flowgraph.importers.making import MADE, Making, NotImported

SOURCE = "asterisk"
SPECIAL = frozenset({"s", "i", "t", "h", "o", "a", "e", "T", "fax", "failed", "hangup", "start"})
HANGS_UP = frozenset({"hangup", "busy", "congestion", "zapateller", "milliwatt"})
RINGS = frozenset(
    {
        "dial",
        "page",
        "confbridge",
        "meetme",
        "conference",
        "park",
        "transfer",
        "retrydial",
        "pickup",
        "bridge",
        "followme",
    }
)
QUEUES = frozenset({"queue"})
RUNS_CODE = frozenset(
    {
        "agi",
        "eagi",
        "deadagi",
        "fastagi",
        "asyncagi",
        "stasis",
        "externalivr",
        "disa",
        "exec",
        "tryexec",
        "lua",
        "forkcdr",
    }
)
# Applications after which the dialplan simply goes on.
GOES_ON = frozenset(
    [
        "answer",
        "noop",
        "verbose",
        "log",
        "set",
        "setvar",
        "setglobalvar",
        "setmusiconhold",
        "setlanguage",
        "setcallerid",
        "setcidname",
        "setcidnum",
        "wait",
        "playback",
        "progress",
        "ringing",
        "proceeding",
        "playtones",
        "stopplaytones",
        "musiconhold",
        "waitmusiconhold",
        "startmusiconhold",
        "stopmusiconhold",
        "saydigits",
        "saynumber",
        "sayalpha",
        "sayphonetic",
        "sayunixtime",
        "saycountpl",
        "sayalphacase",
        "monitor",
        "stopmonitor",
        "mixmonitor",
        "stopmixmonitor",
        "pausemonitor",
        "record",
        "digittimeout",
        "responsetimeout",
        "absolutetimeout",
        "timeout",
        "resetcdr",
        "nocdr",
        "setcdruserfield",
        "userevent",
        "dumpchan",
        "execif",
        "festival",
        "flite",
        "swift",
        "picotts",
        "espeak",
        "googletts",
        "tts",
        "system",
        "trysystem",
        "systemstatus",
        "curl",
        "odbc",
        "mysql",
        "dbput",
        "dbget",
        "dbdel",
        "dbdeltree",
        "lookupblacklist",
        "lookupcidname",
        "importvar",
        "export",
        "addqueuemember",
        "removequeuemember",
        "pausequeuemember",
        "unpausequeuemember",
        "sipaddheader",
        "sipremoveheader",
        "sendtext",
        "senddtmf",
        "sendimage",
        "sendurl",
        "channelredirect",
        "softhangup",
        "chanisavail",
        "volume",
        "amd",
        "waitforsilence",
        "waitfornoise",
        "waituntil",
        "privacymanager",
        "callingpres",
        "setcallerpres",
        "gosubifnot",
        "stackpop",
        "while",
        "endwhile",
        "exitwhile",
        "continuewhile",
        "chanspy",
        "echo",
        "test",
        "testserver",
        "nvfaxdetect",
        "faxdetect",
        "backgrounddetect",
        "controlplayback",
        "dictate",
        "morsecode",
        "ices",
        "mp3player",
        "nbscat",
        "originate",
        "queuelog",
        "sayunixtime",
        "setaccount",
        "setamaflags",
        "macroexclusive",
        "readfile",
        "random",
        "hasnewvoicemail",
        "hasvoicemail",
        "mailboxexists",
        "vmcount",
        "vmsayname",
        "jabbersend",
        "celgenuserevent",
        "incrementalvar",
        "msg",
        "messagesend",
        "playtone",
        "dahdisendkeypadfacility",
        "setcallingpres",
        "sms",
        "verboselog",
        "alarmreceiver",
        "sayname",
        "speechcreate",
        "speechdestroy",
    ]
)
_VARIABLE = re.compile(r"\$\{([\w()]+)\}")
_ABOUT_STAFF = re.compile(
    r"DIALSTATUS|DEVICE_STATE|EXTENSION_STATE|AVAILSTATUS|QUEUESTATUS|QUEUE_MEMBER|QUEUE_WAITING|HANGUPCAUSE|VMSTATUS",
    re.I,
)
_ABOUT_TIME = re.compile(r"IFTIME\(([^?]*)\?", re.I)


def looks_like_asterisk(text: str) -> bool:
    """Return whether a text is a dialplan: a section, and extensions in it."""
    return bool(
        re.search(r"^\s*(exten|same)\s*=>?\s*\S+", text, re.MULTILINE | re.IGNORECASE)
        and re.search(r"^\s*\[[^\]]+\]", text, re.MULTILINE)
    )


def import_asterisk(text: str, *, file: str, stem: str) -> Graph:
    """Return the graph of a dialplan, with every place where callers may enter its menus.

    Raises NotImported when it has no extension.
    """
    plan = read_dialplan(text, file=file)
    if not any(context.extensions for context in plan.contexts.values()):
        raise NotImported(f"{file} holds no extension: lines such as `exten => s,1,Answer()` were not found.")
    making = Making(SOURCE, file, stem)
    reading = _Reading(making, plan)
    for context in list(plan.contexts.values()):
        for extension in list(context.extensions.values()):
            # What runs after the caller has hung up is no part of their way.
            for number in extension.steps if extension.name != "h" else ():
                reading.node(context.name, context.name, extension, number)
    reading.finish()
    starts = reading.entrances()
    facts = {
        change.fact: "" for node in making.nodes.values() for change in node.changes if change.how != "?"
    }
    facts |= {name: value for name, value in plan.variables.items() if "${" not in value}
    return making.done(starts[0], starts=tuple(starts), facts=facts, flows={stem: ""})


class _Reading:
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

    # Names. A node is known by the context a caller is in, the extension and the priority: an included
    # extension runs in the context that includes it.
    def place(self, inside: str, home: str, extension: Extension, number: int) -> str:
        """Return the name of a priority, making its node when it is met in this context for the first time."""
        name = f"{inside},{extension.name},{number}"
        if name not in self.making.nodes and number in extension.steps:
            self.waiting.append((inside, home, extension, number))
            self.making.add(Node(name, SAY, "waiting"))
        return name

    def finish(self) -> None:
        while self.waiting:
            self.node(*self.waiting.pop())

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
            self._offers(node, inside)
            node.waits_seconds = 10
            node.silences = (self._special(inside, "t") or self.making.hangup("no t"),)
        return name

    def node(self, inside: str, home: str, extension: Extension, number: int) -> None:
        step = extension.steps[number]
        name = f"{inside},{extension.name},{number}"
        if name in self.making.nodes and self.making.nodes[name].kind != "waiting":
            return
        node = self.making.add(Node(name, SAY, step.application or "NoOp", step.line))
        self.application(node, step, _At(inside, home, extension, number))

    def application(self, node: Node, step: Step, at: _At) -> None:
        """Give a node the meaning of its application."""
        app = step.application.lower()
        method = getattr(self, f"_{app}", None)
        if method:
            method(node, step, at)
        elif app in HANGS_UP:
            node.does = HANGUP
        elif app in RINGS:
            self._rings(node, step, at)
        elif app in RUNS_CODE:
            self.making.opaque(
                node, self._next(at), f"{node.name} runs {step.raw}, whose code is not in this file."
            )
        elif app in GOES_ON or not app:
            node.next = self._next(at)
            if app in ("playback", "festival", "flite", "swift", "googletts", "tts", "picotts", "espeak"):
                node.prompt = {"en": step.arguments[0] if step.arguments else ""}
        else:
            self.making.opaque(
                node, self._next(at), f"{node.name} runs {step.application}, which is not known."
            )

    def _next(self, at: _At) -> str:
        return self.after(at.inside, at.home, at.extension, at.number)

    # Places a caller can be sent to.
    def goto(self, words: tuple[str, ...], at: _At, node: Node) -> str:
        """Return the node of [[context,]extension,]priority."""
        parts = [self._filled(part) for part in words if part != ""]
        if not parts:
            return self._next(at)
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
            return self._special(inside, "i") or self._missing(f"{inside},{name},{priority}")
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

    def _special(self, inside: str, name: str) -> str:
        found = self.plan.extensions_of(inside).get(name)
        return self.place(inside, found[0], found[1], 1) if found and 1 in found[1].steps else ""

    def _missing(self, name: str) -> str:
        """Return a target that no node has: what the source names is not there."""
        return name if name not in self.making.nodes else f"{name} (missing)"

    def _somewhere(self, inside: str, node: Node) -> str:
        """Return a made node from which any dialable extension of a context may be entered."""
        if inside not in self.plan.contexts:
            return self.enter(inside, "s", "1", node)
        name = f"{inside} (any number)"
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

    def _filled(self, words: str) -> str:
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
    def _offers(self, node: Node, inside: str) -> None:
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
        node.misses = (self._special(inside, "i") or self.making.hangup("no i"),)

    def _background(self, node: Node, step: Step, at: _At) -> None:
        inside = step.arguments[3] if len(step.arguments) > 3 and step.arguments[3] else at.inside
        self._offers(node, inside)
        node.prompt = {"en": step.arguments[0] if step.arguments else ""}
        node.silences = (self._next(at),)

    def _waitexten(self, node: Node, step: Step, at: _At) -> None:
        self._offers(node, at.inside)
        node.waits_seconds = _number(step.arguments, 0, 10)
        if at.number + 1 in at.extension.steps:
            node.silences = (self._next(at),)
        else:
            node.silences = (self._special(at.inside, "t") or self.making.hangup("no t"),)

    def _read(self, node: Node, step: Step, at: _At) -> None:
        """Read(variable,files,digits,options,attempts,timeout): nothing entered leaves the variable empty."""
        node.does, node.enters = ASK, self._next(at)
        node.keeps_as = step.arguments[0] if step.arguments else "READ"
        tries = int(_number(step.arguments, 4, 1)) or 1
        node.silences = (*((node.name,) * min(tries - 1, 20)), node.enters)
        node.waits_seconds = _number(step.arguments, 5, 10)

    def _authenticate(self, node: Node, step: Step, at: _At) -> None:
        node.does, node.enters = ASK, self._next(at)
        out = self.making.hangup("not authenticated")
        node.silences = node.misses = (node.name, node.name, out)

    _vmauthenticate = _authenticate

    def _directory(self, node: Node, step: Step, at: _At) -> None:
        # Callers pick a person by name; whoever picks none goes on.
        node.does, node.label = PERSON, "directory"
        node.answers = {"no name is chosen": self._next(at)}
        node.unanswered = frozenset(node.answers)

    def _voicemail(self, node: Node, step: Step, at: _At) -> None:
        node.does, node.faults = VOICEMAIL, {"after the message": self._next(at)}

    def _voicemailmain(self, node: Node, step: Step, at: _At) -> None:
        # Staff hear their own messages here, and hang up when they have.
        node.does = RESOLVED

    _minivmrecord = _voicemail
    _minivmmain = _voicemailmain

    # People.
    def _rings(self, node: Node, step: Step, at: _At) -> None:
        node.does, node.label = PERSON, step.arguments[0] if step.arguments else ""
        node.answers = {"nobody answers": self._next(at)}
        if at.number + 101 in at.extension.steps:
            node.answers["busy"] = self.place(at.inside, at.home, at.extension, at.number + 101)
        node.unanswered = frozenset(node.answers)

    def _queue(self, node: Node, step: Step, at: _At) -> None:
        node.does = PERSON
        node.label = node.team = step.arguments[0] if step.arguments else ""
        seconds = _number(step.arguments, 4, 0)
        if seconds:
            # The source itself takes the caller out of the line after this time.
            node.answers = {f"nobody after {seconds:g} s": self._next(at)}
        else:
            node.answers = {"takes nobody": self._next(at)}
            node.unanswered = frozenset(node.answers)

    # Control.
    def _goto(self, node: Node, step: Step, at: _At) -> None:
        node.next = self.goto(step.arguments, at, node)

    def _gotoif(self, node: Node, step: Step, at: _At) -> None:
        condition, yes, no = _split_condition(",".join(step.arguments))
        self._decide(
            node,
            condition,
            self.goto(_words(yes), at, node) if yes else self._next(at),
            self.goto(_words(no), at, node) if no else self._next(at),
        )

    def _decide(self, node: Node, condition: str, yes: str, no: str) -> None:
        if match := _ABOUT_TIME.search(condition):
            self._times(node, match[1], yes, no)
            return
        if _ABOUT_STAFF.search(condition):
            there = bool(re.search(r"AVAIL|NOT_INUSE|ANSWER", condition)) and not re.search(
                r"NOANSWER|UNAVAIL|!=", condition
            )
            node.does = WORLD
            node.answers = {"somebody there" if there else "nobody there": yes}
            node.answers["nobody there" if there else "somebody there"] = no
            return
        node.does, node.next = BRANCH, no
        node.tests = (_test(self._filled(condition), yes),)

    def _gotoiftime(self, node: Node, step: Step, at: _At) -> None:
        condition, yes, no = _split_condition(",".join(step.arguments))
        self._times(
            node,
            condition,
            self.goto(_words(yes), at, node) if yes else self._next(at),
            self.goto(_words(no), at, node) if no else self._next(at),
        )

    def _times(self, node: Node, times: str, yes: str, no: str) -> None:
        """A time condition: hours on weekdays are opening hours, a day of the year or a night are not."""
        parts = [part.strip() for part in re.split(r"[,|]", times)]
        holiday = any(part not in ("*", "") for part in parts[2:4])
        closed_name = re.search(r"clos|holiday|night|after|off|vacation|weekend", yes.lower())
        open_name = re.search(r"open|day|work|business", yes.lower())
        yes_is_open = not (holiday or closed_name) or bool(open_name and not closed_name and not holiday)
        if not holiday and not closed_name and not open_name and re.search(r"open|business|work", no.lower()):
            yes_is_open = False
        node.does, node.hours, node.remembers = WORLD, times, f"hours:{times}"
        node.answers = {"open" if yes_is_open else "closed": yes, "closed" if yes_is_open else "open": no}

    def _execif(self, node: Node, step: Step, at: _At) -> None:
        condition, yes, no = _split_condition(",".join(step.arguments))
        targets = []
        for which, call in (("then", yes), ("else", no)):
            if not call:
                targets.append(self._next(at))
                continue
            application, arguments = split_call(call)
            made = self.making.add(Node(f"{node.name} ({which})", SAY, application, step.line))
            self.application(made, Step(application, arguments, call, step.line), at)
            targets.append(made.name)
        self._decide(node, condition, targets[0], targets[1])

    def _gosub(self, node: Node, step: Step, at: _At) -> None:
        words = tuple(re.sub(r"\(.*$", "", part) for part in step.arguments[:3])
        node.does, node.next, node.flow = CALL, self._next(at), self.goto(words, at, node)
        if node.flow not in self.making.nodes:
            self.making.opaque(node, node.next, f"{node.name} runs {step.raw}, which is not in this file.")
        elif self.making.nodes[node.flow].does == UNKNOWN:
            self.making.opaque(node, node.next, self.making.nodes[node.flow].why)

    def _gosubif(self, node: Node, step: Step, at: _At) -> None:
        condition, yes, no = _split_condition(",".join(step.arguments))
        targets = []
        for which, call in (("then", yes), ("else", no)):
            if not call:
                targets.append(self._next(at))
                continue
            made = self.making.add(Node(f"{node.name} ({which})", SAY, "Gosub", step.line))
            self._gosub(made, Step("Gosub", _words(call), call, step.line), at)
            targets.append(made.name)
        self._decide(node, condition, targets[0], targets[1])

    def _macro(self, node: Node, step: Step, at: _At) -> None:
        inside = f"macro-{self._filled(step.arguments[0])}" if step.arguments else ""
        if inside not in self.plan.contexts:
            self.making.opaque(
                node, self._next(at), f"{node.name} runs the macro {inside}, which is not in this file."
            )
            return
        node.does, node.next, node.flow = CALL, self._next(at), self.enter(inside, "s", "1", node)

    def _return(self, node: Node, step: Step, at: _At) -> None:
        node.does = RETURN

    _macroexit = _return

    def _set(self, node: Node, step: Step, at: _At) -> None:
        node.next = self._next(at)
        changes = []
        for pair in step.arguments:
            name, given, value = pair.partition("=")
            if given:
                changes.append(_change(name.strip().lstrip("_"), self._filled(value.strip())))
        node.changes = tuple(changes)

    _setvar = _set

    def _while(self, node: Node, step: Step, at: _At) -> None:
        """While(condition): runs on to its EndWhile, or past it."""
        end, depth = 0, 0
        for number in sorted(at.extension.steps):
            app = at.extension.steps[number].application.lower()
            if number > at.number and app == "while":
                depth += 1
            if number > at.number and app == "endwhile":
                if depth == 0:
                    end = number
                    break
                depth -= 1
        past = self.after(at.inside, at.home, at.extension, end) if end else self._next(at)
        self._decide(node, ",".join(step.arguments), self._next(at), past)

    def _endwhile(self, node: Node, step: Step, at: _At) -> None:
        depth = 0
        for number in sorted(at.extension.steps, reverse=True):
            app = at.extension.steps[number].application.lower()
            if number < at.number and app == "endwhile":
                depth += 1
            if number < at.number and app == "while":
                if depth == 0:
                    node.next = self.place(at.inside, at.home, at.extension, number)
                    return
                depth -= 1
        node.next = self._next(at)

    def _random(self, node: Node, step: Step, at: _At) -> None:
        node.does = WORLD
        words = (step.arguments[0].partition(":")[2], *step.arguments[1:]) if step.arguments else ()
        node.answers = {"by lot": self.goto(tuple(words), at, node), "otherwise": self._next(at)}

    # Where callers enter.
    def entrances(self) -> list[str]:
        """Return the nodes where callers may come in: those that lead to a question, and nothing leads to."""
        nodes = self.making.nodes
        led_to = {target for node in nodes.values() for _, target in node.targets()}
        firsts = [
            f"{context.name},{extension.name},1"
            for context in self.plan.contexts.values()
            for extension in context.extensions.values()
            if 1 in extension.steps
            and extension.name not in SPECIAL - {"s", "start"}
            and not context.name.lower().startswith(("macro-", "sub-", "subroutine"))
        ]
        reaching = self._leading_to(ASK)
        subroutines = {node.flow for node in nodes.values() if node.does == CALL}
        firsts = [one for one in firsts if one not in subroutines]
        free = [one for one in firsts if one not in led_to]
        for candidates in (
            [one for one in free if one in reaching],
            [one for one in firsts if one in reaching and ",s," in one],
            [one for one in firsts if one in reaching],
            [one for one in free if one in self._leading_to(PERSON) and ",s," in one],
            [one for one in free if one in self._leading_to(PERSON)],
            free,
            firsts,
        ):
            if candidates:
                return candidates
        return list(nodes)[:1]

    def _leading_to(self, does: str) -> set[str]:
        before: dict[str, set[str]] = {}
        for name, node in self.making.nodes.items():
            for _, target in [*node.targets(), ("", node.flow)]:
                before.setdefault(target, set()).add(name)
        found = {name for name, node in self.making.nodes.items() if node.does == does}
        waiting = list(found)
        while waiting:
            for earlier in before.get(waiting.pop(), ()):
                if earlier not in found:
                    found.add(earlier)
                    waiting.append(earlier)
        return found


class _At:
    """Where a priority stands: the context the caller is in, the one it is written in, and its number."""

    def __init__(self, inside: str, home: str, extension: Extension, number: int) -> None:
        self.inside, self.home, self.extension, self.number = inside, home, extension, number


def _words(place: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,|]", place.strip()))


def _number(arguments: tuple[str, ...], at: int, otherwise: float) -> float:
    try:
        return float(arguments[at]) if len(arguments) > at and arguments[at] else otherwise
    except ValueError:
        return otherwise


def _split_condition(words: str) -> tuple[str, str, str]:
    """Split `condition?yes:no` outside of brackets and quotation marks."""
    parts = split_outside(words, "?")
    if len(parts) < 2:
        return words, "", ""
    targets = split_outside("?".join(parts[1:]), ":")
    return parts[0].strip(), targets[0].strip(), ":".join(targets[1:]).strip()


_COMPARED = re.compile(
    r'^\s*\$\[\s*"?x?\$\{(\w+)\}x?"?\s*(==|=|!=|<=|>=|<|>)\s*"?([^"\[\]${}]*?)"?\s*\]\s*$', re.DOTALL
)


def _test(condition: str, target: str) -> Test:
    match = _COMPARED.match(condition)
    if match:
        return Test(match[1], match[2].replace("==", "="), match[3].strip(), target)
    return Test(condition[:80], "~", "", target)


_SUM = re.compile(
    r"^\$\[\s*\$\{(\w+)\}\s*([+-])\s*(\d{1,6})\s*\]$|^\$\[\s*(\d{1,6})\s*\+\s*\$\{(\w+)\}\s*\]$"
)


def _change(name: str, value: str) -> Change:
    if match := _SUM.match(value):
        if match[1] == name:
            return Change(name, "+", match[3] if match[2] == "+" else f"-{match[3]}")
        if match[5] == name:
            return Change(name, "+", match[4])
        return Change(name, "?")
    if match := re.fullmatch(r"\$\{INC\((\w+)\)\}|\$\[\+\+\$\{(\w+)\}\]", value):
        return Change(name, "+", "1") if name in (match[1], match[2]) else Change(name, "?")
    if match := re.fullmatch(r"\$\{(\w+)\}", value):
        return Change(name, "<", match[1])
    if "$" in value:
        return Change(name, "?")
    return Change(name, "=", value.strip('"'))


__all__ = ["CALL", "UNKNOWN", "import_asterisk", "looks_like_asterisk"]
