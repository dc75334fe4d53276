"""The editor of a flow and the public page of flows: proved, trapped, mistaken, refused, and before anything is saved."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.ui.sample_office import NAV
from tests.ui.sample_pages import SITE, frame, made

import presszero.demo.machines
from presszero.flows.checking import Checked
from presszero.office.flow_page import shown_flow
from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.linking import linked
from presszero.pure.flowgraph.reading import FlowMistaken
from presszero.pure.flowgraph.rehearsing import TOLD, Rehearsal, rehearse
from presszero.pure.flowgraph.verifying import verify

TEXT = (presszero.demo.machines.TEXTS / "transit-line.yaml").read_text(encoding="utf-8")
# Whoever stays silent goes from question to question and round again.
TRAP = TEXT.replace("    keeps: line\n", "    keeps: line\n    no_input: topic\n").replace(
    '    keys: {"1": lost-number, "2": card-number}\n',
    '    keys: {"1": lost-number, "2": card-number}\n    no_input: lost-number\n',
)
URLS = {
    name: f"/{name}/" for name in ("check", "mend", "trial", "draft", "publication", "versions", "waivers")
}
QUEUES = [
    SimpleNamespace(
        team="transit",
        record="Of 212 chats since 4 June, half were joined within 14 s and nine in ten within 61 s; longest Monday from 08:00, 74 s.",
        forecast="By the forecast 18 s on average; worst Monday from 08:00, 41 s.",
    )
]
WORSE = [
    "For callers who ask for a person, a person comes later: after 15 s instead of 9 s.",
    "For callers who choose refunds, the way to a person is gone.",
]


def flow_page(situation: str = "") -> dict[str, Any]:
    """Return the editor's context. situation: "" proved, trapped, mistaken, refused, worse, unknown (seconds in the queue too) or read (nobody may write)."""
    trapped = situation in ("trapped", "refused")
    text = TRAP if trapped else TEXT
    if situation == "mistaken":
        text = text.replace("kind: queue", "kind: line")
    if situation == "unknown":
        elsewhere = "nodes:\n  elsewhere: {kind: subflow, flow: town-hall, next: language}\n"
        text = text.replace("nodes:\n", elsewhere, 1).replace("start: language\n", "start: elsewhere\n")
    checked = _checked(text)
    shown = shown_flow(checked, text=text)
    steps = [(TOLD, step) for step in shown.findings[0].steps] if trapped else []
    graph = checked.graph
    writes = situation != "read"
    around = frame("team")
    around.alarms = ["town-chat"] if trapped else []
    around.urls.flows = "/office/flows/"
    return {
        "frame": around,
        "nav": NAV,
        "flow": made(
            {
                "name": "transit-line",
                "purpose": "Phone",
                "may_write": writes,
                "may_publish": writes,
                "urls": URLS,
            }
        ),
        "version": made({"number": 14, "state": "draft", "is_draft": writes, "revision": 3}),
        "live": SimpleNamespace(number=13),
        "text": text,
        "reason": "",
        "worse": WORSE if situation == "worse" else [],
        "refused": made(
            {
                "sentence": "Version 14 of transit-line cannot go live.",
                "reasons": ["S1: A caller who says nothing goes round."],
            }
        )
        if situation == "refused"
        else None,
        "shown": shown,
        "outline_open": True,
        "talk": rehearse(linked(graph), steps) if graph else Rehearsal(),
        "queues": QUEUES if situation == "unknown" else [],
        "trapped": trapped,
        "talk_steps": "[]",
    }


def _checked(text: str) -> Checked:
    try:
        graph = graph_from(text, file="transit-line")
    except FlowMistaken as mistaken:
        return Checked(None, None, tuple(mistaken.mistakes))
    return Checked(graph, verify(graph))


def flows_page(empty: bool = False) -> dict[str, Any]:
    waiver = {
        "what": "At “topic” this does not hold: A caller who says nothing reaches a person.",
        "name": "Noor Halvane",
        "until": "20 July 2025",
        "until_iso": "2025-07-20",
        "reason": "The old line ends on Sunday.",
    }
    flow = {
        "name": "transit-line",
        "purpose": "Phone",
        "number": 13,
        "since": "13 July 2025",
        "since_iso": "2025-07-13",
        "state": "Everybody reaches a person.",
        "tone": "good",
        "seconds": "At worst the machine takes 34 s until then.",
        "waivers": [],
        "worse": [],
        "reason": "",
        "by": "",
    }
    broken = flow | {
        "name": "town-chat",
        "purpose": "Chat",
        "state": "It no longer holds; we are mending it.",
        "tone": "bad",
    }
    broken |= {
        "seconds": "",
        "waivers": [waiver],
        "worse": WORSE,
        "reason": "The law wants it said.",
        "by": "Noor Halvane",
    }
    return {"site": made(SITE), "flows": [] if empty else made([flow, broken]), "person_first": True}
