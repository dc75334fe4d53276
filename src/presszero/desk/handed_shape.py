"""What heads a case that was handed over: who had it, what the customer went through, and what they gave already."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape

from django.utils.translation import gettext as _

from presszero.cases.queries import CasePage
from presszero.desk.chat_shape import fact_words
from presszero.ui import times


def handed_shape(page: CasePage, *, now: datetime, zone: str) -> Shape | None:
    """Return what desk/parts/handed.html shows; None where nobody handed the case over, or it was answered since."""
    handed = page.handed
    if handed is None:
        return None
    when = times.clock_words(handed.at, now, zone)
    if handed.by:
        title = _("%(name)s handed the case over, %(when)s") % {"name": handed.by.name, "when": when}
    else:
        title = _("The assistant %(machine)s led them to a person, %(when)s") % {
            "machine": handed.machine,
            "when": when,
        }
    return Shape(
        title=title,
        from_machine=handed.by is None,
        words=handed.note.text if handed.note else "",
        lived=list(dict.fromkeys(trait["text"] for trait in page.case.experience)),
        facts=[Shape(name=fact_words(name), value=value) for name, value in handed.facts if value],
    )
