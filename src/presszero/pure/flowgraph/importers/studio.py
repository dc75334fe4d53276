"""Twilio Studio: states with transitions. A transition without `next` ends the flow, and with it the call.

Source: docs/sources.md#flows-and-phones (Twilio Studio, widget library).
"""

from __future__ import annotations

import re
from typing import Any

from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    PERSON,
    SAY,
    VOICEMAIL,
    WORLD,
    Change,
    Graph,
    Node,
    Test,
)
from presszero.pure.flowgraph.importers.making import Making, NotImported
from presszero.pure.flowgraph.words import seconds_of

SOURCE = "studio"
CALLS = ("incomingCall",)
WRITTEN = ("incomingMessage", "incomingConversationMessage")
# What the first version of the export calls its widgets.
OLDER_TYPES = {
    "InitialState": "trigger",
    "SayPlay": "say-play",
    "Gather": "gather-input-on-call",
    "Branch": "split-based-on",
    "Split": "split-based-on",
    "ConnectCall": "connect-call-to",
    "CallForward": "connect-call-to",
    "EnqueueCall": "enqueue-call",
    "SendToFlex": "send-to-flex",
    "RecordVoicemail": "record-voicemail",
    "SetVariables": "set-variables",
    "SendMessage": "send-message",
    "SendAndWait": "send-and-wait-for-reply",
    "RunFunction": "run-function",
    "WebRequest": "make-http-request",
}
TESTS = {
    "equal_to": "=",
    "not_equal_to": "!=",
    "contains": "contains",
    "starts_with": "starts",
    "less_than": "<",
    "greater_than": ">",
    "regex": "matches",
}
_LIQUID = re.compile(r"^\s*\{\{\s*([\w.\-\[\]'\"]+)\s*(?:\|(.*))?\}\}\s*$")
_PLUS = re.compile(r"^\s*plus:\s*(\d+)\s*$")
END = "end of flow"


def is_studio(data: Any) -> bool:
    flow = _flow(data)
    return flow is not None


def _flow(data: Any) -> dict[str, Any] | None:
    for one in (data, data.get("definition") if isinstance(data, dict) else None):
        if isinstance(one, dict) and isinstance(one.get("states"), list):
            states = one["states"]
            if all(isinstance(state, dict) and "transitions" in state for state in states) and states:
                return one
    return None


def import_studio(data: Any, *, file: str, stem: str) -> Graph:
    """Return the graph of a Studio flow.

    Raises NotImported when there is none in it.
    """
    flow = _flow(data)
    if flow is None:
        raise NotImported(f"{file} holds no Studio flow: `states` with `transitions` were not found.")
    making = Making(SOURCE, file, str(data.get("friendly_name") or stem))
    reading = _Reading(making)
    states = {str(one.get("name", "")): _newer(one, flow["states"]) for one in flow["states"]}
    for name, state in states.items():
        reading.node(name, state)
    initial = str(flow.get("initial_state") or "Trigger")
    trigger = states.get(initial) or next(
        (one for one in states.values() if one.get("type") == "trigger"), None
    )
    if trigger is None:
        raise NotImported(f"{file} has no trigger named {initial!r}, so nobody enters the flow.")
    starts = [one for one in _starts(trigger) if _is_a_conversation(making, trigger, one)]
    if not starts:
        making.graph.notes.append("No call and no message enters the flow: its trigger leads nowhere.")
    facts = {
        change.fact: "" for node in making.nodes.values() for change in node.changes if change.how != "?"
    }
    return making.done(
        starts[0] if starts else str(trigger.get("name")),
        facts=facts,
        starts=tuple(dict.fromkeys(starts)),
        flows={str(flow.get("sid") or data.get("sid") or stem): starts[0] if starts else initial, stem: ""},
    )


