"""Holding a case while it changes: one guard for rows, one lock for everybody."""

from __future__ import annotations

from collections.abc import Collection

from presszero.cases.errors import CaseMerged, NoSuchCase
from presszero.cases.models import Case
from presszero.ground.actors import Actor


def locked_case(*, case_id: int, by: Actor) -> Case:
    """Return the case this actor may see, locked until the transaction ends. Raises NoSuchCase, CaseMerged."""
    return locked_cases(case_ids=[case_id], by=by)[0]


def locked_cases(*, case_ids: Collection[int], by: Actor) -> list[Case]:
    """Return cases in the order given, locked in the order of their ids, so that two acts never wait for each other.

    Raises NoSuchCase when this actor may not see one of them, CaseMerged when one stands in another by now.
    """
    seen = Case.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=case_ids)
    found = {case.pk: case for case in seen.order_by("pk")}
    if set(found) != set(case_ids):
        raise NoSuchCase
    for case in found.values():
        if case.merged_into_id:
            raise CaseMerged(case)
    return [found[case_id] for case_id in case_ids]


def kept_case_locked(case_id: int) -> Case:
    """Return a case locked, or the one it was merged into: where a letter to it arrives."""
    while True:
        case = Case.objects.select_for_update(of=("self",)).select_related("team", "customer").get(pk=case_id)
        if case.merged_into_id is None:
            return case
        case_id = case.merged_into_id
