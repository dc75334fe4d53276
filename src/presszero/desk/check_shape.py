"""The shape of the reply check on the desk: findings with their acts, and marks for the mirror."""

from __future__ import annotations

import re
from datetime import datetime
from textwrap import shorten
from types import SimpleNamespace as Shape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Case
from presszero.organisation.hours import next_open_day
from presszero.replies.checking import CheckedDraft
from presszero.ui import times

_QUOTED = re.compile("[“«][^”»]*[”»]")
QUOTE_AT_MOST = 80  # characters: two lines beside the keys


class CheckShape:
    """Builds page.check: findings with their acts, and marks for the mirror."""

    def __init__(self, checked: CheckedDraft, *, case: Case, now: datetime, zone: str) -> None:
        self.checked, self.case, self.now, self.zone = checked, case, now, zone

    def all(self) -> Shape:
        findings = [self._finding(finding) for finding in self._told()]
        stops = sum(finding.level == "stops" for finding in findings)
        advice = sum(finding.level == "advice" for finding in findings)
        return Shape(findings=findings, summary=_summary(stops, advice), marks=self._marks())

    def _told(self) -> list[Any]:
        """Settled findings have their place in the ledger; so has all that an empty reply still owes."""
        if not self.checked.body.strip():
            return []
        return [finding for finding in self.checked.check.findings if finding.level != "settled"]

    def _finding(self, finding: Any) -> Shape:
        in_draft = finding.place.text == "draft"
        quote, reason = self._said_of(finding)
        pledge = self._pledge(finding) if finding.rule == "promise-undated" else None
        return Shape(
            rule="placation"
            if finding.rule
            in ("apology-without-act", "stock-empathy", "unwanted-thanks", "experience-unnamed")
            else finding.rule,
            level=finding.level,
            title=finding.title,
            quote=quote,
            theirs=not in_draft and quote == finding.quote,
            reason=reason,
            quote_theirs=self._sent_before(finding),
            number=finding.number,
            start=finding.place.start if in_draft and finding.place.end > finding.place.start else None,
            end=finding.place.end if in_draft else None,
            pledge=pledge,
            key_acts=_acts(finding),
        )

    def _said_of(self, finding: Any) -> tuple[str, str]:
        """Return the words a finding shows and its one line; an open point shows what would answer it, if anything."""
        if finding.rule != "point-open":
            return _briefly(finding)
        proposal = next((one for one in self.checked.check.proposals if one.number == finding.number), None)
        if proposal is not None and proposal.state == "answered":
            return shorten(proposal.quote, QUOTE_AT_MOST, placeholder="…"), ""
        return finding.quote, ""

    def _sent_before(self, finding: Any) -> str:
        return self.checked.past.words_of(finding.replies[0]) if finding.replies else ""

    def _pledge(self, finding: Any) -> Shape:
        found = next(
            (p for p in self.checked.check.pledges if p.start == finding.place.start and not p.settled),
            None,
        )
        due = found.due_at if found and found.due_at and found.due_at > self.now else None
        proposal = due or next_open_day(self.case.team, self.now)
        return Shape(
            quote=found.quote if found else finding.quote,
            start=finding.place.start,
            end=finding.place.end,
            what=(found.quote if found else finding.quote).rstrip(".")[:300],
            owner_id=self.case.owner_id,
            due_value=times.form_value(proposal, self.zone),
            due_words=found.due_words if found else "",
            day_words="" if due else _("No day in these words: this one is only proposed."),
        )

    def _marks(self) -> list[dict[str, Any]]:
        body, marks = self.checked.body, []
        for number, mark in self.checked.marks.items():
            start = body.find(mark.quote) if mark.quote else -1
            if start >= 0 and mark.said == "answered":
                marks.append(
                    {"start": start, "end": start + len(mark.quote), "kind": "answer", "number": number}
                )
        for proposal in self.checked.check.proposals:
            if (
                proposal.number not in self.checked.marks
                and proposal.start is not None
                and proposal.state == "answered"
            ):
                marks.append(
                    {
                        "start": proposal.start,
                        "end": proposal.end,
                        "kind": "proposal",
                        "number": proposal.number,
                    }
                )
        for pledge in self.checked.check.pledges:
            kind = "promise" if pledge.settled else "pledge"
            marks.append({"start": pledge.start, "end": pledge.end, "kind": kind, "number": None})
        for finding in self.checked.check.findings:
            if (
                finding.level == "advice"
                and finding.place.text == "draft"
                and finding.place.end > finding.place.start
            ):
                marks.append(
                    {"start": finding.place.start, "end": finding.place.end, "kind": "flag", "number": None}
                )
        return sorted(marks, key=lambda mark: (mark["start"], mark["end"]))


def _briefly(finding: Any) -> tuple[str, str]:
    """Return the words a finding quotes and one line beside them, so that nothing is said twice.

    Its acts say how to mend it; only a finding without an act needs that in words.
    """
    quote, says = " ".join(finding.quote.split()), finding.reason
    if finding.replies:
        return finding.quote, says
    if not quote or quote in finding.title:
        return "", finding.mend
    repeats = quote[:24] in says
    if repeats and not _acts(finding) and _beside_quotes(says):
        return "", says
    if repeats or not _beside_quotes(says):
        says = "" if _acts(finding) else finding.mend
    return shorten(quote, QUOTE_AT_MOST, placeholder="…"), says


def _beside_quotes(words: str) -> str:
    return _QUOTED.sub("", words).strip(" .…")


def _acts(finding: Any) -> list[Shape]:
    if finding.rule == "point-open":
        return [
            Shape(key="A", label=_("Answered"), act="answer", grave=False),
            Shape(key="D", label=_("Decline"), act="decline", grave=False),
        ]
    if (
        finding.level == "advice"
        and finding.place.text == "draft"
        and finding.place.end > finding.place.start
    ):
        compare = [Shape(key="S", label=_("Compare"), act="compare", grave=False)] if finding.replies else []
        return [*compare, Shape(key="X", label=_("Take out"), act="take_out", grave=False)]
    return []


def _summary(stops: int, advice: int) -> str:
    parts = []
    if stops:
        parts.append(ngettext("%(n)s stops the send", "%(n)s stop the send", stops) % {"n": stops})
    if advice:
        parts.append(_("%(n)s to consider") % {"n": advice})
    return ", ".join(parts)
