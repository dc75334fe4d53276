"""What customers were told would happen, and how it ended."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.cases import ContactShape
from presszero.api.schemas.promises import NewTimeGiven, PromiseList, PromiseShape, SettlingGiven
from presszero.cases.promises import break_promise, keep_promise
from presszero.cases.queries import promises_page
from presszero.channels.email.addressing import new_message_id
from presszero.ground import clock
from presszero.replies.sending import give_new_time

routes = Routes(tags=["promises"])
PROMISE = "/promises/{int:promise_id}/"


@routes.reads("/promises/", act="see cases", answers=PromiseList, name="list_promises")
def list_promises(request: HttpRequest) -> PromiseList:
    """What falls due in the cases you see, the next first."""
    due = promises_page(by=actor_of(request), at=clock.now())
    return PromiseList.model_validate({"promises": due})


@routes.changes(PROMISE + "keeping/", act="keep promises", answers=PromiseShape, name="keep_promise")
def kept(request: HttpRequest, promise_id: int, given: SettlingGiven) -> PromiseShape:
    """What we said has happened."""
    promise = keep_promise(promise_id=promise_id, words=given.words, by=actor_of(request), at=clock.now())
    return PromiseShape.from_orm(promise)


@routes.changes(PROMISE + "breaking/", act="keep promises", answers=PromiseShape, name="break_promise")
def broken(request: HttpRequest, promise_id: int, given: SettlingGiven) -> PromiseShape:
    """What we said did not happen and will not."""
    promise = break_promise(promise_id=promise_id, words=given.words, by=actor_of(request), at=clock.now())
    return PromiseShape.from_orm(promise)


@routes.changes(
    PROMISE + "new-time/", act="keep promises", answers=ContactShape, name="give_new_time", status=201
)
def new_time(request: HttpRequest, promise_id: int, given: NewTimeGiven) -> ContactShape:
    """Tell the customer a new time before a promise slips; the words go out to them."""
    notice = give_new_time(
        promise_id=promise_id,
        due_at=given.due,
        words=given.words,
        by=actor_of(request),
        at=clock.now(),
        message_id=new_message_id(settings.PRESSZERO.mail_domain),
    )
    return ContactShape.from_orm(notice)
