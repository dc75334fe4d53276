"""What stands around every signed-in page: the rail, the colleagues, the live events."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from presszero.flows.queries import flows_alarmed
from presszero.ground.kept_queries import kept_query
from presszero.organisation.models import Membership, Presence, Role, Worker
from presszero.organisation.permissions import may
from presszero.pure.words import name_key

PLACES = {
    "inbox": "inbox",
    "promises": "promises",
    "promise_calendar": "promises",
    "promise_feed": "promises",
    "quarantine": "quarantine",
    "team": "team",
    "parked": "parked",
    "day": "day",
    "asks": "asks",
}

MOST_PEOPLE = 9
# Who can help with a hard case stands before who works beside one.
_RANK = {role: -number for number, role in enumerate(Role.values)}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return `frame` for desk/frame.html, read only once a template asks, and who else may say who one is."""
    return {
        "frame": SimpleLazyObject(lambda: _frame(request)),
        "single_sign_on": settings.PRESSZERO.single_sign_on,
    }


def _frame(request: HttpRequest) -> Shape:
    worker = getattr(request, "user", None)
    if not isinstance(worker, Worker):
        return Shape(
            current="",
            alarms=[],
            me=None,
            may_office=False,
            may_quarantine=False,
            people=[],
            live_url="",
            urls=Shape(),
        )
    place = request.resolver_match
    name = place.url_name if place else ""
    if place and place.namespace == "office" and name != "parked":
        name = "team"
    return Shape(
        current=PLACES.get(name or "", "inbox"),
        me=Shape(
            name=worker.name,
            initials=worker.initials,
            presence=worker.presence,
            presence_words=worker.get_presence_display(),
        ),
        alarms=flows_alarmed() if may(worker, "see flows") else [],
        may_office=may(worker, "see the team"),
        may_quarantine=may(worker, "see quarantine"),
        people=_people(worker),
        presences=[(value, str(words)) for value, words in Presence.choices],
        live_url="/events",
        urls=Shape(
            inbox=reverse("desk:inbox"),
            promises=reverse("desk:promises"),
            quarantine=reverse("desk:quarantine"),
            team=reverse("office:team"),
            parked=reverse("office:parked"),
            presence=reverse("desk:presence"),
            sign_out=reverse("account_logout"),
            sign_in=reverse("office:sign_in"),
            on_behalf=reverse("desk:on_behalf") if may(worker, "answer cases") else "",
            day=reverse("desk:day") if may(worker, "use the desk") else "",
            asks=reverse("desk:asks") if may(worker, "use the desk") else "",
            asked=reverse("desk:asked") if may(worker, "use the desk") else "",
            flows=reverse("office:flows") if may(worker, "see flows") else "",
            news=reverse("desk:news_unseen") if may(worker, "follow cases") else "",
        ),
    )


def _people(worker: Worker) -> list[Shape]:
    shown = sorted(
        _colleagues_here(worker_id=worker.pk),
        key=lambda one: (_RANK.get(one.role, 0), name_key(one.name), one.pk),
    )
    return [
        Shape(
            name=one.name,
            initials=one.initials,
            role=f"{one.title or one.get_role_display()}, {one.get_presence_display()}",
            presence=one.presence,
            id=one.pk,
        )
        for one in shown[:MOST_PEOPLE]
    ]


@kept_query
def _colleagues_here(*, worker_id: int) -> QuerySet[Worker]:
    theirs = Membership.objects.filter(team__memberships__worker_id=worker_id).values("worker_id")
    here = Worker.objects.filter(pk__in=theirs, is_active=True).exclude(presence=Presence.AWAY)
    return here.exclude(pk=worker_id).only("name", "title", "role", "presence")
