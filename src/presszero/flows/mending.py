"""The mend of one finding written into a text, where it needs no thought."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from presszero.flows.checking import check_text
from presszero.flows.models import Flow
from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.mending import mended


def mended_text(*, flow: Flow, text: str, number: int, at: datetime) -> str:
    """Return a text with the mend of a finding written in; nothing is kept.

    number: its place among the findings of the text. Raises BadInput when there is none, or a person has to think.
    """
    checked = check_text(flow=flow, text=text, at=at)
    findings = checked.verdict.findings if checked.verdict else ()
    if not 0 <= number < len(findings):
        raise BadInput(_("There is no such finding any more. Look at the findings again."), "number")
    after = mended(text, findings[number])
    if after is None:
        raise BadInput(_("This one needs thought: write the mend as it says."), "number")
    return after