def _newer(state: dict[str, Any], states: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a state as the newer export has it: its type by today's name, its targets by name and not by number."""
    names = {str(one["sid"]): one.get("name") for one in states if one.get("sid")}
    moved = [{**one, "next": names.get(str(one.get("next")), one.get("next"))} for one in _transitions(state)]
    kind = str(state.get("type", ""))
    return {**state, "type": OLDER_TYPES.get(kind, kind), "transitions": moved}


def _starts(trigger: dict[str, Any]) -> list[str]:
    """Return where calls enter, then where messages do, then where a program begins the flow."""
    goes = {str(one.get("event")): str(one.get("next") or "") for one in _transitions(trigger)}
    order = (*CALLS, *WRITTEN, *(event for event in goes if event not in CALLS + WRITTEN))
    return [goes[event] for event in order if goes.get(event)]


def _is_a_conversation(making: Making, trigger: dict[str, Any], start: str) -> bool:
    """Return whether a start is more than an automatic answer: a call, or something that asks or hands over."""
    calls = [str(one.get("next") or "") for one in _transitions(trigger) if one.get("event") in CALLS]
    if start in calls or not any(calls):
        return True
    found, waiting = {start}, [start]
    while waiting:
        node = making.nodes.get(waiting.pop())
        if node is None:
            continue
        if node.does in (ASK, PERSON, CALL) or node.opaque:
            return True
        for _, target in node.targets():
            if target not in found:
                found.add(target)
                waiting.append(target)
    return False


def _transitions(state: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in state.get("transitions") or [] if isinstance(one, dict)]


class _Reading:
    def __init__(self, making: Making) -> None:
        self.making = making

    def node(self, name: str, state: dict[str, Any]) -> None:
        kind = str(state.get("type", ""))
        given = state.get("properties")
        properties: dict[str, Any] = given if isinstance(given, dict) else {}
        node = self.making.add(Node(name, SAY, kind))
        text = properties.get("say") or properties.get("body")
        if isinstance(text, str) and text:
            node.prompt = {str(properties.get("language") or "en")[:2]: text}
            node.seconds = seconds_of(node.prompt)
        goes = {str(one.get("event")): str(one.get("next") or "") for one in _transitions(state)}
        method = getattr(self, "do_" + kind.replace("-", "_"), self._other)
        method(node, goes, properties, state)

    def _to(self, target: str) -> str:
        return target or self.making.hangup(END)

    def do_trigger(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does = WORLD
        node.kind = "made"
        node.answers = {event: target for event, target in goes.items() if target}

    def do_say_play(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.next = self._to(goes.get("audioComplete") or next((one for one in goes.values() if one), ""))

    def do_set_variables(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.next = self._to(goes.get("next", ""))
        node.changes = tuple(
            _change(f"flow.variables.{one.get('key')}", str(one.get("value", "")))
            for one in properties.get("variables") or []
            if isinstance(one, dict)
        )

    def do_gather_input_on_call(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does, node.keeps_as = ASK, f"widgets.{node.name}.Digits"
        node.waits_seconds = _number(properties.get("timeout"), 5)
        node.silences = (self._to(goes.get("timeout", "")),)
        node.enters = (
            self._to(goes.get("keypress", "")) if goes.get("keypress") or not goes.get("speech") else ""
        )
        if goes.get("speech") and node.enters:
            node.words = {"any words": goes["speech"]}
        elif goes.get("speech"):
            node.enters, node.keeps_as, node.spoken = (
                goes["speech"],
                f"widgets.{node.name}.SpeechResult",
                True,
            )

    def do_send_and_wait_for_reply(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does, node.chat, node.keeps_as = ASK, True, f"widgets.{node.name}.inbound.Body"
        node.enters = self._to(goes.get("incomingMessage", ""))
        node.faults = {event: goes[event] for event in ("timeout", "deliveryFailure") if goes.get(event)}

    def do_split_based_on(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does = BRANCH
        node.next = self._to(goes.get("noMatch", ""))
        tests: list[Test] = []
        for one in _transitions(state):
            conditions = [each for each in one.get("conditions") or [] if isinstance(each, dict)]
            target = self._to(str(one.get("next") or ""))
            # Several conditions of one way must all hold: only a single one can be told alone.
            for condition in conditions[:1]:
                fact = _fact(str((condition.get("arguments") or [properties.get("input", "")])[0]))
                tests += _tests(fact, condition, target, alone=len(conditions) == 1)
        node.tests = tuple(tests)

    def do_connect_call_to(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        self._person(node, {"nobody answers": goes.get("callCompleted", "")}, goes)

    def do_send_to_flex(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        self._person(node, {"cannot be queued": goes.get("failedToEnqueue", "")}, goes)

    def do_enqueue_call(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        self._person(node, {"cannot be queued": goes.get("failedToEnqueue", "")}, goes)

    def _person(self, node: Node, answers: dict[str, str], goes: dict[str, str]) -> None:
        node.does = PERSON
        node.answers = {answer: self._to(target) for answer, target in answers.items()}
        node.unanswered = frozenset(answers)
        node.faults = {event: target for event, target in goes.items() if target}

    def do_record_voicemail(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does = VOICEMAIL
        node.faults = {event: target for event, target in goes.items() if target}

    def do_capture_payments(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does = ASK
        node.enters = self._to(goes.get("success", ""))
        node.silences = node.misses = (self._to(goes.get("maxFailedAttempts", "")),)
        node.answers = {
            event: target
            for event, target in goes.items()
            if target and event not in ("success", "maxFailedAttempts")
        }

    def _lookup(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does = WORLD
        failed = next((goes[event] for event in ("fail", "failed", "failure") if event in goes), "")
        node.answers = {"ok": self._to(goes.get("success", "")), "error": failed}

    do_run_function = do_make_http_request = _lookup

    def do_run_subflow(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does, node.next = CALL, self._to(goes.get("completed", ""))
        node.flow = str(properties.get("flow_sid") or "a flow chosen at run time")
        node.faults = {"failed": goes["failed"]} if goes.get("failed") else {}

    def do_send_message(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.next = self._to(goes.get("sent") or goes.get("success", ""))
        node.faults = {event: target for event, target in goes.items() if target}

    def do_record_call(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.next = self._to(goes.get("success", ""))
        node.faults = {event: target for event, target in goes.items() if target}

    def do_make_outgoing_call_v2(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        node.does = WORLD
        # Somebody who is called and does not answer has asked for nothing.
        node.answers = {"answered": self._to(goes.get("answered", ""))}
        node.faults = {event: target for event, target in goes.items() if target}

    do_make_outgoing_call = do_make_outgoing_call_v1 = do_make_outgoing_call_v2

    def _other(
        self, node: Node, goes: dict[str, str], properties: dict[str, Any], state: dict[str, Any]
    ) -> None:
        wired = [target for target in goes.values() if target]
        self.making.opaque(
            node,
            wired[0] if wired else "",
            f"The widget {node.name} ({node.kind}) runs what is not in this file.",
        )
        node.answers |= {event: target for event, target in goes.items() if target in wired[1:]}


def _fact(liquid: str) -> str:
    match = _LIQUID.match(liquid)
    if not match:
        return liquid.strip() or "something"
    # What speech was heard is not a key: it has a fact of its own, of which nothing is known.
    return match[1]


def _tests(fact: str, condition: dict[str, Any], target: str, *, alone: bool) -> list[Test]:
    kind, value = str(condition.get("type", "")).lower(), str(condition.get("value", ""))
    if not alone:
        return [Test(fact, "~", value, target)]
    if kind == "matches_any_of":
        return [Test(fact, "=", one.strip(), target) for one in value.split(",")]
    if kind == "is_blank":
        return [Test(fact, "=", "", target)]
    if kind == "is_not_blank":
        return [Test(fact, "!=", "", target)]
    return [Test(fact, TESTS.get(kind, "~"), value, target)]


def _change(fact: str, value: str) -> Change:
    match = _LIQUID.match(value)
    if match and match[2]:
        plus = _PLUS.match(match[2])
        return Change(fact, "+", plus[1]) if plus and match[1] == fact else Change(fact, "?")
    if match:
        return Change(fact, "<", match[1])
    return Change(fact, "?") if "{{" in value or "{%" in value else Change(fact, "=", value)


def _number(value: object, otherwise: float) -> float:
    try:
        return float(str(value))
    except ValueError:
        return otherwise
