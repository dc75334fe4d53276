"""The demo's own pages. They exist in demo and test installations only."""

from __future__ import annotations

import re
from types import SimpleNamespace as Shape

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.demo.models import PostedLetter
from presszero.demo.people import CAST
from presszero.ground import clock
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation
from presszero.ui import signing_in, times
from presszero.ui.default_deny import public

BEGIN_AS = "Tomas Vell"  # the walk through the demo begins at his desk
_LINK = re.compile(r"https?://\S+")


@public
@require_GET
def doors(request: HttpRequest) -> HttpResponse:
    workers = {
        worker.email: worker for worker in Worker.objects.filter(email__in=[one.email for one in CAST])
    }
    people = [
        Shape(
            name=one.name,
            initials=workers[one.email].initials,
            role=one.title,
            try_words=_(one.try_this),
            email=one.email,
            suggested=one.name == BEGIN_AS,
            url=reverse("demo_sign_in", args=[workers[one.email].pk]),
        )
        for one in CAST
        if one.email in workers
    ]
    town = Shape(
        people=people,
        post_office_url=reverse("post_office"),
        form_url=reverse("write"),
        desk_url=reverse("desk:inbox"),
    )
    return render(request, "demo/doors.html", {"doors": town})


@public
@require_POST
def sign_in(request: HttpRequest, worker_id: int) -> HttpResponse:
    worker = Worker.objects.filter(
        pk=worker_id, email__in=[one.email for one in CAST], is_active=True
    ).first()
    if worker is None:
        raise Http404
    signing_in.sign_in(request, worker)
    if worker.role == "operator":
        return HttpResponseRedirect(reverse("office:team"))
    return HttpResponseRedirect(reverse("desk:inbox"))


@public
@require_GET
def post_office(request: HttpRequest) -> HttpResponse:
    now, zone = clock.now(), the_organisation().time_zone
    mails = [
        Shape(
            id=letter.pk,
            when=times.clock_words(letter.posted_at, now, zone),
            when_iso=letter.posted_at.isoformat(),
            to=letter.recipient,
            subject=letter.subject,
            body=letter.text,
            links=[link for link in _LINK.findall(letter.text) if "/c/" in link],
        )
        for letter in PostedLetter.objects.defer("raw").order_by("-id")[:100]
    ]
    post = Shape(mails=mails, next_url=None, doors_url=reverse("doors"))
    return render(request, "demo/post_office.html", {"post": post})
