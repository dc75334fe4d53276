"""Cases as rows of a list: each with its customer, owner, team and points, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from presszero.cases.models import Case, Point
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.organisation.queries import teams_as_ids

PAGE_ROWS = 40
# Forty rows are made into a page of it on each look: what a row does not show is not read.
_OF_A_POINT = ("case_id", "number", "state", "text", "promise__kind")
_OF_A_CASE = (
    "reference",
    "title",
    "customer__name",
    "owner__name",
    "team__name",
    "incident__title",
    "state",
    "language",
    "automatic",
    "imported",
    "answer_due_at",
    "moved_at",
    "snoozed_until",
    "snoozed_why",
    "pressing",
    "pressing_why",
)


def rows_of(*, case_ids: Sequence[int], by: Actor) -> list[Case]:
    """Return the cases of these ids that the actor may see, in the order of the ids."""
    found = {case.pk: case for case in _cases(ids=tuple(case_ids), teams=teams_as_ids(by))}
    return [found[case_id] for case_id in case_ids if case_id in found]


@kept_query
def _cases(*, ids: tuple[int, ...], teams: tuple[int, ...] | None) -> QuerySet[Case]:
    points = Prefetch("points", Point.objects.live().select_related("promise").only(*_OF_A_POINT))
    seen = (
        Case.objects.of_teams(teams).select_related("customer", "owner", "team", "incident").only(*_OF_A_CASE)
    )
    return seen.filter(pk__in=ids).prefetch_related(points)


def first_words(cases: Sequence[Case]) -> dict[int, str]:
    """Return the customer's own words for each row: the first point still open, else the first one, else the title."""
    said = {}
    for case in cases:
        points = list(case.points.all())
        still_open = [point for point in points if point.state == Point.State.OPEN] or points
        said[case.pk] = " ".join((still_open[0].text if still_open else case.title).split())
    return said
