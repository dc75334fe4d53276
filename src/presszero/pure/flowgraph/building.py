"""A written flow made a graph: defaults filled in, and 0 with the words for a person at every question."""

from __future__ import annotations

from presszero.pure.flowgraph import verbs
from presszero.pure.flowgraph.choosing import person_first
from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    CALLBACK,
    MISSING,
    PERSON,
    RESOLVED,
    SAY,
    VOICEMAIL,
    WORLD,
    Graph,
    Node,
    Test,
)
from presszero.pure.flowgraph.language import (
    Ask,
    Branch,
    Callback,
    Collect,
    Flow,
    Hours,
    Lookup,
    Menu,
    Prompt,
    Queue,
    Record,
    Resolved,
    Say,
    Subflow,
    Transfer,
    Voicemail,
)
from presszero.pure.flowgraph.reading import flow_from
from presszero.pure.flowgraph.staffing import HOURS
from presszero.pure.flowgraph.words import PERSON_WORDS, seconds_of

OURS = "presszero"


def graph_from(text: str, *, file: str = "flow", a_person_first: bool = False) -> Graph:
    """Return the graph of a flow written in our language.

    a_person_first: whether its callers are asked first if they want a person or the machine.

    Raises FlowMistaken with file, line, node and mend of each mistake.
    """
    flow, lines = flow_from(text, file=file)
    return build(person_first(flow) if a_person_first else flow, lines=lines, file=file)


def build(flow: Flow, *, lines: dict[str, int] | None = None, file: str = "flow") -> Graph:
    """Return the graph of a checked flow. lines: where each node begins in its file."""
    lines = lines or {}
    nodes = {name: _node(flow, name, lines.get(name, 0)) for name in flow.nodes}
    graph = Graph(
        flow.flow,
        OURS,
        flow.start,
        nodes,
        languages=tuple(flow.languages),
        file=file,
    )
    return graph.prepared()


def _prompt(flow: Flow, prompt: Prompt) -> dict[str, str]:
    if isinstance(prompt, dict):
        return dict(prompt)
    return {language: prompt for language in flow.languages} if prompt else {}


def _node(flow: Flow, name: str, line: int) -> Node:
    written = flow.nodes[name]
    node = Node(name, SAY, written.kind, line)
    prompt = getattr(written, "prompt", "")
    node.prompt = _prompt(flow, prompt)
    node.seconds = seconds_of(node.prompt, getattr(written, "audio_seconds", None))
    if isinstance(written, Menu | Ask | Collect | Record):
        _ask(flow, node, written)
    elif isinstance(written, Say):
        node.next = written.next
        node.verbs = (verbs.Say(node.prompt),)
    elif isinstance(written, Lookup | Hours):
        _world(node, written)
    elif isinstance(written, Branch):
        node.does, node.next = BRANCH, written.otherwise
        node.tests = tuple(Test(case.fact, "=", case.equals, case.leads) for case in written.cases)
    elif isinstance(written, Queue | Transfer):
        _person(node, written)
    elif isinstance(written, Callback | Voicemail):
        _message(node, written)
    elif isinstance(written, Subflow):
        node.does, node.flow, node.next = CALL, written.flow, written.next
    elif isinstance(written, Resolved):
        node.does = RESOLVED
        node.verbs = (verbs.Say(node.prompt), verbs.HangUp("resolved"))
    return node


def _ask(flow: Flow, node: Node, written: Menu | Ask | Collect | Record) -> None:
    node.does = ASK
    node.waits_seconds = written.wait_seconds
    node.barge_in = written.barge_in
    node.person = written.zero or flow.person
    again = (node.name,) * written.retries
    node.silences = (*again, written.no_input or flow.person)
    node.misses = (*again, written.no_match or flow.person)
    node.person_says = tuple(
        sorted(set().union(*(PERSON_WORDS.get(one[:2], PERSON_WORDS["en"]) for one in flow.languages)))
    )
    if isinstance(written, Menu):
        node.keys = {key: target for key, target in written.keys.items() if key != "0"}
        node.person = written.keys.get("0", node.person)
        node.language = " ".join(f"{key}={language}" for key, language in written.chooses_language.items())
    if isinstance(written, Menu | Ask):
        node.words = {name: intent.leads for name, intent in written.words.items()}
        node.examples = {
            name: tuple(example for examples in intent.examples.values() for example in examples)
            for name, intent in written.words.items()
        }
        node.offers = {
            name: {language: examples[0] for language, examples in intent.examples.items() if examples}
            for name, intent in written.words.items()
        }
    if not isinstance(written, Menu) and written.next and written.keeps:
        node.enters, node.keeps_as = written.next, written.keeps
    node.verbs = (verbs.Say(node.prompt), _gather(node, written))


def _gather(node: Node, written: Menu | Ask | Collect | Record) -> verbs.Gather:
    digits = isinstance(written, Collect)
    return verbs.Gather(
        keys=tuple(node.keys),
        words=node.examples,
        least=written.least if isinstance(written, Collect) else 0,
        most=written.most if isinstance(written, Collect) else 0,
        person_key="*0" if digits and getattr(written, "zero_may_be_data", False) else "0",
        wait_seconds=node.waits_seconds,
        keeps_as=node.keeps_as,
        records=isinstance(written, Record),
    )


def _world(node: Node, written: Lookup | Hours) -> None:
    node.does = WORLD
    if isinstance(written, Hours):
        node.hours, node.remembers = written.hours, HOURS + written.hours
        node.answers = {"open": written.open, "closed": written.closed}
        node.verbs = (verbs.CheckHours(written.hours),)
        return
    node.answers = {
        answer: getattr(written, answer) or MISSING for answer in ("ok", "not_found", "error", "timeout")
    }
    node.verbs = (verbs.LookUp(written.asks),)


def _person(node: Node, written: Queue | Transfer) -> None:
    node.does, node.team = PERSON, written.team
    node.hands_over = ("*",) if written.hands_over is None else tuple(written.hands_over)
    if isinstance(written, Transfer):
        node.answers = {"no_answer": written.no_answer or MISSING}
        node.verbs = (verbs.Say(node.prompt), verbs.Dial(written.to))
        return
    if written.full:
        node.answers = {"full": written.full}
    node.verbs = (verbs.Say(node.prompt), verbs.Enqueue(written.team, node.hands_over))


def _message(node: Node, written: Callback | Voicemail) -> None:
    node.team = written.team
    if isinstance(written, Voicemail):
        node.does = VOICEMAIL
        node.verbs = (verbs.Say(node.prompt), verbs.TakeMessage(written.team))
        return
    node.does, node.number, node.due = CALLBACK, written.number, f"{written.due_hours:g} open hours"
    node.answers = {"no_number": written.no_number or MISSING}
    node.verbs = (verbs.Say(node.prompt), verbs.PromiseCall(written.team, written.number, written.due_hours))
