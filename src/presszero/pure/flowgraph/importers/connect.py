"""Amazon Connect: the flow language with Actions, and the older export with modules.

Both forms are first read into blocks of one shape, named by the newer types. Source:
docs/sources.md#flows-and-phones (Amazon Connect, flow language and administrator guide).
"""

from __future__ import annotations

from typing import Any

from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    CALLBACK,
    HANGUP,
    MISSING,
    PERSON,
    RETURN,
    SAY,
    WORLD,
    Change,
    Graph,
    Node,
    Test,
)
from presszero.pure.flowgraph.importers.connect_blocks import Block, block_of, content_of, names_and_kind
from presszero.pure.flowgraph.importers.connect_older import older_block
from presszero.pure.flowgraph.importers.connect_words import (
    GOES_ON,
    GOES_ON_BEGINNINGS,
    OPERATING_ERRORS,
    QUEUE_FLOWS,
)
from presszero.pure.flowgraph.importers.making import MADE, Making, NotImported, counted
from presszero.pure.flowgraph.staffing import HOURS
from presszero.pure.flowgraph.words import asks_for_person, seconds_of

SOURCE = "connect"
STORED = "$.StoredCustomerInput"


def is_connect(data: Any) -> bool:
    return content_of(data) is not None


def import_connect(data: Any, *, file: str, stem: str) -> Graph:
    """Return the graph of a Connect flow.

    data: parsed JSON. stem: the file's name without its ending, which names a flow that does not name itself.

    Raises NotImported when there is no flow in it.
    """
    content = content_of(data)
    if content is None:
        raise NotImported(f"{file} holds no Amazon Connect flow: neither Actions nor modules were found.")
    names, kind = names_and_kind(data, content)
    older = "modules" in content
    blocks = [
        older_block(one) if older else block_of(one) for one in content["modules" if older else "Actions"]
    ]
    making = Making(SOURCE, file, names[0] if names else stem)
    reading = _Reading(making, {one.name: one for one in blocks}, in_queue=_is_in_queue(kind, blocks))
    for block in blocks:
        reading.node(block)
    start = str(content.get("start" if older else "StartAction") or "")
    reading.graph_facts()
    return making.done(start, flows={name: start for name in (*names[1:], stem)})


def _is_in_queue(kind: str, blocks: list[Block]) -> bool:
    """Return whether the caller already waits in a queue, or is with an agent, while this flow runs."""
    if kind:
        return kind.replace(" ", "").replace("-", "_") in QUEUE_FLOWS
    return any(
        one.type in ("MessageParticipantIteratively", "DequeueContactAndTransferToQueue") for one in blocks
    )


