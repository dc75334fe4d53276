"""My day: what waits for me, and for who leads how the teams stand."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from presszero.desk.inbox_shape import count_words
from presszero.desk.requests import actor_of, worker_of
from presszero.ground import clock
from presszero.inbox.days import MyDay, TeamDay, my_day, teams_day
from presszero.inbox.models import DayCount
from presszero.lines.turns import is_there_a_next
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation
from presszero.ui import times

What = DayCount.What


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    worker, by, now = worker_of(request), actor_of(request), clock.now()
    mine = my_day(by=by, at=now)
    teams = teams_day(by=by, at=now) if may(worker, "see the team") else []
    zone = the_organisation().time_zone
    day = Shape(
        now_words=times.full_words(now, zone),
        waits=_waits(mine),
        done=_done(mine.done),
        teams=[_team(one) for one in teams],
        inbox_url=reverse("desk:inbox"),
        next_case_url=reverse("desk:next_case") if _is_free_for_the_next(worker, mine) else "",
    )
    return render(request, "desk/day.html", {"day": day})


def _is_free_for_the_next(worker: Worker, day: MyDay) -> bool:
    """Whether nothing is open here while something waits in the line."""
    return not day.open and may(worker, "answer cases") and is_there_a_next(by=worker.actor)


def _waits(day: MyDay) -> list[Shape]:
    inbox, promises = reverse("desk:inbox"), reverse("desk:promises")
    told = [
        (_("past their time"), day.late, "bad", f"{inbox}?view=mine"),
        (_("due within two hours"), day.soon, "warn", f"{inbox}?view=mine"),
        (_("open in all"), day.open, "", f"{inbox}?view=mine"),
        (_("promises due today"), day.promises_today, "", f"{promises}?view=mine"),
        (_("colleagues wait for your answer"), day.asked, "", reverse("desk:asks")),
        (_("news of your cases"), day.news, "", f"{inbox}?view=mentions"),
    ]
    return [
        Shape(words=words, count=count_words(count), tone=tone if count else "", url=url)
        for words, count, tone, url in told
    ]


def _done(done: dict[str, int]) -> list[Shape]:
    told = [
        (_("letters answered"), done[What.ANSWERED]),
        (_("cases closed"), done[What.CLOSED]),
        (_("promises kept"), done[What.KEPT]),
    ]
    return [Shape(words=words, count=count) for words, count in told]


def _team(day: TeamDay) -> Shape:
    names = (What.CAME_IN, What.ANSWERED, What.CLOSED, What.KEPT, What.BROKEN)
    return Shape(
        name=day.team.name,
        open=count_words(day.open),
        late=count_words(day.late),
        is_late=day.late > 0,
        counts=[Shape(now=day.done[name], before=day.before[name]) for name in names],
    )
