"""What the verifier says: a rule, how grave it is, where, the caller's steps to it, and the mend."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from presszero.pure.flowgraph.levels import stops, verdict_of
from presszero.pure.flowgraph.waiting import InTheQueue

PROVED, NOT_KNOWN, LACKING = "proved", "unknown", "missing"

RULES = {
    "Z1": "One press of 0, or one word for a person, leads to a person from every place that waits for the caller.",
    "S1": "A caller who says and presses nothing reaches a person.",
    "N1": "A caller who is not understood reaches a person.",
    "T1": "Every end is a person, a promise where nobody is there, or the caller's own word that it is settled.",
    "T2": "No caller goes round in a circle that they did not choose.",
    "T3": "Every target exists, and every node can be reached.",
    "B1": "At most 2 menus before a person, 5 options, 2 retries, prompts of 20 s; 0 is announced first; prompts can be interrupted.",
    "W1": "The longest way to a person stays under the profile's seconds.",
    "H1": "In every open hour somebody is there, also for those who call just before closing.",
    "F1": "Every lookup says what happens when it finds nothing, fails or takes too long.",
    "L1": "The language is chosen before any other menu.",
    "A1": "A menu leaves time for callers who type or listen through a relay.",
    "D1": "The first prompt says that a machine speaks.",
    "C1": "What the caller entered goes to the person, and is asked once.",
    "M1": "Everything that a flow leads to is known, and is verified with it.",
    "X1": "The prompt and the keys agree.",
}


@dataclass(frozen=True)
class Finding:
    """One thing found. path: the caller's steps to it, shortest first; nodes: the places on that path."""

    rule: str
    level: str
    node: str
    path: tuple[str, ...]
    message: str
    mend: str
    file: str = ""
    line: int = 0
    nodes: tuple[str, ...] = ()
    waived_until: date | None = None
    waived_by: str = ""

    @property
    def is_waived(self) -> bool:
        return self.waived_until is not None

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON shape of one finding."""
        shown: dict[str, object] = {
            "rule": self.rule,
            "level": self.level,
            "node": self.node,
            "path": list(self.path),
            "message": self.message,
            "mend": self.mend,
        }
        if self.waived_until:
            shown["waived"] = {"by": self.waived_by, "until": self.waived_until.isoformat()}
        return shown


@dataclass(frozen=True)
class Verdict:
    """What is proved of one file. states: how many were walked; seconds: the worst way to a person, by caller.

    queues: seconds in the queue, from record and forecast; they are no part of the proof.
    """

    file: str
    format: str
    staffing: str
    findings: tuple[Finding, ...]
    states: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    unknowns: tuple[str, ...] = ()
    queues: tuple[InTheQueue, ...] = ()

    @property
    def verdict(self) -> str:
        return verdict_of(self.findings)

    @property
    def traps(self) -> list[Finding]:
        """Return what keeps the flow from going live: the traps that nobody answers for."""
        return [one for one in self.findings if stops(one)]

    def as_json(self) -> dict[str, object]:
        """Return the documented JSON shape of one file's verdict."""
        shown: dict[str, object] = {
            "file": self.file,
            "format": self.format,
            "verdict": self.verdict,
            "staffing": self.staffing,
            "findings": [one.as_json() for one in self.findings],
            "states": self.states,
            "unknown": list(self.unknowns),
        }
        if self.queues:
            shown["queues"] = [one.as_json() for one in self.queues]
        return shown
