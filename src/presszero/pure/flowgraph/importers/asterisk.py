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
    MADE,
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
)
from presszero.pure.flowgraph.importers.dialplan import Extension, Step, read_dialplan, split_call
from presszero.pure.flowgraph.importers.dialplan_applications import (
    GOES_ON,
    HANGS_UP,
    RINGS,
    RUNS_CODE,
    SPEAKS,
)
from presszero.pure.flowgraph.importers.dialplan_conditions import (
    ABOUT_A_QUEUE_LEFT,
    ABOUT_STAFF,
    ABOUT_TIME,
    change_of,
    number_at,
    split_condition,
    test_of,
    words_of,
)
from presszero.pure.flowgraph.importers.dialplan_entrances import entrances
from presszero.pure.flowgraph.importers.dialplan_places import At, Places
from presszero.pure.flowgraph.importers.making import Making, NotImported

SOURCE = "asterisk"


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
    starts = entrances(making, plan)
    facts = {
        change.fact: "" for node in making.nodes.values() for change in node.changes if change.how != "?"
    }
    facts |= {name: value for name, value in plan.variables.items() if "${" not in value}
    return making.done(starts[0], starts=tuple(starts), facts=facts, flows={stem: ""})


class _Reading(Places):
    """Each application has its method; what has none is looked up by what it does to a caller."""

    def finish(self) -> None:
        while self.waiting:
            self.node(*self.waiting.pop())

    def node(self, inside: str, home: str, extension: Extension, number: int) -> None:
        step = extension.steps[number]
        name = f"{inside},{extension.name},{number}"
        if name in self.making.nodes and self.making.nodes[name].kind != "waiting":
            return
        node = self.making.add(Node(name, SAY, step.application or "NoOp", step.line))
        self.application(node, step, At(inside, home, extension, number))

    def application(self, node: Node, step: Step, at: At) -> None:
        """Give a node the meaning of its application."""
        app = step.application.lower()
        method = getattr(self, f"do_{app}", None)
        if method:
            method(node, step, at)
        elif app in HANGS_UP:
            node.does = HANGUP
        elif app in RINGS:
            self._rings(node, step, at)
        elif app in RUNS_CODE:
            self.making.opaque(
                node, self.next_of(at), f"{node.name} runs {step.raw}, whose code is not in this file."
            )
        elif app in GOES_ON or not app:
            node.next = self.next_of(at)
            if app in SPEAKS:
                node.prompt = {"en": step.arguments[0] if step.arguments else ""}
        else:
            self.making.opaque(
                node, self.next_of(at), f"{node.name} runs {step.application}, which is not known."
            )

    def do_background(self, node: Node, step: Step, at: At) -> None:
        inside = step.arguments[3] if len(step.arguments) > 3 and step.arguments[3] else at.inside
        self.offers(node, inside)
        node.prompt = {"en": step.arguments[0] if step.arguments else ""}
        node.silences = (self.next_of(at),)

    def do_waitexten(self, node: Node, step: Step, at: At) -> None:
        self.offers(node, at.inside)
        node.waits_seconds = number_at(step.arguments, 0, 10)
        if at.number + 1 in at.extension.steps:
            node.silences = (self.next_of(at),)
        else:
            node.silences = (self.special(at.inside, "t") or self.making.hangup("no t"),)

    def do_read(self, node: Node, step: Step, at: At) -> None:
        """Read(variable,files,digits,options,attempts,timeout): nothing entered leaves the variable empty."""
        node.does, node.enters = ASK, self._after_telling(node, "READSTATUS", "OK", at)
        node.keeps_as = step.arguments[0] if step.arguments else "READ"
        tries = int(number_at(step.arguments, 4, 1)) or 1
        node.silences = (
            *((node.name,) * min(tries - 1, 20)),
            self._after_telling(node, "READSTATUS", "TIMEOUT", at),
        )
        node.waits_seconds = number_at(step.arguments, 5, 10)

    def _after_telling(self, node: Node, variable: str, status: str, at: At) -> str:
        """Return where an application goes on, with the variable set by which it tells how it went."""
        name, changes = f"{node.name} ({status})", (Change(variable, "=", status),)
        self.making.add(Node(name, SAY, MADE, node.line, next=self.next_of(at), changes=changes))
        return name

    def do_readexten(self, node: Node, step: Step, at: At) -> None:
        """ReadExten(variable,file,context,option,timeout): what is dialled is kept; nothing dialled is kept as t."""
        node.does, node.enters = ASK, self.next_of(at)
        node.keeps_as = step.arguments[0] if step.arguments else "READEXTEN"
        node.silences = (node.enters,)
        node.waits_seconds = number_at(step.arguments, 4, 10)

    def do_speechbackground(self, node: Node, step: Step, at: At) -> None:
        """SpeechBackground(prompt,timeout): listens, and goes on whatever was heard; what it was, code decides."""
        node.does, node.enters, node.spoken, node.opaque = ASK, self.next_of(at), True, True
        node.prompt = {"en": step.arguments[0] if step.arguments else ""}
        node.silences = (node.enters,)
        node.waits_seconds = number_at(step.arguments, 1, 10)

    def do_authenticate(self, node: Node, step: Step, at: At) -> None:
        node.does, node.enters = ASK, self.next_of(at)
        out = self.making.hangup("not authenticated")
        node.silences = node.misses = (node.name, node.name, out)

    do_vmauthenticate = do_authenticate

    def do_directory(self, node: Node, step: Step, at: At) -> None:
        # Callers pick a person by name; whoever picks none goes on.
        node.does, node.label = PERSON, "directory"
        node.answers = {"no name is chosen": self.next_of(at)}
        node.unanswered = frozenset(node.answers)

    def do_voicemail(self, node: Node, step: Step, at: At) -> None:
        node.does, node.faults = VOICEMAIL, {"after the message": self.next_of(at)}

    def do_voicemailmain(self, node: Node, step: Step, at: At) -> None:
        # Staff hear their own messages here, and hang up when they have.
        node.does = RESOLVED

    do_minivmrecord = do_voicemail
    do_minivmmain = do_voicemailmain

    # People.
    def _rings(self, node: Node, step: Step, at: At) -> None:
        node.does, node.label = PERSON, step.arguments[0] if step.arguments else ""
        node.answers = {"nobody answers": self.next_of(at)}
        if at.number + 101 in at.extension.steps:
            node.answers["busy"] = self.place(at.inside, at.home, at.extension, at.number + 101)
        node.unanswered = frozenset(node.answers)

    def do_queue(self, node: Node, step: Step, at: At) -> None:
        node.does = PERSON
        node.label = node.team = step.arguments[0] if step.arguments else ""
        seconds = number_at(step.arguments, 4, 0)
        if seconds:
            # The source itself takes the caller out of the line after this time.
            after = self._after_telling(node, "QUEUESTATUS", "TIMEOUT", at)
            node.answers = {f"nobody after {seconds:g} s": after}
        else:
            node.answers = {"takes nobody": self.next_of(at)}
            node.unanswered = frozenset(node.answers)

    # Control.
    def do_goto(self, node: Node, step: Step, at: At) -> None:
        node.next = self.goto(step.arguments, at, node)

    def do_gotoif(self, node: Node, step: Step, at: At) -> None:
        condition, yes, no = split_condition(",".join(step.arguments))
        self._decide(
            node,
            condition,
            self.goto(words_of(yes), at, node) if yes else self.next_of(at),
            self.goto(words_of(no), at, node) if no else self.next_of(at),
        )

    def _decide(self, node: Node, condition: str, yes: str, no: str) -> None:
        if match := ABOUT_TIME.search(condition):
            self._times(node, match[1], yes, no)
            return
        if ABOUT_STAFF.search(condition) and not ABOUT_A_QUEUE_LEFT.match(condition):
            there = bool(re.search(r"AVAIL|NOT_INUSE|ANSWER", condition)) and not re.search(
                r"NOANSWER|UNAVAIL|!=", condition
            )
            node.does = WORLD
            node.answers = {"somebody there" if there else "nobody there": yes}
            node.answers["nobody there" if there else "somebody there"] = no
            return
        node.does, node.next = BRANCH, no
        node.tests = (test_of(self.filled(condition), yes),)

    def do_gotoiftime(self, node: Node, step: Step, at: At) -> None:
        condition, yes, no = split_condition(",".join(step.arguments))
        self._times(
            node,
            condition,
            self.goto(words_of(yes), at, node) if yes else self.next_of(at),
            self.goto(words_of(no), at, node) if no else self.next_of(at),
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

    def do_execif(self, node: Node, step: Step, at: At) -> None:
        condition, yes, no = split_condition(",".join(step.arguments))
        if not yes and not no and len(step.arguments) > 1:
            # The older way to write it: ExecIf(condition,application,arguments).
            condition, application, *given = step.arguments
            yes = f"{application}({','.join(given)})"
        targets = []
        for which, call in (("then", yes), ("else", no)):
            if not call:
                targets.append(self.next_of(at))
                continue
            application, arguments = split_call(call)
            made = self.making.add(Node(f"{node.name} ({which})", SAY, application, step.line))
            self.application(made, Step(application, arguments, call, step.line), at)
            targets.append(made.name)
        self._decide(node, condition, targets[0], targets[1])

    def do_gosub(self, node: Node, step: Step, at: At) -> None:
        words = tuple(re.sub(r"\(.*$", "", part) for part in step.arguments[:3])
        node.does, node.next, node.flow = CALL, self.next_of(at), self.goto(words, at, node)
        if node.flow not in self.making.nodes:
            self.making.opaque(node, node.next, f"{node.name} runs {step.raw}, which is not in this file.")
        elif self.making.nodes[node.flow].does == UNKNOWN:
            self.making.opaque(node, node.next, self.making.nodes[node.flow].why)

    def do_gosubif(self, node: Node, step: Step, at: At) -> None:
        condition, yes, no = split_condition(",".join(step.arguments))
        targets = []
        for which, call in (("then", yes), ("else", no)):
            if not call:
                targets.append(self.next_of(at))
                continue
            made = self.making.add(Node(f"{node.name} ({which})", SAY, "Gosub", step.line))
            self.do_gosub(made, Step("Gosub", words_of(call), call, step.line), at)
            targets.append(made.name)
        self._decide(node, condition, targets[0], targets[1])

    def do_macro(self, node: Node, step: Step, at: At) -> None:
        inside = f"macro-{self.filled(step.arguments[0])}" if step.arguments else ""
        if inside not in self.plan.contexts:
            self.making.opaque(
                node, self.next_of(at), f"{node.name} runs the macro {inside}, which is not in this file."
            )
            return
        node.does, node.next, node.flow = CALL, self.next_of(at), self.enter(inside, "s", "1", node)

    def do_return(self, node: Node, step: Step, at: At) -> None:
        node.does = RETURN

    do_macroexit = do_return

    def do_set(self, node: Node, step: Step, at: At) -> None:
        node.next = self.next_of(at)
        changes = []
        for pair in step.arguments:
            name, given, value = pair.partition("=")
            if given:
                changes.append(change_of(name.strip().lstrip("_"), self.filled(value.strip())))
        node.changes = tuple(changes)

    do_setvar = do_mset = do_set

    def do_while(self, node: Node, step: Step, at: At) -> None:
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
        past = self.after(at.inside, at.home, at.extension, end) if end else self.next_of(at)
        self._decide(node, ",".join(step.arguments), self.next_of(at), past)

    def do_endwhile(self, node: Node, step: Step, at: At) -> None:
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
        node.next = self.next_of(at)

    def do_random(self, node: Node, step: Step, at: At) -> None:
        node.does = WORLD
        words = (step.arguments[0].partition(":")[2], *step.arguments[1:]) if step.arguments else ()
        node.answers = {"by lot": self.goto(tuple(words), at, node), "otherwise": self.next_of(at)}
