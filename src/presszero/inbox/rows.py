"""Cases as rows of a list: each with its customer, owner, team and points, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch

from presszero.cases.models import Case, Point
from presszero.ground.actors import Actor

PAGE_ROWS = 50


def rows_of(*, case_ids: Sequence[int], by: Actor) -> list[Case]:
    """Return the cases of these ids that the actor may see, in the order of the ids."""
    points = Prefetch("points", Point.objects.live().select_related("promise", "promise__owner"))
    seen = Case.objects.visible_to(by).select_related("customer", "owner", "team", "topic")
    found = {case.pk: case for case in seen.filter(pk__in=case_ids).prefetch_related(points)}
    return [found[case_id] for case_id in case_ids if case_id in found]


def first_words(cases: Sequence[Case]) -> dict[int, str]:
    """Return the customer's own words for each row: the first point still open, else the first one, else the title."""
    said = {}
    for case in cases:
        points = list(case.points.all())
        still_open = [point for point in points if point.state == Point.State.OPEN] or points
        said[case.pk] = " ".join((still_open[0].text if still_open else case.title).split())
    return said
