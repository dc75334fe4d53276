"""The shape of the way out: whether Send is ready, what it waits for, and a reply that is on its way."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Case
from presszero.replies.checking import CheckedDraft
from presszero.replies.leaving import UNDO
from presszero.ui import times


class SendShape:
    """Builds page.send of desk/parts/send.html."""

    def __init__(self, case: Case, checked: CheckedDraft, *, may_answer: bool, now: Any, zone: str) -> None:
        self.case, self.checked, self.may_answer, self.now, self.zone = case, checked, may_answer, now, zone
        self.leaves_at = checked.draft.leaves_at if checked.draft else None

    def all(self) -> Shape:
        shape = self._way_out()
        shape.then = self._then() if self.may_answer and not self.case.is_closed else None
        return shape

    def _then(self) -> Shape:
        """What the next case says of a reply that was sent from here, and the way back."""
        name = self.case.customer.name or self.case.reference
        return Shape(
            words=_("The reply to %(name)s goes out in 0 s.") % {"name": name},
            seconds=UNDO.seconds,
            url_call_back=reverse("desk:call_back", args=[self.case.pk]),
        )

    def _way_out(self) -> Shape:
        if self.leaves_at:
            return self._leaving(self.leaves_at)
        if self.case.is_closed:
            return Shape(ready=False, why_not=_("This case is closed. Open it again to write."))
        if not self.checked.body.strip():
            return Shape(ready=False, why_not=_("Sending opens when there are words to send."))
        waits = self.checked.check.stops
        if not waits:
            return Shape(ready=True, why_not=_("Every point and promise has a person’s word."))
        numbers = sorted(finding.number or 0 for finding in waits if finding.rule == "point-open")
        pledges = sum(finding.rule == "promise-undated" for finding in waits)
        parts = []
        if numbers:
            parts.append(
                ngettext("point %(numbers)s", "points %(numbers)s", len(numbers))
                % {"numbers": ", ".join(map(str, numbers))}
            )
        if pledges:
            parts.append(ngettext("the promise", "%(n)s promises", pledges) % {"n": pledges})
        what = _(" and ").join(parts)
        settled = ngettext(
            "Sending opens when %(what)s is settled.", "Sending opens when %(what)s are settled.", len(waits)
        )
        return Shape(ready=False, why_not=settled % {"what": what})

    def _leaving(self, leaves_at: Any) -> Shape:
        seconds = max(0, round((leaves_at - self.now).total_seconds()))
        soon = seconds <= 60
        words = (
            _("Goes out in %(n)s s.") % {"n": seconds}
            if soon
            else _("Goes out %(when)s.") % {"when": times.clock_words(leaves_at, self.now, self.zone)}
        )
        return Shape(
            ready=False,
            why_not=words,
            leaves_in=seconds if soon else None,
            url_call_back=reverse("desk:call_back", args=[self.case.pk]) if self.may_answer else "",
        )
