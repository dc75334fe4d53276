"""The verdict on a flow: every rule, over every state that its one `step` can come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from presszero.pure.flowgraph.calendars import Calendar
from presszero.pure.flowgraph.exploring import Explored, FlowTooLarge, explore
from presszero.pure.flowgraph.findings import (
    ADVICE,
    IS_TRAP,
    NOT_KNOWN,
    SAFE,
    TRAP,
    UNSURE,
    Finding,
    Verdict,
)
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.linking import linked
from presszero.pure.flowgraph.profiles import PROFILES, Profile
from presszero.pure.flowgraph.reaching import reaching_findings, unknowns
from presszero.pure.flowgraph.shape import shape_findings, waiting_findings, worst_seconds
from presszero.pure.flowgraph.staffing import staffing_findings
from presszero.pure.flowgraph.waivers import Waiver, waived

# Who does not reach a person when one of these rules fails; their way has no length.
CALLERS = {"Z1": "zero", "S1": "silent", "N1": "confused"}


def not_read(file: str, why: str) -> Verdict:
    """Return the verdict on a file that is no flow: unknown, with the reason."""
    finding = Finding("M1", ADVICE, "", (), why, "Mend the file, or name its format with --format-in.", file)
    return Verdict(file, "", UNSURE, NOT_KNOWN, (finding,), unknowns=(why,))


def verify(
    graph: Graph,
    *,
    others: Sequence[Graph] = (),
    profile: Profile = PROFILES["presszero"],
    calendar: Calendar | None = None,
    waivers: Iterable[Waiver] = (),
    on: date | None = None,
) -> Verdict:
    """Return what is proved of a flow.

    graph: from the language or an importer. others: flows it may lead to. calendar: without one, staffing
    is unknown. waivers: counted while they stand on the day `on`; without a day none is.

    The verdict is trap when any trap stands unwaived, unknown when a caller can come to a place that the
    files do not describe, else safe.
    """
    return prove(graph, others=others, profile=profile, calendar=calendar, waivers=waivers, on=on)[0]


def prove(
    graph: Graph,
    *,
    others: Sequence[Graph] = (),
    profile: Profile = PROFILES["presszero"],
    calendar: Calendar | None = None,
    waivers: Iterable[Waiver] = (),
    on: date | None = None,
) -> tuple[Verdict, Explored | None]:
    """Return the verdict as `verify` gives it, and the states it stands on; None where they are too many to walk."""
    whole = linked(graph, others)
    try:
        explored = explore(whole, starts=graph.starts)
    except FlowTooLarge as error:
        unsure = Verdict(graph.file, graph.source, UNSURE, NOT_KNOWN, (), unknowns=(str(error),))
        return unsure, None
    findings = reaching_findings(explored)
    lost = {CALLERS[one.rule] for one in findings if one.rule in CALLERS}
    seconds = {who: worst for who, worst in worst_seconds(explored).items() if who not in lost}
    staffing, gaps = staffing_findings(explored, calendar, max(seconds.values(), default=0.0))
    findings += gaps
    findings += shape_findings(explored, profile) + waiting_findings(explored, seconds, profile)
    open_questions = (*graph.notes, *unknowns(explored))
    findings += [_not_linked(graph, why) for why in open_questions]
    findings = [_raised(one, profile) for one in findings]
    if on is not None:
        findings = waived(findings, waivers, flow=graph.name, on=on)
    traps = any(one.level == TRAP and not one.waived_until for one in findings)
    verdict = IS_TRAP if traps else UNSURE if open_questions else SAFE
    proved = Verdict(
        graph.file,
        graph.source,
        verdict,
        staffing,
        tuple(sorted(findings, key=lambda one: (one.level != TRAP, one.rule, len(one.path)))),
        len(explored.states),
        seconds,
        open_questions,
    )
    return proved, explored


def _raised(finding: Finding, profile: Profile) -> Finding:
    return replace(finding, level=TRAP) if finding.rule in profile.raises else finding


def _not_linked(graph: Graph, why: str) -> Finding:
    return Finding(
        "M1",
        ADVICE,
        graph.start,
        (),
        f"Not known, so never safe: {why}",
        "Give the missing file or table along with this one, or look at that place by hand.",
        graph.file,
    )
