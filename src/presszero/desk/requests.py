"""What every view of the desk begins with and ends with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace as Shape
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.cases.queries import case_page, seen_case
from presszero.desk.pages import CaseShape
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput
from presszero.replies.checking import check_draft
from presszero.replies.drafting import save_draft
from presszero.replies.presence import others_writing
from presszero.ui import times
from presszero.ui.languages import spoken

ALL_PARTS = (
    "head",
    "handed",
    "tabs",
    "given",
    "letter",
    "topic",
    "alike",
    "ledger",
    "promises",
    "chat",
    "saved",
    "check",
    "send",
    "history",
    "notes",
    "steps",
    "beside",
    "writers",
    "carries",
)
# What only a case with a chat has.
OF_A_CHAT = ("given", "chat")


def worker_of(request: HttpRequest) -> Worker:
    return cast(Worker, request.user)


def actor_of(request: HttpRequest) -> Actor:
    return worker_of(request).actor


def case_shape(request: HttpRequest, case_id: int) -> Shape:
    """Return all that desk/case.html is filled from. Raises NoSuchCase."""
    worker, now = worker_of(request), clock.now()
    page = case_page(case_id=case_id, by=worker.actor)
    checked = check_draft(
        case=page.case, at=now, voice=spoken(), known_points=page.points, known_contacts=page.contacts
    )
    writers = others_writing(case=page.case, by=worker.actor, at=now)
    return CaseShape(page, checked, worker, now, writers).all()


def parts(request: HttpRequest, case_id: int, names: Sequence[str] = ALL_PARTS) -> HttpResponse:
    """Answer an act: the named parts for a script, a redirect to the case for a plain form."""
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("desk:case", args=[case_id]))
    page = case_shape(request, case_id)
    context = {"page": page, "oob": True}
    there = [name for name in names if page.chat or name not in OF_A_CHAT]
    html = "".join(render_to_string(f"desk/parts/{name}.html", context, request) for name in there)
    return HttpResponse(html)


def refused_when_stranger(request: HttpRequest, case_id: int) -> None:
    """Raise NoSuchCase before anything is read of a case this worker may not see."""
    seen_case(case_id=case_id, by=actor_of(request))


def number(request: HttpRequest, field: str) -> int:
    """Return a whole number of the form. Raises BadInput naming the field."""
    return _whole(request.POST.get(field, ""), field)


def _whole(words: str, field: str) -> int:
    if not (words.isascii() and words.isdigit()) or len(words) > 15:
        raise BadInput(
            _("“%(field)s” must be a whole number, not “%(words)s”. Load the page again.")
            % {"field": field, "words": words[:20]},
            field,
        )
    return int(words)


def numbers(request: HttpRequest, field: str) -> list[int]:
    """Return the whole numbers of a field that stands in the form many times. Raises BadInput naming the field."""
    return [_whole(words, field) for words in request.POST.getlist(field)]


def ticked(request: HttpRequest, prefix: str) -> list[int]:
    """Return the whole numbers behind a prefix in the names of the ticked boxes."""
    found = [name.removeprefix(prefix) for name in request.POST if name.startswith(prefix)]
    return [int(words) for words in found if words.isascii() and words.isdigit() and len(words) <= 15]


def optional_number(request: HttpRequest, field: str) -> int | None:
    return number(request, field) if request.POST.get(field) else None


def moment(request: HttpRequest, field: str) -> datetime | None:
    """Return the instant of a date-and-time field; None when empty. Raises BadInput."""
    words = request.POST.get(field, "").strip()
    at = times.from_form(words, the_organisation().time_zone)
    if words and at is None:
        raise BadInput(
            _("“%(words)s” is no date and time. Write it like 2025-09-05T12:00.") % {"words": words[:40]},
            field,
        )
    return at


def typed(request: HttpRequest, field: str) -> str:
    """Return words of the form with one kind of line end, so that places in them can be counted."""
    return request.POST.get(field, "").replace("\r\n", "\n").replace("\x00", "")


def save_typed(request: HttpRequest, case_id: int) -> None:
    """Keep the words of the reply that the page sent. Raises what save_draft does."""
    save_draft(
        case_id=case_id,
        body=typed(request, "body"),
        version=optional_number(request, "version"),
        window=typed(request, "window"),
        by=actor_of(request),
        at=clock.now(),
    )
