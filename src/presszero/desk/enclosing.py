"""What goes along with a reply: files by paste, drop and a button, pictures in its words, and readers in copy."""

from __future__ import annotations

import re
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.queries import seen_case
from presszero.channels.webform.files import files_of, kept_upload
from presszero.desk.requests import actor_of, number, parts, typed
from presszero.ground import clock
from presszero.pure.errors import BadInput
from presszero.replies.enclosing import attach_files, copy_to, refuse_too_much, seen_draft_file, take_file_off
from presszero.replies.models import Draft
from presszero.ui.file_responses import SHOWN_IN_PLACE, file_response

GOES_ALONG = ("carries", "check")


@require_POST
def attach(request: HttpRequest, case_id: int) -> HttpResponse:
    """Keep files with the reply. in_words=1: pictures among them stand within its words."""
    by, at, files = actor_of(request), clock.now(), files_of(request)
    seen_case(case_id=case_id, by=by)
    if not files:
        raise BadInput(_("Choose a file first."), "files")
    # Asked before the bytes are kept, and once more under the lock.
    refuse_too_much(Draft.objects.filter(case_id=case_id).first(), [one.size or 0 for one in files])
    kept = [kept_upload(one, at) for one in files]
    if request.POST.get("in_words") == "1":
        kept = [replace(one, inline=one.content_type in SHOWN_IN_PLACE) for one in kept]
    attach_files(case_id=case_id, files=kept, by=by, at=at)
    return parts(request, case_id, GOES_ALONG)


@require_POST
def take_off(request: HttpRequest, case_id: int) -> HttpResponse:
    take_file_off(
        case_id=case_id, draft_file_id=number(request, "file"), by=actor_of(request), at=clock.now()
    )
    return parts(request, case_id, GOES_ALONG)


@require_POST
def copies(request: HttpRequest, case_id: int) -> HttpResponse:
    """Say who reads the reply in copy: addresses with commas or spaces between them."""
    copy_to(
        case_id=case_id,
        addresses=re.split(r"[\s,;]+", typed(request, "copies")),
        our_domain=settings.PRESSZERO.mail_domain,
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id, GOES_ALONG)


@require_GET
def file(request: HttpRequest, draft_file_id: int) -> HttpResponse:
    found = seen_draft_file(draft_file_id=draft_file_id, by=actor_of(request))
    return file_response(found, inline="inline" in request.GET)