class _Reading:
    """Turns blocks into nodes; each kind of block has its method."""

    def __init__(self, making: Making, blocks: dict[str, Block], *, in_queue: bool) -> None:
        self.making, self.blocks, self.in_queue = making, blocks, in_queue
        self.compared = {
            str(one.parameters.get("ComparisonValue", "")) for one in blocks.values() if one.type == "Compare"
        }

    def graph_facts(self) -> None:
        """Loops begin at 0."""
        for block in self.blocks.values():
            if block.type == "Loop":
                self.making.graph.facts[f"loop {block.name}"] = "0"

    def node(self, block: Block) -> None:
        node = self.making.add(Node(block.name, SAY, block.type, label=_label(block)))
        text = block.parameters.get("Text") or block.parameters.get("SSML")
        if isinstance(text, str) and text:
            node.prompt = {"en": text}
            node.seconds = seconds_of(node.prompt)
        node.faults = {one: goes for one, goes in block.errors.items() if goes}
        method = getattr(self, f"do_{block.type}", None)
        if method:
            method(node, block)
        elif block.type in GOES_ON or block.type.startswith(GOES_ON_BEGINNINGS):
            self._say(node, block)
        else:
            self._other(node, block)

    def _say(self, node: Node, block: Block) -> None:
        node.next = block.next or block.error("NoMatchingError")
        changes = []
        for space in ("Attributes", "FlowAttributes"):
            given = block.parameters.get(space)
            if isinstance(given, dict):
                changes += [
                    _change(f"$.{space}.{key}", value["Value"] if isinstance(value, dict) else value)
                    for key, value in given.items()
                    if not isinstance(value, dict) or "Value" in value
                ]
        node.changes = tuple(changes)

    def do_GetParticipantInput(self, node: Node, block: Block) -> None:
        node.does = ASK
        node.waits_seconds = _number(
            block.parameters.get("InputTimeLimitSeconds") or block.parameters.get("Timeout"), 5
        )
        missed = MISSING
        for _, value, goes in block.conditions:
            if value.endswith("FallbackIntent"):
                # What a bot does not understand comes as an intent of its own.
                missed = goes
            elif _is_key(value):
                node.keys.setdefault(value, goes)
            else:
                node.words.setdefault(value, goes)
        node.person_says = tuple(word for word in node.words if asks_for_person(word))
        miss = missed or block.error("NoMatchingCondition") or block.next or block.error("NoMatchingError")
        silent = block.error("InputTimeLimitExceeded") or miss
        node.silences, node.misses = (silent,), (miss,)
        node.faults = {}
        if failed := block.error("NoMatchingError"):
            node.answers = {"error": failed}
        if self.in_queue and "0" not in node.keys:
            # Whoever already waits for a person keeps their place; 0 is one more key that is not offered.
            node.person = miss

    def do_ConnectParticipantWithLexBot(self, node: Node, block: Block) -> None:
        self.do_GetParticipantInput(node, block)

    def do_StoreInput(self, node: Node, block: Block) -> None:
        node.does, node.enters, node.keeps_as = ASK, block.next or block.error("NoMatchingError"), STORED
        node.waits_seconds = _number(
            block.parameters.get("InputTimeLimitSeconds") or block.parameters.get("Timeout"), 5
        )
        # Nothing entered is stored as the word Timeout, on the way of success.
        name = f"{block.name} (nothing entered)"
        self.making.add(Node(name, SAY, MADE, next=node.enters, changes=(Change(STORED, "=", "Timeout"),)))
        node.silences = (name,)
        node.faults = {}
        if failed := block.error("NoMatchingError"):
            node.answers = {"error": failed}
        if wrong := block.error("InvalidPhoneNumber", "InvalidCallbackNumber"):
            node.misses = (wrong,)
            # A lone 0 is no phone number.
            node.keys["0"] = wrong
        prompt = " ".join(node.prompt.values()) + str(block.parameters.get("PromptId", ""))
        node.opaque = prompt.startswith("$.") and STORED not in self.compared

    def do_Compare(self, node: Node, block: Block) -> None:
        fact = str(block.parameters.get("ComparisonValue") or block.parameters.get("Attribute") or "")
        node.does = BRANCH
        node.next = block.error("NoMatchingCondition") or block.next or block.error("NoMatchingError")
        node.tests = tuple(Test(fact, _operator(how), value, goes) for how, value, goes in block.conditions)
        node.faults = {}

    def do_CheckHoursOfOperation(self, node: Node, block: Block) -> None:
        node.does = WORLD
        node.hours = str(
            block.parameters.get("HoursOfOperationId") or block.parameters.get("Hours") or "the queue's hours"
        )
        node.remembers = HOURS + node.hours
        for _, value, goes in block.conditions:
            node.answers["open" if value.lower() == "true" else "closed"] = goes
        node.answers.setdefault("open", block.next)
        node.answers.setdefault("closed", block.error("NoMatchingCondition", "NoMatchingError"))

    def do_CheckStaffing(self, node: Node, block: Block) -> None:
        node.does = WORLD
        for _, value, goes in block.conditions:
            node.answers["somebody there" if value.lower() == "true" else "nobody there"] = goes
        node.answers.setdefault("nobody there", block.error("NoMatchingCondition", "NoMatchingError"))

    def do_CheckMetricData(self, node: Node, block: Block) -> None:
        node.does = WORLD
        otherwise = block.error("NoMatchingCondition") or block.next or block.error("NoMatchingError")
        if "agents" in str(block.parameters.get("MetricType", "")).lower():
            for how, value, goes in block.conditions:
                node.answers[f"{how} {value}"] = goes
            node.answers["nobody there"] = otherwise
            return
        node.answers = {f"{how} {value}": goes for how, value, goes in block.conditions}
        node.answers["no condition holds"] = otherwise

    def do_Loop(self, node: Node, block: Block) -> None:
        fact = f"loop {block.name}"
        again = done = MISSING
        for _, value, goes in block.conditions:
            if value in ("ContinueLooping", "Looping"):
                again = goes
            else:
                done = goes
        done = done or block.next or block.error("NoMatchingCondition")
        node.does, node.faults = BRANCH, {}
        count = str(block.parameters.get("LoopCount", ""))
        after = counted(self.making, f"{block.name} (done)", fact, then=done, reset=True)
        node.next = counted(self.making, f"{block.name} (once more)", fact, then=again)
        how = ">=" if count.isdigit() else "~"
        node.tests = (Test(fact, how, count, after),)

    def do_InvokeLambdaFunction(self, node: Node, block: Block) -> None:
        node.does = WORLD
        failed = block.error("NoMatchingError")
        node.answers = {"ok": block.next, "error": failed}
        node.faults = {}
        node.changes = tuple(
            Change(fact, "?")
            for fact in sorted(self.compared)
            if fact.startswith(("$.External", "$.LambdaInvocation"))
        )

    def _looked_up(self, node: Node, block: Block) -> None:
        """A customer's record: found, or one of the errors that come in ordinary operation."""
        node.does, node.faults = WORLD, {}
        node.answers = {"ok": block.next} | {error: goes for error, goes in block.errors.items() if goes}

    do_GetCustomerProfile = do_GetCustomerProfileObject = _looked_up
    do_GetCalculatedAttributesForCustomerProfile = do_GetCase = _looked_up

    def do_CheckOutboundCallStatus(self, node: Node, block: Block) -> None:
        """Who was called and did not answer has asked for nothing; only an answered call is walked."""
        node.does = WORLD
        for _, value, goes in block.conditions:
            (node.answers if value == "CallAnswered" else node.faults)[value] = goes
        node.answers = node.answers or {"answered": block.next}

    def do_CheckVoiceId(self, node: Node, block: Block) -> None:
        node.does = WORLD
        node.answers = {value: goes for _, value, goes in block.conditions}
        if otherwise := block.error("NoMatchingCondition") or block.next:
            node.answers["no condition holds"] = otherwise

    def do_DistributeByPercentage(self, node: Node, block: Block) -> None:
        node.does = WORLD
        node.answers = {f"share {value}": goes for _, value, goes in block.conditions}
        otherwise = block.error("NoMatchingCondition") or block.next
        if otherwise:
            node.answers["the rest"] = otherwise

    def do_Wait(self, node: Node, block: Block) -> None:
        node.does = WORLD
        node.answers = {value: goes for _, value, goes in block.conditions}
        if goes := block.next or block.error("NoMatchingCondition", "NoMatchingError"):
            node.answers["time is over"] = goes

    def do_TransferContactToQueue(self, node: Node, block: Block) -> None:
        node.does, node.team = PERSON, _label(block)
        node.answers = {
            words: block.errors[one] for one, words in OPERATING_ERRORS.items() if block.errors.get(one)
        }
        node.faults = {one: goes for one, goes in block.errors.items() if one not in OPERATING_ERRORS}

    do_DequeueContactAndTransferToQueue = do_TransferContactToQueue
    do_TransferContactToAgent = do_TransferContactToQueue
    do_TransferContactToQueueWithAgent = do_TransferContactToQueue

    def do_TransferParticipantToThirdParty(self, node: Node, block: Block) -> None:
        self.do_TransferContactToQueue(node, block)
        node.team = ""
        if block.next:
            node.faults["afterwards"] = block.next
        # The step that follows an ordinary conversation, too, tells nothing of those nobody answered.
        node.unanswered = frozenset(said for said, goes in node.answers.items() if goes == block.next)

    def do_MessageParticipantIteratively(self, node: Node, block: Block) -> None:
        """Prompts that loop while the caller waits in a queue: they are already before a person."""
        node.does = PERSON
        if block.conditions:
            node.answers = {"the prompt is interrupted": block.conditions[0][2]}
        elif block.next:
            node.answers = {"the prompt is interrupted": block.next}
        if timed := block.error("InputTimeLimitExceeded"):
            node.answers = {"the prompt is interrupted": timed}

    def do_UpdateContactCallbackNumber(self, node: Node, block: Block) -> None:
        wrong = block.error("InvalidCallbackNumber")
        if wrong and block.parameters.get("CallbackNumber") == STORED:
            node = self._unless_no_number(node, wrong)
        node.does = WORLD
        node.answers = {"ok": block.next}
        node.answers |= {
            words: block.errors[one] for one, words in OPERATING_ERRORS.items() if block.errors.get(one)
        }
        node.faults = {one: goes for one, goes in block.errors.items() if one not in OPERATING_ERRORS}

    def _unless_no_number(self, node: Node, wrong: str) -> Node:
        """Lead away what can be no number to call, a lone 0 or nothing entered; return the node of the rest."""
        rest = self.making.add(Node(f"{node.name} (a number)", WORLD, MADE, node.line))
        node.does, node.next = BRANCH, rest.name
        node.tests = tuple(Test(STORED, "=", value, wrong) for value in ("0", "Timeout"))
        return rest

    def do_CreateCallbackContact(self, node: Node, block: Block) -> None:
        node.does = CALLBACK
        if block.next:
            node.faults["afterwards"] = block.next

    def do_DisconnectParticipant(self, node: Node, block: Block) -> None:
        node.does = HANGUP

    def do_EndFlowExecution(self, node: Node, block: Block) -> None:
        # In a queue flow the caller goes back to waiting; elsewhere the contact ends.
        node.does = PERSON if self.in_queue else HANGUP

    def do_EndFlowModuleExecution(self, node: Node, block: Block) -> None:
        node.does = RETURN

    def do_TransferToFlow(self, node: Node, block: Block) -> None:
        node.does = CALL
        node.flow = str(
            block.parameters.get("ContactFlowName") or block.parameters.get("ContactFlowId") or ""
        )

    def do_InvokeFlowModule(self, node: Node, block: Block) -> None:
        node.does, node.next = CALL, block.next
        node.flow = str(block.parameters.get("FlowModuleId") or block.parameters.get("ModuleId") or "")

    def _other(self, node: Node, block: Block) -> None:
        goes_on = block.next or (
            block.conditions[0][2] if block.conditions else block.error("NoMatchingError")
        )
        self.making.opaque(
            node, goes_on, f"The block {block.name} is of the type {block.type}, which is not known."
        )


