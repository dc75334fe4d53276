"""What the editor of a flow shows: the verdict, the drawing, the findings, the outline and the phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.flows.checking import Checked
from presszero.pure.flowgraph.drawing import drawn, label_said
from presszero.pure.flowgraph.findings import LACKING, PROVED
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.levels import IS_TRAP, SAFE, UNSURE, stops
from presszero.pure.flowgraph.mending import mended

# What is said of a rule that holds, in the order in which people care.
HELD = {
    "Z1": lambda: _("0 leads to a person from every question"),
    "S1": lambda: _("A silent caller reaches a person"),
    "N1": lambda: _("So does one who is not understood"),
    "T1": lambda: _("Every way ends with a person, or with the caller’s own word"),
    "T2": lambda: _("Nobody goes round in a circle they did not choose"),
    "T3": lambda: _("Every place exists and can be reached"),
    "F1": lambda: _("When a lookup fails, the caller is led on"),
    "B1": lambda: _("Few menus, few choices, short prompts; 0 is announced first"),
    "W1": lambda: _("A person comes within the time that was promised"),
    "L1": lambda: _("The language is chosen before anything else"),
    "A1": lambda: _("There is time for callers who type"),
    "D1": lambda: _("It says that it is a machine"),
    "C1": lambda: _("Nothing a caller gave is asked again"),
    "X1": lambda: _("What is said and what the keys do agree"),
}


@dataclass(frozen=True)
class Head:
    """The verdict in words. tone: good, bad or warn."""

    icon: str
    tone: str
    title: str
    words: str


@dataclass(frozen=True)
class ShownFinding:
    """One finding as the page shows it. stops: whether it keeps the flow from going live. one_press: its mend needs no thought."""

    number: int
    stops: bool
    rule: str
    title: str
    mend: str
    line: int
    steps: tuple[str, ...]
    node: str
    waived: str = ""
    one_press: bool = False


@dataclass(frozen=True)
class OutlineNode:
    name: str
    kind: str
    line: int
    leads: str
    trapped: bool


@dataclass(frozen=True)
class Shown:
    """Everything that is made anew with each change of the text."""

    head: Head
    findings: list[ShownFinding]
    mistakes: list[dict[str, Any]]
    outline: list[OutlineNode]
    proved: list[str]
    drawing: SafeString = field(default_factory=lambda: SafeString(""))
    chosen: int = -1
    may_go_live: bool = False


def shown_flow(checked: Checked, *, text: str = "", chosen: int = -1) -> Shown:
    """Return what is shown of a checked text. chosen: the number of the finding whose way is drawn; the first trap by default.

    text: what was checked, to see which mends are of one press.
    """
    findings = _findings(checked, text)
    if not 0 <= chosen < len(findings):
        chosen = next((one.number for one in findings if one.stops), -1)
    return Shown(
        head=_head(checked),
        findings=findings,
        mistakes=list(checked.as_json()["mistakes"]),
        outline=_outline(checked),
        proved=[] if checked.says == UNSURE else _proved(checked),
        drawing=_drawing(checked, chosen),
        chosen=chosen,
        may_go_live=checked.holds,
    )


def _findings(checked: Checked, text: str) -> list[ShownFinding]:
    if checked.verdict is None:
        return []
    return [
        ShownFinding(
            number=number,
            stops=stops(one),
            rule=one.rule,
            title=one.message,
            mend=one.mend,
            line=one.line,
            steps=tuple(step.removeprefix("→ ") for step in one.path),
            node=one.node,
            waived=_("Waived by %(name)s until %(day)s") % {"name": one.waived_by, "day": one.waived_until}
            if one.is_waived
            else "",
            one_press=mended(text, one) is not None,
        )
        for number, one in enumerate(checked.verdict.findings)
    ]


def _head(checked: Checked) -> Head:
    verdict = checked.verdict
    if verdict is None:
        count = len(checked.mistakes)
        words = ngettext(
            "%(n)s mistake keeps it from being read.", "%(n)s mistakes keep it from being read.", count
        )
        return Head("warn", "warn", _("This text is not a flow yet"), words % {"n": count})
    states = _("%(n)s states followed.") % {"n": f"{verdict.states:,}"}
    if verdict.verdict == IS_TRAP:
        count = len(verdict.traps)
        words = ngettext(
            "%(n)s finding keeps it from going live.", "%(n)s findings keep it from going live.", count
        )
        return Head("stop", "bad", _("This flow can trap a caller"), f"{words % {'n': count}} {states}")
    if verdict.verdict != SAFE:
        return Head(
            "warn",
            "warn",
            _("Whether this flow traps callers is not known"),
            f"{_what_is_not_known(checked)} {states}",
        )
    return Head(
        "done",
        "good",
        _("Every caller reaches a person"),
        f"{_seconds(verdict.seconds)} {_staffing(checked)} {states}",
    )


def _what_is_not_known(checked: Checked) -> str:
    """Return why it may not go live, or that somebody answers for all that is not known."""
    if checked.holds:
        return _("It may go live: somebody answers for what is not known.")
    return next(iter(checked.verdict.unknowns), "") if checked.verdict else ""


def _seconds(seconds: dict[str, float]) -> str:
    if not seconds:
        return ""
    return _("At worst after %(n)s s, staying silent included.") % {"n": round(max(seconds.values()))}


def _staffing(checked: Checked) -> str:
    return {
        PROVED: _("Somebody is there in every open hour of the year ahead."),
        LACKING: _("In some open hours nobody is there."),
    }.get(checked.staffing, _("Who is there has not been said, so staffing is not known."))


def _proved(checked: Checked) -> list[str]:
    if checked.verdict is None:
        return []
    failed = {one.rule for one in checked.verdict.findings}
    held = [words() for rule, words in HELD.items() if rule not in failed]
    return [*held, _staffing(checked)] if checked.staffing == PROVED else held


def _outline(checked: Checked) -> list[OutlineNode]:
    if checked.graph is None or checked.verdict is None:
        return []
    trapped = {one.node for one in checked.verdict.traps}
    return [
        OutlineNode(node.name, node.kind, node.line, _leads(checked.graph, name), node.name in trapped)
        for name, node in checked.graph.nodes.items()
        if node.kind != "made" and node.line
    ]


def _leads(graph: Graph, name: str) -> str:
    """Return where a node leads, as a list reads it: 1 → stop_number, 0 → desk."""
    said: dict[str, list[str]] = {}
    for label, target in graph.nodes[name].targets():
        if target and target != name:
            said.setdefault(target, []).append(label_said(label.removeprefix("press "), _said))
    return "; ".join(f"{', '.join(labels)} → {target}" for target, labels in said.items())


def _drawing(checked: Checked, chosen: int) -> SafeString:
    if checked.graph is None or checked.verdict is None:
        return SafeString("")
    findings = checked.verdict.findings
    way = findings[chosen].nodes if 0 <= chosen < len(findings) else ()
    title = _("The flow %(name)s, drawn") % {"name": checked.graph.name}
    return mark_safe(drawn(checked.graph, way=way, title=title, said=_said, styled=False))  # noqa: S308


def _said(word: str) -> str:
    """Return a word of a drawing in the reader's language."""
    return {
        "a person": _("a person"),
        "hang-up": _("hang-up"),
        "not known": _("not known"),
        "again": _("again"),
        "silence": _("silence"),
        "no-input": _("silence"),
        "no-match": _("not understood"),
        "next": _("next"),
    }.get(word, word)
