"""The check while somebody types: the one part of the case that changes with each word, and no more read than it needs."""

from __future__ import annotations

from hashlib import sha256
from types import SimpleNamespace as Shape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from presszero.cases.models import Case
from presszero.cases.queries import seen_case
from presszero.desk.check_shape import CheckShape
from presszero.desk.owners import owners_of
from presszero.desk.requests import actor_of
from presszero.ground import clock
from presszero.ground.once import reading_once
from presszero.organisation.queries import the_organisation, workers_of
from presszero.replies.checking import check_draft
from presszero.ui.languages import spoken


def live_check(request: HttpRequest, case_id: int, words: str, shown: str = "") -> HttpResponse:
    """Answer with the check of these words as one part of the page; with nothing where the page shows it already.

    shown: the mark of the check on the page, "" for none. A list of owners there stays as it was drawn. Raises
    NoSuchCase. It changes nothing.
    """
    with reading_once():
        return _check(request, case_id, words, shown)


def _check(request: HttpRequest, case_id: int, words: str, shown: str) -> HttpResponse:
    now, case = clock.now(), seen_case(case_id=case_id, by=actor_of(request))
    checked = check_draft(case=case, at=now, voice=spoken(), words=words)
    zone = the_organisation().time_zone
    check = CheckShape(checked, case=case, now=now, zone=zone).all()
    may_answer = not case.is_closed and not (checked.draft and checked.draft.leaves_at)
    urls = Shape(pledge=reverse("desk:pledge", args=[case.pk]) if may_answer else "")
    says = _mark_of(check, urls)
    if says == shown:
        return HttpResponse(status=204)
    owners = _owners(case, now, zone) if any(one.pledge for one in check.findings) else []
    page = Shape(check=check, owners=owners, urls=urls, says=says)
    return HttpResponse(render_to_string("desk/parts/check.html", {"page": page, "oob": True}, request))


def _mark_of(check: Shape, urls: Shape) -> str:
    return sha256(repr((spoken(), check, urls)).encode()).hexdigest()[:16]


def _owners(case: Case, now: Any, zone: str) -> list[Shape]:
    return owners_of(workers_of(case.team_id), now, zone)
