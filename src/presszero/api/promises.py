"""What customers were told would happen, when, by whom, and how it ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query

from presszero.api.calling import actor_of, worker_of
from presszero.api.routes import Routes
from presszero.api.schemas.promises import (
    FeedClosed,
    FeedMade,
    KeptShape,
    LoadList,
    NewTimeGiven,
    PromiseList,
    PromisesAsked,
    PromiseShape,
    SettlingGiven,
)
from presszero.api.schemas.replies import DraftChecked
from presszero.cases.feeds import close_feed, make_feed
from presszero.cases.promised import load_of, own_kept_promises, promises_between
from presszero.cases.promises import break_promise, keep_promise
from presszero.cases.queries import promises_page, seen_case
from presszero.ground import clock
from presszero.organisation.queries import colleagues_of, the_zone
from presszero.replies.checking import check_draft
from presszero.replies.new_times import propose_new_time
from presszero.ui.languages import spoken

routes = Routes(tags=["promises"])
PROMISE = "/promises/{int:promise_id}/"


@routes.reads("/promises/", act="see cases", answers=PromiseList, name="list_promises")
def list_promises(request: HttpRequest) -> PromiseList:
    """What falls due in the cases you see, the next first."""
    due = promises_page(by=actor_of(request), at=clock.now())
    return PromiseList.model_validate({"promises": due})


@routes.reads("/promises/calendar/", act="see cases", answers=PromiseList, name="list_promises_between")
def calendar(request: HttpRequest, asked: Query[PromisesAsked]) -> PromiseList:
    """The promises of the cases you see whose time lies between two instants, kept and broken ones too."""
    since = asked.since or clock.now()
    found = promises_between(
        since=since,
        until=asked.until or since + timedelta(days=28),
        team_id=asked.team,
        owner_id=asked.owner,
        by=actor_of(request),
    )
    return PromiseList.model_validate({"promises": found})


@routes.reads("/promises/load/", act="see cases", answers=LoadList, name="show_load")
def load(request: HttpRequest) -> LoadList:
    """How much you and the colleagues of your teams have promised and still owe, by when it falls due."""
    worker = worker_of(request)
    people = {one.pk: one for one in [worker, *colleagues_of(worker)]}
    return LoadList.of(people, load_of(list(people), at=clock.now(), zone=the_zone()))


@routes.reads("/promises/kept/", act="see cases", answers=KeptShape, name="show_own_kept")
def own_kept(
    request: HttpRequest, days: Annotated[int, Query(ge=1, le=366, description="The last days.")] = 28
) -> KeptShape:
    """How your own promises of the last days ended. Nobody else's are told."""
    return KeptShape.of(own_kept_promises(by=actor_of(request), days=days, at=clock.now()), days)


@routes.changes("/promises/feed/", act="see cases", answers=FeedMade, name="make_feed", status=201)
def feed(request: HttpRequest) -> FeedMade:
    """Make the secret address under which your own calendar program reads your promises; an earlier one closes."""
    token = make_feed(by=actor_of(request), at=clock.now())
    path = reverse("desk:promise_feed_file", args=[token])
    return FeedMade(address=f"{settings.PRESSZERO.public_url.rstrip('/')}{path}")


@routes.changes("/promises/feed/closure/", act="see cases", answers=FeedClosed, name="close_feed")
def feed_close(request: HttpRequest) -> FeedClosed:
    """Close the secret address of your calendar."""
    return FeedClosed(closed=close_feed(by=actor_of(request), at=clock.now()))


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
    PROMISE + "new-time/", act="keep promises", answers=DraftChecked, name="propose_new_time", status=201
)
def new_time(request: HttpRequest, promise_id: int, given: NewTimeGiven) -> DraftChecked:
    """Write the letter that tells the customer a new time; the promise moves when a person sends it."""
    by, at = actor_of(request), clock.now()
    draft = propose_new_time(promise_id=promise_id, due_at=given.due, why=given.words, by=by, at=at)
    case = seen_case(case_id=draft.case_id, by=by)
    return DraftChecked.of(check_draft(case=case, at=at, voice=spoken()))
