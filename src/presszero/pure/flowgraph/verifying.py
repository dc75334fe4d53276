"""The verdict on a flow: every rule, over every state that its one `step` can come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from presszero.pure.flowgraph.calendars import Calendar
from presszero.pure.flowgraph.exploring import Explored, FlowTooLarge, explore
from presszero.pure.flowgraph.findings import NOT_KNOWN, Finding, Verdict
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.levels import NOT_TOLD, TRAP, level_of
from presszero.pure.flowgraph.linking import linked
from presszero.pure.flowgraph.profiles import PROFILES, Profile
from presszero.pure.flowgraph.reaching import not_known_findings, reaching_findings
from presszero.pure.flowgraph.shape import shape_findings, waiting_findings, worst_seconds
from presszero.pure.flowgraph.staffing import staffing_findings
from presszero.pure.flowgraph.waivers import Waiver, waived

# Who does not reach a person when one of these rules fails; their way has no length.
CALLERS = {"Z1": "zero", "S1": "silent", "N1": "confused"}


def not_read(file: str, why: str) -> Verdict:
    """Return the verdict on a file that is no flow: unknown, with the reason."""
    mend = "Mend the file, or name its format with --format-in."
    finding = Finding(NOT_TOLD, level_of(NOT_TOLD), "", (), why, mend, file)
    return Verdict(file, "", NOT_KNOWN, (finding,), unknowns=(why,))


def verify(
    graph: Graph,
    *,
    others: Sequence[Graph] = (),
    all_given: bool = False,
    profile: Profile = PROFILES["presszero"],
    calendar: Calendar | None = None,
    waivers: Iterable[Waiver] = (),
    on: date | None = None,
) -> Verdict:
    """Return what is proved of a flow.

    graph: from the language or an importer. others: flows it may lead to; all_given: there are no more than these,
    so that a flow which is not among them is a missing target and not merely unknown. calendar: without one,
    staffing is unknown. waivers: counted while they stand on the day `on`; without a day none is.

    What findings make of the verdict is said by `levels.verdict_of`.
    """
    return prove(
        graph,
        others=others,
        all_given=all_given,
        profile=profile,
        calendar=calendar,
        waivers=waivers,
        on=on,
    )[0]


def prove(
    graph: Graph,
    *,
    others: Sequence[Graph] = (),
    all_given: bool = False,
    profile: Profile = PROFILES["presszero"],
    calendar: Calendar | None = None,
    waivers: Iterable[Waiver] = (),
    on: date | None = None,
) -> tuple[Verdict, Explored | None]:
    """Return the verdict as `verify` gives it, and the states it stands on; None where they are too many to walk."""
    whole = linked(graph, others, all_given=all_given)
    try:
        explored = explore(whole, starts=graph.starts)
    except FlowTooLarge as error:
        return _too_large(graph, str(error), waivers, on), None
    findings = reaching_findings(explored)
    lost = {CALLERS[one.rule] for one in findings if one.rule in CALLERS}
    seconds = {who: worst for who, worst in worst_seconds(explored).items() if who not in lost}
    staffing, gaps = staffing_findings(explored, calendar, max(seconds.values(), default=0.0))
    findings += gaps
    findings += shape_findings(explored, profile) + waiting_findings(explored, seconds, profile)
    open_questions = {why: _not_told(graph, why) for why in graph.notes} | not_known_findings(explored)
    findings += open_questions.values()
    findings = [_raised(one, profile) for one in findings]
    if on is not None:
        findings = waived(findings, waivers, flow=graph.name, on=on)
    proved = Verdict(
        graph.file,
        graph.source,
        staffing,
        tuple(sorted(findings, key=_gravest_first)),
        len(explored.states),
        seconds,
        tuple(open_questions),
    )
    return proved, explored


def _gravest_first(finding: Finding) -> tuple[bool, bool, str, int]:
    return finding.level != TRAP, finding.rule == NOT_TOLD, finding.rule, len(finding.path)


def _raised(finding: Finding, profile: Profile) -> Finding:
    return replace(finding, level=TRAP) if finding.rule in profile.raises else finding


def _not_told(graph: Graph, why: str) -> Finding:
    """Return what is not known wherever the caller goes."""
    node = graph.nodes.get(graph.start)
    line = node.line if node else 0
    message, mend = f"Not known, so never safe: {why}", "Look at that place by hand."
    return Finding(NOT_TOLD, level_of(NOT_TOLD), graph.start, (), message, mend, graph.file, line)


def _too_large(graph: Graph, why: str, waivers: Iterable[Waiver], on: date | None) -> Verdict:
    findings = [_not_told(graph, why)]
    if on is not None:
        findings = waived(findings, waivers, flow=graph.name, on=on)
    return Verdict(graph.file, graph.source, NOT_KNOWN, tuple(findings), unknowns=(why,))
