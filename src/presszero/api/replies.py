"""Writing a reply, saying what it does with each point and promise, and sending it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from presszero.api.calling import actor_of, worker_of
from presszero.api.routes import Routes
from presszero.api.schemas.cases import ContactShape
from presszero.api.schemas.replies import (
    DepartureGiven,
    DraftChecked,
    DraftGiven,
    FilledMacroShape,
    LeavingDraft,
    MacroList,
    MarkGiven,
    PledgeGiven,
    SendGiven,
    UnmarkGiven,
    WordsGiven,
    WritersNow,
)
from presszero.cases.queries import seen_case
from presszero.channels.email.addressing import new_message_id
from presszero.ground import clock
from presszero.replies.checking import check_draft
from presszero.replies.choosing import chosen_words
from presszero.replies.drafting import mark_point, save_draft, settle_pledge, unmark_point
from presszero.replies.leaving import call_back, let_go
from presszero.replies.macros import macros_for, use_macro
from presszero.replies.presence import begin_writing, end_writing, others_writing
from presszero.replies.sending import send_reply
from presszero.ui.languages import spoken

routes = Routes(tags=["replies"])
CASE = "/cases/{int:case_id}/"
DRAFT = CASE + "draft/"


@routes.reads(DRAFT, act="see cases", answers=DraftChecked, name="check_draft")
def show_draft(request: HttpRequest, case_id: int) -> DraftChecked:
    """The draft as it stands, with what the check says about it."""
    case = seen_case(case_id=case_id, by=actor_of(request))
    return DraftChecked.of(check_draft(case=case, at=clock.now(), voice=spoken()))


@routes.changes(DRAFT, act="answer cases", answers=DraftChecked, name="save_draft")
def draft(request: HttpRequest, case_id: int, given: DraftGiven) -> DraftChecked:
    """Save the text and hear what the check says."""
    save_draft(case_id=case_id, body=given.body, version=given.version, by=actor_of(request), at=clock.now())
    return show_draft(request, case_id)


@routes.changes(DRAFT + "check/", act="answer cases", answers=DraftChecked, name="check_words")
def check(request: HttpRequest, case_id: int, given: WordsGiven) -> DraftChecked:
    """Hear what the check says of words while they are written. Nothing is kept of them."""
    case = seen_case(case_id=case_id, by=actor_of(request))
    return DraftChecked.of(check_draft(case=case, at=clock.now(), voice=spoken(), words=given.body))


@routes.changes(DRAFT + "marks/", act="mark points", answers=DraftChecked, name="mark_point")
def mark(request: HttpRequest, case_id: int, given: MarkGiven) -> DraftChecked:
    """Say what the reply does with one point. The check only proposes."""
    by, at, quote, against = actor_of(request), clock.now(), "", False
    if given.said == "answered":
        quote, against = chosen_words(
            case_id=case_id, point_id=given.point, start=given.start, end=given.end, by=by, at=at
        )
    mark_point(
        point_id=given.point,
        said=given.said,
        by=by,
        at=at,
        quote=quote,
        reason=given.reason,
        owner_id=given.owner,
        due_at=given.due,
        against_check=against,
    )
    return show_draft(request, case_id)


@routes.changes(DRAFT + "marks/withdrawal/", act="mark points", answers=DraftChecked, name="unmark_point")
def unmark(request: HttpRequest, case_id: int, given: UnmarkGiven) -> DraftChecked:
    """Take back what was said of a point."""
    unmark_point(point_id=given.point, by=actor_of(request), at=clock.now())
    return show_draft(request, case_id)


@routes.changes(DRAFT + "pledges/", act="mark points", answers=DraftChecked, name="settle_pledge")
def pledge(request: HttpRequest, case_id: int, given: PledgeGiven) -> DraftChecked:
    """Give a promise in the draft its owner and time, or say that it is none."""
    settle_pledge(
        case_id=case_id,
        quote=given.quote,
        is_promise=given.is_promise,
        what=given.what,
        owner_id=given.owner,
        due_at=given.due,
        by=actor_of(request),
        at=clock.now(),
    )
    return show_draft(request, case_id)


@routes.changes(CASE + "replies/", act="answer cases", answers=ContactShape, name="send_reply", status=201)
def send(request: HttpRequest, case_id: int, given: SendGiven) -> ContactShape:
    """Send the reply. It waits only for what no person has said."""
    by, at = actor_of(request), clock.now()
    if given.body is not None:
        save_draft(case_id=case_id, body=given.body, version=given.version, by=by, at=at)
    reply = send_reply(
        case_id=case_id, by=by, at=at, message_id=new_message_id(settings.PRESSZERO.mail_domain)
    )
    return ContactShape.from_orm(reply)


@routes.changes(CASE + "departure/", act="answer cases", answers=LeavingDraft, name="let_reply_go")
def depart(request: HttpRequest, case_id: int, given: DepartureGiven) -> LeavingDraft:
    """Send the reply ten seconds from now, or at a time; until then it can be taken back."""
    draft = let_go(case_id=case_id, leaves_at=given.leaves, by=actor_of(request), at=clock.now())
    return LeavingDraft.from_orm(draft)


@routes.changes(CASE + "departure/end/", act="answer cases", answers=LeavingDraft, name="call_reply_back")
def take_back(request: HttpRequest, case_id: int) -> LeavingDraft:
    """Take a reply back that has not left yet."""
    return LeavingDraft.from_orm(call_back(case_id=case_id, by=actor_of(request), at=clock.now()))


@routes.changes(CASE + "writing/", act="answer cases", answers=WritersNow, name="begin_writing")
def writing(request: HttpRequest, case_id: int) -> WritersNow:
    """Say that the caller writes on this case, again every half minute; answers with who else does."""
    by, at = actor_of(request), clock.now()
    case = begin_writing(case_id=case_id, by=by, at=at)
    return WritersNow.of(others_writing(case=case, by=by, at=at))


@routes.changes(CASE + "writing/end/", act="answer cases", answers=WritersNow, name="end_writing")
def writing_end(request: HttpRequest, case_id: int) -> WritersNow:
    """Say that the caller left the reply."""
    by, at = actor_of(request), clock.now()
    case = end_writing(case_id=case_id, by=by, at=at)
    return WritersNow.of(others_writing(case=case, by=by, at=at))


@routes.reads(CASE + "macros/", act="answer cases", answers=MacroList, name="list_macros")
def macros(request: HttpRequest, case_id: int) -> MacroList:
    """The macros for a case, filled for it as the caller would say them."""
    worker = worker_of(request)
    case = seen_case(case_id=case_id, by=worker.actor)
    return MacroList(macros=[FilledMacroShape.of(one) for one in macros_for(case=case, worker=worker)])


@routes.changes(
    CASE + "macros/{int:macro_id}/", act="answer cases", answers=FilledMacroShape, name="use_macro"
)
def macro(request: HttpRequest, case_id: int, macro_id: int) -> FilledMacroShape:
    """Use a macro: answers with its words, and puts its tags on the case."""
    used = use_macro(case_id=case_id, macro_id=macro_id, by=actor_of(request), at=clock.now())
    return FilledMacroShape.of(used)
