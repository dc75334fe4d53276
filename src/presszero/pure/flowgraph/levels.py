"""Which findings are traps, and what they make of the verdict: the one place that says both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

TRAP, ADVICE = "trap", "advice"
SAFE, IS_TRAP, UNSURE = "safe", "trap", "unknown"
# What is not known. It stops a flow as a trap does, yet proves neither that it traps callers nor that it does not.
NOT_TOLD = "M1"
# A missing target (T3) is a trap too; whoever finds one says so.
TRAPS = frozenset({"Z1", "S1", "N1", "T1", "T2", "F1", "H1", NOT_TOLD})


class Levelled(Protocol):
    """What is asked of a finding here."""

    @property
    def rule(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def is_waived(self) -> bool: ...


def level_of(rule: str, raised: Iterable[str] = ()) -> str:
    """Return the level of a rule that is broken. raised: the rules that a profile makes traps.

    >>> level_of("M1"), level_of("W1"), level_of("W1", raised={"W1"})
    ('trap', 'advice', 'trap')
    """
    return TRAP if rule in TRAPS or rule in raised else ADVICE


def stops(finding: Levelled) -> bool:
    """Return whether a finding keeps a flow from going live: a trap that nobody answers for."""
    return finding.level == TRAP and not finding.is_waived


def verdict_of(findings: Iterable[Levelled]) -> str:
    """Return what findings make of a flow: safe, trap or unknown.

    A trap that stands makes it a trap. What is not known makes it unknown at most, and goes on doing so when
    somebody answers for it: a waiver lets a flow go live, it tells nothing about it.
    """
    findings = list(findings)
    if any(stops(one) and one.rule != NOT_TOLD for one in findings):
        return IS_TRAP
    return UNSURE if any(one.rule == NOT_TOLD for one in findings) else SAFE
