"""Verdicts said: as a compiler says them, and in SARIF for tools that show findings beside the file."""

from __future__ import annotations

import math
from pathlib import PurePath

from presszero.pure.flowgraph.findings import RULES, Finding, Verdict
from presszero.pure.flowgraph.levels import NOT_TOLD, TRAP, UNSURE
from presszero.pure.flowgraph.waiting import AtWorst, InTheQueue

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def as_text(verdict: Verdict) -> str:
    """Return the lines of one verdict: each finding with place, way and mend, then the sum."""
    lines = [line for finding in verdict.findings for line in _lines(verdict, finding)]
    worst_ways = verdict.seconds if verdict.verdict != UNSURE else {}
    seconds = ", ".join(f"{who} {worst:.0f} s" for who, worst in worst_ways.items())
    lines.append(
        f"{verdict.file}: {verdict.verdict} ({verdict.format}; {_counted(verdict)}; "
        f"{verdict.states:,} states; staffing {verdict.staffing}"
        f"{f'; worst way to a person: {seconds}' if seconds else ''})"
    )
    lines += [_queue(one) for one in verdict.queues]
    return "\n".join(lines)


def _counted(verdict: Verdict) -> str:
    traps = len(verdict.traps)
    not_known = sum(1 for one in verdict.traps if one.rule == NOT_TOLD)
    waived = sum(1 for one in verdict.findings if one.is_waived)
    parts = [
        f"{traps} {'trap' if traps == 1 else 'traps'}{f' ({not_known} not known)' if not_known else ''}",
        f"{len(verdict.findings) - traps - waived} advice",
        *([f"{waived} waived"] if waived else []),
    ]
    return ", ".join(parts)


def _queue(queue: InTheQueue) -> str:
    """Return seconds in the queue in a line that says that nothing here is proved."""
    said = f"    in the queue of {queue.team} (not proved): "
    if queue.answered:
        said += (
            f"of {queue.contacts:,} from {queue.first_on} to {queue.last_on} half were answered within "
            f"{queue.half_seconds:.0f} s, nine in ten within {queue.nine_in_ten_seconds:.0f} s; "
        )
    if queue.worst:
        said += f"longest {_hour(queue.worst)}. "
    if queue.forecast_seconds is None or queue.forecast_worst is None:
        return said + queue.why
    if math.isinf(queue.forecast_seconds):
        return said + f"Forecast: more come than can be served, worst {_hour(queue.forecast_worst)}."
    return said + f"Forecast: {queue.forecast_seconds:.0f} s on average, worst {_hour(queue.forecast_worst)}."


def _hour(worst: AtWorst) -> str:
    waits = "without end" if math.isinf(worst.seconds) else f"{worst.seconds:.0f} s"
    return f"{WEEKDAYS[worst.weekday]} from {worst.hour:02d}:00, {waits}"


def _lines(verdict: Verdict, finding: Finding) -> list[str]:
    where = f"{finding.file or verdict.file}:{finding.line or 1}"
    level = (
        f"waived by {finding.waived_by} until {finding.waived_until}" if finding.is_waived else finding.level
    )
    said = [f"{where}: {level} {finding.rule}: {finding.message}"]
    if finding.path:
        said.append(f"    the way: {', '.join(finding.path)}")
    if finding.mend:
        said.append(f"    the mend: {finding.mend}")
    return said


def as_sarif(verdicts: list[Verdict]) -> dict[str, object]:
    """Return the verdicts in SARIF 2.1.0: one run, a rule for each of ours, a result for each finding."""
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "presszero flow verify", "rules": _rules()}},
                "results": [_result(verdict, one) for verdict in verdicts for one in verdict.findings],
            }
        ],
    }


def _rules() -> list[dict[str, object]]:
    return [{"id": rule, "shortDescription": {"text": words}} for rule, words in RULES.items()]


def _result(verdict: Verdict, finding: Finding) -> dict[str, object]:
    way = f" The way: {', '.join(finding.path)}." if finding.path else ""
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": "error" if finding.level == TRAP else "note",
        "message": {"text": f"{finding.message}{way} {finding.mend}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": PurePath(finding.file or verdict.file).as_posix()},
                    "region": {"startLine": max(finding.line, 1)},
                },
                "logicalLocations": [{"name": finding.node}],
            }
        ],
    }
    if finding.is_waived:
        result["suppressions"] = [{"kind": "external", "justification": f"Waived by {finding.waived_by}."}]
    return result
