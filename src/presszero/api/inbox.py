"""The inbox: its lists, search, and the views that people keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.inbox import BatchGiven, BatchShape, CaseList, ViewGiven, ViewList
from presszero.api.schemas.words import Words
from presszero.ground import clock
from presszero.inbox.batches import (
    BatchDone,
    close_cases,
    follow_cases,
    give_topic,
    hand_over_cases,
    make_incident,
    snooze_cases,
    tag_cases,
    take_cases,
    undo_batch,
)
from presszero.inbox.lists import counts, inbox_page
from presszero.inbox.saved import keep_view, remove_view, saved_views
from presszero.inbox.search import search_cases
from presszero.organisation.queries import the_zone

routes = Routes(tags=["inbox"])
ViewName = Literal["mine", "team", "waiting", "snoozed", "closed", "mentions", "urgent"]
SearchWords = Annotated[Words, Field(max_length=200)]


@routes.reads("/cases/", act="use the desk", answers=CaseList, name="list_cases")
def list_cases(
    request: HttpRequest,
    view: ViewName = "mine",
    q: SearchWords = "",
    after: Words = "",
    exactly: bool = False,
) -> CaseList:
    """The rows of a view, what is due first; with q what a search of every case you may see finds, newest first."""
    by = actor_of(request)
    if not q.strip():
        return CaseList.of(inbox_page(by=by, view=view, after=after))
    today_on = clock.now().astimezone(the_zone()).date()
    found = search_cases(by=by, words=q, before=after, exactly=exactly, today_on=today_on)
    return CaseList.found_by(found, counts(by=by))


@routes.reads("/views/", act="use the desk", answers=ViewList, name="list_views")
def views(request: HttpRequest) -> ViewList:
    """The views you keep, and those of your teams."""
    return ViewList.of(saved_views(by=actor_of(request)))


@routes.changes("/views/", act="use the desk", answers=ViewList, name="keep_view", status=201)
def keep(request: HttpRequest, given: ViewGiven) -> ViewList:
    """Keep a search under a name; answers all views."""
    keep_view(name=given.name, words=given.words, team_id=given.team, by=actor_of(request), at=clock.now())
    return views(request)


@routes.changes("/views/{int:view_id}/removal/", act="use the desk", answers=ViewList, name="remove_view")
def remove(request: HttpRequest, view_id: int) -> ViewList:
    """Take a view away; answers those that stay."""
    remove_view(view_id=view_id, by=actor_of(request), at=clock.now())
    return views(request)


@routes.changes("/cases/batches/", act="answer cases", answers=BatchShape, name="act_on_many", status=201)
def batch(request: HttpRequest, given: BatchGiven) -> BatchShape:
    """Do one thing to many cases at once; answers to which it was done, and why not to each other one."""
    who: dict[str, Any] = {"case_ids": given.cases, "by": actor_of(request), "at": clock.now()}
    acts: dict[str, Callable[[], BatchDone]] = {
        "take": lambda: take_cases(**who),
        "hand_over": lambda: hand_over_cases(to=given.to or 0, words=given.words, **who),
        "tag": lambda: tag_cases(tag=given.tag, **who),
        "snooze": lambda: snooze_cases(until=given.until, why=given.words, **who),
        "close": lambda: close_cases(outcome=given.outcome or "", words=given.words, **who),
        "topic": lambda: give_topic(topic_id=given.topic or 0, **who),
        "follow": lambda: follow_cases(**who),
        "incident": lambda: make_incident(title=given.title, incident_id=given.incident, **who),
    }
    return BatchShape.of(acts[given.act]())


@routes.changes(
    "/batches/{int:batch_id}/undoing/", act="answer cases", answers=BatchShape, name="undo_act_on_many"
)
def undo(request: HttpRequest, batch_id: int) -> BatchShape:
    """Take an act of yours on many cases back, within 15 minutes; a case that somebody acted on since stays theirs."""
    return BatchShape.of(undo_batch(batch_id=batch_id, by=actor_of(request), at=clock.now()))
