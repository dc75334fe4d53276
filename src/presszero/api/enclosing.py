"""What goes along with a reply: its files, the pictures in its words, and who reads it in copy."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.enclosing import CopiesGiven, DraftFileGiven, Enclosed, TakingOffGiven
from presszero.cases.models import Case
from presszero.cases.queries import seen_case
from presszero.channels.webform.files import keep_file
from presszero.ground import clock
from presszero.replies.enclosing import attach_files, copy_to, refuse_too_much, seen_draft_file, take_file_off
from presszero.replies.models import Draft
from presszero.ui.file_responses import SHOWN_IN_PLACE, file_response

routes = Routes(tags=["replies"])
DRAFT = "/cases/{int:case_id}/draft/"


@routes.reads(DRAFT + "files/", act="see cases", answers=Enclosed, name="list_draft_files")
def enclosed(request: HttpRequest, case_id: int) -> Enclosed:
    """What goes with the reply as it stands."""
    return _enclosed(seen_case(case_id=case_id, by=actor_of(request)))


def _enclosed(case: Case) -> Enclosed:
    return Enclosed.of(Draft.objects.filter(case=case).first())


@routes.changes(DRAFT + "files/", act="answer cases", answers=Enclosed, name="attach_file", status=201)
def attach(request: HttpRequest, case_id: int, given: DraftFileGiven) -> Enclosed:
    """Let a file go with the reply: up to 10, 18 MB together; its type is told from its bytes."""
    by, at, content = actor_of(request), clock.now(), given.content
    case = seen_case(case_id=case_id, by=by)
    refuse_too_much(Draft.objects.filter(case=case).first(), [len(content)])
    kept = keep_file([content], given.name, at)
    in_words = given.in_words and kept.content_type in SHOWN_IN_PLACE
    attach_files(case_id=case_id, files=[replace(kept, inline=in_words)], by=by, at=at)
    return _enclosed(case)


@routes.changes(DRAFT + "files/removal/", act="answer cases", answers=Enclosed, name="take_file_off")
def take_off(request: HttpRequest, case_id: int, given: TakingOffGiven) -> Enclosed:
    """Let a file not go with the reply after all."""
    by = actor_of(request)
    take_file_off(case_id=case_id, draft_file_id=given.file, by=by, at=clock.now())
    return enclosed(request, case_id)


@routes.changes(DRAFT + "copies/", act="answer cases", answers=Enclosed, name="copy_reply_to")
def copies(request: HttpRequest, case_id: int, given: CopiesGiven) -> Enclosed:
    """Say who else reads the reply, in place of who was said before; they get its words and files and nothing else."""
    by, domain = actor_of(request), settings.PRESSZERO.mail_domain
    copy_to(case_id=case_id, addresses=given.copies, our_domain=domain, by=by, at=clock.now())
    return enclosed(request, case_id)


@routes.reads_file("/draft-files/{int:draft_file_id}/", act="see cases", name="read_draft_file")
def file(request: HttpRequest, draft_file_id: int) -> HttpResponse:
    """A file that goes with a reply not sent yet, as it was given."""
    return file_response(seen_draft_file(draft_file_id=draft_file_id, by=actor_of(request)))