def _label(block: Block) -> str:
    for key in ("QueueName", "QueueId", "Queue", "ThirdPartyPhoneNumber", "ContactFlowName"):
        value = block.parameters.get(key)
        if isinstance(value, str) and value:
            return value.rsplit("/", 1)[-1]
    return ""


def _is_key(value: str) -> bool:
    return 0 < len(value) <= 4 and all(char in "0123456789*#" for char in value)


def _operator(name: str) -> str:
    return {
        "Equals": "=",
        "NotEquals": "!=",
        "NumberGreaterThan": ">",
        "NumberGreaterOrEqualTo": ">=",
        "NumberLessThan": "<",
        "NumberLessOrEqualTo": "<=",
        "GreaterThan": ">",
        "GreaterThanOrEqualTo": ">=",
        "LessThan": "<",
        "LessThanOrEqualTo": "<=",
        "TextContains": "contains",
        "Contains": "contains",
        "TextStartsWith": "starts",
        "StartsWith": "starts",
        "TextEndsWith": "ends",
    }.get(name, "~")


def _change(fact: str, value: object) -> Change:
    words = str(value)
    if words.startswith("$."):
        return Change(fact, "<", words)
    return Change(fact, "?") if "$." in words or "${" in words else Change(fact, "=", words)


def _number(value: object, otherwise: float) -> float:
    try:
        return float(str(value))
    except ValueError:
        return otherwise
