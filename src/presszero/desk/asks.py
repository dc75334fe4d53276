"""Asking a colleague: the question, the page of questions, the line that tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace as Shape

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from presszero.cases.asking_inside import answer_for_team, team_questions
from presszero.cases.models import Inquiry
from presszero.desk.requests import actor_of, number, optional_number, typed, worker_of
from presszero.ground import clock
from presszero.inbox.asks import answer_ask, ask_colleague, asks_of, hear_answers, newest_unheard
from presszero.inbox.models import Ask
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation
from presszero.ui import times


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _ask(request)
    worker, now, zone = worker_of(request), clock.now(), the_organisation().time_zone
    asks = [_row(one, worker, now, zone) for one in asks_of(by=worker.actor)]
    of_teams = [_team_row(one, now, zone) for one in team_questions(by=worker.actor)]
    return render(request, "desk/asks.html", {"asks": [*of_teams, *asks]})


def _team_row(one: Inquiry, now: datetime, zone: str) -> Shape:
    """A question to the reader's team: the words and who asks, and nothing of the case it is about."""
    names = {"who": one.asked_by.name, "theirs": one.case.team.name, "team": one.name}
    return Shape(
        id=f"team-{one.pk}",
        title=_("%(who)s of %(theirs)s asks your team %(team)s") % names,
        initials=one.asked_by.initials,
        words=one.text,
        when=times.clock_words(one.asked_at, now, zone),
        case_ref="",
        case_url="",
        answer="",
        answered="",
        answer_url=reverse("desk:team_answer", args=[one.pk]),
        waits=True,
    )


@require_POST
def team_answer(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    answer_for_team(
        inquiry_id=inquiry_id, words=typed(request, "words"), by=actor_of(request), at=clock.now()
    )
    return _to_the_page(request)


def _ask(request: HttpRequest) -> HttpResponse:
    ask_colleague(
        to=number(request, "to"),
        words=typed(request, "words"),
        case_id=optional_number(request, "case"),
        by=actor_of(request),
        at=clock.now(),
    )
    return _to_the_page(request)


@require_POST
def answer(request: HttpRequest, ask_id: int) -> HttpResponse:
    answer_ask(ask_id=ask_id, words=typed(request, "words"), by=actor_of(request), at=clock.now())
    return _to_the_page(request)


@require_POST
def heard(request: HttpRequest) -> HttpResponse:
    hear_answers(by=actor_of(request), at=clock.now())
    return HttpResponse()


@require_GET
def line(request: HttpRequest) -> HttpResponse:
    """The newest question that waits for one, or the newest answer, for the line that says so."""
    worker = worker_of(request)
    ask = newest_unheard(by=worker.actor)
    words = _line_words(ask, worker) if ask else _team_words(team_questions(by=worker.actor))
    return render(request, "desk/parts/asked.html", {"asked": Shape(words=words, url=reverse("desk:asks"))})


def _line_words(ask: Ask, worker: Worker) -> str:
    if ask.to_id == worker.pk:
        return _("%(who)s asks you: %(words)s") % {"who": ask.asked_by.name, "words": _short(ask.words)}
    return _("%(who)s answers: %(words)s") % {"who": ask.to.name, "words": _short(ask.answer)}


def _team_words(waiting: Sequence[Inquiry]) -> str:
    if not waiting:
        return ""
    newest = waiting[-1]
    names = {"theirs": newest.case.team.name, "team": newest.name, "words": _short(newest.text)}
    return _("%(theirs)s asks your team %(team)s: %(words)s") % names


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 90 else f"{line[:89]}…"


def _row(ask: Ask, worker: Worker, now: datetime, zone: str) -> Shape:
    mine = ask.to_id == worker.pk
    names = {"who": ask.asked_by.name, "to": ask.to.name}
    return Shape(
        id=ask.pk,
        title=_("%(who)s asks you") % names if mine else _("You asked %(to)s") % names,
        initials=(ask.asked_by if mine else ask.to).initials,
        words=ask.words,
        when=times.clock_words(ask.at, now, zone),
        case_ref=ask.case.reference if ask.case else "",
        case_url=reverse("desk:case", args=[ask.case_id]) if ask.case_id else "",
        answer=ask.answer,
        answered=times.clock_words(ask.answered_at, now, zone) if ask.answered_at else "",
        answer_url=reverse("desk:ask_answer", args=[ask.pk]) if mine and not ask.answered_at else "",
        waits=not ask.answered_at,
    )


def _to_the_page(request: HttpRequest) -> HttpResponse:
    """A script stays where it is and says so; a plain form goes to the page of questions."""
    if request.headers.get("HX-Request"):
        return render(request, "desk/parts/ask_sent.html")
    return HttpResponseRedirect(reverse("desk:asks"))
