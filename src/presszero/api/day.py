"""My day, and questions among colleagues."""

from __future__ import annotations

from django.http import HttpRequest

from presszero.api.calling import actor_of, worker_of
from presszero.api.routes import Routes
from presszero.api.schemas.day import AnswerGiven, AskGiven, AskList, DayShape, Heard
from presszero.ground import clock
from presszero.inbox.asks import answer_ask, ask_colleague, asks_of, hear_answers
from presszero.inbox.days import my_day, teams_day
from presszero.organisation.permissions import may

routes = Routes(tags=["day"])


@routes.reads("/day/", act="use the desk", answers=DayShape, name="show_day")
def day(request: HttpRequest) -> DayShape:
    """What waits for you now and what you did today; for who sees the team, how each team stands."""
    by, now = actor_of(request), clock.now()
    teams = teams_day(by=by, at=now) if may(worker_of(request), "see the team") else []
    return DayShape.of(my_day(by=by, at=now), teams)


@routes.reads("/asks/", act="use the desk", answers=AskList, name="list_asks")
def asks(request: HttpRequest) -> AskList:
    """What colleagues asked you and what you asked them."""
    return AskList.of(asks_of(by=actor_of(request)))


@routes.changes("/asks/", act="use the desk", answers=AskList, name="ask_colleague", status=201)
def ask(request: HttpRequest, given: AskGiven) -> AskList:
    """Ask a colleague something; nothing of it reaches a customer."""
    ask_colleague(to=given.to, words=given.words, case_id=given.case, by=actor_of(request), at=clock.now())
    return asks(request)


@routes.changes("/asks/{int:ask_id}/answer/", act="use the desk", answers=AskList, name="answer_ask")
def answer(request: HttpRequest, ask_id: int, given: AnswerGiven) -> AskList:
    """Answer what you were asked; about a case, both also stand there as a note."""
    answer_ask(ask_id=ask_id, words=given.words, by=actor_of(request), at=clock.now())
    return asks(request)


@routes.changes("/asks/heard/", act="use the desk", answers=Heard, name="hear_answers")
def heard(request: HttpRequest) -> Heard:
    """Say that you have looked at the answers, so that no line tells of them again."""
    return Heard(heard=hear_answers(by=actor_of(request), at=clock.now()))
