"""What happened to a case, line by line, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from presszero.cases.history_names import NamesAbove
from presszero.cases.history_telling import Telling
from presszero.cases.history_words import TOLD
from presszero.cases.models import Case
from presszero.ground.models import RecordLine

MOST_LINES = 500


@dataclass(frozen=True)
class Happened:
    """One line of a case's story. case_reference: set when it happened in a case that was merged into it."""

    at: datetime
    words: str
    case_reference: str = ""


def history_of_case(*, case: Case, above: NamesAbove | None = None) -> list[Happened]:
    """Return what happened to a case and to those merged into it, the newest first, in the reader's language.

    above: reads the names of what lives higher up. At most MOST_LINES lines. The caller has made sure that the reader may see the case.
    """
    references = dict(Case.objects.filter(Q(pk=case.pk) | Q(merged_into=case)).values_list("pk", "reference"))
    lines = list(
        RecordLine.objects.filter(case_id__in=references, kind__in=TOLD).order_by("-id")[:MOST_LINES]
    )
    telling = Telling(lines, case, above or NamesAbove())
    return [
        Happened(
            line.at,
            _(telling.words_of(line)) % telling.of(line),
            "" if line.case_id == case.pk else references.get(line.case_id or 0, ""),
        )
        for line in lines
    ]
