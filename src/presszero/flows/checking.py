"""What is proved of a flow's text here: against the flows that are live, and this organisation's calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from presszero.flows.calendar import calendar_from
from presszero.flows.graphs import graph_of, graphs_of, linked_here
from presszero.flows.lookups import LOOKUPS
from presszero.flows.models import Flow
from presszero.flows.queries import other_texts
from presszero.flows.waiving import waivers_for
from presszero.organisation.queries import the_organisation, the_zone
from presszero.pure.flowgraph.calendars import Calendar
from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import LACKING, NOT_KNOWN, Finding, Verdict
from presszero.pure.flowgraph.graph import CALLBACK, VOICEMAIL, Graph
from presszero.pure.flowgraph.levels import ADVICE, TRAP, UNSURE
from presszero.pure.flowgraph.profiles import PROFILES
from presszero.pure.flowgraph.reading import FlowMistaken, Mistake
from presszero.pure.flowgraph.verifying import prove


@dataclass(frozen=True)
class Checked:
    """A text read and proved. graph, verdict: None when mistakes keep it from being read; others: what it may lead to;
    explored: the states it was proved by.
    """

    graph: Graph | None
    verdict: Verdict | None
    mistakes: tuple[Mistake, ...] = ()
    others: tuple[Graph, ...] = ()
    explored: Explored | None = None

    @property
    def says(self) -> str:
        return self.verdict.verdict if self.verdict else UNSURE

    @property
    def holds(self) -> bool:
        """Return whether it may go live: it can be read, and no trap stands that nobody answers for."""
        return self.verdict is not None and not self.verdict.traps

    @property
    def staffing(self) -> str:
        return self.verdict.staffing if self.verdict else NOT_KNOWN

    def as_json(self) -> dict[str, Any]:
        """Return what a version keeps of it."""
        mistakes = [
            {"line": one.line, "node": one.node, "message": one.message, "mend": one.mend}
            for one in self.mistakes
        ]
        if self.verdict is None:
            return {"verdict": UNSURE, "staffing": NOT_KNOWN, "findings": [], "mistakes": mistakes}
        findings = [one.as_json() | {"line": one.line} for one in self.verdict.findings]
        return {
            **self.verdict.as_json(),
            "findings": findings,
            "seconds": self.verdict.seconds,
            "mistakes": [],
        }


def check_text(*, flow: Flow, text: str, at: datetime) -> Checked:
    """Return what is proved of a text as the next version of a flow."""
    asks_first = the_organisation().person_first
    try:
        graph = graph_of(flow.name, text, asks_first)
    except FlowMistaken as mistaken:
        return Checked(None, None, tuple(mistaken.mistakes))
    if graph.name != flow.name:
        return Checked(None, None, (_misnamed(flow, text, graph.name),))
    today = at.astimezone(the_zone()).date()
    calendar = calendar_from(today)
    others = graphs_of(other_texts(flow))
    verdict, explored = prove(
        graph,
        others=others,
        all_given=True,
        profile=PROFILES[flow.profile],
        calendar=calendar,
        waivers=waivers_for(flow, on=today),
        on=today,
    )
    verdict = _with_lookups(_with_teams(verdict, graph, calendar), graph)
    return Checked(graph, verdict, others=tuple(others), explored=explored)


def _with_teams(verdict: Verdict, graph: Graph, calendar: Calendar) -> Verdict:
    """Add a trap for each team that promises a call or takes a message, but that nobody here has."""
    known = {*calendar.cover, *calendar.unsaid}
    lost = [
        Finding(
            "H1",
            TRAP,
            node.name,
            (),
            f"{node.name} leaves it to {node.team!r}, and there is no such team.",
            f"Name a team of the office: {', '.join(sorted(known))}.",
            graph.file,
            node.line,
            (node.name,),
        )
        for node in graph.nodes.values()
        if node.does in (CALLBACK, VOICEMAIL) and node.team not in known
    ]
    if not lost:
        return verdict
    return replace(verdict, staffing=LACKING, findings=(*lost, *verdict.findings))


def _with_lookups(verdict: Verdict, graph: Graph) -> Verdict:
    """Advise where a flow asks what nobody here answers: each such lookup goes the way of its error."""
    lost = [
        Finding(
            "F1",
            ADVICE,
            node.name,
            (),
            f"{node.name} asks {asked!r}, which nobody here answers, so it always goes the way of an error.",
            f"Ask one that this installation has: {', '.join(sorted(LOOKUPS))}.",
            graph.file,
            node.line,
            (node.name,),
        )
        for node in graph.nodes.values()
        if (asked := getattr(node.verbs[0], "name", "") if node.kind == "lookup" and node.verbs else "")
        and asked not in LOOKUPS
    ]
    return replace(verdict, findings=(*verdict.findings, *lost)) if lost else verdict


def _misnamed(flow: Flow, text: str, name: str) -> Mistake:
    lines = enumerate(text.splitlines(), 1)
    line = next((number for number, words in lines if words.startswith("flow:")), 1)
    return Mistake(
        flow.name,
        line,
        "",
        f"The text calls this flow {name}; other flows lead to it as {flow.name}.",
        f"Write `flow: {flow.name}`.",
    )


def runnable(checked: Checked) -> Graph | None:
    """Return what `step` runs of a checked text, with the flows that it leads to; None while it cannot be read."""
    return linked_here(checked.graph, checked.others) if checked.graph else None
