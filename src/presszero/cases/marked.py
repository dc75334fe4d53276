"""Marks that people made against the reply check, beside the customers' "you missed this". Never by person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from presszero.cases.models import Case
from presszero.ground.models import RecordLine

# Where fewer people marked, a figure would be a figure of somebody.
FEWEST_PEOPLE = 3
Told = tuple[int, str, float]


def marks_told(cases: QuerySet[Case], since: datetime, until: datetime) -> Iterator[Told]:
    """Yield for each point marked as answered whether the check saw the answer, and for each that a customer says
    was missed, how it had been marked.

    It tells of a case that a mark was made with or against the check; "marked_by" tells of a worker, so that a group of
    too few is not told apart.
    """
    lines = RecordLine.objects.filter(at__gt=since, at__lte=until, case_id__in=cases.values("id"))
    marks = lines.filter(kind="point.settled", facts__said="answered")
    for case_id, actor_id, facts in marks.values_list("case_id", "actor_id", "facts"):
        yield case_id or 0, "marks_against_check" if facts["against_check"] else "marks_with_check", 1
        yield case_id or 0, "marked_by", actor_id or 0
    missed = list(lines.filter(kind="point.missed").values_list("case_id", "about_id", "id"))
    before = _marked_before([case_id for case_id, _point, _line in missed])
    for case_id, point_id, line_id in missed:
        marked = [against for line, against in before.get(point_id, ()) if line < line_id]
        yield case_id or 0, "missed_against_check" if marked and marked[-1] else "missed_with_check", 1


def _marked_before(case_ids: Sequence[int | None]) -> dict[int, list[tuple[int, bool]]]:
    """Return how each point of these cases was marked, the oldest first: a point missed now may have been marked long ago."""
    marks: dict[int, list[tuple[int, bool]]] = {}
    lines = RecordLine.objects.filter(kind="point.settled", case_id__in=case_ids).order_by("id")
    for line_id, point_id, facts in lines.values_list("id", "about_id", "facts"):
        marks.setdefault(point_id, []).append((line_id, bool(facts["against_check"])))
    return marks
